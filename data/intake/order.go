package intake

import "slices"

// inOrder gives rows whose labels stand elsewhere, as where a program takes the
// text of a PDF column by column, their place in the official order: where
// between two rows that have labels there are exactly the figures of the rows
// that the template has between them. What is not so clear is left alone.
func (t *tableReader) inOrder() {
	var rows []raw
	for i, r := range t.parsed {
		rows = append(rows, r)
		if r.line == nil || r.ruled || r.line.single != "" || i+1 >= len(t.parsed) || t.parsed[i+1].line == nil {
			continue
		}
		n := len(r.line.figures)
		between := t.linesBetween(r.line, t.parsed[i+1].line)
		if len(between) == 0 || n < 2 || len(r.cells) != n*(len(between)+1) || slices.ContainsFunc(between, func(l *figureRow) bool { return len(l.figures) != n || t.isRead(l) }) {
			continue
		}
		rows[len(rows)-1].cells = r.cells[:n]
		for k, l := range between {
			cells := r.cells[n*(k+1) : n*(k+2)]
			t.warnf(cells[0].pos, "“%s”的名称不在数的旁边，按官方表格的顺序读取", "the label of %q does not stand beside its figures, which are read in the official order", l.label)
			rows = append(rows, raw{cells: cells, pos: cells[0].pos, line: l, badly: r.badly})
		}
	}
	t.parsed = rows
}

// linesBetween are the rows of the official table between two of them.
func (t *tableReader) linesBetween(a, b *figureRow) []*figureRow {
	i, k := slices.Index(t.shape.lines, a), slices.Index(t.shape.lines, b)
	if i < 0 || k <= i {
		return nil
	}
	return t.shape.lines[i+1 : k]
}

// isRead reports whether a row has figures beside its own label.
func (t *tableReader) isRead(l *figureRow) bool {
	return slices.ContainsFunc(t.parsed, func(r raw) bool { return r.line == l })
}
