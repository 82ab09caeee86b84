package load

import "strings"

// signs are how a change is written before its size, and whether it is a loss.
// The longer of two that begin alike stands first.
var signs = []struct {
	text     string
	negative bool
}{
	{"-", true}, {"+", false},
	{"减少", true}, {"减", true}, {"增加", false}, {"增", false},
}

// unsigned takes the sign off a figure of a signed type: -4, +4, 减4 and 增4
// are all seen in published tables.
func unsigned(s string) (size string, negative bool) {
	for _, sign := range signs {
		if rest, ok := strings.CutPrefix(s, sign.text); ok {
			return rest, sign.negative
		}
	}
	return s, false
}
