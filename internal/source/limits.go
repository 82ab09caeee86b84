package source

// What is read at most. A report of the largest city has some three hundred
// values and a hundred kilobytes; the limits are far above that and low enough
// that no file can exhaust the machine.
const (
	MaxBytes = 16 << 20 // of a file

	maxDepth      = 32      // of maps and lists in one another
	maxNodes      = 100_000 // values of a file
	maxIndicators = 400_000 // characters of a YAML file that may begin a value
	maxListed     = 20      // characters of one kind of fault that are listed one by one
)
