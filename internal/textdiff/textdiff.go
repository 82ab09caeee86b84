// Package textdiff compares texts as people read them: sentence by sentence, and
// within sentences that are alike word by word. It is what every comparison of the
// program is made with.
package textdiff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Op is what became of a piece of text.
type Op uint8

// The operations.
const (
	Same Op = iota
	Deleted
	Inserted
)

// Piece is a part of two texts that was kept, or of one that the other has not.
type Piece struct {
	Op   Op
	Text string
}

// Text compares two texts. The pieces that are not Inserted are the old text, those
// that are not Deleted the new one. The same texts give the same pieces.
func Text(old, new string) []Piece {
	var out pieces
	var removed, added strings.Builder
	flush := func() {
		out.within(removed.String(), added.String())
		removed.Reset()
		added.Reset()
	}
	a, b := sentences(old), sentences(new)
	if len(a)*len(b) > mostSentences {
		a, b = []string{old}, []string{new}
	}
	for _, p := range compare(a, b) {
		switch p.Op {
		case Same:
			flush()
			out.add(Same, p.Text)
		case Deleted:
			removed.WriteString(p.Text)
		case Inserted:
			added.WriteString(p.Text)
		}
	}
	flush()
	return out
}

// Changed reports whether pieces are those of texts that differ.
func Changed(list []Piece) bool {
	for _, p := range list {
		if p.Op != Same {
			return true
		}
	}
	return false
}

// pieces grows by pieces of which no two neighbours are of one kind.
type pieces []Piece

func (p *pieces) add(op Op, text string) {
	switch last := len(*p) - 1; {
	case text == "":
	case last >= 0 && (*p)[last].Op == op:
		(*p)[last].Text += text
	default:
		*p = append(*p, Piece{op, text})
	}
}

// mostSentences is how many sentences are compared, old times new. Longer texts are
// one sentence.
const mostSentences = 16_000_000

// What is compared word by word: no more than this many bytes, and so much in
// common, of a hundred, that the changes are easier to read than the whole.
const (
	mostWithin = 20_000
	fewestSame = 40
)

// within compares sentences that stand for one another.
func (p *pieces) within(old, new string) {
	if old == "" || new == "" || len(old) > mostWithin || len(new) > mostWithin {
		p.add(Deleted, old)
		p.add(Inserted, new)
		return
	}
	list := compare(words(old), words(new))
	if 100*sameOf(list) < fewestSame*max(utf8.RuneCountInString(old), utf8.RuneCountInString(new)) {
		p.add(Deleted, old)
		p.add(Inserted, new)
		return
	}
	for _, piece := range list {
		p.add(piece.Op, piece.Text)
	}
}

func sameOf(list []Piece) int {
	n := 0
	for _, p := range list {
		if p.Op == Same {
			n += utf8.RuneCountInString(p.Text)
		}
	}
	return n
}

// compare compares two texts by their parts.
func compare(old, new []string) []Piece {
	ids := map[string]rune{}
	var parts []string
	encode := func(list []string) []rune {
		out := make([]rune, len(list))
		for i, s := range list {
			id, known := ids[s]
			if !known {
				id = rune(len(parts))
				ids[s] = id
				parts = append(parts, s)
			}
			out[i] = symbol(id)
		}
		return out
	}
	a, b := encode(old), encode(new)
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // the same texts give the same pieces however busy the machine is
	var out pieces
	for _, d := range dmp.DiffCleanupSemantic(dmp.DiffMainRunes(a, b, false)) {
		op := [...]Op{diffmatchpatch.DiffDelete + 1: Deleted, diffmatchpatch.DiffEqual + 1: Same, diffmatchpatch.DiffInsert + 1: Inserted}[d.Type+1]
		for _, r := range d.Text {
			out.add(op, parts[number(r)])
		}
	}
	return out
}

// Symbols stand for parts: characters of which none is a surrogate, so that they
// can be put into strings.
const (
	surrogates     = 0xD800
	mostSurrogates = 0x800
)

func symbol(id rune) rune {
	if id++; id >= surrogates {
		id += mostSurrogates
	}
	return id
}

func number(symbol rune) rune {
	if symbol >= surrogates {
		symbol -= mostSurrogates
	}
	return symbol - 1
}

// sentences parts a text behind the marks that end sentences and at line breaks.
func sentences(text string) []string {
	var out []string
	start, ended := 0, false
	for i, r := range text {
		if ended && !strings.ContainsRune("。！？；”’）」』\n", r) {
			out = append(out, text[start:i])
			start, ended = i, false
		}
		ended = ended || strings.ContainsRune("。！？；\n", r)
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

// words parts a text into numbers, words of letters and single characters.
func words(text string) []string {
	var out []string
	start := 0
	var last int
	for i, r := range text {
		kind := kindOf(r)
		if i > 0 && (kind != last || kind == single) {
			out = append(out, text[start:i])
			start = i
		}
		last = kind
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

// The kinds of characters by which words are told apart.
const (
	single = iota
	digit
	letter
)

func kindOf(r rune) int {
	switch {
	case unicode.IsDigit(r) || r == '.' || r == '%' || r == '％':
		return digit
	case r < 0x2E80 && unicode.IsLetter(r):
		return letter
	}
	return single
}
