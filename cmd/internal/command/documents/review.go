package documents

import (
	"context"
	"slices"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/output"
)

// review writes for each report a DOCX with what is said of it as comments and,
// where there is last year's report, the differences from that as tracked changes. missing
// says that there are reports that were not found.
func (a app) review(ctx context.Context, s command.Setup, o buildOptions, inputs []engine.Input, missing bool) error {
	order := s.Order
	order.Force = o.force
	order.Exporters = slices.DeleteFunc(slices.Clone(order.Exporters), func(e output.Exporter) bool { return e.Format().Name != "docx" })
	if len(order.Exporters) == 0 {
		return command.Usagef("--review 写的是 DOCX，--to 里要有 docx", "--review writes DOCX, which --to must name")
	}
	if o.previous != "" && len(inputs) > 0 {
		if len(inputs) > 1 {
			return command.Usagef("--previous 一次只能核对一份报告", "--previous compares one report at a time")
		}
		previous, said := s.Engine.LastYear(ctx, engine.FileInput(o.previous), inputs[0], order, false)
		if err := a.Report(said); err != nil {
			return err
		}
		order.Previous = previous
	}
	failed := missing
	for _, in := range inputs {
		r := s.Engine.Review(ctx, in, order, a.Lang)
		a.sayResult(r, len(inputs), true)
		failed = failed || r.Outcome != engine.Built || r.Said.HasErrors()
	}
	if failed {
		return command.ErrReported
	}
	return nil
}
