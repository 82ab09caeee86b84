package records

// What is read at most of a table: a register of requests has a few thousand
// lines, the largest budgets some ten thousand.
const (
	maxBytes    = 64 << 20
	maxUnpacked = 512 << 20 // of a workbook
	maxParts    = 2_000
	maxRows     = 200_000
	maxCols     = 400
	maxCells    = 2_000_000
	maxHeadRow  = 30 // the last row in which a head is looked for
)

// MaxBytes is the largest file that is read.
const MaxBytes = maxBytes
