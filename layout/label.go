package layout

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// labelled adds the lines of paragraph b, whose text is t, beside its label.
func (f *flower) labelled(b *doc.Paragraph, t *text) {
	width := f.page.TextWidth()
	at, hang := em(t.style)*unit.Length(b.Label.At), em(t.style)*unit.Length(b.Label.Hang)
	lines := t.breakInto(width-hang, 0, false)
	f.fit(t, lines, width-hang, 0)
	f.noteEnds(b, lines)
	for i := range lines {
		lines[i].shift += hang
	}
	first := len(f.pieces)
	f.lines(t.style, lines)
	if first == len(f.pieces) {
		return
	}
	var beside []hung
	node := b.ID
	if b.Label.ID != 0 {
		node = b.Label.ID
	}
	label := t.style
	if b.Label.Style != "" {
		label = f.style(b.Label.Style)
		label.Align, label.Leading = doc.Left, t.style.Leading
	}
	for _, l := range f.shape(label, node, b.Label.Text, nil).breakInto(width, 0, false)[:1] {
		l.shift += at
		beside = append(beside, hung{line: l, y: baseline(label)})
	}
	f.pieces[first].lines = append(beside, f.pieces[first].lines...)
}
