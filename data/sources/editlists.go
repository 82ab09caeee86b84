package sources

import (
	"bytes"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/mend"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// place is an entry of the file, and whether it stands in brackets.
type place struct {
	source.Entry
	flow bool
}

// rows puts the rows of a list in the place of those that the file has.
func (e *editor) rows(r Rows) {
	list, given := e.report.Tables[r.Section].Lists[r.Leaf.Path]
	at, known := e.entries[list.Pos]
	switch {
	case given && list.File != "":
		e.said.Add(diag.Errorf(list.Pos, "%s：各行写在文件“%s”里，不在报告里，没有地方填", "%s: its rows stand in the file “%s”, not in the report", r.Leaf.Name, list.File).
			WithHint("要取数，把文件名换成 []", "write [] in place of the file to pull them"))
		return
	case !given || !known:
		e.said.Add(diag.Errorf(r.Pos, "%s：报告里没有这个清单，没有地方填", "%s: the report has no such list to fill in", r.Leaf.Name).
			WithHint("先在报告里写上这个清单：[]", "write the list into the report first, as []"))
		return
	}
	if !e.force && e.typedRows(r, list) {
		return
	}
	e.keepRows(r)
	if r.same(list) {
		return
	}
	e.plan.Changes = append(e.plan.Changes, Change{Name: r.Leaf.Name, Figure: Figure{Section: r.Section, From: r.From, Pos: r.Pos}, Rows: r.change(list)})
	if at.flow {
		from, to := e.bracketsOf(at.Value)
		text := "[" + strings.Join(r.lines(), ", ") + "]"
		if from == to && from > 0 && e.content[from-1] == ':' {
			text = " " + text
		}
		e.replace(from, to, text)
		return
	}
	e.block(at.Entry, r.lines())
}

// same reports whether the file has the rows already.
func (r Rows) same(list data.List) bool {
	if len(list.Rows) != len(r.Rows) {
		return false
	}
	for i := range r.Rows {
		if load.Said(&list.Rows[i]) != r.Rows[i].said {
			return false
		}
	}
	return true
}

// change is how the rows that the file has become others.
func (r Rows) change(list data.List) *RowsChange {
	c := &RowsChange{Was: len(list.Rows), Now: len(r.Rows)}
	has := map[string]int{}
	for i := range list.Rows {
		has[load.Said(&list.Rows[i])]++
	}
	for _, row := range r.Rows {
		if has[row.said]--; has[row.said] < 0 {
			c.New++
		}
	}
	return c
}

// typedRows says where somebody has typed rows that the source does not have.
func (e *editor) typedRows(r Rows, list data.List) bool {
	has := map[string]bool{}
	for _, row := range r.Rows {
		has[row.said] = true
	}
	typed, first := 0, diag.Pos{}
	for i := range list.Rows {
		if row := &list.Rows[i]; row.From == "" && !has[load.Said(row)] {
			if typed++; typed == 1 {
				first = row.Pos
			}
		}
	}
	if typed > 0 {
		e.said.Add(diag.Errorf(first, "%s：有 %d 行是手工填的（这里是第一行），%s 里没有", "%s: %d rows were typed here (this is the first) that %s does not have", r.Leaf.Name, typed, r.From).
			WithHint("来源对，用 --force 覆盖；手工填的对，改来源，或者删去“填入”里的这一项", "--force puts in what the source says; where the typed ones are right, mend the source or remove it from “into”"))
	}
	return typed > 0
}

// lines are the rows as the file has them, in YAML and in JSON.
func (r Rows) lines() []string {
	lines := make([]string, len(r.Rows))
	for i, row := range r.Rows {
		var cells []string
		for n, c := range r.Leaf.Columns {
			switch text := row.Cells[n]; {
			case c.Total && !r.totals:
			case text == "":
				cells = append(cells, "null")
			case c.Kind == configs.NumberValue:
				cells = append(cells, quotedUnlessPlain(text))
			default:
				cells = append(cells, quoted(text))
			}
		}
		lines[i] = "[" + strings.Join(cells, ", ") + "]"
	}
	return lines
}

// bracketsOf is where a value in brackets, or a word for nothing, stands; from and to
// are the same where there is none.
func (e *editor) bracketsOf(n *source.Node) (from, to int) {
	from = e.places.Offset(n.Pos)
	rest := e.content[from:]
	switch {
	case n.Kind == source.List && bytes.HasPrefix(rest, []byte("[")):
		return from, from + bracketed(rest)
	case n.Kind == source.Null && bytes.HasPrefix(rest, []byte("null")):
		return from, from + len("null")
	case n.Kind == source.Null && bytes.HasPrefix(rest, []byte("~")):
		return from, from + 1
	}
	return from, from
}

// block puts rows below their key, each on a line; a comment behind the key stays.
func (e *editor) block(at source.Entry, rows []string) {
	key := e.places.Offset(at.Key.Pos)
	colon := key + bytes.IndexByte(e.content[key:], ':') + 1
	from, to := e.bracketsOf(at.Value)
	if at.Value.Kind == source.List && from == to { // it has lines of its own already
		from, to = e.places.Offset(diag.Pos{Line: at.Value.Pos.Line, Col: 1}), e.endOfItems(at)
		e.replace(from, to, e.listed(rows, at.Value.Pos.Col-1))
		if len(rows) == 0 {
			e.replace(colon, colon, " []")
		}
		return
	}
	if from == to {
		to = colon
	}
	if len(rows) == 0 {
		e.replace(colon, to, " []")
		return
	}
	e.replace(colon, to, "")
	below := e.endOfLine(to)
	text := e.listed(rows, at.Key.Pos.Col+1)
	if below > 0 && e.content[below-1] != '\n' {
		text = e.newline() + text
	}
	e.replace(below, below, text)
}

func (e *editor) replace(from, to int, text string) {
	if from < to || text != "" {
		e.plan.Edits = append(e.plan.Edits, mend.Edit{Start: from, End: to, New: text})
	}
}

// listed is rows as the lines of a list.
func (e *editor) listed(rows []string, indent int) string {
	var b strings.Builder
	before, newline := strings.Repeat(" ", indent)+"- ", e.newline()
	for _, row := range rows {
		b.WriteString(before + row + newline)
	}
	return b.String()
}

// endOfItems is the offset behind the last line of a list that has lines of its own.
func (e *editor) endOfItems(at source.Entry) int {
	last := e.places.Offset(at.Value.Items[len(at.Value.Items)-1].Pos)
	if rest := e.content[last:]; len(rest) > 0 && (rest[0] == '[' || rest[0] == '{') {
		return e.endOfLine(last + bracketed(rest))
	}
	return e.lineEnd(lastLine(at))
}

// keepRows puts the rows into the record, in place of those that it has of the list.
func (e *editor) keepRows(r Rows) {
	for ref := range e.keys[r.Section] {
		if ref.Row == r.Leaf.Path {
			delete(e.keys[r.Section], ref)
		}
	}
	for n, row := range r.Rows {
		e.keep(r.Section, r.key(n), data.Origin{Value: data.Field{Text: row.said}, From: row.From})
	}
}

// agree holds a list of a report that was changed against the rows that were fetched.
func (r Rows) agree(report *data.Report, said *diag.List) {
	list := report.Tables[r.Section].Lists[r.Leaf.Path]
	if len(list.Rows) != len(r.Rows) {
		said.Add(diag.Errorf(r.Pos, "%s：没有能填进去", "%s could not be put in", r.Leaf.Name))
		return
	}
	faults := 0
	for i := range r.Rows {
		row := &list.Rows[i]
		for n, c := range r.Leaf.Columns {
			if faults < mostFaults && c.Kind == configs.NumberValue && row.Cells[n].State == data.Empty {
				faults++
				said.Add(diag.Errorf(r.Pos, "%s：%s，没有“%s”", "%s: %s: there is no “%s”", r.Leaf.Name, r.Rows[i].From, c.Label))
			}
		}
		if faults < mostFaults && load.Said(row) != r.Rows[i].said {
			faults++
			said.Add(diag.Errorf(r.Pos, "%s：%s 没有能填进去", "%s: %s could not be put in", r.Leaf.Name, r.Rows[i].From))
		}
	}
}
