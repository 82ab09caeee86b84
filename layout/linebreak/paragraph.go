package linebreak

import "gongwen/internal/unit"

// Cluster is a shaped character: the smallest thing that can be moved.
type Cluster struct {
	Em         unit.Length // advance of a full-width character in its type, tracking included
	Advance    unit.Length // its natural advance
	Start, End int         // its bytes in Paragraph.Text
	Rune       rune        // its first character
	Kept       bool        // no line ends before it but where one cannot hold what is kept together
}

// Paragraph is shaped text that is to be broken into lines.
type Paragraph struct {
	Text     string
	Clusters []Cluster
	Width    unit.Length // of a line
	Indent   unit.Length // of the first line
	Justify  bool        // fill every line but the last to Width
	Greedy   bool        // fill one line after the other, as word processors do
	Tracking unit.Length // with Greedy: the part of every Advance that is tracking
	Balance  bool        // of the breakings with fewest lines choose the evenest: titles and labels in narrow cells
}

// Placed is a cluster on a line.
type Placed struct {
	Cluster int         // index into Paragraph.Clusters
	X       unit.Length // origin, from the start of the text block
	Advance unit.Length
	Shift   unit.Length // drawn this far right of X: squeezed opening marks are drawn to the left of their origin
}

// Line is a finished line. Blanks at its ends are not placed.
type Line struct {
	Start, End int // clusters it holds, blanks at its end included
	Placed     []Placed
	Width      unit.Length // from the start of the text block to the end of its last cluster
}
