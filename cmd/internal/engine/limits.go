package engine

import (
	"gongwen/data/beside"
	"gongwen/data/intake/open"
	"gongwen/data/load"
	"gongwen/data/rules"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/opc"
	"gongwen/internal/pdfread"
)

// Limits is what one input may cost at most. Whoever serves others sets them
// lower than the standard; time is bounded by the context that every step takes.
type Limits struct {
	File     int64 // bytes of a report file
	Document int64 // bytes of an earlier report in another form
	Workbook opc.Limits
	Import   open.Limits
	Pictures load.PictureLimits
	Tables   beside.Limits // of the files that hold tables of a report
	Rules    rules.Limits
}

// StandardLimits admits every report that an office has published, many times over.
func StandardLimits() Limits {
	return Limits{
		File: maxReportBytes, Document: pdfread.MaxFile, Workbook: workbook.StandardLimits(), Import: open.StandardLimits(),
		Pictures: load.StandardPictureLimits(), Tables: beside.StandardLimits(), Rules: rules.StandardLimits(),
	}
}

// limits are those of the order.
func (o Order) limits() Limits { return o.Limits.orStandard() }

// orStandard are the limits, or the standard ones where none are given.
func (l Limits) orStandard() Limits {
	if l == (Limits{}) {
		return StandardLimits()
	}
	return l
}
