package heads

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/pattern"
)

// Kind is what a row below the heads of a list is.
type Kind uint8

// The kinds.
const (
	Blank    Kind = iota
	Entry         // a row of the list
	Fixed         // a row that the table has once, such as 合计
	Subtotal      // the sums of a group
	Again         // the heads once more, where the table goes on on another page
	Numbers       // the columns counted: 栏次 1 2 3
	Note          // a line below the table
)

var noteMark = pattern.New(`^[（(]?(?:注|备注|说明|附注)[0-9]?[：:.、]`)

// Kind says what a row is. group is the text of the column by which rows are
// grouped in the row of the list above, empty for none.
func (l *List) Kind(c Cells, h Head, row int, group string) Kind {
	texts := h.In(c, row)
	lead := l.lead(texts)
	switch {
	case !slices.ContainsFunc(texts, func(t string) bool { return t != "" }):
		return Blank
	case l.isNote(texts, lead):
		return Note
	case h.has(texts):
		return Again
	case l.counted(texts, lead):
		return Numbers
	case l.isSubtotal(lead, group):
		return Subtotal
	case len(lead) == 1 && l.fixed[cell.NameOf(lead[0])]:
		return Fixed
	}
	return Entry
}

// lead are the words of a row before its first figure, each once.
func (l *List) lead(texts []string) []string {
	var lead []string
	for i, t := range texts {
		if !l.columns[i].words {
			break
		}
		if t != "" && !slices.Contains(lead, t) {
			lead = append(lead, t)
		}
	}
	return lead
}

// isNote reports whether a row is a line below the table: one text alone that says so.
func (l *List) isNote(texts, lead []string) bool {
	if len(lead) != 1 || !noteMark.MatchString(lead[0]) {
		return false
	}
	return !slices.ContainsFunc(texts, func(t string) bool { return t != "" && t != lead[0] })
}

// has reports whether a row says what a row of the heads says, in most places where
// it says something.
func (h Head) has(texts []string) bool {
	for _, own := range h.texts {
		same, filled := 0, 0
		for i, t := range texts {
			if t == "" {
				continue
			}
			filled++
			if source := own[i]; source != "" && cell.NameOf(t) == cell.NameOf(source) {
				same++
			}
		}
		if same > 1 && 2*same > filled {
			return true
		}
	}
	return false
}

// counted reports whether a row counts the columns: whole numbers that follow each
// other stand in all places of figures, and nothing else but words of the printed
// table.
func (l *List) counted(texts, lead []string) bool {
	if slices.ContainsFunc(lead, func(t string) bool { return !l.words[cell.NameOf(t)] && !isNumeral(t) }) {
		return false
	}
	last, n := 0, 0
	for i, t := range texts {
		if l.columns[i].words || t == "" {
			continue
		}
		number, err := strconv.Atoi(t)
		if err != nil || n > 0 && number != last+1 {
			return false
		}
		last, n = number, n+1
	}
	return n > 1 || n == 1 && len(lead) == 1 && l.words[cell.NameOf(lead[0])]
}

// isNumeral reports whether a text is a small number or a letter, as columns are
// counted by.
func isNumeral(t string) bool {
	_, err := strconv.Atoi(t)
	return len(t) <= 2 && err == nil || len(t) == len("甲") && strings.Contains("甲乙丙丁戊己庚辛", t) || len(t) == 1 && t[0] >= 'A' && t[0] <= 'Z'
}

// isSubtotal reports whether the words of a row name the sums of a group.
func (l *List) isSubtotal(lead []string, group string) bool {
	many := l.Leaf.Row.Many
	if l.group < 0 || len(lead) == 0 {
		return false
	}
	label := cell.Compact(strings.ReplaceAll(many.Subtotal, "{"+many.Group+"}", group))
	for _, t := range lead {
		if text := cell.Compact(t); group != "" && text == label || text == "小计" || len(lead) == 1 && strings.HasSuffix(text, "小计") {
			return true
		}
	}
	return false
}
