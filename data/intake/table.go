package intake

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/internal/diag"
)

// tableReader is a table being recognised in the rows and lines of a document,
// which come one after the other whatever tables and pages they were on.
type tableReader struct {
	teller
	shape   *shape
	name    string // of the table, as headingName has it
	types   map[string]configs.ValueType
	foreign map[string]bool // heads of other templates' tables
	sorted  []string

	labels []slot // that came since the last figures
	open   *raw   // the row whose figures are being read
	group  string // the group that was named last
	badly  bool   // the heads are not those of the template
	block  *headBlock
	wide   int        // columns of the document's table that was read last
	past   *headBlock // the heads of the one before, where the last has none of its own
	units  cell.Units // that a line above the table names
	banded cell.Units // that a line between its rows names
	year   int        // of the report; 0 where it is not known
	odd    oddities   // of its labels and heads
	parsed []raw
	added  []*raw              // with a label that is none of the template's
	rows   map[*figureRow]*raw // that were read, by their line
	wrong  map[*figureRow]bool // lines whose row was found and not understood
}

// raw is a row as it was found.
type raw struct {
	labels []slot
	before int    // cells of the row before the first figure
	lead   int    // those of them that are empty and stand behind the label
	cells  []slot // the figures, and empty cells between and behind them
	ruled  bool
	placed bool
	pos    diag.Pos
	line   *figureRow   // that its label names; nil for none
	year   int          // that its label or those of its groups name; 0 for none
	parts  []*figureRow // rows side by side
	badly  bool
	block  *headBlock // the heads above it, nil for none
	past   *headBlock // those of the document's table before, where its own has none
	units  cell.Units // that lines above it name
}

func (r raw) String() string {
	var words []string
	for _, c := range append(slices.Clone(r.labels), r.cells...) {
		if text := strings.TrimSpace(c.text); text != "" {
			words = append(words, text)
		}
	}
	return shown(strings.Join(words, " "))
}

// feed reads the next row or line.
func (t *tableReader) feed(u unit) {
	for _, c := range u.cells {
		t.odd.look(c.text, c.pos)
	}
	t.ofYears(u.cells)
	if u.ruled {
		t.row(u)
		return
	}
	text := slices.ContainsFunc(u.cells, func(c slot) bool { return !isValue(c.text) })
	if text && t.open != nil && t.complete() {
		t.close()
	}
	mixed := slices.ContainsFunc(u.cells, func(c slot) bool { return isValue(c.text) })
	from := len(t.labels) // labels of lines before
	for _, c := range u.cells {
		if mixed && isValue(c.text) && len(t.labels) > from {
			t.headsAmong(u, t.labels[from:])
		}
		switch {
		case isBlank(c.text):
		case !isValue(c.text) || isStroke(c.text) && t.open == nil && len(t.labels) == 0:
			t.close()
			t.labels = append(t.labels, c)
		case t.open == nil || t.open.ruled:
			t.close()
			t.start(c.pos, false, false)
			t.open.cells, from = append(t.open.cells, c), 0
		default:
			t.open.cells = append(t.open.cells, c)
		}
	}
	if !mixed {
		t.heads(u)
	}
}

// row reads a row of cells whose borders are known.
func (t *tableReader) row(u unit) {
	t.close()
	first := slices.IndexFunc(u.cells, slot.holdsValue)
	last := -1 // the last label before the figures
	for i, c := range u.cells {
		if (first < 0 || i < first) && !isBlank(c.text) {
			t.labels = append(t.labels, c)
			last = i
		}
	}
	if first < 0 {
		switch {
		case t.worded(u):
			return
		case last >= 0 && t.emptyRow(u, last), last < 0 && t.abreast(t.labels, len(u.cells)) != nil:
			first = last + 1
		default:
			t.heads(u)
			return
		}
	}
	t.start(u.pos, true, u.placed)
	t.open.before, t.open.lead, t.open.cells = first, first-last-1, u.cells[first:]
}

// worded takes a row whose label stands before as many texts as it should have
// figures, none of them a label: 二十件, “12”. It says so, for such a row is there.
func (t *tableReader) worded(u unit) bool {
	for n := 1; n < len(u.cells); n++ {
		rest := u.cells[n:]
		if slices.ContainsFunc(rest, func(c slot) bool { return isBlank(c.text) || t.shape.has(c.text) }) {
			continue
		}
		f, ok := t.exactly(u.cells[:n])
		if !ok || f.last != n-1 || len(rest) != len(f.line.figures) {
			continue
		}
		t.noFigure(f.line, rest[0], u.String())
		t.labels = nil
		return true
	}
	return false
}

// wordedAmong takes a row that has texts which are no figures between its label
// and its figures, as many together as it should have figures: 行政强制 Ⅳ.
func (t *tableReader) wordedAmong(r *raw) bool {
	for n := len(r.labels) - 1; n > 0; n-- {
		words := r.labels[n:]
		if slices.ContainsFunc(words, func(c slot) bool { return t.shape.has(c.text) }) {
			return false
		}
		f, ok := t.exactly(r.labels[:n])
		if ok && f.last == n-1 && len(words)+len(trimmed(r.cells)) == len(f.line.figures) {
			t.noFigure(f.line, words[0], r.String())
			return true
		}
	}
	return false
}

// noFigure reports a row in which something else stands in place of a figure.
func (t *tableReader) noFigure(l *figureRow, c slot, row string) {
	t.fail([]*figureRow{l})
	t.said.Add(diag.Errorf(c.pos, "%s：“%s”不是数，这一行没有读取：%s", "%s: “%s” is no figure; the row was not read: %s", l.label, shown(c.text), shown(row)).
		WithHint("对照原件写成阿拉伯数字", "write it in Arabic digits by the original"))
}

// emptyRow reports whether a row without figures is one all the same: its label
// stands before as many empty cells as it should have figures, or the row has
// as many cells as the printed table has columns.
func (t *tableReader) emptyRow(u unit, last int) bool {
	isHead := func(c slot) bool { return t.shape.heads[t.shape.nameOf(c.text)] != nil }
	if isHead(u.cells[last]) && slices.ContainsFunc(u.cells[:last], isHead) {
		return false // a row of heads that ends in 总计
	}
	f, ok := t.exactly(t.labels)
	n := len(u.cells)
	return ok && f.last == len(t.labels)-1 && (n-1-last == len(f.line.figures) || n == len(t.shape.table.Widths) || n == len(t.shape.table.Widths)-f.line.stub+last)
}

// start begins a row whose label is what came before.
func (t *tableReader) start(pos diag.Pos, ruled, placed bool) {
	if len(t.labels) > 0 {
		pos = t.labels[len(t.labels)-1].pos
	}
	t.open = &raw{labels: t.labels, ruled: ruled, placed: placed, pos: pos, badly: t.badly, block: t.block, past: t.past, units: slices.Concat(t.units, t.banded)}
	t.labels = nil
	if t.block != nil {
		t.block.closed = true
	}
}

// complete reports whether the row that is being read has all its figures, so that
// a number at the beginning of a sentence below it is none of them.
func (t *tableReader) complete() bool {
	f, ok := t.match(t.open.labels)
	return ok && len(t.open.cells) == len(f.line.figures)
}

// close ends the row whose figures were being read.
func (t *tableReader) close() {
	if t.open == nil {
		return
	}
	r := t.open
	t.open = nil
	f, ok := t.match(r.labels)
	t.part(r, f, ok)
	count := len(trimmed(r.cells))
	parts := t.abreast(r.labels, count)
	if parts == nil && r.ruled {
		parts = t.abreast(r.labels, r.lead+len(r.cells))
	}
	if parts == nil && !ok {
		parts = t.unparted(r)
	}
	if !ok && parts == nil && t.wordedAmong(r) {
		return
	}
	switch {
	case ok && (parts == nil || f.exact && len(f.line.figures) == count):
		t.relisted(r, f.first)
		r.line = f.line
		t.understood(r, f)
	case parts != nil:
		t.relisted(r, len(r.labels))
		r.parts = parts
		t.leftover(r.labels)
	case len(r.labels) == 0 && len(trimmed(r.cells)) == 0:
		return
	}
	t.parsed = append(t.parsed, *r)
}

// understood says which of the cells before the figures are no labels, and
// which label was not quite one.
func (t *tableReader) understood(r *raw, f found) {
	label := strings.TrimSpace(join(r.labels[f.first : f.last+1]))
	switch {
	case f.line.single != "":
		t.notef(r.pos, "“%s”在表中只有一行，数计入“%s”，这一组的其他各行计 0", "%q is one row here: its figures are those of %q, the other rows of the group are 0",
			shown(label), data.RowName(t.shape.table, f.line.figures[0].Row))
	case !f.exact || !t.shape.literally(label):
		t.notef(r.pos, "“%s”按“%s”读取", "%q is read as %q", shown(label), f.line.label)
	}
	r.year = cell.HeadOf(label).Year
	t.leftover(r.labels[:f.first])
	t.leftover(r.labels[f.last+1:])
	for _, c := range r.labels {
		if g, ok := t.shape.groups[t.shape.nameOf(c.text)]; ok {
			t.group, r.year = g, max(r.year, cell.HeadOf(c.text).Year)
		}
	}
}

// leftover says what among the labels is none.
func (t *tableReader) leftover(cells []slot) {
	for i := 0; i < len(cells); i++ {
		if n := t.pieces(cells[i:]); n > 0 {
			i += n - 1
			continue
		}
		if units, ok := cell.UnitsOf(cells[i].text); ok && len(units) > 0 {
			t.notef(cells[i].pos, "表上的“%s”用来核对各栏的单位，没有放进报告", "“%s” above the table is what the units of its figures are compared with; it is not in the report", shown(cells[i].text))
			continue
		}
		text := shown(cells[i].text)
		if t.ofAnotherYear(cells[i]) {
			continue
		}
		if t.shape.has(cells[i].text) {
			t.notef(cells[i].pos, "表中的“%s”不全是官方表格的字样", "“%s” is not quite what the official table says", text)
		} else {
			t.notef(cells[i].pos, "表中的“%s”没有认出，没有放进报告", "“%s” in the table was not understood and is not in the report", text)
		}
	}
}

// pieces is how many of the cells, from the first on, are a label or a part of
// one together; 0 for none.
func (t *tableReader) pieces(cells []slot) int {
	for n := 1; n <= min(len(cells), maxBuffer); n++ {
		if t.shape.literally(join(cells[:n])) {
			return n
		}
	}
	return 0
}
