package engine

import (
	"context"
	"path/filepath"
	"strings"

	"gongwen/data"
	"gongwen/data/diff"
	"gongwen/internal/diag"
	"gongwen/layout/compose"
	"gongwen/layout/doc"
	"gongwen/layout/redline"
	"gongwen/output"
)

// Comparison is two reports and in what they differ.
type Comparison struct {
	Old, New *data.Report
	Diff     *diff.Diff
}

// Compare reads two reports in any form that Import takes and compares them. It is
// nil, with the reason, when one of them could not be understood. Errors of either
// are none of the comparison: what could be read is compared.
func (e *Engine) Compare(ctx context.Context, old, new Input, o Order) (*Comparison, diag.List) {
	var said diag.List
	read := func(in Input) *data.Report {
		content, problems := in.readAny(ctx, o.limits())
		if len(problems) > 0 {
			said = append(said, problems...)
			return nil
		}
		report, problems := e.parseAny(ctx, in, content, o.limits())
		said = append(said, problems...)
		return report
	}
	a, b := read(old), read(new)
	if a == nil || b == nil {
		return nil, said
	}
	return &Comparison{a, b, diff.Reports(a, b)}, said
}

// Redline makes the documents of the new report in which its differences from the
// old one are marked (花脸稿): tracked changes where a format has them, else marked
// text. Their paths are their names.
func (e *Engine) Redline(ctx context.Context, c *Comparison, name string, o Order) ([]output.File, diag.List) {
	in := Input{Path: name, Name: name}
	look := e.lookOf(c.New.Template, o)
	if look.said.HasErrors() {
		return nil, look.said
	}
	o.bound = true
	input, said := typeset(ctx, c.New, look, in, o, func(d *doc.Document) (*doc.Document, diag.List) {
		return against(d, c.Old, look, o)
	})
	said = append(look.said, said...)
	if said.HasErrors() {
		return nil, said
	}
	return exportedOf(ctx, input, in, o, said)
}

// against is a document with the differences from another report.
func against(d *doc.Document, old *data.Report, look styleFaces, o Order) (*doc.Document, diag.List) {
	before, said := compose.Document(old, look.sheet, compose.Options{Draft: o.Draft, Created: o.Created, Bound: o.bound})
	if before == nil || said.HasErrors() {
		return d, said
	}
	merged := redline.Merge(before, d)
	merged.Meta.Title += "（花脸稿）"
	return merged, said
}

// reviewSuffix ends the names of documents with findings, before the extension.
const reviewSuffix = "-审阅"

// Review writes the documents of a report with what is said of it as remarks at
// their places and, where the order has last year's report, the differences from
// that. It writes in spite of errors; a report that has some is marked as a draft.
func (e *Engine) Review(ctx context.Context, in Input, o Order, lang diag.Lang) Result {
	result := Result{Input: in}
	report, said := e.Check(ctx, in, o)
	result.Said = said
	if report == nil {
		return result
	}
	look := e.lookOf(report.Template, o)
	if look.said.HasErrors() {
		result.Said = append(result.Said, look.said...)
		return result
	}
	o.Draft, o.bound = said.HasErrors(), true
	input, problems := typeset(ctx, report, look, in, o, func(d *doc.Document) (*doc.Document, diag.List) {
		var list diag.List
		if o.Previous != nil {
			d, list = against(d, o.Previous, look, o)
		}
		redline.Remark(d, remarks(said, lang))
		return d, list
	})
	result.Said = append(result.Said, problems...)
	if problems.HasErrors() {
		return result
	}
	files, problems := exportedOf(ctx, input, in, o, nil)
	result.Said = append(result.Said, problems...)
	if problems.HasErrors() {
		return result
	}
	return reviewed(in, files, o, result)
}

// reviewed writes documents with remarks to where finished ones go.
func reviewed(in Input, files []output.File, o Order, result Result) Result {
	dir, _ := o.Place(in)
	for i := range files {
		ext := filepath.Ext(files[i].Path)
		files[i].Path = filepath.Join(dir, strings.TrimSuffix(files[i].Path, ext)+reviewSuffix+ext)
		files[i].New = !o.Force
	}
	result.write(dir, files)
	return result
}

// remarks are diagnostics as they stand in the margin.
func remarks(said diag.List, lang diag.Lang) []redline.At {
	list := make([]redline.At, len(said))
	for i, d := range said {
		text := d.Level.Text().In(lang) + "：" + d.Said(lang)
		list[i] = redline.At{Pos: d.Pos, Text: strings.Join(append([]string{text}, d.Details(lang)...), "\n")}
	}
	return list
}
