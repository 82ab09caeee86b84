package engine

import (
	"gongwen/data/load"
	"gongwen/data/rules"
)

// Limits is what one input may cost at most. Whoever serves others sets them
// lower than the standard; time is bounded by the context that every step takes.
type Limits struct {
	File     int64 // bytes of a report file
	Pictures load.PictureLimits
	Rules    rules.Limits
}

// StandardLimits admits every report that an office has published, many times over.
func StandardLimits() Limits {
	return Limits{File: maxReportBytes, Pictures: load.StandardPictureLimits(), Rules: rules.StandardLimits()}
}

// limits are those of the order.
func (o Order) limits() Limits {
	if o.Limits == (Limits{}) {
		return StandardLimits()
	}
	return o.Limits
}
