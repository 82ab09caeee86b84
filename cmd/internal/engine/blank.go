package engine

import (
	"context"
	"strconv"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/blank"
	"gongwen/internal/diag"
	"gongwen/output"
)

// BlankOrder is what a report to fill in begins with.
type BlankOrder struct {
	Path     string // of the report file, in the form of its ending
	Year     int    // 0 for the one after the report of the year before, or else Usual
	Usual    int    // the year whose report is written now
	Agency   string // empty for that of the report of the year before
	Template string // id; empty for that of the report of the year before, or else the one that serves the year
	Renamed  bool   // the agency had another name in the year before
}

// Blank is a new report file to fill in, with what the report of the year
// before gives. There is no file when that has errors or there is no template.
func (e *Engine) Blank(ctx context.Context, before *Input, how Order, o BlankOrder) (*output.File, diag.List) {
	var previous *data.Report
	var said diag.List
	if before != nil {
		previous, said = e.Check(ctx, *before, how)
		if ctx.Err() != nil && said.HasErrors() {
			return nil, said // that it was interrupted
		}
		if previous == nil || said.HasErrors() {
			return nil, append(said, diag.Errorf(diag.Pos{File: before.Path}, "上年的报告有错误，不能带入", "last year's report has errors and cannot be carried over"))
		}
	}
	year, problems := o.year(previous)
	if problems.HasErrors() {
		return nil, append(said, problems...)
	}
	if previous != nil {
		if wrong := follows(previous, year, o.Agency, o.Renamed); len(wrong) > 0 {
			return nil, append(said, wrong...)
		}
	}
	template, problems := e.templateAfter(previous, o.Template, year)
	if problems.HasErrors() {
		return nil, append(said, problems...)
	}
	if o.Agency != "" && template.Agency() == nil {
		return nil, append(said, diag.Errorf(diag.Pos{}, "格式 %s 没有机关一项，不能用 --agency", "the template %s has no field for the agency: --agency cannot be used", template.ID))
	}
	header := blank.Header{Agency: o.Agency, Year: strconv.Itoa(year)}
	file, problems := e.ReportFile(o.Path, blank.Report(template, header, previous), true)
	if problems.HasErrors() {
		return nil, append(said, problems...)
	}
	return &file, said
}

// year is the year of the new report.
func (o BlankOrder) year(previous *data.Report) (int, diag.List) {
	switch {
	case o.Year != 0:
		return o.Year, nil
	case previous == nil || previous.Year().Text == "":
		return o.Usual, nil
	}
	field := previous.Year()
	last, err := strconv.Atoi(field.Text)
	if err != nil {
		return 0, diag.List{diag.Errorf(field.Pos, "年度应为四位数字", "the year should be a number of four digits")}
	}
	return last + 1, nil
}

// templateAfter is the template of an id, or else that of the report of the year
// before, if it serves the year and is none that years alone choose.
func (e *Engine) templateAfter(previous *data.Report, id string, year int) (*configs.Template, diag.List) {
	if id == "" && previous != nil && previous.Template.Years.Serve(year) {
		usual, _ := e.TemplateFor("", year-1)
		if usual == nil || usual.ID != previous.Template.ID {
			id = previous.Template.ID
		}
	}
	return e.TemplateFor(id, year)
}

// TemplateFor is the template of an id, or else the one that serves a year.
func (e *Engine) TemplateFor(id string, year int) (*configs.Template, diag.List) {
	if id != "" {
		return e.library.Template(id)
	}
	return e.library.TemplateForYear("", year)
}
