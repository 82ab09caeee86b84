package collecting

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/data/sum"
)

// Figures are the figures of a report by their places, as they are written; those that
// are not known are not there.
type Figures map[sheet.Place]string

// FiguresOf are the figures of a report, right or wrong.
func FiguresOf(p *sum.Plan, r *data.Report) Figures {
	all := Figures{}
	for i, v := range p.Values(r) {
		if v.Known {
			all[PlaceOf(&p.Figures[i])] = v.String()
		}
	}
	return all
}

// Encoded are the figures as the store keeps them.
func (f Figures) Encoded() (string, error) {
	content, err := json.Marshal(f)
	return string(content), err
}

// Decoded are figures that the store has kept.
func Decoded(text string) (f Figures, err error) {
	err = json.Unmarshal([]byte(text), &f)
	return f, err
}

// Of is the number that a headline shows; false where none of its figures is known.
func (f Figures) Of(h Headline) (n decimal.Decimal, known bool) {
	for _, at := range h.Of {
		if v, ok := f.at(at); ok {
			n, known = n.Add(v), true
		}
	}
	return n, known
}

func (f Figures) at(place sheet.Place) (decimal.Decimal, bool) {
	text, ok := f[place]
	if !ok {
		return decimal.Decimal{}, false
	}
	v, err := decimal.NewFromString(text)
	return v, err == nil
}

// Source is what a sum takes of the figures: those of an agency's report.
func (f Figures) Source(p *sum.Plan, agency, year, file string) *sum.Source {
	s := &sum.Source{
		File: file, Agency: data.Field{Text: agency}, Year: data.Field{Text: year}, Template: p.Template,
		Figures: make([]sum.Value, len(p.Figures)), Lists: make([]data.List, len(p.Lists)),
	}
	for i := range p.Figures {
		if v, ok := f.at(PlaceOf(&p.Figures[i])); ok {
			s.Figures[i] = sum.Value{Value: v, Places: int(max(0, -v.Exponent())), Known: true}
		}
	}
	return s
}
