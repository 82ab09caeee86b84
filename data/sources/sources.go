// Package sources fetches the figures that a report names in its 来源: from areas
// of workbooks and of files of comma-separated values, from JSON files and from
// what databases answer. It opens nothing itself: how files and databases are
// reached is a value, Access. What it found is put into the report file by Edit.
package sources

import (
	"context"
	"path"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
)

// Access is how sources are reached.
type Access struct {
	// Open reads a file that a report names, by a path with slashes.
	Open func(ctx context.Context, path string) ([]byte, diag.List)
	// Env is the environment, as os.LookupEnv has it.
	Env func(name string) (string, bool)
	// Ask asks a database. Its errors never hold the connection.
	Ask func(ctx context.Context, connection, query string) (*Answer, error)
}

// Answer is what a database answers to a query.
type Answer struct {
	Columns []string
	Rows    [][]Value
}

// Value is a value of an answer.
type Value struct {
	Text string
	Null bool
}

// Figure is a figure of a report as it was fetched.
type Figure struct {
	Section string
	data.Ref
	data.Number
	From string   // where it stands, such as budget.xlsx!表1:C7
	Pos  diag.Pos // of the key in the report that asks for it
}

// Fetched is what a report names in its sources: figures, and rows of lists.
type Fetched struct {
	Figures []Figure
	Lists   []Rows
}

// Fetch fetches all figures and rows that a report names. There are none when one of
// them cannot be had; the list says all that is wrong.
func Fetch(ctx context.Context, report *data.Report, access Access) (Fetched, diag.List) {
	f := fetcher{Access: access, template: report.Template, types: map[string]configs.ValueType{}}
	for _, v := range report.Template.Values {
		f.types[v.ID] = v
	}
	for _, s := range report.Sources {
		if ctx.Err() != nil {
			return Fetched{}, diag.List{diag.Errorf(diag.Pos{File: report.File}, "已中断", "interrupted")}
		}
		f.source(ctx, s)
	}
	if f.said.HasErrors() {
		return Fetched{}, f.said
	}
	return Fetched{f.figures, f.lists}, f.said
}

// fetcher is the figures that have been fetched.
type fetcher struct {
	Access
	template *configs.Template
	types    map[string]configs.ValueType
	figures  []Figure
	lists    []Rows
	said     diag.List
}

// found is a value at a place of a source.
type found struct {
	text string
	from string
	key  string     // of a value of a JSON object: its name
	not  *diag.Text // why it is no figure; nil where the text says
}

// shelf is a source that has been read.
type shelf interface {
	// find is the values at a place, row by row.
	find(data.Place) ([][]found, *diag.Text)
	// list is the rows at a place with the heads of their columns.
	list(data.Place) (*grid, *diag.Text)
}

func (f *fetcher) source(ctx context.Context, s data.Source) {
	var from shelf
	var said diag.List
	if s.Query.Text != "" {
		from, said = f.ask(ctx, s)
	} else {
		from, said = f.open(ctx, s)
	}
	f.said.Add(said...)
	if from == nil {
		return
	}
	for _, t := range s.Into {
		if leaf, is := listAt(f.template.Table(t.Section), t.Row); is {
			rows, why := from.list(t.Place)
			if why != nil {
				f.said.Add(diag.Errorf(t.Pos, "来源 %s：%s", "source %s: %s", nameOf(s), *why))
				continue
			}
			f.list(t, leaf, rows)
			continue
		}
		rows, why := from.find(t.Place)
		if why != nil {
			f.said.Add(diag.Errorf(t.Pos, "来源 %s：%s", "source %s: %s", nameOf(s), *why))
			continue
		}
		f.take(t, rows)
	}
}

// nameOf is what messages call a source.
func nameOf(s data.Source) string {
	if s.Query.Text != "" {
		return "query " + s.Name.Text
	}
	return s.File.Text
}

func (f *fetcher) open(ctx context.Context, s data.Source) (shelf, diag.List) {
	name := strings.ReplaceAll(s.File.Text, `\`, "/")
	content, said := f.Open(ctx, name)
	if said.HasErrors() {
		for i := range said {
			said[i] = said[i].WithRelated(s.File.Pos, "来源写在这里", "the source is named here")
		}
		return nil, said
	}
	if strings.ToLower(path.Ext(name)) == ".json" {
		return readJSON(name, content)
	}
	return readSheets(name, content)
}

func (f *fetcher) ask(ctx context.Context, s data.Source) (shelf, diag.List) {
	connection, given := f.Env(s.Connection.Text)
	if !given || connection == "" {
		return nil, diag.List{diag.Errorf(s.Connection.Pos, "来源 %s：没有环境变量 %s", "source %s: the environment has no %s", nameOf(s), s.Connection.Text).
			WithHint("运行前设好，如 %[1]s=postgres://用户@主机/库 或 %[1]s=sqlite:路径", "set it first, such as %[1]s=postgres://USER@HOST/DATABASE or %[1]s=sqlite:PATH", s.Connection.Text)}
	}
	answer, err := f.Ask(ctx, connection, s.Query.Text)
	if err != nil {
		return nil, diag.List{diag.Errorf(s.Query.Pos, "来源 %s：%v", "source %s: %v", nameOf(s), err)}
	}
	return &asked{name: nameOf(s), Answer: answer}, nil
}

// take makes the values at a place figures of the report: one, those of a row, or
// those of the rows of a group in the order of the table. Totals may be left out.
func (f *fetcher) take(t data.Target, rows [][]found) {
	table := f.template.Table(t.Section)
	var leaves, parts []data.Leaf
	for _, l := range data.Leaves(table) {
		if l.Path != t.Row && !l.Within(t.Row) {
			continue
		}
		leaves = append(leaves, l)
		if !l.Total {
			parts = append(parts, l)
		}
	}
	single := len(leaves) == 1 && leaves[0].Path == t.Row
	if single { // a row may stand in a column of the source
		var flat []found
		for _, r := range rows {
			if len(rows) > 1 && len(r) > 1 {
				f.count(t, diag.T("%d 行 %d 列", "%d rows of %d columns", len(rows), len(r)), diag.T("一行或一列", "a row or a column"))
				return
			}
			flat = append(flat, r...)
		}
		rows = [][]found{flat}
	}
	if len(rows) == len(parts) {
		leaves = parts
	}
	if len(rows) != len(leaves) {
		f.count(t, diag.T("%d 行", "%d rows", len(rows)), diag.T("%d 行", "%d rows", len(leaves)))
		return
	}
	for i, l := range leaves {
		f.row(t, l, rows[i])
	}
}

// row takes the values of a row of the report.
func (f *fetcher) row(t data.Target, l data.Leaf, values []found) {
	var columns, parts []configs.Column
	for _, c := range l.Columns {
		if t.Column != "" && c.ID != t.Column {
			continue
		}
		columns = append(columns, c)
		if !c.Total {
			parts = append(parts, c)
		}
	}
	if len(values) > 0 && values[0].key != "" {
		f.named(t, l, columns, values)
		return
	}
	if len(values) == len(parts) {
		columns = parts
	}
	if len(values) != len(columns) {
		f.count(t, diag.T("%d 个数", "%d figures", len(values)), diag.T("%d 个", "%d", len(columns)))
		return
	}
	for i, c := range columns {
		f.figure(t, l, c, values[i])
	}
}

// named takes values that are called by the columns of the report.
func (f *fetcher) named(t data.Target, l data.Leaf, columns []configs.Column, values []found) {
	for _, c := range columns {
		had := false
		for _, v := range values {
			if v.key == c.ID || sameWord(v.key, c.Label) {
				f.figure(t, l, c, v)
				had = true
			}
		}
		if !had && !c.Total {
			f.said.Add(diag.Errorf(t.Pos, "%s：来源里没有“%s”", "%s: the source has no %q", l.Name, c.Label))
		}
	}
}

func (f *fetcher) count(t data.Target, is, should diag.Text) {
	f.said.Add(diag.Errorf(t.Pos, "%s：来源里有 %s，应有 %s", "%s: the source has %s, there should be %s", targetName(f.template, t), is, should))
}

// targetName is what messages call the figures of a target.
func targetName(t *configs.Template, to data.Target) string {
	table := t.Table(to.Section)
	switch {
	case to.Row == "":
		return t.Section(to.Section).Label
	case to.Column == "":
		return data.RowName(table, to.Row)
	}
	return data.CellName(table, data.Ref{Row: to.Row, Column: to.Column})
}

// figure takes a value, which has to be a figure of the column's type.
func (f *fetcher) figure(t data.Target, l data.Leaf, c configs.Column, v found) {
	name := l.Name + " · " + c.Label
	refuse := func(why diag.Text) {
		f.said.Add(diag.Errorf(t.Pos, "%s：%s，%s", "%s: %s: %s", name, v.from, why))
	}
	if v.not != nil {
		refuse(*v.not)
		return
	}
	number, why, ok := load.Figure(v.text, f.types[c.Type])
	if !ok {
		refuse(why)
		return
	}
	f.figures = append(f.figures, Figure{Section: t.Section, Ref: data.Ref{Row: l.Path, Column: c.ID}, Number: number, From: v.from, Pos: t.Pos})
}
