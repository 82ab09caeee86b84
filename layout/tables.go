package layout

import (
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/layout/table"
)

// setTable is a table whose text is set. Notes stand below its last row.
type setTable struct {
	grid   *table.Grid
	widths []unit.Length // of the columns
	less   unit.Length   // by which figures are smaller
	cells  []setCell
	rows   []doc.NodeID
	notes  []hung
	tail   unit.Length // height of the notes and the space above them, and of what ends its section
	// continued stands above the text block of the pages that the table goes on on:
	// there it takes nothing of the room that other programs fill too.
	continued []line
}

// setCell is a cell whose text has been broken. The lines of a table of many cells are
// not kept: they are larger than all else of it, and are broken again where they are
// drawn.
type setCell struct {
	*doc.Cell
	lines             []line // nil where they are not kept
	count             int    // of them
	leading, baseline unit.Length
	decimal           bool // it has one line, which is aligned by its decimal point
	figure            decimals
	width             unit.Length // of that line
	moved             bool        // to
	shift             unit.Length // from where its alignment has it
}

// manyCells is how many cells a table has at most whose lines are kept.
const manyCells = 2000

// cell breaks the text of a cell and notes what its place and its alignment need.
func (s *setter) cell(c *doc.Cell, widths []unit.Length, less unit.Length) setCell {
	cell := setCell{Cell: c, lines: s.cellLines(c, widths, less)}
	cell.count = len(cell.lines)
	if cell.count > 0 {
		style := &cell.lines[0].text.style
		cell.leading, cell.baseline = style.Leading, baseline(*style)
		cell.decimal = c.Role == doc.Number && cell.count == 1 && style.Align == doc.Decimal && len(cell.lines[0].broken.Placed) > 0
	}
	if cell.decimal {
		cell.figure.before, cell.figure.behind = cell.lines[0].aroundPoint()
		cell.width = cell.lines[0].broken.Width
	}
	return cell
}

// height is the height of the rows from row on, and of the notes.
func (t *setTable) height(row int) unit.Length { return t.grid.Height(row) + t.tail }

// beside is the space above a table and between the table and its notes.
func (s *setter) beside() unit.Length { return s.doc.Page.Pitch / 8 }

// table adds a table and the notes below it.
func (f *flower) table(b *doc.Table) {
	grid, wrong := b.Grid()
	if len(wrong) > 0 {
		f.problems.Add(wrong...)
		return
	}
	first := len(f.pieces)
	if b.Caption != nil {
		f.paragraph(b.Caption)
	}
	for _, l := range b.Above {
		f.tableLine(l)
	}
	f.keepFrom(first)
	widths, less := f.fitFigures(b, grid)
	set := &setTable{continued: f.continued(b), widths: widths, less: less}
	keeps := grid.Rows*grid.Cols <= f.keeps
	spec := table.Spec{Widths: widths, HeadRows: b.HeadRows, Border: f.doc.Tables.Border, Owner: grid.Owner}
	for r := range b.Rows {
		row := &b.Rows[r]
		height := row.Height
		if height == 0 {
			height = b.RowHeight
		}
		spec.Heights = append(spec.Heights, f.rowHeight(height))
		set.rows = append(set.rows, row.ID)
		for i := range row.Cells {
			cell := f.cell(&row.Cells[i], widths, less)
			if !keeps {
				cell.lines = nil
			}
			set.cells = append(set.cells, cell)
			spec.Cells = append(spec.Cells, cell.place(f.doc.Tables.Border))
		}
	}
	f.alignDecimals(set, widths)
	set.grid = table.New(spec)
	for _, n := range b.Notes {
		f.note(set, n)
	}
	if b.Turned {
		set.tail += sectionEnd
	}
	// The leading of the line below is space enough.
	f.add(piece{gap: f.beside(), height: set.height(0), table: set}, 0)
	f.pieces[first].newPage = b.NewPage
}

// tableLine adds a line over the grid of a table.
func (f *flower) tableLine(l doc.TableLine) {
	var hanging []hung
	height, gap, after := unit.Length(0), unit.Length(0), unit.Length(0)
	for _, p := range []*doc.Paragraph{l.Text, l.Right} {
		if p == nil {
			continue
		}
		style := f.style(p.Style)
		room := f.page.TextWidth()
		set := f.shape(style, p.ID, "", p.Runs).breakInto(room, 0, style.Align == doc.Centred)
		for i := range set {
			if p == l.Right {
				set[i].shift = room - set[i].broken.Width
			}
			hanging = append(hanging, hung{line: set[i], y: style.Leading*unit.Length(i) + baseline(style)})
		}
		height = max(height, style.Leading*unit.Length(len(set)))
		gap, after = max(gap, style.Before), max(after, style.After)
	}
	f.add(piece{gap: gap, height: height, lines: hanging}, after)
}

// continued is the mark over the grid on the pages that a table goes on on; no line
// for none.
func (f *flower) continued(b *doc.Table) []line {
	if b.Continued.Text == "" {
		return nil
	}
	return f.shape(f.style(doc.TableRightMarkRole), 0, "", []doc.Run{b.Continued}).breakInto(f.page.TextWidth(), 0, false)
}

func (f *flower) note(set *setTable, b *doc.Paragraph) {
	if set.tail == 0 {
		set.tail = f.beside()
		f.setting.Above[b.ID] = f.beside()
	}
	style := f.style(b.Style)
	for _, l := range f.indented(f.shape(style, b.ID, "", b.Runs)) {
		set.notes = append(set.notes, hung{line: l, y: set.tail + baseline(style)})
		set.tail += style.Leading
	}
}

// place is the cell as the table's geometry sees it. An eighth of the leading is left
// free above and below the text, and no less than word processors leave, who reckon
// the rule between two rows to the row.
func (c *setCell) place(border unit.Length) table.Cell {
	place := table.Cell{
		Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan,
		Heads: c.Role == doc.Band || c.Role == doc.Head, Band: c.Role == doc.Band,
	}
	if c.count > 0 {
		place.Height = c.textHeight() + max(c.leading/4, 2*doc.CellPadding+border)
	}
	return place
}

func (c *setCell) textHeight() unit.Length { return c.leading * unit.Length(c.count) }

// drawTable puts the rows of a slot on page with their top left corner at x,
// y: shades, rules, then text. What an earlier page has said is drawn as an
// artifact.
func (s *setter) drawTable(page *frame.Page, t *setTable, at slot, turned bool, x, y unit.Length) {
	part := t.grid.Part(at.from, at.to)
	if at.from > 0 {
		for i, l := range t.continued {
			style := l.text.style
			up := style.Leading*unit.Length(len(t.continued)-i) + s.beside()
			l.draw(page, x, y-up+baseline(style), frame.Pagination)
		}
	}
	if at.y+part.Height() > textLimit(s.pageStyle(page.Number, turned)) {
		s.sayTooHigh(t, at.from)
	}
	areas := part.Areas()
	if fill := s.doc.Tables.BandFill; fill != nil {
		for _, a := range areas {
			if t.cells[a.Cell].Role == doc.Band {
				page.Items = append(page.Items, &frame.Fill{X: x + a.X, Y: y + a.Y, Width: a.Width, Height: a.Height, Color: *fill})
			}
		}
	}
	for _, r := range part.Rules() {
		page.Items = append(page.Items, &frame.Rule{X1: x + r.X1, Y1: y + r.Y1, X2: x + r.X2, Y2: y + r.Y2, Width: s.doc.Tables.Border})
	}
	for _, a := range areas {
		artifact := frame.Content
		if a.Again {
			artifact = frame.Pagination
		}
		c := &t.cells[a.Cell]
		lines := c.lines
		if lines == nil && c.count > 0 {
			lines = s.cellLines(c.Cell, t.widths, t.less)
		}
		c.draw(page, lines, x+a.X+s.doc.Tables.CellMargin, y+a.Y, a.Height, artifact)
	}
	if at.to == t.grid.Rows() {
		for _, n := range t.notes {
			n.draw(page, x, y+part.Height()+n.y, frame.Content)
		}
	}
}

// draw centres the cell's lines in its height.
func (c *setCell) draw(page *frame.Page, lines []line, x, y, height unit.Length, artifact frame.Artifact) {
	if len(lines) == 0 {
		return
	}
	y += (height-c.textHeight())/2 + c.baseline
	for _, l := range lines {
		if c.moved {
			l.shift = c.shift
		}
		l.draw(page, x, y, artifact)
		y += c.leading
	}
}

func (s *setter) sayTooHigh(t *setTable, row int) {
	var pos diag.Pos
	for _, c := range t.cells {
		if c.Row >= row && len(c.Runs) > 0 {
			pos = c.Runs[0].Pos
			break
		}
	}
	s.say(diag.Errorf(pos, "表格的一行高于版心，一页排不下", "a row of the table is higher than a page's text block").
		WithHint("减少这一行的文字，或者加宽它的列", "shorten the row's text or widen its columns"))
}
