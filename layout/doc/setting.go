package doc

import "gongwen/internal/unit"

// Setting is what laying a document out has found: what a word processor has
// to be told so that its lines and pages come out the same. It belongs to the
// faces that the document was laid out with. A nil Setting says nothing.
type Setting struct {
	Stretches map[NodeID][]Stretch   // of paragraphs and headings, in the order of the text; none where nobody asked for them
	Ends      map[NodeID][]int       // of paragraphs that have whole runs, and of headings in the middle: where their lines but the last end, in bytes of their text
	Above     map[NodeID]unit.Length // space above a paragraph or heading that follows a table
	Below     map[NodeID]unit.Length // space below one that a table follows
	Rows      map[NodeID]RowSetting
	Single    map[NodeID]bool          // of paragraphs: their first line ends a page, below a heading
	Kept      map[NodeID]bool          // paragraphs: they stand on the page of what follows them
	Parted    map[NodeID]bool          // paragraphs of which one page has the beginning and another the end
	Shows     NodeID                   // the paragraph that the first page shows the beginning of, below a 版头; 0 for none
	Singles   bool                     // a single line of a paragraph may stand on a page
	Sizes     map[NodeID]unit.Length   // of figures that are set smaller than their style
	Free      map[NodeID]unit.Length   // room at the right of figures that are aligned by their decimal points
	Widths    map[NodeID][]unit.Length // of the columns of a table whose figures need other ones
	Sealed    [][]unit.Length          // of a 落款 of several agencies with seals: the middles of the names of each row, from the left of the text block
	SealStep  unit.Length              // between the rows of such names
	SealsOver bool                     // such rows go on on a page that has seals and no text
	Bare      bool                     // the first page has a 版头 and shows no text
	High      bool                     // the 版记 is higher than a page
	Colophon  ColophonPage
}

// ColophonPage says on which page the 版记 stands.
type ColophonPage uint8

// The pages.
const (
	LastPage       ColophonPage = iota // of the text
	NextPage                           // the one behind it
	AfterBlankPage                     // the one behind a blank page
)

// FigureMargin is the room that stays free at both sides of a figure in a cell,
// given the size of its text and the margin of cells: figures smaller than
// seven points keep one point only, so that they need not be set smaller still.
func FigureMargin(size, margin unit.Length) unit.Length {
	if size < 7*unit.Point {
		return min(margin, unit.Point)
	}
	return margin
}

// Stretch is text whose characters stand farther apart, or closer, than its
// style says: bytes From to To of a node's text, a heading's number included.
type Stretch struct {
	From, To int
	By       unit.Length // added to every character's advance; whole twips
}

// RowSetting is how a table row was set.
type RowSetting struct {
	Height unit.Length
	Keep   bool // it stands on the page of the row below it
}
