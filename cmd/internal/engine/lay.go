package engine

import (
	"context"
	"slices"

	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/sheet"
	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Laid is a report that is being worked on, as it would be printed now.
type Laid struct {
	Report *data.Report  // nil where it could not be understood at all
	Doc    *doc.Document // nil where there are no pages
	Pages  []frame.Page
	Said   diag.List // what Check says, and what is wrong with the pages
}

// Lay checks a report whose tree somebody is editing, and lays out its pages: as a
// draft while it has errors. Its pictures are in the folder of the input.
func (e *Engine) Lay(ctx context.Context, tree *source.Node, in Input, o Order) Laid {
	return e.lay(ctx, tree, in, o, nil)
}

// lay is Lay of a document that is revised before it is laid out; not where revise is
// nil.
func (e *Engine) lay(ctx context.Context, tree *source.Node, in Input, o Order, revise func(styleFaces, Order) func(*doc.Document) (*doc.Document, diag.List)) Laid {
	report, said := load.Build(in.Path, tree, e.library)
	if report != nil {
		sheet.Locate(report)
	}
	report, said = e.checked(ctx, in, report, said, o)
	laid := Laid{Report: report, Said: said}
	if report == nil {
		return laid
	}
	look := e.lookOf(report.Template, o)
	if look.said.HasErrors() {
		laid.Said = append(said, look.said...)
		return laid
	}
	o.Draft = o.Draft || said.HasErrors()
	var how func(*doc.Document) (*doc.Document, diag.List)
	if revise != nil {
		how = revise(look, o)
	}
	input, problems := typesetPages(ctx, report, look, in, o, true, how)
	laid.Said = append(slices.Clip(said), problems...)
	if !problems.HasErrors() {
		laid.Doc, laid.Pages = input.Doc, input.Pages
	}
	return laid
}
