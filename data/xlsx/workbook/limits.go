package workbook

import "gongwen/internal/opc"

// What is read at most. A report's workbook has four sheets with four hundred
// cells and is fifty kilobytes large; the limits are far above that and low
// enough that no file can exhaust the machine.
const (
	maxSheets   = 60
	maxRow      = 20_000 // rows and columns behind these are not read
	maxCol      = 200
	maxCells    = 250_000 // that hold something, in all sheets
	maxMerges   = 10_000
	maxCovered  = 400_000   // places that merged cells cover in a sheet
	maxFormats  = 100_000   // cell formats
	maxStrings  = 1_000_000 // shared strings
	maxComments = 2_000     // of a sheet
	maxDrawings = 500       // of a sheet
	maxSteps    = 100_000   // cells that are looked at to compute a formula
	maxNesting  = 64        // of formulas that need each other, and of brackets

	lastRow = 1 << 20 // of the file format
	lastCol = 1 << 14
)

// StandardLimits is what the archive of a workbook may be.
func StandardLimits() opc.Limits { return opc.Limits{Parts: 2_000, Unpacked: 64 << 20} }
