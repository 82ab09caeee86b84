// Package look is how a Word document sets its text: what its styles, its defaults and
// its own formatting come to (ISO/IEC 29500-1 17.7.2), as a reader found it. Lengths
// are twips unless another unit is named.
package look

import "gongwen/internal/diag"

// Document is the formatting of a document.
type Document struct {
	Main       string // name of the main part
	Sections   []Section
	Paragraphs []Paragraph // those with text, in text boxes and tables too, in reading order
	Tables     []Table
	Usual      int  // size of the usual paragraph style, in half-points
	Shapes     int  // drawn lines and shapes without text
	EvenOdd    bool // even pages have footers of their own (17.15.1.35)
	Mirrored   bool // margins are exchanged on even pages (17.15.1.57)
}

// Section is a section (17.6.17).
type Section struct {
	Width, Height            int
	Top, Bottom, Left, Right int
	Gutter                   int
	Grid                     string // lines, linesAndChars, snapToChars; empty for none (17.6.5)
	LinePitch                int
	CharSpace                int // 4096ths of a point added to each character
	Landscape                bool
	Before                   int  // paragraphs before its end
	FirstPage                bool // the first page has a footer of its own
	Footer, Even, First      *Footer
	Headers                  []Footer // that it names, not those of the section before
}

// Footer is a footer (17.10.3).
type Footer struct{ Paragraphs []Paragraph }

// Paragraph is a paragraph.
type Paragraph struct {
	Pos diag.Pos
	// Offset, Body and End are bytes of the main part: behind its start tag, behind its
	// properties, and before its end tag.
	Offset, Body, End int64
	Runs              []Run
	Align             string // left, center, right, both, distribute
	// Left, Right and First are the indents; First is of the first line, less than zero
	// where the others hang out. FirstChars is First in hundredths of a character where
	// the document says it so.
	Left, Right, First    int
	RightChars, LeftChars int
	FirstChars            int
	Counted               bool // it has a number that Word counts, whose level may indent it
	Before, After         int
	Blank                 int    // empty paragraphs right before it
	Line                  int    // twips; for the rule auto 240ths of a line
	LineRule              string // auto, exact, atLeast
	Snap                  bool   // its lines snap to the grid
	NewPage               bool   // it begins a page
	Top, Bottom           Border
	Table                 int    // number of the table that it stands in, from 1; 0 for none
	Floating              bool   // it stands in a text box or frame
	Place                 string // how its box or frame is aligned across: inside, outside, left, center, right
	PageNumber            bool   // it has the number of the page
}

// Border is a line above or below a paragraph.
type Border struct {
	Width int    // eighths of a point; 0 for none
	Color string // RRGGBB; empty for the usual one
}

// Run is text of one formatting.
type Run struct {
	Text     string
	EastAsia string // face of East Asian characters
	ASCII    string // face of others
	Size     int    // half-points
	Bold     bool
	Color    string // RRGGBB; empty for black
	Marked   bool   // underlined, or on a ground of its own, by its own formatting
	Spacing  int    // added to each character by its own formatting, in twips
}

// Table is a table.
type Table struct {
	Pos    diag.Pos
	Number int       // from 1
	Width  int       // of its columns together
	Lines  [2]Border // above its first row and below its last
}

// Text is the characters of a paragraph.
func (p *Paragraph) Text() string {
	text := ""
	for _, r := range p.Runs {
		text += r.Text
	}
	return text
}
