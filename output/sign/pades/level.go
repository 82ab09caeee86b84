package pades

// Level is how long a signature can be checked (ETSI EN 319 142-1 6).
type Level uint8

// The baseline levels.
const (
	B   Level = iota // signed
	T                // with a time stamp
	LT               // with what is needed to check it later
	LTA              // with a time stamp over that
)

func (l Level) String() string { return [...]string{"B-B", "B-T", "B-LT", "B-LTA"}[l] }
