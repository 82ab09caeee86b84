package engine

import (
	"context"
	"iter"
	"slices"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/output"
)

// Proof is Check, and judges too the documents that the order names: it says
// what Build would refuse of them or say beside them, such as a character that
// no face has. None is written. Of a Word file of an official document it says too what
// breaks GB/T 9704 in its form.
func (e *Engine) Proof(ctx context.Context, in Input, o Order) (*data.Report, diag.List) {
	content, problems := in.readAny(ctx, o.limits())
	if len(problems) > 0 {
		return nil, problems
	}
	report, said := e.parseAny(ctx, in, content, o.limits())
	report, said = e.checked(ctx, in, report, said, o)
	said = e.formed(ctx, in, content, report, said, o)
	if report == nil || len(o.Exporters) == 0 {
		return report, said
	}
	var source *output.SourceFile
	if e.holdsReportFile(in.Path, content) {
		source = sourceFile(in.File, content)
	}
	refused := e.refusals(ctx, report, source, in, o)
	return report, append(said, elsewhere(refused, said)...)
}

// elsewhere is what is said of other places than those of errors that have been
// said: what stands in the way of a document there is the same cause again. What has no
// place is of the whole document, such as that it has no title, and follows from an
// error in the report.
func elsewhere(list, said diag.List) diag.List {
	wrong := map[diag.Pos]bool{{}: said.HasErrors()}
	for _, d := range said {
		if d.Level == diag.Error && d.Pos.Line > 0 {
			wrong[d.Pos] = true
		}
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return wrong[d.Pos] })
}

// refusals is what documents would say of a report that was read from source.
func (e *Engine) refusals(ctx context.Context, report *data.Report, source *output.SourceFile, in Input, o Order) diag.List {
	input, problems := e.written(ctx, report, source, in, o)
	if problems.HasErrors() {
		return problems
	}
	for _, exporter := range o.Exporters {
		if said := ended(ctx, in.Path); said != nil {
			return said
		}
		if err := output.Refuses(exporter, input); err != nil {
			problems = append(problems, diag.From(err)...)
		}
	}
	return problems
}

// ProofAll is Proof of reports side by side, and gives the results in the order
// of inputs. Of each report its template is kept, nil when it could not be
// understood.
func (e *Engine) ProofAll(ctx context.Context, inputs []Input, o Order) iter.Seq[Checked[*configs.Template]] {
	return checkAll(ctx, e.Proof, inputs, o, func(_ Input, report *data.Report, _ diag.List) (*configs.Template, diag.List) {
		if report == nil {
			return nil, nil
		}
		return report.Template, nil
	})
}
