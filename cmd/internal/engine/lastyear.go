package engine

import (
	"context"
	"strconv"

	"gongwen/data"
	"gongwen/internal/diag"
)

// LastYear reads the report that another is compared with. It is nil, with the
// reason, when the two cannot be compared: they must be of consecutive years
// and of one agency, which may have been renamed.
func (e *Engine) LastYear(ctx context.Context, in, current Input, o Order, renamed bool) (*data.Report, diag.List) {
	previous, said := e.Check(ctx, in, o)
	if ctx.Err() != nil && said.HasErrors() {
		return nil, said // that it was interrupted
	}
	if previous == nil || said.HasErrors() {
		said.Add(diag.Errorf(diag.Pos{File: in.Path}, "上年的报告有错误，没有用来核对", "last year's report has errors and was not compared with"))
		return nil, said
	}
	content, _ := current.readAny(ctx, o.limits()) // what is wrong with it is said when it is checked
	report, _ := e.parseAny(ctx, current, content, o.limits())
	if report == nil {
		return nil, nil
	}
	year, ok := yearOf(report)
	if !ok {
		return nil, nil // what is wrong with the year is said when it is checked
	}
	if wrong := follows(previous, year, report.Agency().Text, renamed); len(wrong) > 0 {
		return nil, wrong
	}
	if previous.Template.ID != report.Template.ID && !data.SameFigures(previous.Template, report.Template) {
		return nil, diag.List{diag.Warnf(previous.Year().Pos, "两年的格式不同（%s、%s），不核对", "the two years have different templates (%s, %s) and were not compared", previous.Template.ID, report.Template.ID)}
	}
	return previous, nil
}

func yearOf(r *data.Report) (int, bool) {
	year, err := strconv.Atoi(r.Year().Text)
	return year, err == nil
}
