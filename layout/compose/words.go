package compose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/configs"
)

// wordEnd is a place, in bytes of a text, where a line may end.
type wordEnd struct {
	at   int
	weak bool // between two words of one name
}

// words finds the ends of words in names by the lists of a style sheet.
type words struct {
	ending  map[string]bool
	whole   map[string][]int // offsets inside the word where a line may end
	longest int              // bytes of the longest of them
}

func newWords(lists configs.Words) words {
	w := words{ending: map[string]bool{}, whole: map[string][]int{}}
	for _, e := range lists.Ends {
		w.ending[e] = true
		w.longest = max(w.longest, len(e))
	}
	for _, e := range lists.Whole {
		var inside []int
		parts := strings.Split(e, "/")
		for i := range parts[:len(parts)-1] {
			inside = append(inside, len(strings.Join(parts[:i+1], "")))
		}
		joined := strings.Join(parts, "")
		w.whole[joined] = inside
		w.longest = max(w.longest, len(joined))
	}
	return w
}

// ends are the places where a line of text may end, the last at the text's
// end. Text is read from left to right; the longest word that begins at a
// character counts. A word of one character that ends a name says nothing
// right behind another one, because it may as well begin the next name
// (江苏省镇江市, 沙县区).
func (w words) ends(text string) []wordEnd {
	var found []wordEnd
	last := token{}
	for at := 0; at < len(text); {
		next := w.token(text[at:])
		next.unsure = next.ends && last.ends && next.size == len("市")
		if at > 0 && last.parts(next) && letters(text, at) {
			found = append(found, wordEnd{at: at, weak: !last.ends})
		}
		for _, inside := range next.inside {
			found = append(found, wordEnd{at: at + inside, weak: true})
		}
		at += next.size
		last = next
	}
	return append(found, wordEnd{at: len(text)})
}

// breaks lists the offsets inside text at which a word ends.
func (w words) breaks(text string) []int {
	var at []int
	for _, e := range w.ends(text) {
		if e.at < len(text) {
			at = append(at, e.at)
		}
	}
	return at
}

// token is a word of the lists or else one character.
type token struct {
	size        int
	ends, whole bool
	unsure      bool // ends a name, or begins one
	inside      []int
}

// parts is whether a line may end between t and next.
func (t token) parts(next token) bool {
	return !next.ends && (t.ends && !t.unsure || t.whole || next.whole)
}

// letters is whether neither a mark nor a blank stands before or after byte at
// of text, and no digit before it.
func letters(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsLetter(before) && (unicode.IsLetter(after) || unicode.IsDigit(after))
}

// token is the longest word, or the character, that text begins with.
func (w words) token(text string) token {
	for n := min(w.longest, len(text)); n > 0; n-- {
		if n < len(text) && !utf8.RuneStart(text[n]) {
			continue
		}
		if w.ending[text[:n]] {
			return token{size: n, ends: true}
		}
		if inside, ok := w.whole[text[:n]]; ok {
			return token{size: n, whole: true, inside: inside}
		}
	}
	_, n := utf8.DecodeRuneInString(text)
	return token{size: n}
}
