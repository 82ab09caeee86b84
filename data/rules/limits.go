package rules

// Limits is what checking a report may cost at most.
type Limits struct {
	// Sentence is the characters of a sentence in which numbers are looked for; a
	// longer one is taken as several.
	Sentence int
	// Matches is how many places in the prose are judged by a rule. Behind them
	// the rule says that it gave up.
	Matches int
	// Work is what all expressions together may look through, in bytes of text.
	// Half of it is kept in equal parts, one for each rule.
	Work int64
}

// StandardLimits admits reports of many times the usual length.
func StandardLimits() Limits { return Limits{Sentence: 1000, Matches: 10000, Work: 1 << 30} }

const (
	maxNodes   = 1000     // of an expression
	maxParts   = 60       // of a number that a sentence adds up
	maxBuilt   = 64 << 10 // bytes of a text that an expression makes
	maxMessage = 2000     // characters of a message

	maxCaptured = 4 << 10 // bytes at the end of a text that captured looks through
)
