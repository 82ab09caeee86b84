package sources

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/mend"
	"gongwen/data/write"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Change is a figure of a report that becomes another, or the rows of a list.
type Change struct {
	Figure
	Name string      // of the figure or the list
	Was  data.Cell   // as it stands in the file
	Rows *RowsChange // nil for a figure
}

// RowsChange is how many rows a list has and comes to have, and how many of the latter
// it does not have yet.
type RowsChange struct{ Was, Now, New int }

// Plan is what becomes of a report file.
type Plan struct {
	Changes []Change
	Edits   []mend.Edit
}

// Edit plans how figures and the rows of lists are put into a report file in YAML or JSON, whose tree and
// report are those of content, and the record of where they came from. A figure
// that somebody has typed, that is one that differs, is not zero and was not
// pulled, is an error unless force is set; comments, order and form stay. Totals that stand there as zeros are added up.
func Edit(content []byte, tree *source.Node, report *data.Report, fetched Fetched, force bool) (Plan, diag.List) {
	e := editor{
		content: content, tree: tree, report: report, places: mend.NewPlaces(content),
		nodes: map[diag.Pos]*source.Node{}, entries: map[diag.Pos]place{}, keys: report.Pulled, force: force,
	}
	e.index(tree, false)
	figures := append(slices.Clone(fetched.Figures), totals(report, fetched.Figures)...)
	for _, f := range figures {
		e.figure(f)
	}
	for _, r := range fetched.Lists {
		e.rows(r)
	}
	if e.said.HasErrors() {
		return Plan{}, e.said
	}
	e.record(figures)
	slices.SortStableFunc(e.plan.Edits, func(a, b mend.Edit) int { return cmp.Compare(a.Start, b.Start) })
	return e.plan, e.said
}

// editor is a report file being changed.
type editor struct {
	content []byte
	tree    *source.Node
	report  *data.Report
	places  *mend.Places
	nodes   map[diag.Pos]*source.Node // scalars by their places
	entries map[diag.Pos]place        // of maps, by the places of their keys
	keys    map[string]data.Origins
	force   bool
	plan    Plan
	said    diag.List
}

// index finds the scalars of the tree and the entries of its maps.
func (e *editor) index(n *source.Node, flow bool) {
	if n.Kind == source.Scalar || n.Kind == source.Null {
		e.nodes[n.Pos] = n
	}
	if at := e.places.Offset(n.Pos); n.Kind == source.Map || n.Kind == source.List {
		flow = flow || at < len(e.content) && (e.content[at] == '{' || e.content[at] == '[')
	}
	for _, entry := range n.Entries {
		e.entries[entry.Key.Pos] = place{entry, flow}
		e.index(entry.Value, flow)
	}
	for _, item := range n.Items {
		e.index(item, flow)
	}
}

// figure puts a figure where the file has it.
func (e *editor) figure(f Figure) {
	table := e.report.Template.Table(f.Section)
	name := data.CellName(table, f.Ref)
	cell := e.report.Tables[f.Section].Cells[f.Ref]
	if cell.State == data.Computed || cell.State == data.Unknown {
		return // a total that the file leaves out is computed; Agree says where it is another
	}
	node := e.nodes[cell.Pos]
	if node == nil {
		e.said.Add(diag.Errorf(f.Pos, "%s：报告里没有这一个数，没有地方填", "%s: the report has no such figure to fill in", name).
			WithHint("先在报告里写上这一行，填 0", "write the row into the report first, with zeros"))
		return
	}
	if cell.Known() && cell.Value().Equal(f.Value()) {
		return
	}
	if !e.force && typed(cell) {
		is := cell.Number.String()
		if !cell.Known() {
			is = cell.Typed
		}
		e.said.Add(diag.Errorf(cell.Pos, "%s：手工填的是 %s，%s 是 %s", "%s: %s was typed here, %s says %s", name, is, f.From, f.Number.String()).
			WithHint("来源对，用 --force 覆盖；手工填的对，改来源，或者删去“填入”里的这一项", "--force puts in what the source says; where the typed one is right, mend the source or remove it from “into”"))
		return
	}
	e.plan.Changes = append(e.plan.Changes, Change{Figure: f, Name: name, Was: cell})
	e.plan.Edits = append(e.plan.Edits, e.replaced(node, f.Number.String()))
}

// typed reports whether somebody has typed what stands in a cell: not what was
// pulled before, no zero as in a new report, and not nothing.
func typed(cell data.Cell) bool {
	if !cell.Known() {
		return cell.Typed != ""
	}
	return cell.From == "" && !cell.Value().IsZero()
}

// replaced is the edit that puts a number in the place of a scalar. Its quotation
// marks stay; where nothing stands a blank parts it from what is before.
func (e *editor) replaced(n *source.Node, number string) mend.Edit {
	start := e.places.Offset(n.Pos)
	end := start
	rest := e.content[start:]
	switch {
	case len(rest) > 0 && (rest[0] == '"' || rest[0] == '\''):
		end += 1 + closing(rest[1:], rest[0])
		start++
	case n.Kind == source.Null && bytes.HasPrefix(rest, []byte("null")):
		end += len("null")
	case n.Kind == source.Null && bytes.HasPrefix(rest, []byte("~")):
		end++
	case n.Kind == source.Scalar && bytes.HasPrefix(rest, []byte(n.Text)):
		end += len(n.Text)
	}
	if start == end && start > 0 && e.content[start-1] == ':' {
		number = " " + number
	}
	return mend.Edit{Start: start, End: end, New: number}
}

// closing is where the quotation mark that closes a text stands.
func closing(text []byte, mark byte) int {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && mark == '"':
			i++
		case text[i] == mark:
			return i
		}
	}
	return len(text)
}

// record writes where figures came from, in place of the record that the file has,
// or at its end. Figures that are not fetched this time keep theirs.
func (e *editor) record(figures []Figure) {
	for section, origins := range e.report.Pulled {
		for ref, o := range origins {
			if e.report.Tables[section].Cells[ref].From == "" {
				continue // it is another figure by now
			}
			e.keep(section, ref, o)
		}
	}
	for _, f := range figures {
		e.keep(f.Section, f.Ref, data.Origin{Value: data.Field{Text: f.Number.String()}, From: f.From})
	}
	if e.flow() {
		e.recordFlow()
		return
	}
	e.recordBlock()
}

func (e *editor) keep(section string, ref data.Ref, o data.Origin) {
	if e.keys == nil {
		e.keys = map[string]data.Origins{}
	}
	if e.keys[section] == nil {
		e.keys[section] = data.Origins{}
	}
	e.keys[section][ref] = o
}

// flow reports whether the outermost map of the file stands in brackets, as in JSON.
func (e *editor) flow() bool {
	at := e.places.Offset(e.tree.Pos)
	return at < len(e.content) && e.content[at] == '{'
}

// recorded is the record that the file has.
func (e *editor) recorded() (source.Entry, bool) {
	for _, entry := range e.tree.Entries {
		if entry.Key.Text == "pulled" || source.Normalize(entry.Key.Text) == "取数记录" {
			return entry, true
		}
	}
	return source.Entry{}, false
}

// lines are the entries of the record.
func (e *editor) lines(value, from string) []string {
	var lines []string
	for _, s := range e.report.Template.Sections {
		if s.Kind != configs.TableSection {
			continue
		}
		for _, o := range write.InOrder(e.report.Template.Table(s.ID), e.keys[s.ID]) {
			lines = append(lines, fmt.Sprintf("%s: {%s: %s, %s: %s}", write.Path(s.ID, o.Ref), value, quotedUnlessPlain(o.Value.Text), from, quoted(o.From)))
		}
	}
	return lines
}

// quoted is a text in quotation marks, as both YAML and JSON have it.
func quoted(s string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // a string can always be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// quotedUnlessPlain is a number as it is, and any other text in quotation marks.
func quotedUnlessPlain(s string) string {
	if json.Valid([]byte(s)) && strings.Trim(s, "-.0123456789") == "" {
		return s
	}
	return quoted(s)
}

func (e *editor) recordBlock() {
	lines := e.lines("数值", "来自")
	entry, given := e.recorded()
	if len(lines) == 0 && !given {
		return
	}
	end := e.newline()
	text := "取数记录:" + end + "  " + strings.Join(lines, end+"  ") + end
	if len(lines) == 0 { // a list has no rows any more
		text = "取数记录: {}" + end
	}
	if !given {
		before := end
		if len(e.content) > 0 && !bytes.HasSuffix(e.content, []byte("\n")) {
			before += end
		}
		e.plan.Edits = append(e.plan.Edits, mend.Edit{
			Start: len(e.content), End: len(e.content),
			New: before + "# 由 gongwen pull 写入，不要手改：每个数取来时是多少、来自哪里" + end + text,
		})
		return
	}
	start := e.places.Offset(entry.Key.Pos)
	stop := e.lineEnd(lastLine(entry))
	if old := string(e.content[start:stop]); old != text {
		e.plan.Edits = append(e.plan.Edits, mend.Edit{Start: start, End: stop, New: text})
	}
}

// lastLine is the place of what stands last in an entry.
func lastLine(entry source.Entry) diag.Pos {
	last := entry.Key.Pos
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		if n.Pos.Line > last.Line {
			last = n.Pos
		}
		for _, in := range n.Entries {
			walk(in.Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(entry.Value)
	return last
}

// newline is what ends the lines of the file.
func (e *editor) newline() string {
	if bytes.Contains(e.content, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// lineEnd is the offset behind the line of a place.
func (e *editor) lineEnd(pos diag.Pos) int { return e.endOfLine(e.places.Offset(pos)) }

// endOfLine is the offset behind the line of an offset.
func (e *editor) endOfLine(at int) int {
	if i := bytes.IndexByte(e.content[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(e.content)
}

// recordFlow writes the record into a file whose outermost map stands in brackets.
func (e *editor) recordFlow() {
	value, from, name := `"value"`, `"from"`, `"pulled"`
	lines := e.lines(value, from)
	entry, given := e.recorded()
	if len(lines) == 0 && !given {
		return
	}
	for i, l := range lines {
		key, rest, _ := strings.Cut(l, ": ")
		lines[i] = "    " + quoted(key) + ": " + rest
	}
	text := "{\n" + strings.Join(lines, ",\n") + "\n  }"
	if len(lines) == 0 {
		text = "{}"
	}
	if !given {
		at := e.places.Offset(e.tree.Pos) + 1
		e.plan.Edits = append(e.plan.Edits, mend.Edit{Start: at, End: at, New: "\n  " + name + ": " + text + ","})
		return
	}
	start := e.places.Offset(entry.Value.Pos)
	if start >= len(e.content) || e.content[start] != '{' {
		return // Agree says that the record is not what it should be
	}
	e.plan.Edits = append(e.plan.Edits, mend.Edit{Start: start, End: start + bracketed(e.content[start:]), New: text})
}

// bracketed is how many bytes a value in brackets has.
func bracketed(text []byte) int {
	depth, mark := 0, byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case mark != 0 && c == '\\' && mark == '"':
			i++
		case mark != 0:
			if c == mark {
				mark = 0
			}
		case c == '"' || c == '\'':
			mark = c
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// Agree holds a report that was changed against the figures that were fetched: all
// of them stand in it, with where they came from. What it says is a fault of the
// edits, or a total that the report leaves out and that the source has otherwise.
func Agree(report *data.Report, fetched Fetched) diag.List {
	var said diag.List
	for _, r := range fetched.Lists {
		r.agree(report, &said)
	}
	for _, f := range fetched.Figures {
		cell := report.Tables[f.Section].Cells[f.Ref]
		name := data.CellName(report.Template.Table(f.Section), f.Ref)
		switch {
		case cell.Known() && cell.Value().Equal(f.Value()):
		case cell.State == data.Computed:
			said.Add(diag.Errorf(f.Pos, "%s：按各数相加是 %s，%s 是 %s", "%s: the figures add up to %s, %s says %s", name, cell.Number.String(), f.From, f.Number.String()).
				WithHint("核对来源里的数", "check the figures of the source"))
		default:
			said.Add(diag.Errorf(f.Pos, "%s：没有能填进去", "%s could not be put in", name))
		}
	}
	return said
}
