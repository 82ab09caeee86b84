// Package diagjson writes diagnostics as JSON (see docs/checks.md).
package diagjson

import (
	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
)

// diagnostic is a diagnostic in one language.
type diagnostic struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Sheet   string `json:"sheet,omitempty"`
	Cell    string `json:"cell,omitempty"`
	Level   string `json:"level"`
	Rule    string `json:"rule,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Waived  string `json:"waived,omitempty"`
}

// Write writes a list in one language, as an array in the list's order.
func Write(list diag.List, lang diag.Lang) ([]byte, error) {
	out := make([]diagnostic, len(list))
	for i, d := range list {
		out[i] = diagnostic{
			File: d.Pos.File, Line: d.Pos.Line, Column: d.Pos.Col, Sheet: d.Pos.Sheet, Cell: d.Pos.Cell,
			Level: d.Level.String(), Rule: d.Rule, Message: d.Message.In(lang), Hint: d.Hint.In(lang), Waived: d.Waived,
		}
	}
	return jsontext.Indented(out)
}
