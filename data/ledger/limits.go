package ledger

const (
	maxRefused = 200 // lines that are named because they cannot be counted
	maxShown   = 20  // characters of a word that a message repeats
	maxNamed   = 12  // lines that the record of a figure names
)
