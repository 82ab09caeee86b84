package engine

import (
	"context"

	"gongwen/data"
	"gongwen/internal/diag"
)

// Proof says what would stand in the way of the documents that an order names,
// or would be said beside them, such as a character that no face has. It makes
// them and throws them away.
func (e *Engine) Proof(ctx context.Context, in Input, report *data.Report, o Order) diag.List {
	if len(o.Exporters) == 0 {
		return nil
	}
	_, said := e.documents(ctx, report, nil, in, o)
	return said
}
