package svg

import (
	"unicode/utf8"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Line is a stretch of text of one node on one baseline of a page.
type Line struct {
	X, Y, Width, Height unit.Length // the box around the em boxes of its characters
	Node                doc.NodeID
	Text                string
	Ends                []unit.Length // where each of its characters ends, from X
}

// Lines is the lines of content of a page in the order in which it is read. What
// stands behind each other on a baseline and belongs to one node is one line.
func Lines(page *frame.Page) []Line {
	var lines []Line
	for _, item := range page.Items {
		t, ok := item.(*frame.Text)
		if !ok || t.Artifact != frame.Content || len(t.Glyphs) == 0 {
			continue
		}
		const above = 88 // hundredths of the em that stand above the baseline
		top := t.Y - t.Size.MulDiv(above, 100)
		if n := len(lines); n == 0 || lines[n-1].Node != t.Node || lines[n-1].Y+lines[n-1].Height <= top || t.X < lines[n-1].X {
			lines = append(lines, Line{X: t.X, Y: top, Height: t.Size, Node: t.Node})
		}
		l := &lines[len(lines)-1]
		at := t.X - l.X
		for i := range t.Glyphs {
			g := &t.Glyphs[i]
			at += g.Advance
			for range utf8.RuneCountInString(t.String[g.Start:max(g.Start, g.End)]) {
				l.Ends = append(l.Ends, at)
			}
		}
		l.Text += t.String
		bottom := max(l.Y+l.Height, top+t.Size)
		l.Y = min(l.Y, top)
		l.Height, l.Width = bottom-l.Y, max(l.Width, at)
	}
	return lines
}
