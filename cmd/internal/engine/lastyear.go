package engine

import (
	"context"
	"strconv"

	"gongwen/data"
	"gongwen/internal/diag"
)

// LastYear reads the report that another is compared with. It is nil, with the
// reason, when the two cannot be compared.
func (e *Engine) LastYear(ctx context.Context, in, current Input, o Order) (*data.Report, diag.List) {
	previous, said := e.Check(ctx, in, o)
	if previous == nil || said.HasErrors() {
		said.Add(diag.Errorf(diag.Pos{File: in.Path}, "上年的报告有错误，没有用来核对", "last year's report has errors and was not compared with"))
		return nil, said
	}
	report, _ := e.Read(ctx, current) // what is wrong with it is said when it is checked
	if report == nil {
		return nil, nil
	}
	pos := previous.Year().Pos
	last, err := strconv.Atoi(previous.Year().Text)
	year, errYear := strconv.Atoi(report.Year().Text)
	switch {
	case err != nil || errYear != nil || last != year-1:
		return nil, diag.List{diag.Errorf(pos, "这不是上一年度的报告：年度是 %s，要核对的是 %s", "not the report of the year before: it is of %s, the other of %s",
			previous.Year().Text, report.Year().Text)}
	case previous.Template.ID != report.Template.ID:
		return nil, diag.List{diag.Warnf(pos, "两年的格式不同（%s、%s），不核对", "the two years have different templates (%s, %s) and were not compared", previous.Template.ID, report.Template.ID)}
	}
	return previous, nil
}
