package compose

import (
	"slices"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

func (c *composer) table(s *configs.Section) {
	spec := c.template.Table(s.ID)
	if spec == nil {
		c.problems.Add(diag.Errorf(s.Pos, "模板没有“%s”的表格", "the template has no table for %q", s.Label))
		return
	}
	t := &doc.Table{
		ID:        c.id(),
		Title:     s.Label,
		Widths:    scale(spec.Widths, c.doc.Page.TextWidth()),
		RowHeight: spec.RowHeight,
		HeadRows:  spec.HeadRows,
		Turned:    spec.Landscape,
		NewPage:   spec.NewPage,
		Continued: doc.Run{Text: spec.Continued, Pos: spec.Pos},
	}
	if spec.Landscape {
		t.Widths = scale(spec.Widths, c.doc.Page.Turned(1).TextWidth())
	}
	c.tableLines(t, spec.Above)
	figures := tableFigures{c.report.Tables[s.ID], kindsOf(c.template, spec)}
	lists := c.listsOf(spec, figures.Table)
	for _, gridRow := range spec.Grid {
		if list := listIn(lists, gridRow); list != nil {
			c.rowsOfList(t, list, gridRow)
			continue
		}
		row := doc.Row{ID: c.id(), Height: gridRow.Height}
		for i := range gridRow.Cells {
			row.Cells = append(row.Cells, c.cell(&gridRow.Cells[i], figures, len(t.Rows)))
		}
		t.Rows = append(t.Rows, row)
	}
	grid, wrong := t.Grid()
	if len(wrong) > 0 {
		c.problems.Add(wrong...)
		return
	}
	relateHeaders(grid)
	if spec.Note != "" {
		c.note(t, []doc.Run{{Text: c.report.Fill(spec.Note), Pos: spec.NotePos}})
	}
	if spec.Empty != "" && figures.Without() {
		c.note(t, []doc.Run{{Text: c.report.Fill(spec.Empty), Pos: spec.Pos}})
	}
	if note, ok := c.report.Notes[s.ID]; ok {
		c.note(t, c.runs(note.Runs))
	}
	c.add(t)
}

// note adds a line below a table.
func (c *composer) note(t *doc.Table, runs []doc.Run) {
	t.Notes = append(t.Notes, &doc.Paragraph{ID: c.id(), Style: doc.NoteRole, Runs: runs})
}

// tableFigures is the figures of a table with the types that say how they are
// printed.
type tableFigures struct {
	data.Table
	kinds map[data.Ref]configs.ValueType
}

// kindsOf is the types of those figures of a table whose type says how they are
// printed.
func kindsOf(t *configs.Template, spec *configs.Table) map[data.Ref]configs.ValueType {
	says := func(v configs.ValueType) bool { return v.Format.Fixed || v.Align != configs.FiguresByStyle }
	if !slices.ContainsFunc(t.Values, says) {
		return nil
	}
	kinds := map[data.Ref]configs.ValueType{}
	for _, leaf := range data.Leaves(spec) {
		for _, column := range leaf.Columns {
			if v := t.Value(column.Type); says(*v) {
				kinds[data.Ref{Row: leaf.Path, Column: column.ID}] = *v
			}
		}
	}
	return kinds
}

func (c *composer) cell(g *configs.GridCell, figures tableFigures, row int) doc.Cell {
	role, style := cellRole(g.Role)
	run := doc.Run{Text: g.Text, Pos: g.Pos, Breaks: wordBreaks(g.Breaks)}
	if role == doc.Number {
		ref := data.Ref{Row: g.Row, Column: g.Column}
		figure, kind := figures.Cells[ref], figures.kinds[ref]
		run = doc.Run{Text: figure.In(kind.Format), Pos: figure.Pos}
		style = figureRole(kind.Align)
	}
	if g.Style != "" {
		style = g.Style
	}
	return doc.Cell{
		ID: c.id(), Row: row, Col: g.Col, RowSpan: g.RowSpan, ColSpan: g.ColSpan,
		Role: role, Style: style, Runs: []doc.Run{run},
	}
}

// wordBreaks is where the words of a label meet that "/" parts, in bytes of the
// label without "/".
func wordBreaks(parted string) []int {
	var at []int
	for i := range len(parted) {
		if parted[i] == '/' {
			at = append(at, i-len(at))
		}
	}
	return at
}

func cellRole(role configs.CellRole) (doc.CellRole, string) {
	switch role {
	case configs.BandCell:
		return doc.Band, doc.TableBandRole
	case configs.HeadCell:
		return doc.Head, doc.TableHeadRole
	case configs.StubCell:
		return doc.Stub, doc.TableStubRole
	case configs.WordsCell:
		return doc.Words, doc.TableCentreRole
	}
	return doc.Number, doc.TableNumberRole
}

func figureRole(align configs.FigureAlign) string {
	switch align {
	case configs.FiguresRight:
		return doc.TableAmountRole
	case configs.FiguresByDecimal:
		return doc.TableDecimalRole
	case configs.FiguresLeft:
		return doc.TableStubRole
	case configs.FiguresCentred:
		return doc.TableCentreRole
	}
	return doc.TableNumberRole
}

// scale fits widths to the text block in proportion, the sum exactly.
func scale(widths []unit.Length, total unit.Length) []unit.Length {
	sum := unit.Sum(widths)
	out := make([]unit.Length, len(widths))
	var done, placed unit.Length
	for i, w := range widths {
		done += w
		end := total.MulDiv(int64(done), int64(sum))
		out[i] = end - placed
		placed = end
	}
	return out
}

// relateHeaders gives every figure the cells that head it: the heads above it
// up to the nearest row without heads over it, the band over those, and the
// stubs of its row.
func relateHeaders(grid *doc.Grid) {
	above := make([]columnHeads, grid.Cols)
	for _, cell := range grid.Cells() {
		if cell.Role == doc.Number || cell.Role == doc.Words {
			headers := append(make([]doc.NodeID, 0, usualHeaders), above[cell.Col].of(grid, cell)...)
			cell.Headers = rowHeaders(headers, grid, cell)
		}
	}
}

// usualHeaders is how many cells head one figure in most tables.
const usualHeaders = 4

// columnHeads is the heads above a row of a column. They are those of the rows
// below it too, down to the next head: a long table is not walked up from every row.
type columnHeads struct {
	row int
	ids []doc.NodeID
}

func (h *columnHeads) of(grid *doc.Grid, cell *doc.Cell) []doc.NodeID {
	known := h.ids != nil && h.row <= cell.Row
	for r := cell.Row - 1; known && r >= h.row; r-- {
		known = !isHead(grid.At(r, cell.Col))
	}
	if !known {
		h.ids = columnHeaders([]doc.NodeID{}, grid, cell)
	}
	h.row = cell.Row
	return h.ids
}

func isHead(c *doc.Cell) bool { return c.Role == doc.Head || c.Role == doc.Band }

// columnHeaders appends the heads above a cell from the top, to an empty list.
func columnHeaders(ids []doc.NodeID, grid *doc.Grid, cell *doc.Cell) []doc.NodeID {
	met := false
	for r := cell.Row - 1; r >= 0; r-- {
		above := grid.At(r, cell.Col)
		if !isHead(above) && met {
			break
		}
		if isHead(above) && (len(ids) == 0 || ids[len(ids)-1] != above.ID) {
			ids = append(ids, above.ID)
		}
		met = met || isHead(above)
	}
	slices.Reverse(ids)
	return ids
}

// rowHeaders appends the stubs of a cell's row.
func rowHeaders(ids []doc.NodeID, grid *doc.Grid, cell *doc.Cell) []doc.NodeID {
	for c := range cell.Col {
		left := grid.At(cell.Row, c)
		if left.Role == doc.Stub && (len(ids) == 0 || ids[len(ids)-1] != left.ID) {
			ids = append(ids, left.ID)
		}
	}
	return ids
}
