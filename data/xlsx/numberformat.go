package xlsx

import (
	"strings"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/internal/pattern"
)

// showing is what a cell shows of its number.
type showing uint8

const (
	asItIs showing = iota
	nothing
	another // a share, thousands, a figure with digits or words of the format beside it
)

var (
	// What a format does without changing the figure: colours, languages, the
	// numerals of a script, room for a character.
	idleFormat = pattern.New(`\[(?:\$[^\]]*|(?i:black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+)|DBNum\d)\]|_.|\*.`)
	// Text of its own: in quotation marks, or behind \ or !.
	literal = pattern.New(`"([^"]*)"|[\\!](.)`)
	// The digits of a figure: 0, #,##0.00, 0.00E+00, # ?/?.
	placeholders = pattern.New(`^(?:General|@|[#0?,]*[#0?](?:\.[#0?]*)?(?:E[+-]0+)?|#? ?[?#]+/[?#0-9]+)$`)
)

// shows is what a cell with a number format (ISO/IEC 29500-1 18.8.31) shows of a
// number of the kind that is not negative.
func shows(code string, zero bool, kind configs.ValueType) showing {
	sections := sectionsOf(idleFormat.ReplaceAllString(code, ""))
	section := sections[0]
	if zero && len(sections) > 2 {
		section = sections[2]
	}
	switch {
	case code == "" || notedFormat.MatchString(code):
		return asItIs
	case zero && !strings.ContainsAny(section, "123456789"):
		return asItIs // 0, nothing, or the stroke of accounting formats
	case section == "":
		return nothing
	}
	// The figure stands as 1 among the format's own text.
	own := literal.FindAllStringSubmatchIndex(section, -1)
	var text, digits strings.Builder
	at := 0
	put := func(part string) {
		if part = strings.TrimSpace(part); part != "" {
			digits.WriteString(part)
			text.WriteString("1")
		}
	}
	for _, m := range own {
		put(section[at:m[0]])
		if m[2] >= 0 {
			text.WriteString(section[m[2]:m[3]])
		} else {
			text.WriteString(section[m[4]:m[5]])
		}
		at = m[1]
	}
	put(section[at:])
	if !placeholders.MatchString(digits.String()) {
		return another
	}
	figure, _ := cell.Unmarked(strings.TrimSpace(text.String()))
	if number, unit, ok := cell.WithUnit(figure); ok && cell.Counts(unit, kind.Unit, kind.Whole) {
		figure = number
	}
	if figure != "1" {
		return another
	}
	return asItIs
}

// sectionsOf parts a format at semicolons outside of quotation marks.
func sectionsOf(code string) []string {
	var list []string
	quoted, from := false, 0
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '!':
			i++
		case c == ';':
			list, from = append(list, code[from:i]), i+1
		}
	}
	return append(list, code[min(from, len(code)):])
}
