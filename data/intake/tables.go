package intake

import (
	"maps"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// table is a table of the template being filled from the document.
type table struct {
	tableReader
	section *configs.Section
	note    []flow.Run
	notePos diag.Pos
	picture bool // a picture stands where the table should
	around  around
}

func (r *reading) newTable(s *configs.Section, config *configs.Table, foreign map[string]bool) *table {
	t := &table{section: s, around: around{last: -1}}
	t.shape, t.foreign, t.name = shapeOf(config), foreign, headingName(s.Label)
	t.rows, t.wrong = map[*figureRow]*raw{}, map[*figureRow]bool{}
	t.types = make(map[string]configs.ValueType, len(r.template.Values))
	for _, v := range r.template.Values {
		t.types[v.ID] = v
	}
	return t
}

// tableOf finds the table that a document's table is a part of: the one that most of
// its cells are labels of, at least two. One with a caption that has less than half
// as many of them as another is a table of the text.
func (r *reading) tableOf(b flow.Block) *table {
	const least = 2
	like, known := r.likes[b.Table]
	if !known {
		like = r.likest(b)
	}
	if like.labels < least || like.captioned && 2*like.labels < r.most[like.table] {
		return nil
	}
	return like.table
}

// isStray reports whether a table in a section of prose is a part of one of the
// template. One that has less than a quarter of the labels that another has is a
// table of the text, if it can be.
func (r *reading) isStray(b flow.Block) bool {
	meant := r.tableOf(b)
	return meant != nil && (4*meant.labelsIn(b.Table) >= r.most[meant] || !isTextTable(b.Table))
}

// likeness is the table of the template that most of a document's table are labels
// of, and how many.
type likeness struct {
	table     *table
	labels    int
	captioned bool // a caption stands before the document's table
}

func (r *reading) likest(b flow.Block) (like likeness) {
	for _, t := range r.tables {
		if labels := t.labelsIn(b.Table); labels > like.labels {
			like.table, like.labels = t, labels
		}
	}
	return like
}

// labelsIn counts the labels of the table that a document's table has.
func (t *table) labelsIn(found *flow.Table) int {
	seen := map[string]bool{}
	for _, row := range found.Rows {
		for _, c := range row.Cells {
			if n := t.shape.nameOf(c.Text); runes(n) > 1 && t.shape.known[n] {
				seen[n] = true
			}
		}
	}
	return len(seen)
}

// compare finds out what the tables of the document are like.
func (r *reading) compare(blocks []flow.Block) {
	r.likes, r.most = map[*flow.Table]likeness{}, map[*table]int{}
	for i, b := range blocks {
		if b.Table == nil {
			continue
		}
		like := r.likest(b)
		like.captioned = i > 0 && blocks[i-1].Caption
		r.likes[b.Table] = like
		if like.table != nil {
			r.most[like.table] = max(r.most[like.table], like.labels)
		}
	}
}

// isOther reports whether a table in the section of t is one of its text: nothing
// in it is a label of t.
func (r *reading) isOther(t *table, b flow.Block) bool {
	return b.Kind == flow.Tabular && isTextTable(b.Table) && r.tableOf(b) == nil && (r.likes[b.Table].captioned || t.labelsIn(b.Table) == 0)
}

var (
	noteMark = pattern.New(`^[（(]?(?:注|备注|说明|附注)[0-9]?[：:]`)
	running  = pattern.New(`[。；！？]`)
)

// section reads a section that is a table: rows of tables, lines of text that
// are rows, the note under it, and running text before and after it.
func (r *reading) section(t *table, blocks []flow.Block) {
	blocks = gathered(blocks)
	for i, b := range blocks {
		text := b.Text()
		switch {
		case r.isOther(t, b), b.Caption && i+1 < len(blocks) && r.isOther(t, blocks[i+1]):
			r.beside(t, blocks, i)
		case b.Kind == flow.Tabular:
			r.rows(t, b)
		case b.Kind == flow.Picture:
			t.picture = true
			r.warnf(b.Pos, "“%s”里的图片没有读取%s", "a picture in %q was not read%s", t.section.Label, alternative(b))
		case isBlank(text):
		case isPageNumber(text):
			r.notef(b.Pos, "页码没有放进报告：%s", "a page number is not in the report: %s", shown(text))
		case noteMark.MatchString(strings.TrimSpace(text)):
			t.close()
			r.tableNote(t, b)
		case r.options.Wrapped && t.note != nil && t.around.after == nil && running.MatchString(text) && !t.shape.has(text) && goesOn(flow.Block{Runs: t.note}.Text(), true, b):
			t.note = joined(t.note, b.Runs)
		case r.isProse(t, blocks, i):
			r.beside(t, blocks, i)
		default:
			t.feed(wordsOf(b, t.shape.labels))
		}
	}
}

// rows reads a document's table, wherever it stands, into the table of the
// template whose labels it has, else into that of its section.
func (r *reading) rows(t *table, b flow.Block) {
	if meant := r.tableOf(b); meant != nil {
		if t != nil && meant != t {
			r.notef(b.Pos, "这里的表格按“%s”读取", "the table here is read as %q", meant.section.Label)
		}
		t = meant
	}
	wide := breadth(b.Table)
	if t.block != nil && t.block.placed {
		t.past, t.block = t.block, nil // the columns of another table are others
	}
	if wide != t.wide && t.past != nil {
		t.past = &headBlock{moved: t.past.moved} // whose figures stand in other places
	}
	t.wide = wide
	for _, u := range unitsOf(b.Table) {
		if u.labelsNote() {
			u.cells = u.cells[1:] // as in the workbooks that the program writes
		}
		if len(u.cells) > 0 && noteMark.MatchString(strings.TrimSpace(u.String())) {
			t.close()
			r.tableNote(t, flow.Block{Runs: []flow.Run{{Text: u.String()}}, Pos: u.pos})
			continue
		}
		t.feed(u)
	}
	t.close()
}

// labelsNote reports whether the first cell of a row is the label of the line
// under the table.
func (u unit) labelsNote() bool {
	return len(u.cells) > 1 && strings.TrimSpace(u.cells[0].text) == "表注"
}

// tableNote keeps the line under a table.
func (r *reading) tableNote(t *table, b flow.Block) {
	r.unitBelow(t, b)
	if t.note == nil {
		t.note, t.notePos = flow.Trim(b.Runs), b.Pos
		return
	}
	r.notef(b.Pos, "表下的几行注连成了一行", "the lines under the table are one now")
	t.note = joined(t.note, b.Runs)
}

// unitBelow refuses a table whose note says that its figures have a unit that none of
// its columns has.
func (r *reading) unitBelow(t *table, b flow.Block) {
	unit := cell.UnitIn(b.Text())
	if unit == "" || len(t.types) == 0 {
		return
	}
	var units []string
	for _, leaf := range t.shape.leaves {
		for _, c := range leaf.Columns {
			kind := t.types[c.Type]
			if cell.InUnit(unit, kind.Unit, kind.Whole) {
				return
			}
			if kind.Unit != "" && !slices.Contains(units, kind.Unit) {
				units = append(units, kind.Unit)
			}
		}
	}
	if len(units) > 0 {
		r.said.Add(diag.Errorf(b.Pos, "“%s”：表下写明单位是%s，官方表格是%s，不换算：%s", "%s: below the table its unit is %s, in the official one %s; nothing is converted: %s", t.section.Label, unit, strings.Join(units, "、"), shown(b.Text())).
			WithHint("换算成%s后，在报告文件里填写", "convert it to %s and fill it in", strings.Join(units, "、")))
	}
}

// missing is where load is told that a row stands which the document does not
// have; what it says there is dropped, because it has been said better.
var missing = diag.Pos{Sheet: "\x00", Cell: "\x00"}

// figures is the figures of the table as a report file has them.
func (r *reading) figures(t *table) *source.Node {
	m := &source.Node{Kind: source.Map, Pos: t.section.Pos}
	rows := r.settle(t)
	if len(rows) == 0 {
		r.lost(t)
	}
	for _, leaf := range t.shape.leaves {
		row, given := rows[leaf.Path]
		if given {
			m.Pos = row.pos
		}
		if !given && leaf.Total {
			r.renamed(t, leaf)
			continue
		}
		if given && leaf.Total && values(row.cells) == 0 {
			r.notef(row.pos, "“%s”空着，按各行之和计算", "%q is empty and is computed", leaf.Name)
			continue
		}
		list := &source.Node{Kind: source.List, Pos: missing}
		for i, c := range leaf.Columns {
			if given && c.Total && !row.zero && isBlank(row.cells[i].text) && values(row.cells) > 0 {
				r.notef(row.cells[i].pos, "“%s · %s”空着，按各栏之和计算", "“%s · %s” is empty and is computed", leaf.Name, c.Label)
				continue
			}
			value := &source.Node{Kind: source.Null, Pos: missing}
			switch {
			case given && row.zero:
				value = &source.Node{Kind: source.Scalar, Text: "0", Pos: row.pos}
			case given:
				value = t.figure(row.cells[i], t.types[c.Type], leaf.Name+" · "+c.Label)
			}
			list.Items = append(list.Items, value)
		}
		if given {
			list.Pos = row.pos
		}
		if len(leaf.Columns) == 1 {
			list = list.Items[0]
		}
		put(m, leaf.Path, list)
		if !given && len(rows) > 0 && !r.reported(t, leaf.Path) {
			r.errorf(r.pos, "“%s”：没有找到“%s”这一行", "%s: the row “%s” was not found", t.section.Label, leaf.Name)
		}
	}
	r.said = append(r.said, t.said...)
	return m
}

// settledRow is the figures of a row.
type settledRow struct {
	cells []slot // by column
	zero  bool   // of a group that stands as one row: the figures are elsewhere
	pos   diag.Pos
}

// settle gives each row of the template its cells. A group that stands as one
// row has its figures in one of its rows, and 0 in the others.
func (r *reading) settle(t *table) map[string]settledRow {
	rows := map[string]settledRow{}
	for _, l := range t.shape.lines {
		for _, part := range append([]*figureRow{l}, l.parts...) {
			if found := t.rows[part]; found != nil && !t.wrong[part] && part.single == "" {
				rows[part.figures[0].Row] = settledRow{cells: found.cells, pos: found.pos}
			}
		}
	}
	for _, l := range t.shape.lines {
		found := t.rows[l]
		if l.single == "" || found == nil || t.wrong[l] {
			continue
		}
		clash := false
		for _, leaf := range t.shape.leaves {
			_, there := rows[leaf.Path]
			clash = clash || there && leaf.Within(l.single)
		}
		switch {
		case clash && values(found.cells) == 0:
		case clash:
			r.errorf(found.pos, "“%s”既有自己的数，又分了行：%s", "%q has figures of its own and rows too: %s", l.label, found)
		default:
			for _, leaf := range t.shape.leaves {
				if leaf.Within(l.single) {
					rows[leaf.Path] = settledRow{cells: found.cells, zero: leaf.Path != l.figures[0].Row, pos: found.pos}
				}
			}
		}
	}
	return rows
}

// reported reports whether a row was found but could not be read, which has been said.
func (r *reading) reported(t *table, path string) bool {
	for l := range t.wrong {
		if len(l.figures) > 0 && l.figures[0].Row == path || l.single != "" && strings.HasPrefix(path, l.single+".") {
			return true
		}
	}
	return false
}

// renamed says that a total is not there while a row is that may be it under another
// name, for a sum that is computed may be another figure than the one that is given.
func (r *reading) renamed(t *table, leaf data.Leaf) {
	for _, a := range t.added {
		label := join(a.labels)
		number := labelNumber.FindString(cell.Compact(label))
		same := number != "" && number == labelNumber.FindString(cell.Compact(leaf.Row.Label))
		if values(a.cells) == len(leaf.Columns) && (same || strings.ContainsAny(label, "总合计")) {
			r.errorf(a.pos, "“%s”：没有找到“%s”这一行，是不是这一行：%s", "%s: the row “%s” was not found; is it this one: %s", t.section.Label, leaf.Name, a)
			return
		}
	}
}

// isAbsent reports whether the document has nothing of the table.
func (t *table) isAbsent() bool { return len(t.rows) == 0 && len(t.wrong) == 0 && !t.picture }

// lost says that a table was not found at all.
func (r *reading) lost(t *table) {
	if len(t.wrong) > 0 {
		return
	}
	d := diag.Errorf(r.pos, "没有找到“%s”的表格", "the table of %q was not found", t.section.Label)
	if t.picture {
		d = diag.Errorf(r.pos, "“%s”的表格是图片，读不出数", "the table of %q is a picture, whose figures cannot be read", t.section.Label).
			WithHint("对照图片在报告文件里填写，或找有表格文字的原稿", "fill in the figures from the picture, or look for the original with real tables")
	}
	r.said.Add(d)
}

// forget takes out of the report the rows that the document does not have.
func forget(report *data.Report) {
	for id, t := range report.Tables {
		before := len(t.Cells)
		maps.DeleteFunc(t.Cells, func(_ data.Ref, c data.Cell) bool { return c.Pos == missing })
		if len(t.Cells) < before {
			// A sum of rows that are not there is no sum.
			maps.DeleteFunc(t.Cells, func(_ data.Ref, c data.Cell) bool { return c.State == data.Computed || c.State == data.Unknown })
		}
		if len(t.Cells) == 0 && len(t.Lists) == 0 {
			delete(report.Tables, id)
		}
	}
}
