package docx

import "gongwen/internal/opc"

// What is read at most. The longest reports have some hundred kilobytes of XML;
// the limits are far above that and low enough that no file can exhaust the machine.
const (
	maxNesting = 256 // elements in one another
	maxStyles  = 20_000
	maxLists   = 20_000
	maxBlocks  = 200_000
	maxCells   = 200_000
	maxSpan    = 256 // columns of a cell
	maxSpaces  = 200 // prefixes of namespaces
	maxFields  = 64  // fields in one another
	maxChain   = 64  // styles that are based on one another
	maxListed  = 20  // places that a message names
	maxQuoted  = 20  // characters of the document that a message repeats, of each place
	maxNote    = 200 // the same of text that nothing else repeats
)

// StandardLimits admits what offices publish.
func StandardLimits() opc.Limits { return opc.Limits{Parts: 5_000, Unpacked: 48 << 20} }
