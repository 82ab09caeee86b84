package sources

import (
	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// Added is where the record says that a total comes from that no source gave.
const Added = "各数相加"

// totals are the totals that no source gives and whose parts are fetched: all of
// them, or some where the total stands in the file as a zero or as it was added up
// before. Another one that somebody has typed is for check to judge.
func totals(report *data.Report, figures []Figure) []Figure {
	a := adder{report: report, value: map[figureKey]decimal.Decimal{}, fetched: map[figureKey]bool{}}
	touched := map[string]diag.Pos{}
	for _, f := range figures {
		key := figureKey{f.Section, f.Ref}
		a.value[key], a.fetched[key] = f.Value(), true
		if _, known := touched[f.Section]; !known {
			touched[f.Section] = f.Pos
		}
	}
	for _, s := range report.Template.Sections {
		if pos, is := touched[s.ID]; is {
			a.table(report.Template.Table(s.ID), pos)
		}
	}
	return a.added
}

// figureKey names a figure of a report.
type figureKey struct {
	section string
	data.Ref
}

type adder struct {
	report  *data.Report
	value   map[figureKey]decimal.Decimal
	fetched map[figureKey]bool
	added   []Figure
}

func (a *adder) table(t *configs.Table, pos diag.Pos) {
	leaves := data.Leaves(t)
	for _, total := range leaves {
		if !total.Total {
			continue
		}
		for _, c := range total.Columns {
			if c.Total {
				continue
			}
			var parts []data.Ref
			for _, l := range leaves {
				if _, has := l.Column(c.ID); has && !l.Total && l.Within(total.Group) {
					parts = append(parts, data.Ref{Row: l.Path, Column: c.ID})
				}
			}
			a.total(t.ID, data.Ref{Row: total.Path, Column: c.ID}, parts, pos)
		}
	}
	for _, l := range leaves {
		for _, c := range l.Columns {
			if !c.Total {
				continue
			}
			var parts []data.Ref
			for _, other := range l.Columns {
				if !other.Total {
					parts = append(parts, data.Ref{Row: l.Path, Column: other.ID})
				}
			}
			a.total(t.ID, data.Ref{Row: l.Path, Column: c.ID}, parts, pos)
		}
	}
}

// total adds up one total, where one of its parts is fetched.
func (a *adder) total(section string, ref data.Ref, parts []data.Ref, pos diag.Pos) {
	key := figureKey{section, ref}
	cell := a.report.Tables[section].Cells[ref]
	if a.fetched[key] || cell.State != data.Given {
		return
	}
	sum, any, all := decimal.Zero, false, true
	for _, p := range parts {
		part := figureKey{section, p}
		value, given := a.value[part]
		if !given {
			is := a.report.Tables[section].Cells[p]
			if !is.Known() {
				return
			}
			value = is.Value()
		}
		any, all = any || a.fetched[part], all && a.fetched[part]
		sum = sum.Add(value)
	}
	if !any || !all && !cell.Value().IsZero() && cell.From != Added {
		return
	}
	a.value[key], a.fetched[key] = sum, true
	a.added = append(a.added, Figure{Section: section, Ref: ref, Number: data.NewNumber("", sum), From: Added, Pos: pos})
}
