package engine

import (
	"context"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/layout/doc"
)

// LayMarked is Lay with the differences from another report marked on the pages
// (花脸稿).
func (e *Engine) LayMarked(ctx context.Context, old *data.Report, tree *source.Node, in Input, o Order) Laid {
	return e.lay(ctx, tree, in, o, func(look styleFaces, o Order) func(*doc.Document) (*doc.Document, diag.List) {
		return func(d *doc.Document) (*doc.Document, diag.List) { return against(d, old, look, o) }
	})
}
