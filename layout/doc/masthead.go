package doc

import "gongwen/internal/unit"

// Masthead is the 版头, which begins the first page (GB/T 9704-2012 7.2): what
// stands where is said by the document's MastheadStyle.
type Masthead struct {
	ID      NodeID
	Corner  []*Paragraph // 份号, 密级和保密期限, 紧急程度: at the left, one below the other
	Mark    []*Paragraph // 发文机关标志: a line, or the names of several agencies
	Word    *Paragraph   // at the right of several names, such as 文件; nil for none
	Number  *Paragraph   // 发文字号; nil for none
	Signers *SignerList  // nil for none
}

// SignerList is the 签发人 (7.2.6): their names, two a line, behind a label.
type SignerList struct {
	Label *Paragraph
	Names []*Paragraph
	Pitch unit.Length // of its lines; 0 for the page's
}

// MarkGap is between the names of several agencies and what stands at their right.
func MarkGap(style TextStyle) unit.Length { return style.Size / 2 }

// Rows are the names of each line.
func (s *SignerList) Rows() [][]*Paragraph {
	const row = 2
	var rows [][]*Paragraph
	for i := 0; i < len(s.Names); i += row {
		rows = append(rows, s.Names[i:min(i+row, len(s.Names))])
	}
	return rows
}

// SignerPitch is the pitch of the lines of 签发人.
func (d *Document) SignerPitch(s *SignerList) unit.Length {
	if s.Pitch > 0 {
		return s.Pitch
	}
	return d.Page.Pitch
}

// Colophon is the 版记, which stands at the foot of the last page (7.4).
type Colophon struct {
	ID   NodeID
	Rows []ColophonRow
}

// ColophonRow is an element of the 版记.
type ColophonRow struct {
	Text   *Paragraph
	Right  *Paragraph // at the right end of its line; nil for none
	Joined bool       // no line parts it from the row above (7.4.2: 主送 above 抄送)
}

// MastheadStyle says where the parts of the 版头 stand. Distances are between em
// boxes; a blank line is one of the page's pitch.
type MastheadStyle struct {
	Mark       unit.Length // page's top edge to the top of the 发文机关标志
	Lines      int         // blank lines between it and the 发文字号
	Rule       Rule
	UnderMark  bool        // the rule stands below the 标志, and the other parts below it (10.1); else below the 发文字号
	Drop       unit.Length // from what the rule stands below
	Gap        unit.Length // from the rule to the parts below it
	Below      int         // blank lines below the 版头
	Preprinted bool        // the paper has 标志 and rules already
}

// FirstPage is what the first page has otherwise.
type FirstPage struct {
	Rule       Rule
	Bottom     unit.Length // of the rule, from the page's bottom edge
	Unnumbered bool
}

// ColophonStyle is how the 版记 is set.
type ColophonStyle struct {
	Outer, Inner unit.Length // width of the first and last rules and of those between; 0 for none
	Inset        unit.Length // of the text from both sides
	Even         bool        // it stands on an even page
}

// Rule is a line, or several close to each other, centred on the text block.
type Rule struct {
	Width   unit.Length   // from end to end
	Strokes []unit.Length // from above: the width of a line, a gap, the width of a line and so on
	Color   Color
}

// Height is from the top of the first line to the foot of the last.
func (r Rule) Height() unit.Length { return unit.Sum(r.Strokes) }

// Node is the block's id.
func (b *Masthead) Node() NodeID { return b.ID }

// Node is the block's id.
func (b *Colophon) Node() NodeID { return b.ID }

// Paragraphs are the parts of the block in reading order.
func (b *Masthead) Paragraphs() []*Paragraph {
	list := append([]*Paragraph{}, b.Corner...)
	list = append(list, b.Mark...)
	list = appendSome(list, b.Word, b.Number)
	if b.Signers != nil {
		list = appendSome(list, b.Signers.Label)
		list = append(list, b.Signers.Names...)
	}
	return list
}

// Paragraphs are the parts of the block in reading order.
func (b *Colophon) Paragraphs() []*Paragraph {
	var list []*Paragraph
	for _, r := range b.Rows {
		list = appendSome(list, r.Text, r.Right)
	}
	return list
}

// appendSome appends those that are there.
func appendSome(list []*Paragraph, some ...*Paragraph) []*Paragraph {
	for _, p := range some {
		if p != nil {
			list = append(list, p)
		}
	}
	return list
}
