package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// wordList finds the longest word that a text begins with.
type wordList struct {
	words  []string // in their order
	class  []int32
	within []int32       // of every word the longest other one that it begins with; none for none
	first  map[rune]span // the words that begin with a character
}

// span is words from one to another.
type span struct{ from, to int32 }

// newWordList takes words in their order, of which there are no two alike.
func newWordList(words []string, class []int32) wordList {
	l := wordList{words: words, class: class, within: make([]int32, len(words)), first: map[rune]span{}}
	last, from := rune(0), 0
	ends := func(at int) {
		if from < at {
			l.first[last] = span{int32(from), int32(at)}
		}
	}
	for i, w := range words {
		l.within[i] = None
		for k := int32(i) - 1; k >= 0; k = l.within[k] {
			if strings.HasPrefix(w, words[k]) {
				l.within[i] = k
				break
			}
		}
		r, _ := utf8.DecodeRuneInString(w)
		if r != last {
			ends(i)
			last, from = r, i
		}
	}
	ends(len(words))
	return l
}

// longest is the length and the class of the longest word that text, whose first
// character is r, begins with.
func (l *wordList) longest(text string, r rune) (length, class int) {
	s, some := l.first[r]
	if !some {
		return 0, None
	}
	i, found := slices.BinarySearch(l.words[s.from:s.to], text)
	at := s.from + int32(i)
	if !found {
		at--
	}
	for ; at >= s.from; at = l.within[at] {
		if strings.HasPrefix(text, l.words[at]) {
			return len(l.words[at]), int(l.class[at])
		}
	}
	return 0, None
}
