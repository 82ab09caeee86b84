package sum

// What is read and added at most.
const (
	maxRosterBytes = 4 << 20
	maxAgencies    = 20_000
	maxName        = 200 // characters of an agency's name

	// MaxSources is how many reports are added at most: those of every bureau of
	// a province.
	MaxSources = 10_000
)
