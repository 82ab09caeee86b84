package linebreak

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// deviation is a class of places where this package parts lines otherwise than
// UAX 14 by the rules of Chinese typesetting.
type deviation struct {
	name, reason string
	places       int  // in the vectors
	parts        bool // whether this package allows the break and UAX 14 does not
	holds        func(p *vectorPlace) bool
}

// vectorPlace is a place between two characters of a vector.
type vectorPlace struct {
	left, right *item // visible; nil for none before, or when an invisible character follows
	between     string
}

func (p *vectorPlace) blank() bool { return strings.Contains(p.between, " ") }

// The first that holds explains a place.
var deviations = []deviation{
	{
		"before the first character",
		"blanks and invisible characters before a paragraph's first character belong to no line",
		84, false, func(p *vectorPlace) bool { return p.left == nil },
	},
	{
		"a no-break space holds on both sides",
		"it was typed to hold; UAX 14 parts it from a blank or hyphen before it (LB12a)",
		30, false, func(p *vectorPlace) bool { return strings.ContainsAny(p.between, "\u00A0\u202F") || p.right == nil },
	},
	{
		"no hyphen is added",
		"UAX 14 parts words at a soft hyphen (BA); Chinese typesetting adds no hyphens",
		7, false, func(p *vectorPlace) bool { return strings.Contains(p.between, "\u00AD") },
	},
	{
		"marks start no line",
		"禁则 (CLREQ, basic) hold for — when alone, ·, %, -, small kana and closing quotation marks, and after a blank as well; " +
			"UAX 14 lets lines start with B2 and PO, and after a blank with most marks (LB18)",
		153, false, func(p *vectorPlace) bool { return noStart[p.right.class] },
	},
	{
		"opening marks and prefixes end no line",
		"禁则 hold before a blank as well, and ￥ and $ belong to what follows (UAX 14: LB18 and PR ÷ PR, PR ÷ OP)",
		20, false, func(p *vectorPlace) bool { return noEnd[p.left.class] },
	},
	{
		"Western text is parted at blanks",
		"without a blank only after a word's own hyphen and inside addresses; UAX 14 allows more (HY ÷, SY ÷, CL ÷ AL, EX ÷ AL)",
		71, false, func(p *vectorPlace) bool { return p.between == "" && p.left.western() && p.right.western() },
	},
	{
		"a quotation mark without partner ends at a blank",
		"UAX 14 15.0 holds it to an opening bracket over blanks (LB15), which version 15.1 gave up",
		4, true, func(p *vectorPlace) bool {
			return p.left.class == westernQuote && p.blank() && noEnd[p.right.class]
		},
	},
	{
		"a full stop that begins a word belongs to it",
		".com and .35 after a blank may begin a line; UAX 14 holds them to what is before the blank (LB13), since 16.0 no longer .35 (LB15c)",
		2, true, func(p *vectorPlace) bool { return p.blank() && p.right.r == '.' },
	},
}

// TestUnicodeVectors compares the break opportunities with Unicode's own test
// vectors. Where they differ a deviation has to say why.
func TestUnicodeVectors(t *testing.T) {
	raw, err := os.ReadFile("testdata/unicode/LineBreakTest.txt")
	if err != nil {
		t.Fatal(err)
	}
	vectors, places := 0, 0
	found := make([]int, len(deviations))
	for n, line := range strings.Split(string(raw), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		vectors++
		text, want := readVector(t, line)
		got, at := breaksOf(text)
		for i := range want {
			places++
			if got[i] == want[i] {
				continue
			}
			if d := explain(&at[i], got[i]); d >= 0 {
				found[d]++
				continue
			}
			t.Errorf("line %d: %q before character %d: break %t, UAX 14 says %t", n+1, text, i+2, got[i], want[i])
		}
	}
	if vectors < 1000 {
		t.Errorf("only %d vectors were read", vectors)
	}
	differing := 0
	for i, d := range deviations {
		differing += found[i]
		if found[i] != d.places {
			t.Errorf("%s: %d places, want %d", d.name, found[i], d.places)
		}
	}
	t.Logf("%d vectors, %d places: %d as in UAX 14, %d by a rule of Chinese typesetting", vectors, places, places-differing, differing)
}

func explain(p *vectorPlace, parts bool) int {
	for i := range deviations {
		if d := &deviations[i]; d.parts == parts && d.holds(p) {
			return i
		}
	}
	return -1
}

// readVector reads the characters of a vector and whether a line may break
// before each but the first.
func readVector(t *testing.T, line string) (string, []bool) {
	t.Helper()
	var text []rune
	var breaks []bool
	for _, f := range strings.Fields(line) {
		switch f {
		case "÷", "×":
			breaks = append(breaks, f == "÷")
		default:
			r, err := strconv.ParseUint(f, 16, 21)
			if err != nil {
				t.Fatal(fmt.Errorf("vector %q: %w", line, err))
			}
			text = append(text, rune(r))
		}
	}
	if len(text) == 0 || len(breaks) != len(text)+1 {
		t.Fatalf("vector %q has %d characters", line, len(text))
	}
	return string(text), breaks[1:len(text)]
}

// breaksOf are the places before each character but the first, and whether
// this package may break there.
func breaksOf(text string) ([]bool, []vectorPlace) {
	p := paragraph(text)
	items := read(nil, p.Clusters)
	resolve(items)
	findBreaks(items, false)
	breaks, places := make([]bool, len(p.Clusters)-1), make([]vectorPlace, len(p.Clusters)-1)
	next := 0 // item at or after the character
	for c := range p.Clusters {
		here := next < len(items) && items[next].cluster == c
		if c > 0 {
			at := &places[c-1]
			if next > 0 {
				at.left = &items[next-1]
				for _, between := range p.Clusters[at.left.cluster+1 : c] {
					at.between += string(between.Rune)
				}
			}
			if here {
				at.right = &items[next]
				breaks[c-1] = next > 0 && items[next].penalty != forbidden
			}
		}
		if here {
			next++
		}
	}
	return breaks, places
}
