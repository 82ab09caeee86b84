package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/internal/agencyname"
)

// Lexeme is a part of a sentence: a word of the lexicon, a number with its unit,
// a mark, or text that is not known.
type Lexeme struct {
	Kind     Kind
	Class    int // of a word
	Unit     int // class of the measure word behind a number; None for none
	Mark     rune
	From, To int // in the sentence
}

// Kind is what a lexeme is.
type Kind uint8

// NumberMark stands for a number in a sentence.
const NumberMark = '#'

// The kinds.
const (
	Word Kind = iota
	Figure
	Mark
	Unknown
)

const (
	// ClauseEnds are the marks at the end of clauses.
	ClauseEnds = "，；：。！？（）\n"
	// SoftMarks are those between the items of an enumeration.
	SoftMarks = "、"
)

// Split takes a sentence apart. A word is the longest that stands there;
// isNumber says where a number stands, and
// agency is the report's, whose short names are its own.
func (l *Words) Split(text string, isNumber func(at int) bool, agency string) []Lexeme {
	list := make([]Lexeme, 0, len(text)/5+2)
	unknown := None // where unknown text began
	flush := func(to int) {
		if unknown != None && l.isPlaceOf(agency, text[unknown:to]) {
			list = append(list, Lexeme{Kind: Word, Class: l.Everywhere, From: unknown, To: to})
		} else if unknown != None {
			list = append(list, Lexeme{Kind: Unknown, From: unknown, To: to})
		}
		unknown = None
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if length, class := l.words.longest(text[i:], r); length > 0 {
			if l.Otherwise[class] != None && unknown != None {
				class = l.Otherwise[class]
			}
			if unknown != None && l.isShortName(class, text[unknown:i+length], agency) {
				class = l.Class(configs.ScopeDimension, configs.OwnClass)
			}
			flush(i)
			list = append(list, Lexeme{Kind: Word, Class: l.ofAgency(class, text[i:i+length], text[:i+length], agency), From: i, To: i + length})
			i += length
			continue
		}
		switch {
		case r == NumberMark && isNumber(i):
			flush(i)
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			length, unit := l.units.longest(text[i+size:], next)
			list = append(list, Lexeme{Kind: Figure, Unit: unit, From: i, To: i + size + length})
			size += length
		case strings.ContainsRune(ClauseEnds+SoftMarks, r):
			flush(i)
			list = append(list, Lexeme{Kind: Mark, Mark: r, From: i, To: i + size})
		case unknown == None:
			unknown = i
		}
		i += size
	}
	flush(len(text))
	return list
}

// isPlaceOf reports whether a text is the place that the name of an agency begins with: 宿迁
// 市 of 宿迁市人民政府.
func (l *Words) isPlaceOf(agency, text string) bool {
	return l.Everywhere != None && strings.HasPrefix(agency, text) && utf8.RuneCountInString(text) > 1 && Ends(text, l.Particles.Ranks)
}

// isShortName reports whether a word for other agencies, with what stands before it, is the
// agency's name with characters left out: 县发改局 in a report of 沭阳县发展和改革局.
func (l *Words) isShortName(class int, text, agency string) bool {
	return class == l.Elsewhere && l.Elsewhere != None && utf8.RuneCountInString(text) > 2 && l.Class(configs.ScopeDimension, configs.OwnClass) != None && agencyname.Abbreviates(text, agency)
}

// isOfOthers reports whether a word for the place of a government names a place of another
// rank: 全县 in a report of 松岭镇人民政府.
func (l *Words) isOfOthers(word, agency string) bool {
	if !strings.HasSuffix(agency, l.Classes[l.Everywhere].Unless) {
		return false
	}
	named, own := strings.IndexFunc(word, l.isRank), strings.LastIndexFunc(agency, l.isRank)
	if named < 0 || own < 0 {
		return false
	}
	a, _ := utf8.DecodeRuneInString(word[named:])
	b, _ := utf8.DecodeRuneInString(agency[own:])
	return a != b
}

func (l *Words) isRank(r rune) bool { return slices.Contains(l.Particles.Ranks, string(r)) }

// ofAgency is a class of words for other agencies, or for the report's own where
// the text up to the word ends in a short name of it.
func (l *Words) ofAgency(class int, word, text, agency string) int {
	if l.Dimension[class] != l.Scope || l.Own(class) {
		return class
	}
	if class == l.Everywhere && l.Elsewhere != None && l.isOfOthers(word, agency) {
		return l.Elsewhere
	}
	same, rest := 0, agency
	for rest != "" && text != "" {
		a, n := utf8.DecodeLastRuneInString(rest)
		b, m := utf8.DecodeLastRuneInString(text)
		if a != b {
			break
		}
		same, rest, text = same+1, rest[:len(rest)-n], text[:len(text)-m]
	}
	if own := l.Class(configs.ScopeDimension, configs.OwnClass); same > 2 && own != None && !l.otherPlace(text, rest) {
		return own
	}
	return class
}

// otherPlace reports whether what stands before a name ends as that of a place of
// another rank: 市教育局 in a report of 云河县教育局.
func (l *Words) otherPlace(text, agency string) bool {
	a, _ := utf8.DecodeLastRuneInString(text)
	b, _ := utf8.DecodeLastRuneInString(agency)
	return a != b && Ends(text, l.Particles.Ranks) && Ends(agency, l.Particles.Ranks)
}

// Length is the characters of a Lexeme.
func (x Lexeme) Length(text string) int { return utf8.RuneCountInString(text[x.From:x.To]) }

// Ends reports whether a Lexeme is the mark at the end of a clause.
func (x Lexeme) Ends() bool { return x.Kind == Mark && !strings.ContainsRune(SoftMarks, x.Mark) }
