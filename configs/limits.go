package configs

import "gongwen/internal/unit"

// What a template or style sheet may ask for at most.
const (
	maxDigits   = 12 // before the point: all of China has fewer of anything
	maxDecimals = 6  // with maxDigits still exact in 64 bits
	maxColumns  = 60 // of a printed table
	maxRows     = 400
	maxGroups   = 8 // of rows in one another
	maxPage     = 2000 * unit.Millimetre
	maxText     = 200 * unit.Point // size of text
	maxChars    = 200              // of a line, and lines of a page
	maxWorkers  = 256
	maxMeasures = 40 // measure words of a claim
)
