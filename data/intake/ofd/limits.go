package ofd

import (
	"gongwen/data/intake/pdf"
	"gongwen/internal/opc"
)

// Bounds of what is read. The longest reports have a tenth of it.
const (
	maxPages     = 5_000
	maxNesting   = 64        // blocks, templates and elements in one another
	maxObjects   = 1_000_000 // of all pages
	maxResources = 20_000    // fonts
	maxDeltas    = 100_000   // of one text
	maxElements  = 200_000   // of the structure
	maxColumns   = 1000      // of a table
	maxQuoted    = 60        // characters of a place that a message repeats
)

// Limits is what reading a file may cost at most.
type Limits struct {
	Package opc.Limits
	Places  pdf.Limits // of the glyphs and what is made of them
}

// StandardLimits admits what offices publish.
func StandardLimits() Limits {
	return Limits{Package: opc.Limits{Parts: 20_000, Unpacked: 48 << 20}, Places: pdf.StandardLimits()}
}
