// Package frame is the finished page: everything at a fixed place, nothing left
// to decide. Places are measured from the top left corner of the page, x to the
// right and y down.
package frame

import (
	"gongwen/fonts"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// Page is one finished page.
type Page struct {
	Width, Height unit.Length
	Number        int    // from 1
	Turned        bool   // its sheet stands upright among the others, with the top of the page at the left (GB/T 9704-2012 8)
	Items         []Item // in reading order
	Seal          *SealRoom
}

// SealRoom is where a seal is put over a 落款 (GB/T 9704-2012 7.3.5.1): the
// square around a round one.
type SealRoom struct {
	X, Y, Size unit.Length // top left corner, and side
	Node       doc.NodeID  // the paragraph that the 落款 begins with
}

// Item is one of *Text, *Rule, *Fill, *Image, *Drawing, *Link.
type Item interface{ item() }

// Artifact says that an item is no part of the content (ISO 32000-1 14.8.2.2).
type Artifact uint8

// The kinds of artifact. Content is none.
const (
	Content    Artifact = iota
	Pagination          // page numbers, draft marks, heads and labels said again
	Layout              // rules, shading
)

// Text is glyphs of one face on one baseline.
type Text struct {
	X, Y     unit.Length // start of the baseline
	Face     *fonts.Face
	Size     unit.Length
	Embolden unit.Length // width of a stroke around each glyph that makes it bold; 0 for none
	Color    doc.Color
	String   string
	Glyphs   []Glyph
	Node     doc.NodeID // the leaf of the document it belongs to: paragraph, heading, title, cell or link
	Artifact Artifact
	Down     bool // the baseline runs down from X, Y, the characters stand to its right as those of a text that is turned to the right
}

// Glyph is one glyph of a Text.
type Glyph struct {
	ID         uint16
	Advance    unit.Length // to the next glyph's origin
	Shift      unit.Length // drawn this far right of its origin (half-width punctuation)
	Start, End int         // bytes of Text.String that it stands for
}

// Rule is a filled straight line, horizontal or vertical. X1,Y1 and X2,Y2 are
// the ends of its centre line.
type Rule struct {
	X1, Y1, X2, Y2 unit.Length
	Width          unit.Length
	Color          doc.Color
}

// Fill is a filled rectangle.
type Fill struct {
	X, Y, Width, Height unit.Length
	Color               doc.Color
}

// Image is a picture of pixels placed in a rectangle.
type Image struct {
	X, Y, Width, Height unit.Length
	Picture             *picture.Picture
	Node                doc.NodeID // of the figure
}

// Drawing is the shapes of a picture of outlines with its top left corner at X,
// Y. Its labels are Texts.
type Drawing struct {
	X, Y    unit.Length
	Drawing *picture.Drawing
	Node    doc.NodeID // of the figure
}

// Link is an active area over text that belongs to the link node Node.
type Link struct {
	X, Y, Width, Height unit.Length
	Target              string
	Node                doc.NodeID
	Text                string // what the link says, for readers that cannot see it
}

func (*Text) item()    {}
func (*Rule) item()    {}
func (*Fill) item()    {}
func (*Image) item()   {}
func (*Drawing) item() {}
func (*Link) item()    {}
