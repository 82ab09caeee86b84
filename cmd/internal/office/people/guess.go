package people

import (
	_ "embed"
	"errors"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// common are passwords that were found most often where passwords got out, the most
// frequent first, a line each (the list of zxcvbn, MIT: common-LICENSE.txt).
//
//go:embed common.txt
var common string

// ErrGuessed is that of a password that is among the first hundred million guesses.
var ErrGuessed = errors.New("the password is a common one, or made of common words, names and rows")

// enough is how many decimal digits the number of guesses has at least: an attacker who is
// let in five times in a quarter of an hour does not get there in a lifetime.
const enough = 8

// Choose is Hash of a password that somebody has chosen: it must not be one that is
// guessed. about are words that others know of them: login, name, agency.
func Choose(password string, about ...string) (string, error) {
	if err := Fits(password); err != nil {
		return "", err
	}
	if guesses(password, about) < enough {
		return "", ErrGuessed
	}
	return Hash(password)
}

// own are words that whoever attacks this page tries first.
var own = []string{"gongwen", "公文", "密码", "口令", "mima", "password", "admin", "政府信息公开", "年度报告", "年报"}

// guesses is about how many decimal digits the number of guesses has until a password is
// found, by somebody who tries words in the order of how common they are, rows of
// characters, and then all characters: the least over all ways to put it together.
func guesses(password string, about []string) float64 {
	words := ranks(about)
	plain := []rune(strings.ToLower(password))
	least := cost(plain, words)
	return min(least, cost([]rune(meant.Replace(string(plain))), words)+substituted)
}

// meant has the letters that signs in passwords stand for.
var meant = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

// substituted is what is won by writing signs for letters.
const substituted = 0.5

// longest is the length of the longest word that is looked for, in characters.
const longest = 40

// ranks are the decimal logarithms of the places of words in the order in which they are
// tried.
func ranks(about []string) map[string]float64 {
	words := map[string]float64{}
	place := 1
	put := func(word string) {
		if _, known := words[word]; !known {
			words[word] = math.Log10(float64(place))
		}
		place++
	}
	for _, word := range about {
		word = strings.ToLower(strings.TrimSpace(word))
		const least = 2 // characters
		if utf8.RuneCountInString(word) < least {
			continue
		}
		put(word)
		for _, part := range strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			put(part)
		}
	}
	for _, word := range own {
		put(word)
	}
	for line := range strings.Lines(common) {
		put(strings.TrimSuffix(line, "\n"))
	}
	return words
}

// What a character costs that is in no word: one of about ten that are likely, of
// ideographs one of thousands; next to nothing where it came before, or goes on a row.
const (
	perSign      = 1
	perIdeograph = 3
	perRepeat    = 0.3
)

// cost is the least sum over all ways to divide a text into words and characters.
func cost(text []rune, words map[string]float64) float64 {
	least := make([]float64, len(text)+1)
	for end := 1; end <= len(text); end++ {
		least[end] = least[end-1] + costOf(text, end-1)
		for begin := max(0, end-longest); begin < end-1; begin++ {
			if rank, known := words[string(text[begin:end])]; known {
				least[end] = min(least[end], least[begin]+max(rank, perRepeat))
			}
		}
	}
	return least[len(text)]
}

// costOf is what the character at a place costs.
func costOf(text []rune, at int) float64 {
	c := text[at]
	for i, before := range text[:at] {
		if before == c || i == at-1 && (before+1 == c || before-1 == c) {
			return perRepeat
		}
	}
	if unicode.Is(unicode.Han, c) {
		return perIdeograph
	}
	return perSign
}
