package pdfread

// Bounds of what is read. The files of this program stay far below them.
const (
	MaxFile      = 256 << 20 // bytes of a file
	maxStream    = 64 << 20  // bytes of one unpacked stream
	maxObjects   = 1 << 20   // object numbers
	maxRevisions = 256       // cross-reference sections
	maxNesting   = 64        // arrays and dictionaries in one another
	maxString    = 32 << 20  // bytes of a string
	maxChain     = 16        // references that lead to references
	maxOperands  = 1 << 16   // operands of one operator
)

// Limits is what reading a file may cost at most.
type Limits struct {
	File     int // bytes
	Unpacked int // bytes of all streams that are unpacked, one as often as it is asked for
}

// StandardLimits admits signed documents with every page a picture.
func StandardLimits() Limits { return Limits{File: MaxFile, Unpacked: 256 << 20} }
