// Package ledger counts a register of requests (台账), one line a request, into the
// tables of a report. Which words of which column mean which row is a mapping, a
// YAML file. Only the columns that a mapping counts are read: nothing of the others
// is kept, and no message can say it.
package ledger

import (
	_ "embed"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

//go:embed open-government.yaml
var standard []byte

// StandardName is what messages call the mapping that comes with the program.
const StandardName = "open-government.yaml"

// Standard is the mapping that comes with the program, for registers of requests
// for government information.
func Standard() []byte { return slices.Clone(standard) }

// Mapping says how a register is counted.
type Mapping struct {
	columns []column
	counts  []count
	year    yearRule
}

// column is a column of a register.
type column struct {
	id     string
	names  []string // that its head may have, the first that is there is taken
	needed bool
	date   bool
	words  map[string]string // normalized words to what they mean: a row or a column of a table
	said   []string          // the words as the mapping and the tables have them
	order  []string          // the meanings, in the order of the mapping
	empty  string            // what an empty cell means; "" for nothing
	none   map[string]bool   // words that mean nothing
	refine int               // the column that says which row of a group is meant; -1 for none
	counts bool              // some count asks for it, if only as a condition
}

// count is a rule by which a line is counted into a cell.
type count struct {
	table         string
	row           string // path; empty where rowOf says
	rowOf         int    // column of the register; -1 for none
	columnOf      int
	received      when
	with, without int // columns that say something, or nothing; -1 for none
}

// when is the year in which a request was received.
type when uint8

const (
	anyYear when = iota
	thisYear
	earlier
)

// yearRule says to which year a line belongs.
type yearRule struct {
	received, answered int // columns; -1 for none
	closedEarlier      belonging
	later              belonging
}

// belonging is what becomes of lines of another year.
type belonging uint8

const (
	refuse belonging = iota
	skip
)

// ReadMapping reads a mapping for the tables of a template. It is nil when it has
// errors.
func ReadMapping(name string, content []byte, t *configs.Template) (*Mapping, diag.List) {
	tree, said := source.Parse(name, content)
	if tree == nil || said.HasErrors() {
		return nil, said
	}
	r := mappingReader{template: t, said: said}
	m := r.mapping(tree)
	if r.said.HasErrors() {
		return nil, r.said
	}
	return m, r.said
}

type mappingReader struct {
	template *configs.Template
	ids      []string // of columns
	said     diag.List
}

func (r *mappingReader) fields(n *source.Node, ids ...string) *source.Fields {
	keys := make([]source.Key, len(ids))
	for i, id := range ids {
		keys[i] = source.Key{ID: id}
	}
	return source.NewFields(n, &r.said, keys...)
}

func (r *mappingReader) mapping(tree *source.Node) *Mapping {
	f := r.fields(tree, "columns", "year", "counts")
	m := &Mapping{}
	columns := f.Require("columns")
	if columns == nil || columns.Kind != source.Map {
		r.said.Add(diag.Errorf(f.Pos, "“columns”应为一组栏目", "“columns” should be a map of columns"))
		return m
	}
	for _, e := range columns.Entries {
		r.ids = append(r.ids, e.Key.Text)
	}
	for _, e := range columns.Entries {
		m.columns = append(m.columns, r.column(e))
	}
	m.year = r.year(f.Require("year"))
	for _, n := range source.Items(f.Require("counts"), &r.said) {
		m.counts = append(m.counts, r.count(n, m))
	}
	if r.said.HasErrors() {
		return m
	}
	r.used(m)
	return m
}

// at is the index of a column that a key names; -1 for none.
func (r *mappingReader) at(n *source.Node) int {
	if n == nil || n.Kind == source.Null {
		return -1
	}
	id := source.String(n, &r.said)
	i := slices.Index(r.ids, id)
	if i < 0 {
		r.said.Add(source.Suggest(diag.Errorf(n.Pos, "没有栏目“%s”", "there is no column %q", id), id, r.ids))
	}
	return i
}

func (r *mappingReader) column(e source.Entry) column {
	f := r.fields(e.Value, "names", "needed", "date", "words", "empty", "none", "refine")
	c := column{
		id: e.Key.Text, names: source.Strings(f.Get("names"), &r.said), needed: source.Bool(f.Get("needed"), &r.said),
		date: source.Bool(f.Get("date"), &r.said), words: map[string]string{}, none: map[string]bool{},
		empty: source.String(f.Get("empty"), &r.said), refine: r.at(f.Get("refine")),
	}
	if len(c.names) == 0 {
		r.said.Add(diag.Errorf(e.Key.Pos, "栏目“%s”没有写表头的名称（names）", "the column %q has no names", c.id))
	}
	for _, w := range source.Strings(f.Get("none"), &r.said) {
		c.none[source.Normalize(w)] = true
	}
	words := f.Get("words")
	if words == nil {
		return c
	}
	for _, w := range words.Entries {
		meaning := r.settled(w.Key.Text)
		if slices.Contains(c.order, meaning) {
			continue
		}
		c.order = append(c.order, meaning)
		for _, label := range r.labels(meaning) {
			if word := source.Normalize(label); c.words[word] == "" {
				c.words[word] = meaning
				c.said = append(c.said, word)
			}
		}
	}
	for _, w := range words.Entries {
		meaning := r.settled(w.Key.Text)
		for _, n := range source.Items(w.Value, &r.said) {
			word := source.Normalize(source.String(n, &r.said))
			if word == "" {
				continue
			}
			if before := c.words[word]; before != "" && before != meaning && !slices.ContainsFunc(r.labels(before), func(l string) bool { return source.Normalize(l) == word }) {
				r.said.Add(diag.Errorf(n.Pos, "“%s”既是“%s”又是“%s”", "%q means both %q and %q", n.Text, before, meaning))
				continue
			}
			c.words[word] = meaning
			c.said = append(c.said, n.Text)
		}
	}
	return c
}

// settled is a meaning, or the row that has it in a format which does not part that
// row any further.
func (r *mappingReader) settled(meaning string) string {
	for i := range r.template.Tables {
		for _, row := range rowsOf(r.template.Tables[i].Rows, "") {
			if len(row.Rows) == 0 && strings.HasPrefix(meaning, row.path+".") {
				return row.path
			}
		}
	}
	return meaning
}

// labels are the labels of the rows of any table of that path, or of columns of
// that id.
func (r *mappingReader) labels(meaning string) []string {
	var list []string
	for i := range r.template.Tables {
		t := &r.template.Tables[i]
		for _, row := range rowsOf(t.Rows, "") {
			if row.path == meaning && row.Label != "" {
				list = append(list, row.Label)
			}
		}
		for _, set := range t.Columns {
			for _, c := range set.Columns {
				if c.ID == meaning && c.Label != "" {
					list = append(list, c.Label)
				}
			}
		}
	}
	return list
}

// placedRow is a row or a group of rows with its path.
type placedRow struct {
	configs.Row
	path string
}

func rowsOf(rows []configs.Row, path string) []placedRow {
	var list []placedRow
	for _, row := range rows {
		at := data.JoinPath(path, row.ID)
		list = append(append(list, placedRow{row, at}), rowsOf(row.Rows, at)...)
	}
	return list
}

func (r *mappingReader) year(n *source.Node) yearRule {
	if n == nil {
		return yearRule{received: -1, answered: -1}
	}
	f := r.fields(n, "received", "answered", "closed_earlier", "later")
	y := yearRule{received: r.at(f.Require("received")), answered: r.at(f.Get("answered"))}
	if source.Choice(f.Get("closed_earlier"), &r.said, "refuse", "skip") == "skip" {
		y.closedEarlier = skip
	}
	if source.Choice(f.Get("later"), &r.said, "refuse", "skip") == "skip" {
		y.later = skip
	}
	return y
}

func (r *mappingReader) count(n *source.Node, m *Mapping) count {
	f := r.fields(n, "table", "row", "row_of", "column_of", "received", "with", "without")
	c := count{
		table: source.String(f.Require("table"), &r.said), row: source.String(f.Get("row"), &r.said), rowOf: r.at(f.Get("row_of")), columnOf: r.at(f.Require("column_of")),
		with: r.at(f.Get("with")), without: r.at(f.Get("without")),
	}
	switch source.Choice(f.Get("received"), &r.said, "any_year", "this_year", "earlier") {
	case "this_year":
		c.received = thisYear
	case "earlier":
		c.received = earlier
	}
	table := r.template.Table(c.table)
	switch {
	case table == nil:
		r.said.Add(diag.Errorf(n.Pos, "格式 %s 没有表“%s”", "the template %s has no table %q", r.template.ID, c.table))
	case (c.row == "") == (c.rowOf < 0):
		r.said.Add(diag.Errorf(n.Pos, "要写“row”或者“row_of”", "either “row” or “row_of” is needed"))
	case c.columnOf >= 0:
		r.meanings(n, c, table, m)
	}
	return c
}

// meanings holds the words of a count's columns against the table.
func (r *mappingReader) meanings(n *source.Node, c count, table *configs.Table, m *Mapping) {
	leaves := data.Leaves(table)
	known := func(path string) bool {
		return slices.ContainsFunc(leaves, func(l data.Leaf) bool { return l.Path == path || l.Within(path) && path != "" })
	}
	rows := []string{c.row}
	if c.rowOf >= 0 {
		rows = m.columns[c.rowOf].order
		if empty := m.columns[c.rowOf].empty; empty != "" {
			rows = append(slices.Clone(rows), empty)
		}
	}
	for _, row := range rows {
		if !known(row) {
			r.said.Add(diag.Errorf(n.Pos, "表“%s”没有行“%s”", "the table %q has no row %q", c.table, row))
		}
	}
	for _, id := range m.columns[c.columnOf].order {
		if !slices.ContainsFunc(leaves, func(l data.Leaf) bool { _, has := l.Column(id); return has }) {
			r.said.Add(diag.Errorf(n.Pos, "表“%s”没有栏目“%s”", "the table %q has no column %q", c.table, id))
		}
	}
}

// used marks the columns that counts ask for. Others are not read.
func (r *mappingReader) used(m *Mapping) {
	mark := func(i int) {
		for i >= 0 && !m.columns[i].counts {
			m.columns[i].counts = true
			i = m.columns[i].refine
		}
	}
	mark(m.year.received)
	mark(m.year.answered)
	for _, c := range m.counts {
		for _, i := range []int{c.rowOf, c.columnOf, c.with, c.without} {
			mark(i)
		}
	}
}

// headOf are the places of the mapping's columns in the head of a table; false for
// a row that is no head. A name that stands twice is taken where it stands first,
// which Count says.
func (m *Mapping) headOf(row []string) ([]int, bool) {
	cols, whole := make([]int, len(m.columns)), true
	words := make([]string, len(row))
	for i, w := range row {
		words[i] = source.Normalize(strings.TrimSpace(w))
	}
	for i, c := range m.columns {
		if !c.counts {
			continue
		}
		for _, name := range c.names {
			if at := slices.Index(words, source.Normalize(name)); at >= 0 {
				cols[i] = at + 1
				break
			}
		}
		whole = whole && !(c.needed && cols[i] == 0)
	}
	return cols, whole
}
