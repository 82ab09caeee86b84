package ledger

const (
	maxReasons = 200 // reasons for which lines cannot be counted that are told
	maxNumbers = 50  // lines that one of them names
	maxNamed   = 12  // lines that the record of a figure names
)
