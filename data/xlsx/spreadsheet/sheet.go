package spreadsheet

import (
	"strconv"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/opc"
)

// Sheet is a worksheet being written. Cells are named as spreadsheets do, A1, ranges of
// them A1:C3; what is no such name is passed over.
type Sheet struct {
	name     string
	packer   *opc.Packer
	rows     []row
	widths   []float64 // of columns in characters, 0 for a program's own
	frozen   workbook.Ref
	page     *Page
	fit      bool
	protect  *Protection
	filter   string
	titles   [2]int
	merges   []string
	rules    []rule
	checks   []Validation
	links    [][2]string
	comments []Comment

	stream *opc.Part // once rows have been added
	added  int
}

type row struct {
	cells  []cell
	height float64 // points, 0 for a program's own
	grows  bool    // with what is typed
}

type cell struct {
	kind           kindOf
	style          Style
	value, formula string
}

type kindOf uint8

const (
	blank kindOf = iota // with a look only, if any
	text
	number
)

func newSheet(name string, packer *opc.Packer) *Sheet { return &Sheet{name: name, packer: packer} }

// at is a cell, which is made where there is none.
func (s *Sheet) at(ref workbook.Ref) *cell {
	r := s.row(ref.Row)
	for len(r.cells) < ref.Col {
		r.cells = append(r.cells, cell{style: none})
	}
	return &r.cells[ref.Col-1]
}

// none is the style of a cell that was never named.
const none Style = -1

func (s *Sheet) row(n int) *row {
	for len(s.rows) < n {
		s.rows = append(s.rows, row{})
	}
	return &s.rows[n-1]
}

func (s *Sheet) put(at string, set func(*cell)) {
	area, _ := workbook.ParseRange(at)
	for r := max(1, area.From.Row); r <= area.To.Row; r++ {
		for c := area.From.Col; c <= area.To.Col; c++ {
			one := s.at(workbook.Ref{Row: r, Col: c})
			one.style = max(one.style, 0)
			set(one)
		}
	}
}

// Text writes characters that stay characters whatever they look like; an empty text
// is none. What a cell does not hold is cut off.
func (s *Sheet) Text(at, value string) {
	if value != "" {
		s.put(at, func(c *cell) { c.kind, c.value = text, value })
	}
}

// Number writes a number, digit by digit as it is given.
func (s *Sheet) Number(at, value string) {
	s.put(at, func(c *cell) { c.kind, c.value = number, value })
}

// Formula writes a formula, without a sign before it, with the number that it is known
// to come to; empty for none.
func (s *Sheet) Formula(at, formula, result string) {
	s.put(at, func(c *cell) { c.kind, c.value, c.formula = number, result, formula })
}

// Look gives cells a look.
func (s *Sheet) Look(at string, style Style) { s.put(at, func(c *cell) { c.style = style }) }

// Merge makes one cell of a range.
func (s *Sheet) Merge(area string) { s.merges = append(s.merges, area) }

// Height is that of a row in points. A row that grows is higher when more is typed.
func (s *Sheet) Height(n int, points float64, grows bool) {
	r := s.row(n)
	r.height, r.grows = points, grows
}

// Width is that of the columns from first to last in characters.
func (s *Sheet) Width(first, last int, characters float64) {
	for len(s.widths) < last {
		s.widths = append(s.widths, 0)
	}
	for i := first; i <= last; i++ {
		s.widths[i-1] = characters
	}
}

// Freeze keeps so many rows and columns in sight.
func (s *Sheet) Freeze(rows, columns int) { s.frozen = workbook.Ref{Row: rows, Col: columns} }

// Page is how a sheet is printed: on A4, with nothing between columns parted if it fits.
type Page struct {
	Landscape, Centred bool
	Margin, Edge       float64 // inches: of the page, and of head and foot; 0 for a program's own
	Foot               string  // as 18.3.1.39 has it
}

// Print says how the sheet is printed, all its columns on one page if fit.
func (s *Sheet) Print(p Page, fit bool) { s.page, s.fit = &p, fit }

// Protection locks the cells that are not open, without a password: against slips of
// the hand, not against people.
type Protection struct{ Rows bool } // rows may be put in and taken out

// Protect locks the sheet. Rows and columns may be made wider and higher.
func (s *Sheet) Protect(p Protection) { s.protect = &p }

// Titles are the rows that are printed on every page.
func (s *Sheet) Titles(first, last int) { s.titles = [2]int{first, last} }

// Filter lets people choose among the rows of a range.
func (s *Sheet) Filter(area string) { s.filter = area }

// Link makes a cell lead to a place in the workbook.
func (s *Sheet) Link(at, place string) { s.links = append(s.links, [2]string{at, place}) }

type rule struct {
	at, formula string
	marking     Marking
}

// Condition colours a cell while a formula is true.
func (s *Sheet) Condition(at, formula string, m Marking) {
	s.rules = append(s.rules, rule{at, formula, m})
}

// Validation is what cells may hold: programs ask before they take something else.
type Validation struct {
	Cells          string // several ranges with blanks between them
	Whole          bool
	Least, Most    string
	Title, Message string
}

// Validate asks before something else is taken.
func (s *Sheet) Validate(v Validation) { s.checks = append(s.checks, v) }

// Comment is what is said at a cell.
type Comment struct {
	At, Author, Text string
	Width, Height    int // of the box, in pixels
}

// Comment says something at a cell. There is one comment at a cell.
func (s *Sheet) Comment(c Comment) { s.comments = append(s.comments, c) }

// Cell is a cell of a row that is added.
type Cell struct {
	Style   Style
	Text    string
	Number  string // in place of Text
	Formula string // that comes to Number
	unset   bool
}

// Unset is a cell that is left out.
var Unset = Cell{unset: true}

// Add writes the row below the last one; height is 0 for a program's own. A sheet is
// written either so, by which none of its rows is kept, or by naming cells. What stands
// before the rows in the file must have been said before: widths, panes and the page.
func (s *Sheet) Add(height float64, cells ...Cell) {
	if s.stream == nil {
		s.stream = s.packer.Part()
		s.stream.Write(s.before())
	}
	s.added++
	r := row{height: height, cells: make([]cell, len(cells))}
	for i, c := range cells {
		r.cells[i] = c.cell()
	}
	s.stream.Write(r.xml(nil, s.added))
}

func (c Cell) cell() cell {
	switch {
	case c.unset:
		return cell{style: none}
	case c.Number != "" || c.Formula != "":
		return cell{number, c.Style, c.Number, c.Formula}
	case c.Text != "":
		return cell{kind: text, style: c.Style, value: c.Text}
	}
	return cell{style: c.Style}
}

// columns is how wide the sheet is.
func (s *Sheet) columns() int {
	most := 0
	for i := range s.rows {
		most = max(most, len(s.rows[i].cells))
	}
	return most
}

// xml appends a row to b.
func (r *row) xml(b []byte, n int) []byte {
	x := markup(b)
	line := strconv.Itoa(n)
	x.add(`<row r="`, line, `"`)
	if r.height > 0 {
		x.add(` ht="`, decimal(r.height), `"`)
		if !r.grows {
			x.add(` customHeight="1"`)
		}
	}
	x.add(`>`)
	for i := range r.cells {
		r.cells[i].xml(&x, workbook.ColumnName(i+1), line)
	}
	x.add(`</row>`)
	return x
}

func (c *cell) xml(x *markup, column, line string) {
	if c.style == none {
		return
	}
	x.add(`<c r="`, column, line, `"`)
	if c.style > 0 {
		x.add(` s="`, strconv.Itoa(int(c.style)), `"`)
	}
	switch {
	case c.kind == text:
		value := written(c.value)
		x.add(` t="inlineStr"><is><t`, preserved(value), `>`, escape(value), `</t></is></c>`)
	case c.kind == blank:
		x.add(`/>`)
	default:
		x.add(`>`)
		if c.formula != "" {
			x.add(`<f>`, escape(c.formula), `</f>`)
		}
		if c.value != "" {
			x.add(`<v>`, escape(c.value), `</v>`)
		}
		x.add(`</c>`)
	}
}
