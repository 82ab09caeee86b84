package source

import (
	"strings"

	"gongwen/internal/diag"
)

// Part is a piece of a text that is read from several places, such as the
// cells of a workbook.
type Part struct {
	Text string
	Pos  diag.Pos // all characters of the piece are at this place
}

// Join is the scalar that parts make, one behind the other. At gives every
// character the place of its part.
func Join(parts ...Part) *Node {
	n := &Node{Kind: Scalar, Quoted: true}
	if len(parts) == 0 {
		return n
	}
	n.Pos = parts[0].Pos
	var text strings.Builder
	for _, p := range parts {
		text.WriteString(p.Text)
	}
	n.Text = text.String()
	if len(parts) > 1 {
		n.parts = parts
	}
	return n
}

// partAt is the place of a byte offset of a joined text.
func (n *Node) partAt(offset int) diag.Pos {
	for _, p := range n.parts {
		if offset < len(p.Text) {
			return p.Pos
		}
		offset -= len(p.Text)
	}
	return n.parts[len(n.parts)-1].Pos
}

// Printable is text without the characters that cannot stand in a report,
// which are reported at pos and replaced by blanks.
func Printable(text string, pos diag.Pos) (string, diag.List) {
	var found faults
	cleaned := strings.Map(func(r rune) rune {
		if !unprintable(r) {
			return r
		}
		found.add(pos, r)
		return ' '
	}, text)
	return cleaned, found.list()
}
