package sum

import (
	"slices"

	"github.com/shopspring/decimal"

	"gongwen/data"
	"gongwen/internal/diag"
)

// Result is the figures of many reports added.
type Result struct {
	*Plan
	Agency string // whose report it becomes; may be empty
	Year   string
	Choice Choice
	Sums   []Value     // as the Plan lists its figures; those that do not add up are not known
	Lists  []data.List // as the Plan lists them
}

// Add adds the figures of the chosen sources, exactly, and computes the totals
// of the sums. The list has an error for every sum that the template has no
// room for, and a warning for every table of which the template does not say
// that it adds up.
func (p *Plan) Add(c Choice, agency string) (*Result, diag.List) {
	r := &Result{Plan: p, Agency: agency, Year: c.Sources[0].Year.Text, Choice: c, Sums: make([]Value, len(p.Figures))}
	var said diag.List
	for _, t := range p.Unstated() {
		said.Add(diag.Warnf(t.Pos, "格式没有写明“%s”的数能不能相加，按全部相加计算", "the template does not say whether the figures of %q add up: all were added", p.label(t)).
			WithHint("在格式的表格里写 sum: add 或 sum: none", "the table of the template should have sum: add or sum: none"))
	}
	for i := range p.Lists {
		list, more := p.Lists[i].merge(c.Sources, i)
		r.Lists = append(r.Lists, list)
		said.Add(more...)
		said.Add(p.Lists[i].tooLong(list)...)
	}
	for i := range p.Figures {
		f := &p.Figures[i]
		if f.Adds && !f.Total {
			r.Sums[i] = sumOf(c.Sources, i)
		}
	}
	for _, columns := range []bool{false, true} { // the rows of totals come first, their own totals add them up
		for i := range p.Figures {
			if f := &p.Figures[i]; f.Adds && f.Total && f.Column.Total == columns {
				r.Sums[i], _ = ofLists(added(r.Sums, f.Parts), r.Lists, f.rows)
			}
		}
	}
	for i := range p.Figures {
		f := &p.Figures[i]
		if v := r.Sums[i]; v.Known && tooManyDigits(v.Value, f.Type.Digits) {
			said.Add(tooLarge(f.Name(), v.String(), f.Type.Digits))
		}
	}
	return r, said
}

// tooManyDigits reports whether a sum has more digits than a template allows, 0 for any
// number.
func tooManyDigits(v decimal.Decimal, allowed int) bool {
	return allowed > 0 && len(v.Abs().Truncate(0).String()) > allowed
}

func tooLarge(name, sum string, allowed int) diag.Diagnostic {
	return diag.Errorf(diag.Pos{}, "%s：合计 %s 超过格式允许的 %d 位数", "%s: the sum %s has more digits than the %d that the template allows", name, sum, allowed)
}

// sumOf adds figure i of all sources. A table that a source leaves out counts
// as zeros.
func sumOf(sources []*Source, i int) Value {
	var sum Value
	for _, s := range sources {
		if v := s.Figures[i]; v.Known {
			sum = Value{Value: sum.Value.Add(v.Value), Places: max(sum.Places, v.Places), Known: true}
		}
	}
	return sum
}

// Fill is a report to fill in, as package blank makes it, with the sums for
// figures. Those that do not add up are left empty; a table that no source has
// is left out.
func (r *Result) Fill(report *data.Report) *data.Report {
	filled := *report
	filled.Tables = make(map[string]data.Table, len(report.Tables))
	for i := range r.Figures {
		f := &r.Figures[i]
		if !r.given(i) {
			continue
		}
		if filled.Tables[f.Table.ID].Cells == nil {
			filled.Tables[f.Table.ID] = data.Table{Cells: map[data.Ref]data.Cell{}}
		}
		cell := data.Cell{State: data.Empty}
		if v := r.Sums[i]; v.Known {
			cell = data.Cell{Number: data.NewNumber(v.String(), v.Value), State: data.Given}
		}
		filled.Tables[f.Table.ID].Cells[f.Ref()] = cell
	}
	r.fillLists(&filled)
	return &filled
}

// given reports whether a source has the table of figure i.
func (r *Result) given(i int) bool {
	return slices.ContainsFunc(r.Choice.Sources, func(s *Source) bool { return s.Figures[i].Known })
}

// Open lists the figures that do not add up and have to be filled in by hand,
// by the names of their rows and columns.
func (r *Result) Open() []string {
	var names []string
	for i := range r.Figures {
		if f := &r.Figures[i]; !r.Sums[i].Known && !f.Total && r.given(i) {
			names = append(names, f.Name())
		}
	}
	return names
}
