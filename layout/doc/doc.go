// Package doc is the semantic document: what is said, in which order and in
// which role, before anybody decides where it stands. The page printers get it
// beside the finished pages, the flowing formats get it alone.
package doc

import (
	"strings"
	"time"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// NodeID names a node of the document. Pages and structure trees refer to
// nodes by it. IDs count from 1 in reading order, or, of a
// document that is put behind others, from the number that it was given; 0 is no node.
type NodeID int32

// Document is the whole of a report, ready to be set.
type Document struct {
	Meta      Meta
	Page      PageStyle
	Fonts     []FontRole  // sorted by ID
	Styles    []TextStyle // sorted by Role
	Tables    TableStyle
	Numbering []string // number forms of heading levels 1…, such as "一、"
	Masthead  MastheadStyle
	First     FirstPage
	Colophon  ColophonStyle
	Seal      unit.Length // diameter of the seal that the 落款 leaves room for (GB/T 9704-2012 7.3.5.1); 0 for none
	Apart     bool        // it is an attachment that is bound apart (7.3.7), whose title is a heading
	Greedy    bool        // lines are broken as word processors break them
	Body      []Block
	Remarks   []Remark // that runs refer to
}

// A draft says that it is one wherever somebody might take it for the finished
// report: before its title, and in the content of its first page.
const (
	DraftPrefix        = "【草稿】"
	DraftWord          = "草稿"
	DraftNode   NodeID = -1 // the mark on the first page
)

// Meta is what the document says of itself.
type Meta struct {
	Title    string
	Author   string // the agency, never a person
	Subject  string
	Keywords []string
	Lang     string // BCP 47, such as zh-CN
	Created  time.Time
	Draft    bool
}

// Block is a part of the body: *Masthead, *Title, *Heading, *Paragraph, *List, *Table,
// *Figure, *SignOff or *Colophon. A consumer that does not know a block must refuse the document: one
// that is left out would be missing from a finished report without a word.
type Block interface{ Node() NodeID }

// Title is the document's title (GB/T 9704-2012 7.3.1): centred lines.
type Title struct {
	ID    NodeID
	Lines [][]Run
}

// Heading is a numbered heading. Its number is not part of Runs.
type Heading struct {
	ID     NodeID
	Level  int    // from 1
	Number string // such as 一、 or （二）
	Runs   []Run
	Text   *Paragraph // body text that goes on in the heading's line, Runs then ending in a mark; nil for none
	Role   string     // of its text style; empty for that of its level

	NewPage bool // it begins a page
	Turned  bool // it stands on the turned page of the table below it
}

// Label is the heading with its number, without the mark that parts a heading
// that runs in from the text.
func (b *Heading) Label() string {
	said := b.Number + Text(b.Runs)
	if b.Text != nil {
		said = strings.TrimSuffix(said, "。")
	}
	return said
}

// StyleRole is the role of the heading's text style.
func (b *Heading) StyleRole() string {
	if b.Role != "" {
		return b.Role
	}
	return HeadingRole(b.Level)
}

// Paragraph is running text in the role that Style names.
type Paragraph struct {
	ID      NodeID
	Style   string
	Runs    []Run
	Label   Label
	Blank   int  // blank lines of the page's grid above it
	NewPage bool // it begins a page
}

// SignOff is the 落款: the agency and the date that it signs with (GB/T
// 9704-2012 7.3.5), paragraphs of SignatureRole.
type SignOff struct {
	Agency, Date Paragraph
	Others       []Paragraph // the other agencies of a joint document
	Signers      []Signatory // who signs with a 签名章, in place of the agencies, which have no text then
}

// Signatory is an office and the name of who holds it (7.3.5.3).
type Signatory struct{ Post, Name Paragraph }

// Run is text of one look. Pos.Offset(n) is the place of its nth character in
// the report file; text that the template brings has a Pos in the template.
type Run struct {
	ID      NodeID // of a link; 0 for text that is no node of its own
	Text    string
	Bold    bool
	Link    string // target; empty for none
	Breaks  []int  // byte offsets in Text where a line may end between words
	Whole   bool   // a name: no line ends inside it that can end elsewhere
	Pos     diag.Pos
	Change  Change
	Remarks []int // said about the text, by their places in Document.Remarks
}

// Node is the block's id.
func (b *Title) Node() NodeID { return b.ID }

// Node is the block's id.
func (b *Heading) Node() NodeID { return b.ID }

// Node is the block's id.
func (b *Paragraph) Node() NodeID { return b.ID }

// Node is the id of the block's first paragraph.
func (b *SignOff) Node() NodeID { return b.Lines()[0].ID }

// Lines is the paragraphs of the block in reading order.
func (b *SignOff) Lines() []*Paragraph {
	var list []*Paragraph
	for i := range b.Signers {
		list = append(list, &b.Signers[i].Post, &b.Signers[i].Name)
	}
	if len(list) == 0 {
		list = append(list, &b.Agency)
	}
	for i := range b.Others {
		list = append(list, &b.Others[i])
	}
	return append(list, &b.Date)
}

// Pos is the place of the first of runs, none without any.
func Pos(runs []Run) diag.Pos {
	if len(runs) == 0 {
		return diag.Pos{}
	}
	return runs[0].Pos
}

// PosOf is where a piece of text first stands in runs; ok is false when none has it.
func PosOf(runs []Run, piece string) (pos diag.Pos, ok bool) {
	for _, r := range runs {
		if before, _, found := strings.Cut(r.Text, piece); found {
			return r.Pos.Offset(utf8.RuneCountInString(before)), true
		}
	}
	return diag.Pos{}, false
}

// Text joins the characters of runs.
func Text(runs []Run) string {
	var n int
	for _, r := range runs {
		n += len(r.Text)
	}
	b := make([]byte, 0, n)
	for _, r := range runs {
		b = append(b, r.Text...)
	}
	return string(b)
}
