package data

import (
	"slices"

	"github.com/shopspring/decimal"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
)

// Picture is a picture that stands between paragraphs.
type Picture struct {
	File  string           // as the report names it, relative to the report file
	Alt   string           // what it shows, for readers that cannot see it; empty for what its caption says
	Image *picture.Picture // nil until it is read
	Pos   diag.Pos         // of the file's name
}

// ChartKind is how a chart draws its figures.
type ChartKind uint8

// The kinds.
const (
	Bars ChartKind = iota
	Lines
)

// Chart draws figures of one of the report's tables.
type Chart struct {
	Kind       ChartKind
	Table      string // id of the table's section
	Categories []string
	Series     []Series
	Unit       string // of the figures, such as 件; empty for none
	Alt        string // for readers that cannot see the chart; empty for a text that lists all figures
	Pos        diag.Pos
}

// Series is the figures of one colour, one a category.
type Series struct {
	Label  string
	Values [][]Ref // each is the sum of the figures that are named
}

// Pictures are the pictures of the report's prose in the order of its sections.
func (r *Report) Pictures() []*Picture {
	var list []*Picture
	for _, s := range r.Template.Sections {
		for _, b := range r.Blocks(s) {
			if b.Picture != nil {
				list = append(list, b.Picture)
			}
		}
	}
	return list
}

// TableFiles are the files that hold rows of the report's tables, each once.
func (r *Report) TableFiles() []string {
	var names []string
	for i := range r.Template.Tables {
		t := &r.Template.Tables[i]
		for _, leaf := range Lists(t) {
			if file := r.Tables[t.ID].Lists[leaf.Path].File; file != "" && !slices.Contains(names, file) {
				names = append(names, file)
			}
		}
	}
	return names
}

// ChartValue is a figure of a chart: the sum of those that refs name. A figure
// that is Bad, which only a draft can hold, counts nothing.
func (r *Report) ChartValue(table string, refs []Ref) Number {
	cells := r.Tables[table].Cells
	if len(refs) == 1 {
		return cells[refs[0]].Number
	}
	sum := decimal.Zero
	for _, ref := range refs {
		sum = sum.Add(cells[ref].Value())
	}
	return NewNumber("", sum)
}
