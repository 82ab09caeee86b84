// Package diagjson writes diagnostics as JSON (see docs/checks.md).
package diagjson

import (
	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
)

// diagnostic is a diagnostic in one language.
type diagnostic struct {
	File    string  `json:"file"`
	Line    int     `json:"line,omitempty"`
	Column  int     `json:"column,omitempty"`
	Sheet   string  `json:"sheet,omitempty"`
	Cell    string  `json:"cell,omitempty"`
	Level   string  `json:"level"`
	Rule    string  `json:"rule,omitempty"`
	Message string  `json:"message"`
	Hint    string  `json:"hint,omitempty"`
	Waived  string  `json:"waived,omitempty"`
	Related []place `json:"related,omitempty"`
}

// place is a place that a diagnostic also speaks of; one without a file is a
// further line of its message.
type place struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Sheet   string `json:"sheet,omitempty"`
	Cell    string `json:"cell,omitempty"`
	Message string `json:"message"`
}

// Write writes a list in one language, as an array in the list's order.
func Write(list diag.List, lang diag.Lang) ([]byte, error) {
	out := make([]diagnostic, len(list))
	for i, d := range list {
		out[i] = diagnostic{
			File: diag.Legible(d.Pos.File), Line: d.Pos.Line, Column: d.Pos.Col, Sheet: d.Pos.Sheet, Cell: d.Pos.Cell,
			Level: d.Level.String(), Rule: d.Rule, Message: d.Message.In(lang), Hint: d.Hint.In(lang), Waived: d.Waived,
			Related: related(d.Related, lang),
		}
	}
	return jsontext.Indented(out)
}

func related(places []diag.Place, lang diag.Lang) []place {
	var out []place
	for _, p := range places {
		out = append(out, place{
			File: diag.Legible(p.Pos.File), Line: p.Pos.Line, Column: p.Pos.Col, Sheet: p.Pos.Sheet, Cell: p.Pos.Cell, Message: p.Text.In(lang),
		})
	}
	return out
}
