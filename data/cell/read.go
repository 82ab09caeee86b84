// Package cell reads what a cell of a table says, for every form in which
// tables come: the figure that is meant, apart from footnote marks, struck-out
// text and pictures, and the meaning of a column's head. What is no clear figure
// is never made one.
package cell

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/pattern"
)

// Piece is a stretch of text of one look.
type Piece struct {
	Text   string
	Look   Look
	Apart  bool // a line ends before it
	Parted bool // it has another size, colour or place than what stands right before it
}

// Unread stands in a cell where something is that cannot be read: a picture, an
// equation, what a script writes (U+FFFC, the object replacement character).
const Unread = "\uFFFC"

// Look is what the look of a text says of its meaning.
type Look uint8

// The looks. They can be combined.
const (
	Raised  Look = 1 << iota // superscript
	Lowered                  // subscript
	Struck                   // with a line through it
	Missing                  // no text: Unread stands for what cannot be read
)

// Mark is something in a cell or a paragraph that is no part of its text: a
// footnote mark, struck-out text or a picture.
type Mark struct {
	Kind Kind
	Text string
}

// Kind is the kind of a Mark.
type Kind uint8

// The kinds.
const (
	Footnote Kind = iota // a footnote mark: raised, or one of the usual characters
	Deleted              // text that is struck out
	Picture              // a picture; the text is its alternative text
)

// Read is what the pieces of a cell say and what stands beside that. Struck-out
// text is left out. A raised or lowered number, sign or short note is a footnote
// mark where other text stands beside it, but not behind a Latin letter: m² is a
// unit and PM2.5 a name. Everything else stays as it stands, but digits of two
// looks, with a mark between them, or beside something that cannot be read do not
// become one figure: a blank or Unread stays between them. A cell that holds
// nothing but what cannot be read is Unread.
func Read(pieces []Piece) (text string, marks []Mark) {
	texts, marks := Each(pieces)
	text = strings.Join(texts, "")
	apart := joined(pieces, texts)
	if apart != text && ContentOf(apart) == Unclear && ContentOf(text) != Words {
		text = apart
	}
	if strings.TrimSpace(text) == "" && slices.ContainsFunc(pieces, func(p Piece) bool { return p.Look&Missing != 0 }) {
		text = Unread
	}
	return text, marks
}

// joined is the texts of pieces with what keeps digits apart.
func joined(pieces []Piece, texts []string) string {
	var b strings.Builder
	var last rune
	between := "" // since the last text
	for i, p := range pieces {
		if texts[i] == "" {
			switch {
			case p.Look&Missing != 0:
				between = Unread
			case between == "" && p.Look&Struck == 0:
				between = " "
			}
			continue
		}
		first, _ := utf8.DecodeRuneInString(texts[i])
		if p.Parted && between == "" {
			between = " "
		}
		if between == Unread && (unicode.IsDigit(last) || unicode.IsDigit(first)) || unicode.IsDigit(last) && unicode.IsDigit(first) {
			b.WriteString(between)
		}
		b.WriteString(texts[i])
		last, _ = utf8.DecodeLastRuneInString(texts[i])
		between = ""
	}
	if between == Unread && unicode.IsDigit(last) {
		b.WriteString(between)
	}
	return b.String()
}

// Each reads pieces one by one: texts has what each says, and marks what stands
// beside the text in any of them.
func Each(pieces []Piece) (texts []string, marks []Mark) {
	plain := false // there is text that is neither raised nor lowered
	var shifts Look
	for _, p := range pieces {
		shifts |= p.Look
	}
	for _, p := range pieces {
		text := strings.TrimSpace(p.Text)
		plain = plain || p.Look == 0 && text != "" && (shifts&(Raised|Lowered) != Raised|Lowered || text != "/" && text != "⁄")
	}
	texts = make([]string, len(pieces))
	var before rune // the last character
	var last Look   // of the piece before, where no text stands between
	for i, p := range pieces {
		said := p.Text
		kind := Footnote
		switch {
		case p.Look&Missing != 0:
			continue
		case p.Look&Struck != 0:
			said, kind = "", Deleted
		case p.Look != 0 && plain:
			said = shifted(p.Text, p.Look, before)
		}
		if said == "" && strings.TrimSpace(p.Text) != "" {
			if n := len(marks); n > 0 && marks[n-1].Kind == kind && last == p.Look && !p.Apart {
				marks[n-1].Text += p.Text
			} else {
				marks = append(marks, Mark{kind, p.Text})
			}
		}
		last = p.Look
		if p.Apart && i > 0 {
			said = "\n" + said
		}
		if texts[i] = said; strings.TrimSpace(said) != "" {
			before, _ = utf8.DecodeLastRuneInString(strings.TrimSpace(said))
		}
	}
	return texts, marks
}

// A footnote mark: 1, *, ①, [1], 注1, （注）, a.
var footnoteMark = pattern.New(`^\s*[\[【〔(（]?\s*(?:附?注|注释)?\s*[0-9０-９a-zA-Z*＊※#＃†‡§·,，、¹²³⁰⁴-⁹①-⑳]{0,4}\s*[\]】〕)）]?\s*[:：]?\s*$`)

// powers are the raised numbers that units have.
var powers = map[string]string{"2": "²", "3": "³"}

// shifted is what a raised or lowered text says behind a character, empty where
// it is a footnote mark.
func shifted(text string, look Look, before rune) string {
	word := strings.TrimSpace(text)
	if before < utf8.RuneSelf && unicode.IsLetter(before) {
		if look&Lowered != 0 {
			return text
		}
		if power := powers[word]; power != "" {
			return power
		}
	}
	if footnoteMark.MatchString(text) {
		return ""
	}
	return text
}
