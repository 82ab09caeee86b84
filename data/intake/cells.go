package intake

import (
	"slices"
	"strings"
	"unicode"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// slot is a text of a table with its place.
type slot struct {
	text    string
	pos     diag.Pos
	picture bool // there is a picture in it
	col     int  // column of the document's table, where unit.placed
	span    int  // columns from there on
}

// isPicture reports whether a picture stands where a text should.
func (c slot) isPicture() bool { return c.picture && isBlank(c.text) }

// holdsValue reports whether the slot is one of a figure.
func (c slot) holdsValue() bool { return isValue(c.text) || c.isPicture() }

// unit is a row of a document's table, or a line of text that may be one.
type unit struct {
	cells  []slot
	ruled  bool // the borders of the cells are known, so that an empty one counts
	placed bool // and so is which of them are merged
	pos    diag.Pos
}

func (u unit) String() string {
	texts := make([]string, len(u.cells))
	for i, c := range u.cells {
		texts[i] = strings.TrimSpace(c.text)
	}
	return strings.Join(texts, " ")
}

// unitsOf are the rows of a table. Rows that only rule lines, as in Markdown,
// are none.
func unitsOf(t *flow.Table) []unit {
	var units []unit
	for _, row := range t.Rows {
		u := unit{ruled: true, placed: t.Placed, pos: row.Pos}
		ruling, dashes := true, false
		for _, c := range row.Cells {
			u.cells = append(u.cells, slot{text: c.Text, pos: c.Pos, picture: slices.ContainsFunc(c.Marks, func(m cell.Mark) bool { return m.Kind == cell.Picture }), col: c.Col, span: c.ColSpan})
			ruling = ruling && strings.Trim(c.Text, "-:= \t") == ""
			dashes = dashes || strings.Contains(c.Text, "--")
		}
		if !ruling || !dashes {
			units = append(units, u)
		}
	}
	return units
}

// wordsOf is a line of text as cells, told apart by blanks; a bracket behind a
// number is not broken, and the unit behind one belongs to it. label is the
// labels that a text is of, one behind the other; nil for none.
func wordsOf(b flow.Block, label func(string) []string) unit {
	u := unit{pos: b.Pos}
	for _, w := range fields(b.Text()) {
		offset := w.at
		for _, part := range parted(w.text, label) {
			last := len(u.cells) - 1
			if last >= 0 && countWord[part] && isValue(u.cells[last].text) {
				u.cells[last].text += part
				continue
			}
			if last >= 0 && numberInBrackets.MatchString(part) && isValue(u.cells[last].text) {
				u.cells[last].text += " " + part // another figure, or a mark: which it is, is not clear
				continue
			}
			u.cells = append(u.cells, slot{text: part, pos: b.Pos.Offset(offset)})
			offset += runes(part)
		}
	}
	return u
}

// numberInBrackets is a number that stands alone in brackets.
var numberInBrackets = pattern.New(`^[（(]?[0-9０-９]{1,6}[)）]$`)

// countWord are the words for what is counted, as they stand behind a number.
var countWord = map[string]bool{"件": true, "项": true, "个": true, "条": true, "元": true, "万元": true}

type word struct {
	text string
	at   int // characters before it
}

// fields are the words of a line. Blanks inside the note behind a number part
// nothing.
func fields(s string) []word {
	var list []word
	var current []rune
	depth, start := 0, 0
	all := []rune(s)
	for i, r := range all {
		if unicode.IsSpace(r) && (depth == 0 || !unicode.IsDigit(current[0])) {
			if len(current) > 0 {
				list, current, depth = append(list, word{string(current), start}), nil, 0
			}
			continue
		}
		if len(current) == 0 {
			start = i
		}
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			depth = max(0, depth-1)
		}
		current = append(current, r)
	}
	if len(current) > 0 {
		list = append(list, word{string(current), start})
	}
	return list
}

var (
	listed = pattern.New(`^([^0-9０-９,，]|[^0-9０-９,，][^,，]*[^0-9０-９,，])((?:[,，][-/0-9０-９.]*)+)$`)
	after  = pattern.New(`^(.*\p{Han}[^0-9０-９]*)[：:]([0-9０-９.,，]+)$`)
	glued  = pattern.New(`^(.*\p{Han}[”"）)]?)([0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?)$`)
)

// parted takes a word apart that is a label and its figures: 规章,0,0,0 or
// 行政许可：5 or 3.其他0.
func parted(s string, label func(string) []string) []string {
	if m := listed.FindStringSubmatch(s); m != nil {
		parts := []string{m[1]}
		for f := range strings.FieldsFuncSeq(m[2], func(r rune) bool { return r == ',' || r == '，' }) {
			parts = append(parts, f)
		}
		return parts
	}
	if m := after.FindStringSubmatch(s); m != nil {
		return m[1:]
	}
	if m := glued.FindStringSubmatch(s); m != nil {
		if labels := label(m[1]); labels != nil {
			return append(labels, m[2])
		}
	}
	return []string{s}
}
