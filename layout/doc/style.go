package doc

import (
	"fmt"

	"gongwen/internal/unit"
)

// PageStyle is the page and its grid (GB/T 9704-2012 5.1, 5.2).
type PageStyle struct {
	Width, Height            unit.Length
	Top, Left, Right, Bottom unit.Length
	Lines, Characters        int
	Pitch                    unit.Length // baseline to baseline
	Widows                   int         // least lines of a paragraph on either side of a page break; below 2 for no rule (孤行控制 off)
	CharacterGrid            bool        // a DOCX states Characters as a grid too
	Mirror                   bool        // Left and Right are exchanged on even pages
	Number                   PageNumber
	DraftMark                string // printed on every page when Meta.Draft
}

// TextWidth is the width of the text block (版心).
func (p PageStyle) TextWidth() unit.Length { return p.Width - p.Left - p.Right }

// TextLeft is the text block's distance from the left edge of page n, from 1.
func (p PageStyle) TextLeft(n int) unit.Length {
	if p.Mirror && n%2 == 0 {
		return p.Right
	}
	return p.Left
}

// Turned is the page as somebody sees it who turns it by a quarter to the right to
// read what stands on it across: “A4纸型的表格横排时……单页码表头在订口一边，双页码表头在切口
// 一边” (GB/T 9704-2012 8). So the head of what stands there is at the left of the
// sheet, odd or even, and the margins are those of the sheet.
func (p PageStyle) Turned(n int) PageStyle {
	left := p.TextLeft(n)
	t := p
	t.Width, t.Height = p.Height, p.Width
	t.Top, t.Bottom = left, p.Width-left-p.TextWidth()
	t.Left, t.Right = p.Bottom, p.Top
	t.Mirror = false
	return t
}

// TextHeight is the height of the text block (版心).
func (p PageStyle) TextHeight() unit.Length { return p.Height - p.Top - p.Bottom }

// Placement says where page numbers stand.
type Placement uint8

// The placements.
const (
	Outside Placement = iota // odd pages right, even pages left
	Centre
	Right
)

// PageNumber is the page number (GB/T 9704-2012 7.5). Its text style is that of PageNumberRole.
type PageNumber struct {
	Before, After string // around the number: "— " and " —"
	Place         Placement
	Drop          unit.Length // bottom of the text block to the middle of the number's line, where its 一字线 is
	Inset         unit.Length // from the side of the text block
}

// Align is the alignment of a paragraph's lines.
type Align uint8

// The alignments.
const (
	Justify Align = iota
	Left
	Centred
	AlignRight
	Decimal // figures of a column of a table: their decimal points below each other, all together centred
)

// TextStyle is how the text of a role is set.
type TextStyle struct {
	Role        string
	Name        string      // what word processors show; empty for what they call the role
	Font        string      // id of a FontRole
	Size        unit.Length // em
	Leading     unit.Length // baseline to baseline; never 0
	Tracking    unit.Length // added to the advance of every full-width character (negative: the 28 characters of 16 pt in 156 mm)
	Align       Align
	IndentChars int // first-line indent in characters (Size + Tracking each)
	Before      unit.Length
	After       unit.Length
	Bold        bool
	KeepNext    bool
	Color       Color
}

// Color is an RGB colour.
type Color struct{ R, G, B uint8 }

// Hex is the colour as CSS and SVG have it (CSS Color 3 4.2.1), such as #c6d9f1.
func (c Color) Hex() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// FontRole is a kind of face, such as 仿宋, by the names a word processor knows.
type FontRole struct {
	ID     string
	Name   string // East Asian font name, such as 仿宋_GB2312
	Alt    string // its other name
	Latin  string // font name for Latin letters and digits
	Panose [10]byte
	Family string // w:family of ECMA-376-1 17.8.3.9
	Pitch  string // w:pitch of ECMA-376-1 17.8.3.14
}

// CellPadding is what stays free above and below the text of a table's cell that is
// higher than its row need be.
const CellPadding = unit.Point

// TableStyle is how tables are ruled.
type TableStyle struct {
	Border     unit.Length
	CellMargin unit.Length // left and right
	BandFill   *Color      // nil for none
	Gap        unit.Length // a table goes whole to the next page where that leaves less than this empty
}

// Style is the text style of a role.
func (d *Document) Style(role string) (TextStyle, bool) {
	for _, s := range d.Styles {
		if s.Role == role {
			return s, true
		}
	}
	return TextStyle{}, false
}

// Font is the font role with the given id.
func (d *Document) Font(id string) (FontRole, bool) {
	for _, f := range d.Fonts {
		if f.ID == id {
			return f, true
		}
	}
	return FontRole{}, false
}
