// Package blank makes reports to fill in: the template's initial text, zeros
// for the figures.
package blank

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
)

// Header is what is known of the header of a new report. An empty string is not
// known.
type Header struct{ Agency, Year string }

// Report is a report to fill in for a template. With a previous report, rows
// that begin where last year's ended are carried over, and what head does not
// say is taken from its header.
func Report(t *configs.Template, head Header, previous *data.Report) *data.Report {
	r := &data.Report{
		Template: t,
		Fields:   make(map[string]data.Field, len(t.Header)),
		Lists:    map[string][]data.Field{},
		Prose:    make(map[string]data.Prose),
		Tables:   make(map[string]data.Table, len(t.Tables)),
	}
	for _, f := range t.Header {
		if t.Lacks(f.ID) {
			continue
		}
		if value := head.value(f, previous); value != "" || !f.Optional {
			r.Fields[f.ID] = data.Field{Text: value}
			if f.Many && value != "" {
				r.Lists[f.ID] = []data.Field{{Text: value}}
			}
		}
	}
	for _, s := range t.Sections {
		if s.Kind == configs.ProseSection {
			r.Prose[s.ID] = data.Prose{Source: strings.Trim(r.Fill(s.Initial), "\n")}
		}
	}
	for i := range t.Tables {
		r.Tables[t.Tables[i].ID] = figures(&t.Tables[i], previous)
	}
	return r
}

// value is what a header field begins with.
func (h Header) value(f configs.Field, previous *data.Report) string {
	switch {
	case f.Type == configs.YearField:
		return h.Year
	case f.Type == configs.AgencyField && (h.Agency != "" || previous == nil):
		return h.Agency
	case f.Type == configs.AgencyField:
		return previous.Agency().Text
	case previous != nil:
		return previous.Fields[f.ID].Text
	}
	return f.Initial
}

// figures are zeros but for those that are carried over.
func figures(t *configs.Table, previous *data.Report) data.Table {
	table := data.Table{Cells: map[data.Ref]data.Cell{}, Lists: map[string]data.List{}}
	for _, leaf := range data.Lists(t) {
		table.Lists[leaf.Path] = data.List{}
	}
	for _, leaf := range data.Leaves(t) {
		for _, c := range leaf.Columns {
			number := data.NewNumber("", decimal.Zero)
			if previous != nil && leaf.Row.Previous != "" {
				last := previous.Tables[t.ID].Cells[data.Ref{Row: leaf.Row.Previous, Column: c.ID}]
				if last.State != data.Bad {
					number = last.Number
				}
			}
			cell := data.Cell{Number: number, State: data.Given}
			if leaf.Total && addsLists(t, leaf) {
				cell.State = data.Computed // of rows that are still to be given
			}
			table.Cells[data.Ref{Row: leaf.Path, Column: c.ID}] = cell
		}
	}
	return table
}

// addsLists reports whether a row of totals adds up rows that there are many of.
func addsLists(t *configs.Table, total data.Leaf) bool {
	return slices.ContainsFunc(data.Lists(t), func(l data.Leaf) bool { return l.Within(total.Group) })
}
