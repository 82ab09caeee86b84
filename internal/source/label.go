package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/pattern"
)

var (
	// The number before an official label: 三、 （一） (1) 1. 1)
	labelNumber = pattern.New(`^(?:\([0-9一二三四五六七八九十百]+\)[、.,]?|[0-9一二三四五六七八九十百]+[、.)])`)
	// A number with decimals is no numbering.
	decimalNumber = pattern.New(`^[0-9]+\.[0-9]`)
	// The innermost bracketed note.
	labelNote = pattern.New(`\([^()]*\)`)
)

// Normalize is the part of an official label by which it is recognised:
// without its number (三、 （一） 1.), bracketed notes, blanks, quotation marks
// and a colon at the end, and with full-width forms made ordinary (Unicode
// NFKC). A label that has nothing else keeps its notes.
func Normalize(label string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(`"'“”‘’「」`, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(Unified(label)))
	for !decimalNumber.MatchString(s) {
		rest := s[len(labelNumber.FindString(s)):]
		if rest == s || rest == "" {
			break
		}
		s = rest
	}
	for strings.Contains(s, "(") {
		rest := labelNote.ReplaceAllString(s, "")
		if rest == s || rest == "" {
			break
		}
		s = rest
	}
	return strings.TrimRight(s, ":")
}

// Closest is the candidate that word was probably meant to be, compared by
// Normalize; empty when none is near. Of equally near ones it is the first.
func Closest(word string, candidates []string) string {
	w := []rune(Normalize(word))
	if len(w) == 0 || len(w) > maxWord {
		return ""
	}
	best, bestDistance := "", 1+(len(w)+1)/3
	for _, c := range candidates {
		n := []rune(Normalize(c))
		if len(n) > maxWord {
			continue
		}
		d := distance(w, n)
		if len(w) >= 2 && strings.Contains(string(n), string(w)) || len(n) >= 2 && strings.Contains(string(w), string(n)) {
			d = min(d, bestDistance-1)
		}
		if d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// shortest is how many characters a label has at least that Near knows.
const shortest = 4

// Near reports whether a word leaves out, adds or mistypes only a few characters
// of a candidate, both as Normalize has them. Digits are never mistyped: they may
// be a figure that stands beside its label.
func Near(word, candidate string) bool {
	n, m := utf8.RuneCountInString(word), utf8.RuneCountInString(candidate)
	if n < shortest || m < shortest || min(n, m)*3 < max(n, m)*2 && max(n-m, m-n)*4 > m || digitsOf(word) != digitsOf(candidate) {
		return false
	}
	if strings.Contains(word, candidate) || strings.Contains(candidate, word) {
		return min(n, m)*3 >= max(n, m)*2
	}
	return max(n-m, m-n)*4 <= m && Distance(word, candidate)*4 <= m
}

// digitsOf are the digits of a word.
func digitsOf(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, word)
}

// maxWord is how many characters of a key are compared at most.
const maxWord = 80

// Distance is how many characters must be put in, taken out, replaced or
// exchanged with their neighbour to turn a into b. Of words that are too long
// to be keys it is the length of the longer one.
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > maxWord || len(y) > maxWord {
		return max(len(x), len(y))
	}
	return distance(x, y)
}

// distance is how many characters must be put in, taken out, replaced or
// exchanged with their neighbour to turn a into b (optimal string alignment).
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			d := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				d = 1 + min(d, rows[i-1][j], rows[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}

// hasHan reports whether s has a Chinese character.
func hasHan(s string) bool {
	return slices.ContainsFunc([]rune(s), func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// clip shortens what a message repeats from the file.
func clip(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
