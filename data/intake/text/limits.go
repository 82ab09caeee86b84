package text

// What is read at most. A report as text has some thirty kilobytes.
const (
	maxBytes = 16 << 20
	maxLines = 100_000
	maxLine  = 400_000 // bytes of a line
	maxRuns  = 2_000   // bold and linked stretches of a line
	maxCells = 1_000   // of a row of a spreadsheet
)
