package intake

import (
	"slices"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// unmarked takes out of blocks what is not meant to be read, struck-out text and
// footnote marks, and names it. Readers have done so in the cells of tables.
func unmarked(blocks []flow.Block) ([]flow.Block, diag.List) {
	var t teller
	blocks = slices.Clone(blocks)
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != flow.Tabular {
			t.dashed(b)
		}
		if b.Kind == flow.Tabular {
			for _, row := range b.Table.Rows {
				for _, c := range row.Cells {
					t.marks(c.Pos, c.Text, c.Marks)
				}
			}
			continue
		}
		if !slices.ContainsFunc(b.Runs, func(r flow.Run) bool { return r.Look != 0 || r.Parted }) {
			continue
		}
		texts, marks := cell.Each(flow.Pieces(b.Runs, false))
		var line flow.Line
		for k, r := range b.Runs {
			line.Add(flow.Run{Text: texts[k], Bold: r.Bold, Link: r.Link})
		}
		b.Runs = line.Runs()
		t.marks(b.Pos, b.Text(), marks)
	}
	return blocks, t.said
}

// marks names what stood beside a text.
func (t *teller) marks(pos diag.Pos, text string, marks []cell.Mark) {
	for _, m := range marks {
		switch m.Kind {
		case cell.Footnote:
			t.notef(pos, "“%s”是注号，没有放进报告，这里读作“%s”", "“%s” is a footnote mark and is not in the report; what is read is “%s”", shown(m.Text), shown(text))
		case cell.Deleted:
			t.warnf(pos, "划去的“%s”没有放进报告，这里读作“%s”", "the struck-out “%s” is not in the report; what is read is “%s”", shown(m.Text), shown(text))
		}
	}
}

// dash is a stroke where the number 一 of a heading should stand: —、总体情况.
var dash = pattern.New(`^\s*[（(]?([-－—–ー━─])[）)、]`)

// dashed makes the stroke that numbers a heading the number that it is meant for.
func (t *teller) dashed(b *flow.Block) {
	if len(b.Runs) == 0 {
		return
	}
	m := dash.FindStringSubmatchIndex(b.Runs[0].Text)
	if m == nil {
		return
	}
	first := b.Runs[0].Text
	b.Runs = slices.Clone(b.Runs)
	b.Runs[0].Text = first[:m[2]] + "一" + first[m[3]:]
	t.notef(b.Pos, "“%s”的“%s”按“一”读取", "“%[2]s” in “%[1]s” is read as 一", shown(first), first[m[2]:m[3]])
}
