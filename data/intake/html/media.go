package html

import (
	"strconv"
	"strings"

	"gongwen/internal/pattern"
)

// holds is whether a condition of a style sheet is true.
type holds uint8

const (
	no holds = iota
	unknown
	yes
)

// onPaper reports whether media queries are of paper or speech alone.
func onPaper(queries string) bool {
	for query := range strings.SplitSeq(strings.ToLower(queries), ",") {
		query, _ = strings.CutPrefix(strings.TrimSpace(query), "only ")
		if !strings.HasPrefix(query, "print") && !strings.HasPrefix(query, "speech") && !strings.HasPrefix(query, "aural") {
			return false
		}
	}
	return true
}

// shownBy reports whether a media query is true of a page on a screen (Media
// Queries 4). Of conditions that some screens meet and others do not, that is unknown.
func shownBy(queries string) holds {
	if strings.TrimSpace(queries) == "" {
		return yes
	}
	best := no
	for query := range strings.SplitSeq(strings.ToLower(queries), ",") {
		query, negated := strings.CutPrefix(strings.TrimSpace(query), "not ")
		query, _ = strings.CutPrefix(query, "only ")
		all := yes
		for term := range strings.SplitSeq(strings.Join(strings.Fields(query), " "), " and ") {
			all = min(all, termHolds(term))
		}
		if negated {
			all = yes - all
		}
		best = max(best, all)
	}
	return best
}

var feature = pattern.New(`^\( ?([a-z-]+) ?(?:(:|<=?|>=?) ?([^)]*?))? ?\)$`)

// Pixels of the width of a window on a desk: of conditions in between nothing is known.
const narrow, wide = 1000, 2600

func termHolds(term string) holds {
	switch strings.TrimSpace(term) {
	case "all", "screen":
		return yes
	case "print", "speech", "aural", "braille", "embossed", "handheld", "projection", "tty", "tv":
		return no
	}
	m := feature.FindStringSubmatch(strings.TrimSpace(term))
	if m == nil {
		return unknown
	}
	name, relation, value := m[1], m[2], m[3]
	switch {
	case name == "min-width", name == "min-device-width", name == "width" && strings.HasPrefix(relation, ">"):
		return wider(value)
	case name == "max-width", name == "max-device-width", name == "width" && strings.HasPrefix(relation, "<"):
		return yes - wider(value)
	case name == "orientation":
		return map[string]holds{"landscape": yes, "portrait": no}[value]
	case strings.HasPrefix(name, "-ms-"):
		return no
	}
	return unknown
}

// wider reports whether windows are wider than a length.
func wider(length string) holds {
	const pixels = 16 // of 1em
	number := strings.TrimRight(length, "abcdefghijklmnopqrstuvwxyz")
	n, err := strconv.ParseFloat(number, 64)
	switch unit := length[len(number):]; {
	case err != nil:
		return unknown
	case unit == "em" || unit == "rem":
		n *= pixels
	case unit != "px" && unit != "":
		return unknown
	}
	switch {
	case n <= narrow:
		return yes
	case n >= wide:
		return no
	}
	return unknown
}
