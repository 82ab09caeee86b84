package sum

// What is read and added at most.
const (
	maxRosterBytes = 16 << 20
	maxAgencies    = 200_000 // those of a large province, down to the villages
	maxName        = 200     // characters of an agency's name

	// MaxSources is how many reports are added at most: those of every bureau of
	// a province.
	MaxSources = 10_000
)
