package flow

import "strings"

// Quoted is the beginning of a text in quotation marks, of at most so many
// characters, for messages; empty for none.
func Quoted(text string, longest int) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return ""
	}
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "……"
	}
	return "“" + text + "”"
}
