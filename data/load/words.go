package load

import (
	"strings"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// Words reads a text of the kind of a column that holds no figures, as a row of a
// list has it: a code with ordinary digits, a date as YYYY-MM-DD, other words without
// blanks around them. It is false, with the reason, for what is none.
func Words(text string, kind configs.ValueKind) (words string, why diag.Text, ok bool) {
	words = trimBlanks(text)
	switch {
	case strings.ContainsAny(words, "\n\r"):
		return "", diag.T("应写在一行", "it should be one line"), false
	case utf8.RuneCountInString(words) > maxCellText:
		return "", diag.T("最多 %d 个字", "at most %d characters are allowed", maxCellText), false
	case words == "":
		return "", diag.Text{}, true
	}
	switch kind {
	case configs.CodeValue:
		if words = widths.Replace(words); !codeForm.MatchString(words) {
			return "", diag.T("“%s”不是编码", "“%s” is no code", clip(words)), false
		}
	case configs.DateValue:
		day, what := parseDay(data.Field{Text: words})
		if what < farDay {
			return "", what.wrong(words), false
		}
		words = day.ISO()
	}
	return words, diag.Text{}, true
}
