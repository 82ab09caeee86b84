// Package merge makes many documents of one (mail merge): a report file in which
// {{NAME}} stands for the column NAME of a table is filled in by each of its lines.
// A column that is called as a header field of the report fills that field in.
package merge

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/records"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/portable"
	"gongwen/internal/source"
)

// placeholder is {{NAME}}.
var placeholder = pattern.New(`\{\{\s*([^{}\n]*?)\s*\}\}`)

// Letters is a report file with the table that fills it in.
type Letters struct {
	tree     *source.Node
	template *configs.Template
	table    *records.Lines
	columns  []string // of the table, that are read
	fields   []field  // that columns fill in
	byFirst  bool     // the first column calls the files
	name     string   // of the files, with placeholders; empty for one file of all
}

// field is a header field and the column that fills it in.
type field struct {
	id     string
	column int
}

// Letter is the report of one line.
type Letter struct {
	Name string // of its files, without an extension; empty in one file of all
	Line int    // of the table
	Pos  diag.Pos
	Tree *source.Node
}

// asked is a column that the report asks for, and where.
type asked struct {
	name string
	pos  diag.Pos
}

// Files is how the files of letters are called: by a text with placeholders, or where
// it is empty by what they all begin with and the table's first column. The letters of
// one file have no names.
type Files struct {
	Name, Base string
	One        bool
}

// New finds the columns that a report asks for in the head of a table. It is nil, with
// the reasons, where one is missing.
func New(tree *source.Node, template *configs.Template, file string, content []byte, sheet string, files Files) (*Letters, diag.List) {
	name := files.Name
	if files.One {
		name = ""
	}
	l := &Letters{tree: tree, template: template, name: name, byFirst: name == "" && !files.One}
	var wanted []asked
	collect(tree, &wanted)
	if open := unclosed(tree); len(open) > 0 {
		return nil, open
	}
	for _, m := range placeholder.FindAllStringSubmatch(name, -1) {
		wanted = append(wanted, asked{name: m[1]})
	}
	var best []string // the row that has most of them
	most := -2
	table, said := records.Read(file, content, sheet, func(row []string, _ func(int) diag.Pos) ([]int, bool) {
		l.columns, l.fields = nil, nil
		cols, found := l.choose(row, wanted)
		if found > most {
			best, most = slices.Clone(row), found
		}
		return cols, found == count(wanted) && len(l.columns) > 0
	})
	if table == nil {
		return nil, missing(said, wanted, best, most)
	}
	l.table = table
	if l.byFirst {
		l.name = files.Base + "-{{" + l.columns[0] + "}}"
	}
	return l, said
}

// collect finds the placeholders of values.
func collect(n *source.Node, wanted *[]asked) {
	if n.Kind == source.Scalar {
		for _, m := range placeholder.FindAllStringSubmatchIndex(n.Text, -1) {
			*wanted = append(*wanted, asked{n.Text[m[2]:m[3]], n.At(m[0])})
		}
	}
	for _, e := range n.Entries {
		collect(e.Value, wanted)
	}
	for _, item := range n.Items {
		collect(item, wanted)
	}
}

// unclosed says where {{ begins a placeholder that does not end: it would be printed.
func unclosed(n *source.Node) diag.List {
	var said diag.List
	if n.Kind == source.Scalar {
		begins := map[int]bool{}
		for _, m := range placeholder.FindAllStringIndex(n.Text, -1) {
			begins[m[0]] = true
		}
		for at := 0; ; at += len("{{") {
			i := strings.Index(n.Text[at:], "{{")
			if i < 0 {
				break
			}
			if at += i; !begins[at] {
				said.Add(diag.Errorf(n.At(at), "“{{”没有关上，这样会照样印出", "“{{” is not closed, so that it would be printed").
					WithHint("写成 {{栏目}}，在一行里", "written as {{COLUMN}}, on one line"))
				break // one of a text, which may have very many
			}
		}
	}
	for _, e := range n.Entries {
		said = append(said, unclosed(e.Value)...)
	}
	for _, item := range n.Items {
		said = append(said, unclosed(item)...)
	}
	return said
}

// count is how many columns are asked for.
func count(wanted []asked) int {
	names := map[string]bool{}
	for _, w := range wanted {
		names[source.Normalize(w.name)] = true
	}
	return len(names)
}

// choose looks for columns in a row: those that are asked for, of which it says how
// many it found, those of header fields and the first, by which files are called.
func (l *Letters) choose(row []string, wanted []asked) (cols []int, found int) {
	take := func(i int) int {
		if at := slices.Index(cols, i+1); at >= 0 {
			return at
		}
		cols, l.columns = append(cols, i+1), append(l.columns, row[i])
		return len(cols) - 1
	}
	if first := slices.IndexFunc(row, func(s string) bool { return s != "" }); first >= 0 && l.byFirst {
		take(first)
	}
	had := map[string]bool{}
	for _, w := range wanted {
		word := source.Normalize(w.name)
		if i := slices.IndexFunc(row, func(s string) bool { return s != "" && source.Normalize(s) == word }); i >= 0 && !had[word] {
			take(i)
			had[word] = true
		}
	}
	for _, f := range l.template.Header {
		if i := slices.IndexFunc(row, func(s string) bool { return s == f.ID || s != "" && source.Normalize(s) == source.Normalize(f.Label) }); i >= 0 && len(f.Parts) == 0 && !l.asks(f) {
			l.fields = append(l.fields, field{f.ID, take(i)})
		}
	}
	if len(wanted) == 0 && len(l.fields) == 0 {
		return cols, -1
	}
	return cols, len(had)
}

// asks reports whether the report's own value of a field has placeholders.
func (l *Letters) asks(f configs.Field) bool {
	for _, e := range l.tree.Entries {
		if e.Key.Text == f.ID || source.Normalize(e.Key.Text) == source.Normalize(f.Label) {
			var in []asked
			collect(e.Value, &in)
			return len(in) > 0
		}
	}
	return false
}

// missing says which columns no row of the table has.
func missing(said diag.List, wanted []asked, row []string, most int) diag.List {
	if most < 0 && (len(wanted) > 0 || row == nil) {
		return said // there is no table
	}
	said = slices.DeleteFunc(said, func(d diag.Diagnostic) bool { return d.Level == diag.Error })
	if len(wanted) == 0 {
		said.Add(diag.Errorf(diag.Pos{}, "报告里没有 {{栏目}}，表里也没有与报告的项目同名的栏目：没有什么可填", "the report has no {{COLUMN}}, and no column is called as a field of it: there is nothing to fill in"))
		return said
	}
	var heads []string
	for _, s := range row {
		if s != "" {
			heads = append(heads, s)
		}
	}
	seen := map[string]bool{}
	for _, w := range wanted {
		word := source.Normalize(w.name)
		if seen[word] || slices.ContainsFunc(row, func(s string) bool { return s != "" && source.Normalize(s) == word }) {
			continue
		}
		seen[word] = true
		said.Add(source.Suggest(diag.Errorf(w.pos, "表里没有“%s”一栏", "the table has no column %q", w.name), w.name, heads))
	}
	return said
}

// All is a letter for each line of the table. There are none when a cell that is
// asked for is empty or two letters would have one name; the list says which lines.
func (l *Letters) All() ([]Letter, diag.List) {
	var letters []Letter
	var said diag.List
	if len(l.table.Lines) > maxLetters {
		return nil, diag.List{diag.Errorf(diag.Pos{File: l.table.Sheet.File}, "表里有 %d 行，最多 %d 行", "the table has %d lines, at most %d are taken", len(l.table.Lines), maxLetters)}
	}
	names := map[string]records.Line{}
	for _, line := range l.table.Lines {
		whole := true
		for i, c := range line.Cells {
			if c.Text == "" {
				said.Add(diag.Errorf(l.table.Pos(line, i), "第 %d 行：“%s”是空的", "line %d: “%s” is empty", line.Number, l.columns[i]))
				whole = false
			}
		}
		if !whole {
			continue
		}
		if l.name == "" {
			letters = append(letters, Letter{Line: line.Number, Pos: line.Pos, Tree: l.treeOf(line)})
			continue
		}
		name := l.filled(l.name, line)
		if strings.ContainsAny(name, `/\`) {
			said.Add(otherwise(diag.Errorf(line.Pos, "第 %d 行：“%s”里有斜杠，不能作文件名", "line %d: %q has a slash and cannot be the name of a file", line.Number, name)))
			continue
		}
		if fault := portable.Name(name); fault != nil || len(name) > maxName {
			why := diag.T("太长", "it is too long")
			if fault != nil {
				why = *fault
			}
			said.Add(otherwise(diag.Errorf(line.Pos, "第 %d 行：“%s”不能作文件名：%s", "line %d: %q cannot be the name of a file: %s", line.Number, name, why)))
			continue
		}
		key := strings.ToLower(name)
		if first, twice := names[key]; twice {
			said.Add(otherwise(diag.Errorf(line.Pos, "第 %d 行和第 %d 行的文件同名：%s", "lines %d and %d would have files of one name: %s", first.Number, line.Number, name)))
			continue
		}
		names[key] = line
		letters = append(letters, Letter{Name: name, Line: line.Number, Pos: line.Pos, Tree: l.treeOf(line)})
	}
	if len(l.table.Lines) == 0 {
		said.Add(diag.Errorf(diag.Pos{File: l.table.Sheet.File}, "表头下面没有一行", "there is no line below the head"))
	}
	if said.HasErrors() {
		return nil, said
	}
	return letters, said
}

// filled is a text with the words of a line in the places of its placeholders.
func (l *Letters) filled(text string, line records.Line) string {
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		return l.word(placeholder.FindStringSubmatch(s)[1], line)
	})
}

// word is what a line has in a column. A line break in a cell is a blank.
func (l *Letters) word(column string, line records.Line) string {
	for i, name := range l.columns {
		if source.Normalize(name) == source.Normalize(column) {
			return strings.Join(strings.Fields(line.Cells[i].Text), " ")
		}
	}
	return ""
}

// treeOf is the report of a line.
func (l *Letters) treeOf(line records.Line) *source.Node {
	root := *l.tree
	root.Entries = make([]source.Entry, 0, len(l.tree.Entries)+len(l.fields))
	set := map[string]bool{}
	for _, e := range l.tree.Entries {
		f, is := l.header(e.Key.Text)
		if i := slices.IndexFunc(l.fields, func(x field) bool { return is && x.id == f.ID }); i >= 0 {
			set[f.ID] = true
			e.Value = l.cell(line, l.fields[i].column)
		} else {
			e.Value = l.copy(e.Value, line, is || e.Key.Text == "sign_off" || source.Normalize(e.Key.Text) == "落款")
		}
		root.Entries = append(root.Entries, e)
	}
	for _, f := range l.fields {
		if !set[f.id] {
			value := l.cell(line, f.column)
			root.Entries = append(root.Entries, source.Entry{Key: source.Join(source.Part{Text: f.id, Pos: value.Pos}), Value: value})
		}
	}
	return &root
}

// header is the header field that a key names.
func (l *Letters) header(key string) (configs.Field, bool) {
	for _, f := range l.template.Header {
		if key == f.ID || source.Normalize(key) == source.Normalize(f.Label) {
			return f, true
		}
	}
	return configs.Field{}, false
}

// cell is a cell of the table as a value.
func (l *Letters) cell(line records.Line, column int) *source.Node {
	return source.Join(source.Part{Text: l.word(l.columns[column], line), Pos: l.table.Pos(line, column)})
}

// copy is a value with the words of a line. Plain text takes them as they are; in
// prose nothing of them is a mark of Markdown.
func (l *Letters) copy(n *source.Node, line records.Line, plain bool) *source.Node {
	switch {
	case n.Kind == source.Scalar && !strings.Contains(n.Text, "{{"):
		return n
	case n.Kind == source.Scalar:
		return l.text(n, line, plain)
	}
	out := *n
	out.Entries = slices.Clone(n.Entries)
	for i := range out.Entries {
		out.Entries[i].Value = l.copy(out.Entries[i].Value, line, plain)
	}
	out.Items = slices.Clone(n.Items)
	for i := range out.Items {
		out.Items[i] = l.copy(out.Items[i], line, plain)
	}
	return &out
}

// marks is what Markdown takes for something else than text.
var marks = pattern.New("[\\\\*_\\[\\]<>#`|!~]")

func (l *Letters) text(n *source.Node, line records.Line, plain bool) *source.Node {
	var parts []source.Part
	add := func(from, to int) {
		for from < to { // a part a line, so that each has its place
			end := to
			if i := strings.IndexByte(n.Text[from:to], '\n'); i >= 0 {
				end = from + i + 1
			}
			parts = append(parts, source.Part{Text: n.Text[from:end], Pos: n.At(from)})
			from = end
		}
	}
	at := 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(n.Text, -1) {
		add(at, m[0])
		word := l.word(n.Text[m[2]:m[3]], line)
		if !plain {
			word = marks.ReplaceAllString(word, `\$0`)
		}
		parts = append(parts, source.Part{Text: word, Pos: n.At(m[0])})
		at = m[1]
	}
	add(at, len(n.Text))
	return source.Join(parts...)
}

// otherwise adds to what is wrong with the name of a file how it is called otherwise.
func otherwise(d diag.Diagnostic) diag.Diagnostic {
	return d.WithHint("用 --name 换一种叫法，如 --name \"{{序号}}-{{单位}}\"：花括号里是表里一栏的名称", "call the files otherwise with --name, such as --name \"{{NUMBER}}-{{NAME}}\": in the braces the name of a column of the table")
}
