package doc

import "gongwen/internal/unit"

// MastheadPlaces is where the parts of a 版头 stand: the tops of their em boxes
// below the top of the text block, less than 0 for what stands above it.
type MastheadPlaces struct {
	Corner  unit.Length // of the first line
	Mark    unit.Length // of the first name
	Number  unit.Length // of the 发文字号 and of the last line of 签发人
	Signers unit.Length // of the first line of 签发人
	Rule    unit.Length // upper edge
	End     unit.Length // where what follows begins
}

// Places are those of a 版头 of the document.
func (d *Document) Places(b *Masthead) MastheadPlaces {
	s, pitch := d.Masthead, d.Page.Pitch
	p := MastheadPlaces{Mark: s.Mark - d.Page.Top}
	p.Corner = (pitch - d.size(first(b.Corner))) / 2
	mark := p.Mark
	if len(b.Mark) > 0 {
		style, _ := d.Style(b.Mark[0].Style)
		mark += style.Size + style.Leading*unit.Length(len(b.Mark)-1)
	}
	if s.UnderMark {
		return d.underMark(b, p, mark)
	}
	p.Signers = mark + pitch*unit.Length(s.Lines)
	p.Number = p.Signers
	if b.Signers != nil {
		p.Number += d.SignerPitch(b.Signers) * unit.Length(len(b.Signers.Rows())-1)
	}
	p.End = mark
	if b.Number != nil || b.Signers != nil {
		p.End = p.Number + d.size(b.Number)
	}
	if len(s.Rule.Strokes) > 0 {
		p.Rule = p.End + s.Drop
		p.End = p.Rule + s.Rule.Height()
	}
	p.End += pitch * unit.Length(s.Below)
	return p
}

// underMark places what stands below the rule that stands below the 标志, whose
// foot is at mark (10.1).
func (d *Document) underMark(b *Masthead, p MastheadPlaces, mark unit.Length) MastheadPlaces {
	s, pitch := d.Masthead, d.Page.Pitch
	p.Rule = mark + s.Drop
	foot := p.Rule + s.Rule.Height()
	p.Corner, p.Number, p.Signers = foot+s.Gap, foot+s.Gap, foot+s.Gap
	p.End = foot
	if b.Number != nil {
		p.End = p.Number + d.size(b.Number)
	}
	if n := len(b.Corner); n > 0 {
		p.End = max(p.End, p.Corner+pitch*unit.Length(n-1)+d.size(b.Corner[0]))
	}
	p.End += pitch * unit.Length(s.Below)
	return p
}

// TitleFoot is how far below the top of the text block the text begins below a
// title of so many lines, whose first begins at end. One line is left blank; the
// text stands on the page's grid, so that this line is up to a third of one lower
// or two thirds higher.
func (d *Document) TitleFoot(end unit.Length, lines int) unit.Length {
	title, _ := d.Style(TitleRole)
	body, _ := d.Style(BodyRole)
	pitch := d.Page.Pitch
	foot := end + title.Leading*unit.Length(lines-1) + title.Size
	least := foot + pitch*2/3 - (pitch-body.Size)/2
	return (least + pitch - 1) / pitch * pitch
}

// TextBegins is where the text begins below a 版头 without a title: on the first
// line of the grid that is less than a third of one too high.
func (d *Document) TextBegins(end unit.Length) unit.Length {
	body, _ := d.Style(BodyRole)
	pitch := d.Page.Pitch
	least := end - pitch/3 - (pitch-body.Size)/2
	return max(0, (least+pitch-1)/pitch*pitch)
}

// size is the size of a paragraph's type, 0 of none.
func (d *Document) size(p *Paragraph) unit.Length {
	if p == nil {
		return 0
	}
	style, _ := d.Style(p.Style)
	return style.Size
}

func first(paragraphs []*Paragraph) *Paragraph {
	if len(paragraphs) == 0 {
		return nil
	}
	return paragraphs[0]
}
