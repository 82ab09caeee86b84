package collecting

import (
	"slices"

	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/data/sum"
)

// Headline is a number that a roster shows of each agency: figures of its report, added.
type Headline struct {
	Label, Unit string
	Of          []sheet.Place
}

// Headlines are those of a template: first the ones that it names, then the main figures of
// its tables; none of a template without tables.
func Headlines(p *sum.Plan) (all []Headline) {
	for _, h := range p.Template.Headlines {
		own := Headline{Label: h.Label, Unit: h.Unit}
		for _, f := range h.Of {
			own.Of = append(own.Of, sheet.CellAt(f.Table, data.Ref{Row: f.Row, Column: f.Column}))
		}
		all = append(all, own)
	}
	for _, i := range p.Main() {
		f := &p.Figures[i]
		at := PlaceOf(f)
		if !slices.ContainsFunc(all, func(h Headline) bool { return slices.Equal(h.Of, []sheet.Place{at}) }) {
			all = append(all, Headline{Label: f.Name(), Unit: f.Type.Unit, Of: []sheet.Place{at}})
		}
	}
	return all
}

// PlaceOf is the place of a figure in a report.
func PlaceOf(f *sum.Figure) sheet.Place { return sheet.CellAt(f.Table.ID, f.Ref()) }
