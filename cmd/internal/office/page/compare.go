package page

import (
	"net/http"

	number10 "github.com/shopspring/decimal"

	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data"
)

// compareView is a report beside that of last year.
type compareView struct {
	shell
	Document store.Document
	Compares bool
	Tables   []comparedTable
	Texts    []comparedText
	Large    int // figures that have changed by more than three tenths
}

type comparedTable struct {
	Label string
	Rows  []comparedRow
}

// comparedRow is a figure of both years.
type comparedRow struct {
	Where, Link  string
	Before, Now  string
	Change, Rate string
	Large, Total bool
}

type comparedText struct{ Label, Link, Before, Now string }

// largeChange is the part of last year's figure from which a change is named; smallest is
// the change below which it is none.
var (
	largeChange = number10.RequireFromString("0.3")
	smallest    = number10.NewFromInt(3)
)

// compare shows each figure and each text of a report beside last year's.
func (s *Server) compare(w http.ResponseWriter, r *http.Request, d store.Document) {
	work, err := s.work(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	view := compareView{shell: s.shellFor(r, "与上年对照 — "+s.called(d), d, fillNav), Document: d}
	now, before := work.laid.Report, work.previous
	if now == nil || before == nil {
		s.show(w, r, http.StatusOK, "compare", view)
		return
	}
	view.Compares = true
	for i := range now.Template.Sections {
		section := &now.Template.Sections[i]
		link := "/documents/" + d.ID + "/parts/" + section.ID
		if section.Kind == configs.TableSection {
			table := comparedTable{Label: section.Label}
			table.Rows = comparedRows(now.Template.Table(section.ID), before.Tables[section.ID], now.Tables[section.ID], link)
			for _, row := range table.Rows {
				if row.Large {
					view.Large++
				}
			}
			view.Tables = append(view.Tables, table)
			continue
		}
		a, b := before.Prose[section.ID].Source, now.Prose[section.ID].Source
		if a != "" || b != "" {
			view.Texts = append(view.Texts, comparedText{section.Label, link, a, b})
		}
	}
	s.show(w, r, http.StatusOK, "compare", view)
}

// comparedRows are the figures of a table that are not 0 in both years.
func comparedRows(table *configs.Table, before, now data.Table, link string) []comparedRow {
	var rows []comparedRow
	for _, leaf := range data.Leaves(table) {
		for _, c := range leaf.Columns {
			ref := data.Ref{Row: leaf.Path, Column: c.ID}
			a, b := before.Cells[ref], now.Cells[ref]
			if zero(a) && zero(b) {
				continue
			}
			row := comparedRow{Where: data.CellName(table, ref), Link: link + "#cell:" + table.ID + "/" + ref.Row + "/" + ref.Column + "@-1", Before: a.Printed(), Now: b.Printed(), Total: leaf.Total || c.Total}
			row.change(a, b)
			rows = append(rows, row)
		}
	}
	return rows
}

func zero(c data.Cell) bool { return !c.Known() || c.Value().IsZero() }

// change says by how much a figure has changed.
func (r *comparedRow) change(before, now data.Cell) {
	if !before.Known() || !now.Known() {
		r.Change, r.Rate = "—", "—"
		return
	}
	difference := now.Value().Sub(before.Value())
	if r.Change = signed(difference); difference.IsZero() {
		r.Change = "持平"
	}
	r.Rate = "—"
	if base := before.Value(); base.IsPositive() {
		rate := difference.Div(base)
		sign := "＋"
		if rate.IsNegative() {
			sign = "－"
		}
		if !rate.IsZero() {
			r.Rate = sign + rate.Abs().Shift(2).StringFixed(1) + "%"
		}
		r.Large = rate.Abs().GreaterThan(largeChange) && difference.Abs().GreaterThan(smallest)
	}
}

// signed is a change with its sign, which stands before all but 0.
func signed(change number10.Decimal) string {
	switch {
	case change.IsPositive():
		return "＋" + change.String()
	case change.IsNegative():
		return "－" + change.Abs().String()
	}
	return "0"
}
