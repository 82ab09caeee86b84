package prefilter

import (
	"strings"
	"unicode/utf8"
)

// Characters are those that a text has, by their last ten bits: a text has a
// character only if they have it.
type Characters [16]uint64

// CharactersOf are the characters of s.
func CharactersOf(s string) *Characters {
	var c Characters
	for _, r := range s {
		c[r>>6&15] |= 1 << (r & 63)
	}
	return &c
}

// Has reports whether a text with these characters may have r.
func (c *Characters) Has(r rune) bool { return c[r>>6&15]&(1<<(r&63)) != 0 }

// Texts is a condition that is looked for in many strings, of which the characters
// are known.
type Texts [][]text

// text is a text with its first characters, of which the last stands again where
// it has fewer.
type text struct {
	words string
	first [3]rune
}

// Ready makes a condition ready to be looked for.
func (n Needed) Ready() Texts {
	list := make(Texts, len(n))
	for i, texts := range n {
		list[i] = make([]text, len(texts))
		for k, words := range texts {
			t := text{words: words}
			rest := words
			for at := range t.first {
				r, size := utf8.DecodeRuneInString(rest)
				if size == 0 {
					r = t.first[max(at-1, 0)]
				}
				t.first[at], rest = r, rest[size:]
			}
			list[i][k] = t
		}
	}
	return list
}

// In reports whether s, which has those characters, has what is needed.
func (t Texts) In(s string, have *Characters) bool {
	for _, texts := range t {
		found := false
		for i := range texts {
			if one := &texts[i]; one.words == "" || have.Has(one.first[0]) && have.Has(one.first[1]) && have.Has(one.first[2]) && strings.Contains(s, one.words) {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}
