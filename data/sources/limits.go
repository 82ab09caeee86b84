package sources

// What is taken of a source at most.
const (
	maxArea  = 100_000   // cells of an area
	maxList  = 1_000_000 // cells of a list with its heads
	maxNamed = 5_000     // rows in which names are looked for
	maxDepth = 32        // values in one another in a JSON file
)
