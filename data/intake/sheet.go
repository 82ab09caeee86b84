package intake

import (
	"strings"

	"gongwen/configs"
	"gongwen/data/intake/flow"
)

// lone is the text of a row of which only one cell holds any, empty for other rows.
func lone(row flow.Row) (text string, block flow.Block) {
	for _, c := range row.Cells {
		if isBlank(c.Text) {
			continue
		}
		if text != "" {
			return "", flow.Block{}
		}
		text = strings.TrimSpace(c.Text)
		block = flow.Block{Runs: []flow.Run{{Text: text}}, Pos: c.Pos}
	}
	return text, block
}

// unsheeted parts tables at the headings that stand in rows of theirs, as in a
// spreadsheet saved as text, where no line of the document is that heading.
// What stands alone in rows above the first one are lines too.
func (r *reading) unsheeted(blocks []flow.Block) []flow.Block {
	lines := map[*configs.Section]bool{}
	for _, b := range blocks {
		if s, _ := r.heading(b); s != nil {
			lines[s] = true
		}
	}
	list := make([]flow.Block, 0, len(blocks))
	for _, b := range blocks {
		if b.Kind != flow.Tabular || !r.hasHeading(b.Table, lines) {
			list = append(list, b)
			continue
		}
		list = r.sheet(list, b, lines, len(lines) == 0)
	}
	return list
}

// headed reports whether a row is a heading that no line is.
func (r *reading) headed(row flow.Row, lines map[*configs.Section]bool) bool {
	text, block := lone(row)
	if text == "" || r.isLabel(text) {
		return false
	}
	s, exact := r.heading(block)
	return exact && !lines[s]
}

func (r *reading) hasHeading(t *flow.Table, lines map[*configs.Section]bool) bool {
	for _, row := range t.Rows {
		if r.headed(row, lines) {
			return true
		}
	}
	return false
}

// sheet appends the parts of a table; top says that the document begins with it.
func (r *reading) sheet(list []flow.Block, b flow.Block, lines map[*configs.Section]bool, top bool) []flow.Block {
	var rest *flow.Table
	end := func() {
		if rest != nil {
			list, rest = append(list, flow.Block{Kind: flow.Tabular, Table: rest, Pos: rest.Pos}), nil
		}
	}
	for _, row := range b.Table.Rows {
		text, line := lone(row)
		if heads := r.headed(row, lines); heads || top && text != "" && !r.isLabel(text) {
			end()
			list, top = append(list, line), top && !heads
			continue
		}
		if top = false; rest == nil {
			rest = &flow.Table{Placed: b.Table.Placed, Pos: row.Pos}
		}
		rest.Rows = append(rest.Rows, row)
	}
	end()
	return list
}
