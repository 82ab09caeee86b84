package console

import "gongwen/internal/diag"

// palette colours text by SGR sequences (ECMA-48 8.3.117).
type palette struct{ on bool }

func (p palette) sgr(code, text string) string {
	if !p.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p palette) place(text string) string { return p.sgr("1", text) }
func (p palette) faint(text string) string { return p.sgr("2", text) }
func (p palette) good(text string) string  { return p.sgr("1;32", text) }

// of colours by level: red, yellow, cyan.
func (p palette) of(level diag.Level) func(string) string {
	code := [...]string{diag.Error: "1;31", diag.Warning: "1;33", diag.Note: "1;36"}[level]
	return func(text string) string { return p.sgr(code, text) }
}
