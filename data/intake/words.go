package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/source"
)

// compact is a text without blanks and quotation marks and with full-width
// forms made ordinary, which is how texts are compared.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(`"'“”‘’「」`, r) || isUnseen(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(source.Unified(s)))
}

// isUnseen reports whether a character shows nothing, such as U+200B.
func isUnseen(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Zl, unicode.Zp) }

// A footnote mark behind a label: ①, ¹, *, [1], 注1.
var labelMark = regexp.MustCompile(`(\p{Han}[)）]?)\s*(?:[①-⑳¹²³⁰⁴-⁹*＊※†‡]{1,3}|[\[【〔［](?:附?注)?[0-9０-９]{1,2}[\]】〕］]|注[0-9０-９①-⑳]{1,2})\s*$`)

// name is the part of a label by which it is recognised. A bracket that is not
// closed, because the label was cut, is a bracketed note too.
func name(s string) string {
	if utf8.RuneCountInString(s) > maxLabel {
		return ""
	}
	n := source.Normalize(labelMark.ReplaceAllString(strings.Map(func(r rune) rune {
		if isUnseen(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s), "$1"))
	if cut := strings.IndexByte(n, '('); cut > 0 && !strings.Contains(n[cut:], ")") {
		n = n[:cut]
	}
	return strings.Trim(n, ":;。.、,")
}

// shown is what a message repeats of the document.
func shown(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if isUnseen(r) {
			return ' '
		}
		return r
	}, s)), " ")
	if utf8.RuneCountInString(s) <= maxShown {
		return s
	}
	return string([]rune(s)[:maxShown]) + "…"
}

// isBlank reports whether a text has nothing that is seen.
func isBlank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && !isUnseen(r) }) < 0
}

// runes is how many characters a text has.
func runes(s string) int { return utf8.RuneCountInString(s) }

// endsSentence reports whether a paragraph that ends like this is complete.
func endsSentence(s string) bool {
	s = strings.TrimRight(strings.TrimRightFunc(s, unicode.IsSpace), "”’）)》」』\"'*")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。！？；：…!?;:.", r)
}
