package html

// What is read at most. A portal's page has some hundred kilobytes and a page
// saved by Word a few megabytes, with its pictures inside.
const (
	maxNesting    = 512 // elements in one another, as the parser has it
	maxBlocks     = 200_000
	maxCells      = 200_000
	maxSheets     = 1 << 20  // bytes of style sheets
	maxSheetDepth = 32       // blocks of style sheets in one another
	maxSelectors  = 16_000   // of style sheets, those of nested rules in each of those around them
	maxRules      = 4_000    // rules of them that matter
	maxAround     = 2        // elements around another that a rule names
	maxMatches    = 50 << 20 // elements that rules are compared with
	maxSpan       = 256      // rows or columns of a cell beyond those of its table
	maxColumns    = 1_000    // of a table
	maxAddress    = 2_000    // bytes of a link's target
	maxText       = 1_000    // bytes of other attributes
	maxQuoted     = 20       // characters of the page that a message repeats, of each place
	maxListed     = 10       // places that a message names
	smallest      = 40       // pixels: smaller pictures are ornaments
)

// Limits is what a page may be at most.
type Limits struct {
	Bytes int
	Tags  int
}

// StandardLimits admits what portals publish.
func StandardLimits() Limits { return Limits{Bytes: 32 << 20, Tags: 400_000} }
