package pdfread

// Bounds of what is read. The files of this program stay far below them.
const (
	MaxFile      = 256 << 20 // bytes of a file
	maxUnpacked  = 256 << 20 // bytes of all streams of a file that are unpacked
	maxStream    = 64 << 20  // bytes of one unpacked stream
	maxObjects   = 1 << 20   // object numbers
	maxRevisions = 256       // cross-reference sections
	maxNesting   = 64        // arrays and dictionaries in one another
	maxString    = 32 << 20  // bytes of a string
	maxChain     = 16        // references that lead to references
	maxOperands  = 1 << 16   // operands of one operator
)
