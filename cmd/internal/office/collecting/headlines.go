package collecting

import (
	_ "embed"
	"slices"

	"gongwen/data/sheet"
	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

//go:embed headlines.yaml
var headlines []byte

// Headline is a number that a roster shows of each agency: figures of its report, added.
type Headline struct {
	Label, Unit string
	Of          []sheet.Place
}

// Headlines are those of a template: first what headlines.yaml says, then the main
// figures of its tables.
func Headlines(p *sum.Plan) ([]Headline, diag.List) {
	all, said := chosen(p)
	for _, i := range p.Main() {
		f := &p.Figures[i]
		at := PlaceOf(f)
		if !slices.ContainsFunc(all, func(h Headline) bool { return slices.Equal(h.Of, []sheet.Place{at}) }) {
			all = append(all, Headline{Label: f.Name(), Of: []sheet.Place{at}})
		}
	}
	return all, said
}

// PlaceOf is the place of a figure in a report.
func PlaceOf(f *sum.Figure) sheet.Place { return sheet.CellAt(f.Table.ID, f.Ref()) }

// chosen are the headlines that the file names for a template.
func chosen(p *sum.Plan) (all []Headline, said diag.List) {
	known := map[sheet.Place]bool{}
	for i := range p.Figures {
		known[PlaceOf(&p.Figures[i])] = true
	}
	tree, said := source.Parse("headlines.yaml", headlines)
	if tree == nil || said.HasErrors() {
		return nil, said
	}
	top := source.NewFields(tree, &said, source.Key{ID: "templates"})
	for _, item := range source.Items(top.Require("templates"), &said) {
		f := source.NewFields(item, &said, source.Key{ID: "template"}, source.Key{ID: "figures"})
		if source.String(f.Require("template"), &said) != p.Template.ID {
			continue
		}
		for _, n := range source.Items(f.Require("figures"), &said) {
			one := source.NewFields(n, &said, source.Key{ID: "label"}, source.Key{ID: "unit"}, source.Key{ID: "of"})
			h := Headline{Label: source.String(one.Require("label"), &said), Unit: source.String(one.Get("unit"), &said)}
			for _, at := range source.Items(one.Require("of"), &said) {
				place := sheet.Place(string(sheet.Cell) + ":" + source.String(at, &said))
				if !known[place] {
					said.Add(diag.Errorf(at.Pos, "格式 %s 没有 %s", "the template %s has no %s", p.Template.ID, place))
				}
				h.Of = append(h.Of, place)
			}
			all = append(all, h)
		}
	}
	return all, said
}
