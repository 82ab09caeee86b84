package source

import (
	"sort"
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
	if len(parts) == 1 {
		n.Text = parts[0].Text
		return n
	}
	n.parts = newJoined(parts)
	n.Text = n.parts.text()
	return n
}

// joined is the parts of a text and where each ends in it.
type joined struct {
	parts []Part
	ends  []int
}

func newJoined(parts []Part) *joined {
	j := &joined{parts, make([]int, len(parts))}
	end := 0
	for i, p := range parts {
		end += len(p.Text)
		j.ends[i] = end
	}
	return j
}

func (j *joined) text() string {
	var text strings.Builder
	text.Grow(j.ends[len(j.ends)-1])
	for _, p := range j.parts {
		text.WriteString(p.Text)
	}
	return text.String()
}

// at is the place of a byte offset of the text.
func (j *joined) at(offset int) diag.Pos {
	i := sort.Search(len(j.ends), func(i int) bool { return j.ends[i] > offset })
	return j.parts[min(i, len(j.parts)-1)].Pos
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
