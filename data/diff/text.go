package diff

import (
	"strings"

	"gongwen/data"
	"gongwen/internal/textdiff"
)

// text compares the paragraphs of a part of both reports.
func (d *Diff) text(section string, old, new []data.Block) {
	t := Text{Section: section}
	a, b := texts(old), texts(new)
	for _, p := range textdiff.Texts(a, b) {
		switch {
		case p.New < 0:
			t.Paragraphs = append(t.Paragraphs, Paragraph{textdiff.Deleted, []textdiff.Piece{{Op: textdiff.Deleted, Text: a[p.Old]}}, old[p.Old].Pos})
		case p.Old < 0:
			t.Paragraphs = append(t.Paragraphs, Paragraph{textdiff.Inserted, []textdiff.Piece{{Op: textdiff.Inserted, Text: b[p.New]}}, new[p.New].Pos})
		case a[p.Old] != b[p.New]:
			t.Paragraphs = append(t.Paragraphs, Paragraph{textdiff.Same, textdiff.Text(a[p.Old], b[p.New]), new[p.New].Pos})
		}
	}
	if len(t.Paragraphs) > 0 {
		d.Texts = append(d.Texts, t)
	}
}

// texts are blocks as they are read.
func texts(blocks []data.Block) []string {
	out := make([]string, len(blocks))
	for i, b := range blocks {
		out[i] = b.Typed + b.Text()
		if b.Table != nil {
			out[i] += tableText(b.Table)
		}
		if b.Picture != nil {
			out[i] += "［图片：" + b.Picture.File + "］"
		}
		if b.Chart != nil {
			out[i] += "［图表］"
		}
	}
	return out
}

// tableText is a table in running text, a row a line.
func tableText(t *data.TextTable) string {
	var b strings.Builder
	for _, row := range t.Rows {
		b.WriteString("\n")
		for i, c := range row {
			if i > 0 {
				b.WriteString("｜")
			}
			b.WriteString(data.RunsText(c.Runs))
		}
	}
	return b.String()
}
