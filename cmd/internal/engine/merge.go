package engine

import (
	"context"
	"iter"
	"path/filepath"
	"strings"

	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/merge"
	"gongwen/data/records"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
)

// MergeOrder is how a report becomes one for each line of a table.
type MergeOrder struct {
	Table Input
	Sheet string // of a workbook; empty for the only one that has the columns
	Name  string // of the files, with placeholders; empty for the report's and the first column
	One   bool   // they go into one file, so that they have no names
}

// Letters are the reports of the lines of a table, checked.
type Letters struct {
	engine *Engine
	in     Input
	all    []letter
}

// letter is a report of one line.
type letter struct {
	merge.Letter
	report *data.Report
}

// Len is how many there are.
func (l *Letters) Len() int { return len(l.all) }

// Letters reads a report file and a table and checks the report of each line. It is
// nil when one of them has errors, unless drafts are ordered: nothing is to be
// written of any then. What is the same for many lines is said once.
func (e *Engine) Letters(ctx context.Context, in Input, o Order, m MergeOrder) (*Letters, diag.List) {
	read, said := e.toFill(ctx, in)
	if said.HasErrors() {
		return nil, unquoted(said)
	}
	content, said := m.Table.read(ctx, records.MaxBytes)
	if len(said) > 0 {
		return nil, said
	}
	planned, said := merge.New(read.tree, read.report.Template, m.Table.Path, content, m.Sheet, merge.Files{Name: m.Name, Base: filepath.Base(in.Name), One: m.One})
	if planned == nil {
		return nil, said
	}
	letters, problems := planned.All()
	said = append(said, problems...)
	if letters == nil {
		return nil, said
	}
	all := &Letters{engine: e, in: in, all: make([]letter, len(letters))}
	check := func(i int) diag.List {
		report, said := load.Build(in.Path, letters[i].Tree, e.library)
		report, said = e.checked(ctx, in, report, said, o)
		all.all[i] = letter{letters[i], report}
		return said
	}
	seen := map[string]bool{}
	for i, list := range sideBySide(o.Workers, len(letters), check) {
		for _, d := range list {
			if key := d.Pos.String() + d.Message.ZH; !seen[key] {
				seen[key] = true
				said.Add(d.WithRelated(letters[i].Pos, "填的是第 %d 行", "filled in by line %d", letters[i].Line))
			}
		}
	}
	if problems := ended(ctx, in.Path); problems != nil {
		return nil, append(said, problems...)
	}
	if said.HasErrors() && !o.Draft {
		return nil, said
	}
	return all, said
}

// unquoted adds a hint for values that begin with a placeholder and stand in no
// quotation marks, which is the usual fault of such files.
func unquoted(said diag.List) diag.List {
	for i, d := range said {
		if d.Level == diag.Error && strings.Contains(d.Message.ZH, "键的名称") {
			said[i] = d.WithHint("以 {{ 开头的值要放在引号里，如 \"{{单位}}\"", "a value that begins with {{ stands in quotation marks, such as \"{{NAME}}\"")
		}
	}
	return said
}

// Each makes the documents of each report, side by side, and writes them; the
// results come in the order of the lines.
func (l *Letters) Each(ctx context.Context, o Order) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		output.Sweep(l.dir(o))
		work := func(i int) Result { return guarded(l.in, func() Result { return l.write(ctx, l.all[i], o) }) }
		for _, r := range sideBySide(o.Workers, len(l.all), work) {
			if !yield(r) {
				return
			}
		}
	}
}

// dir is the folder that documents go to.
func (l *Letters) dir(o Order) string {
	dir, _ := o.Place(l.in)
	return dir
}

// named is the input of a letter's documents.
func (l *Letters) named(of letter) Input {
	in := l.in
	if of.Name != "" {
		in.Name = of.Name
	}
	return in
}

func (l *Letters) write(ctx context.Context, of letter, o Order) Result {
	in := l.named(of)
	result := Result{Input: in}
	if ctx.Err() != nil {
		result.Outcome = Interrupted
		return result
	}
	files, problems := l.engine.documents(ctx, of.report, nil, in, o)
	result.Said = problems
	if ctx.Err() != nil {
		return Result{Input: in, Outcome: Interrupted}
	}
	if problems.HasErrors() {
		return result
	}
	if problems := edited(in, files, o); len(problems) > 0 {
		result.Said = append(result.Said, problems...)
		return result
	}
	dir := l.dir(o)
	for i := range files {
		files[i].Path = filepath.Join(dir, files[i].Path)
	}
	result.write(dir, files)
	return result
}

// room is how many nodes one of many documents in a file may have, and most how
// many documents.
const (
	room = 1 << 17
	most = 10_000
)

// One makes one file of all reports, one behind the other: each begins on a page of
// its own with its own page numbers, on an odd page, so that each has its own sheets
// where both sides are printed. It takes the first writer of the order that draws
// pages.
func (l *Letters) One(ctx context.Context, name string, o Order) (*output.File, diag.List) {
	var exporter output.Exporter
	for _, e := range o.Exporters {
		if f := e.Format(); f.NeedsPages && f.Name == "pdf" {
			exporter = e
		}
	}
	if exporter == nil {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "合成一个文件只能是 PDF", "one file of all can be PDF only")}
	}
	if len(l.all) > most {
		return nil, diag.List{diag.Errorf(diag.Pos{File: l.in.Path}, "%d 份，最多合成 %d 份", "%d letters, at most %d go into one file", len(l.all), most)}
	}
	for _, a := range l.all {
		for i, attached := range a.report.Attachments {
			if isDocument(attached) {
				return nil, diag.List{diag.Errorf(attached.Title.Pos, "附件%d另订，不能同正文合成一个文件", "attachment %d is bound apart and cannot be in one file with the document", i+1).
					WithHint("不加 --one，每份各成文件；或者删去“装订: 另订”", "without --one each letter has files of its own; or remove “bound: apart”")}
			}
		}
	}
	var whole output.Input
	var said diag.List
	one := func(i int) laidOut {
		order := o
		order.Exporters = []output.Exporter{exporter}
		order.after = doc.NodeID(i * room)
		input, problems := l.engine.written(ctx, l.all[i].report, nil, l.named(l.all[i]), order)
		return laidOut{input, problems}
	}
	for i, s := range sideBySide(o.Workers, len(l.all), one) {
		for _, d := range s.said {
			said.Add(d.WithRelated(l.all[i].Pos, "填的是第 %d 行", "filled in by line %d", l.all[i].Line))
		}
		if s.said.HasErrors() || s.input.Doc == nil {
			return nil, said
		}
		whole = behind(whole, s.input)
	}
	if problems := ended(ctx, l.in.Path); problems != nil {
		return nil, problems
	}
	in := l.in
	in.Name = name
	files, problems := exportedOf(ctx, whole, in, Order{Exporters: []output.Exporter{exporter}}, nil)
	said = append(said, problems...)
	if problems.HasErrors() {
		return nil, said
	}
	file := files[0]
	file.Path = filepath.Join(l.dir(o), file.Path)
	return &file, said
}

// laidOut is a document that was laid out, and what was said of it.
type laidOut struct {
	input output.Input
	said  diag.List
}

// behind is a document with another one behind it.
func behind(whole, next output.Input) output.Input {
	if whole.Doc == nil {
		document := *next.Doc
		whole = next
		whole.Doc, whole.Setting = &document, nil
		whole.Doc.Body = append([]doc.Block(nil), next.Doc.Body...)
		whole.Pages = append([]frame.Page(nil), next.Pages...)
		return whole
	}
	if last := whole.Pages[len(whole.Pages)-1]; len(whole.Pages)%2 == 1 {
		whole.Pages = append(whole.Pages, frame.Page{Width: last.Width, Height: last.Height, Number: last.Number + 1})
	}
	whole.Doc.Body = append(whole.Doc.Body, next.Doc.Body...)
	whole.Pages = append(whole.Pages, next.Pages...)
	return whole
}
