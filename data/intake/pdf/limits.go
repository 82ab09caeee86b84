package pdf

// Bounds of what is read, beside those of pdfread.
const (
	maxDepth    = 64      // elements in one another
	maxElements = 1 << 18 // elements of the structure tree that are visited
	maxSpan     = 256     // rows or columns of a cell
	maxText     = 4 << 20 // bytes of text of a page
	maxCodes    = 1 << 17 // codes of a ToUnicode CMap
)
