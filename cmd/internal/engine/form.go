package engine

import (
	"context"
	"slices"

	"gongwen/data"
	"gongwen/data/form"
	"gongwen/data/intake/document"
	"gongwen/data/intake/docx"
	"gongwen/data/intake/open"
	"gongwen/internal/diag"
)

// formed is what was said of a document with what breaks GB/T 9704 in its form, behind
// it: of a Word file of an official document by the style sheet of its format.
func (e *Engine) formed(ctx context.Context, in Input, content []byte, report *data.Report, said diag.List, o Order) diag.List {
	if report == nil || len(report.Template.Elements) == 0 || !open.IsWord(content) {
		return said
	}
	limits := o.limits().Import
	text, _ := docx.ReadWithin(ctx, in.Path, content, limits.DOCX)
	looks, _ := docx.Look(ctx, in.Path, content, limits.DOCX)
	sheet := e.lookOf(report.Template, o).sheet
	if text == nil || looks == nil || sheet == nil {
		return said
	}
	found := document.Recognise(text)
	if found == nil {
		return said
	}
	judged := o.Levels.Apply(form.Judge(in.Path, found, looks, sheet))
	numbered := map[diag.Pos]bool{}
	for _, d := range judged {
		if d.Rule == orderRule {
			numbered[d.Pos] = true
		}
	}
	said = slices.DeleteFunc(slices.Clone(said), func(d diag.Diagnostic) bool { return d.Rule == headingRule && numbered[d.Pos] })
	return append(said, judged...)
}

// The rules that judge the numbers of levels: of a Word file as they stand there, of a
// report file as the program would number it.
const orderRule, headingRule = "W11", "F2"
