package html

import (
	"strconv"
	"strings"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// table writes a table in a region that scrolls where the table is wider than
// the screen, and takes the keyboard's focus so that it can be scrolled without
// a mouse (WCAG 1.4.10, 2.1.1). heading is the heading that stands over it, nil
// for none: it names the table.
func (b *builder) table(t *doc.Table, heading *doc.Heading) {
	g, wrong := newGrid(t)
	if len(wrong) > 0 {
		b.diags.Add(wrong...)
		return
	}
	label, by := t.Title, ""
	if t.Caption != nil {
		label, by = "", ref(t.Caption.ID)
	} else if heading != nil && heading.ID != 0 {
		label, by = "", ref(heading.ID)
	}
	region := "region"
	if label == "" && by == "" {
		region = ""
	}
	w := b.w
	w.open("div", "class", scrollClass, "role", region, "aria-label", label, "aria-labelledby", by, "tabindex", "0",
		"style", b.inline("overflow-x:auto"))
	w.line()
	w.open("table", "aria-label", label, "aria-labelledby", by, "style", b.tableStyle(t))
	w.line()
	if t.Caption != nil {
		w.open("caption", "id", ref(t.Caption.ID), "class", class(doc.CaptionRole))
		b.runs(t.Caption.Runs)
		w.close("caption")
		w.line()
	}
	b.columns(t, g)
	marks := cellMarks{headers: b.headerCells(t), rests: b.rests(t)}
	b.rowGroup("thead", t, g, 0, g.head, marks)
	for i, start := range g.rows {
		end := len(t.Rows)
		if i+1 < len(g.rows) {
			end = g.rows[i+1]
		}
		b.rowGroup("tbody", t, g, start, end, marks)
	}
	w.close("table")
	w.line()
	w.close("div")
	w.line()
}

// cellMarks is what the cells of a table say beside their texts.
type cellMarks struct {
	headers map[doc.NodeID]bool   // the header cells that have an id
	rests   map[doc.NodeID]string // see builder.rests
}

// columns writes the colgroups with the columns' widths in per cent.
func (b *builder) columns(t *doc.Table, g grid) {
	total := unit.Sum(t.Widths)
	for i := 0; i+1 < len(g.columns); i++ {
		b.w.open("colgroup")
		for _, width := range t.Widths[g.columns[i]:g.columns[i+1]] {
			style := ""
			if total > 0 {
				style = "width:" + hundredths(int64(width.MulDiv(10000, int64(total)))) + "%"
			}
			b.w.open("col", "style", style)
		}
		b.w.close("colgroup")
		b.w.line()
	}
}

func (b *builder) rowGroup(name string, t *doc.Table, g grid, from, to int, marks cellMarks) {
	if from == to {
		return
	}
	b.w.open(name)
	b.w.line()
	for r := from; r < to; r++ {
		style := ""
		if height := t.Rows[r].Height; height > 0 && !b.opts.Fragment {
			style = heightProperty + string(points(height))
		}
		b.w.open("tr", "style", style)
		b.w.line()
		for i := range t.Rows[r].Cells {
			b.cell(&t.Rows[r].Cells[i], t, g, marks)
			b.w.line()
		}
		b.w.close("tr")
		b.w.line()
	}
	b.w.close(name)
	b.w.line()
}

// cell writes a header cell, or another with the ids of its header cells, which
// say more than their places can: a band heads the rows up to the next band only.
func (b *builder) cell(c *doc.Cell, t *doc.Table, g grid, marks cellMarks) {
	name, usual := "td", doc.TableNumberRole
	id, scope, heads := "", "", ""
	if isHeader(c) {
		name, usual = "th", doc.TableHeadRole
		id, scope = b.id(c.ID), scopeOf(c, g, len(t.Rows))
	} else {
		heads = headersOf(c, marks.headers)
	}
	role := ""
	if c.Style != usual {
		role = class(c.Style)
	}
	b.w.open(name, "id", id, "scope", scope, "headers", heads, "class", role,
		"rowspan", span(c.RowSpan), "colspan", span(c.ColSpan), restAttribute, marks.rests[c.ID], "style", b.cellStyle(c))
	b.runs(c.Runs)
	b.w.close(name)
}

// isHeader reports whether a cell is a header cell. One without text heads
// nothing (WCAG 1.3.1), and a note in the corner of a table explains it, which
// nobody wants to hear with every row.
func isHeader(c *doc.Cell) bool {
	return c.Role != doc.Number && c.Role != doc.Words && c.Style != doc.TableNoteRole && strings.TrimSpace(doc.Text(c.Runs)) != ""
}

// headerCells is the header cells of a table that have an id.
func (b *builder) headerCells(t *doc.Table) map[doc.NodeID]bool {
	out := map[doc.NodeID]bool{}
	for r := range t.Rows {
		for i := range t.Rows[r].Cells {
			if c := &t.Rows[r].Cells[i]; c.ID != 0 && isHeader(c) {
				out[c.ID] = true
			}
		}
	}
	return out
}

// headersOf is the headers attribute of a cell: the ids of those of its headers
// that are header cells of its table.
func headersOf(c *doc.Cell, headers map[doc.NodeID]bool) string {
	var b strings.Builder
	for _, id := range c.Headers {
		if !headers[id] {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(ref(id))
	}
	return b.String()
}

// scopeOf is the scope of a header cell (HTML Living Standard 4.9.10). A group's
// scope is only true of a cell that covers just that group: one that covers more
// or less says row or column, which means all that it covers.
func scopeOf(c *doc.Cell, g grid, rows int) string {
	switch {
	case c.Role == doc.Stub && c.RowSpan > 1 && g.isRowGroup(c, rows):
		return "rowgroup"
	case c.Role == doc.Stub:
		return "row"
	case c.Role == doc.Band && c.Row >= g.head:
		return "rowgroup"
	case c.ColSpan > 1 && c.Row < g.head && g.isColumnGroup(c):
		return "colgroup"
	}
	return "col"
}

func span(n int) string {
	if n <= 1 {
		return ""
	}
	return strconv.Itoa(n)
}

// hundredths writes n/100.
func hundredths(n int64) string {
	s := strconv.FormatInt(n/100, 10)
	if n%100 == 0 {
		return s
	}
	return s + "." + strings.TrimRight(strconv.FormatInt(100+n%100, 10)[1:], "0")
}
