package engine

import (
	"context"
	"iter"

	"gongwen/configs"
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

// ProofAll checks reports side by side, for themselves and for the documents
// that the order names, and gives the results in the order of inputs. Of each
// report its template is kept, nil when it could not be understood.
func (e *Engine) ProofAll(ctx context.Context, inputs []Input, o Order) iter.Seq[Checked[*configs.Template]] {
	return CheckAll(ctx, e, inputs, o, func(in Input, report *data.Report, _ diag.List) (*configs.Template, diag.List) {
		if report == nil {
			return nil, nil
		}
		return report.Template, e.Proof(ctx, in, report, o)
	})
}
