package merge

const (
	maxLetters = 10_000
	maxName    = 200 // bytes of the name of a file
)
