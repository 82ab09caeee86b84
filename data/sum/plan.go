package sum

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
)

// Plan is the figures of a template in the order of its official tables, and
// how each of them comes about when reports are added.
type Plan struct {
	Template *configs.Template
	Figures  []Figure
	Lists    []List
}

// Figure is one figure of a template.
type Figure struct {
	Table  *configs.Table
	Leaf   data.Leaf
	Column configs.Column
	Type   configs.ValueType
	Adds   bool  // its numbers may be added, by the template's statement
	Parts  []int // of a total: the figures that it is the sum of, as indexes of Plan.Figures
	Total  bool
	rows   []inList // of a total: the columns of lists that it adds up too
}

// Name is the figure's official name without its table.
func (f *Figure) Name() string { return f.Leaf.Name + " · " + f.Column.Label }

// Ref is its place in its table.
func (f *Figure) Ref() data.Ref { return data.Ref{Row: f.Leaf.Path, Column: f.Column.ID} }

// NewPlan lists the figures of a template.
func NewPlan(t *configs.Template) *Plan {
	p := &Plan{Template: t}
	for i := range t.Tables {
		p.table(&t.Tables[i])
	}
	return p
}

func (p *Plan) table(t *configs.Table) {
	p.lists(t)
	first := len(p.Figures)
	index := map[data.Ref]int{}
	leaves := data.Leaves(t)
	for _, leaf := range leaves {
		for _, column := range leaf.Columns {
			adds, _ := t.Adds(leaf.Row, column)
			f := Figure{Table: t, Leaf: leaf, Column: column, Adds: adds, Total: leaf.Total || column.Total}
			if v := p.Template.Value(column.Type); v != nil {
				f.Type = *v
			}
			index[f.Ref()] = len(p.Figures)
			p.Figures = append(p.Figures, f)
		}
	}
	for i := first; i < len(p.Figures); i++ {
		p.Figures[i].Parts, p.Figures[i].rows = parts(&p.Figures[i], leaves, index), p.partsInLists(&p.Figures[i])
	}
}

// parts are the figures that a total adds up: those of its row where its column
// is a total, else those of its column in the other rows of its group.
func parts(f *Figure, leaves []data.Leaf, index map[data.Ref]int) []int {
	var list []int
	switch {
	case f.Column.Total:
		for _, c := range single(f.Leaf, f.Column) {
			list = append(list, index[data.Ref{Row: f.Leaf.Path, Column: c.ID}])
		}
	case f.Leaf.Total:
		for _, l := range leaves {
			if _, has := l.Column(f.Column.ID); has && !l.Total && l.Within(f.Leaf.Group) {
				list = append(list, index[data.Ref{Row: l.Path, Column: f.Column.ID}])
			}
		}
	}
	return list
}

// single are the columns that a total adds up, in place of totals what these do.
func single(l data.Leaf, total configs.Column) []configs.Column {
	var list []configs.Column
	for _, c := range l.Addends(total) {
		if c.Total {
			list = append(list, single(l, c)...)
		} else {
			list = append(list, c)
		}
	}
	return list
}

// Unstated lists the tables of which the template does not say at all whether
// their figures add up. They are added.
func (p *Plan) Unstated() []*configs.Table {
	var list []*configs.Table
	for _, f := range p.Figures {
		_, stated := f.Table.Adds(f.Leaf.Row, f.Column)
		if !stated && !slices.Contains(list, f.Table) {
			list = append(list, f.Table)
		}
	}
	for _, l := range p.Lists {
		for _, c := range l.Leaf.Columns {
			if _, stated := l.Table.Adds(l.Leaf.Row, c); !stated && c.Kind == configs.NumberValue && !slices.Contains(list, l.Table) {
				list = append(list, l.Table)
			}
		}
	}
	return list
}

// label is how the report names a table: its section's label.
func (p *Plan) label(t *configs.Table) string {
	if s := p.Template.Section(t.ID); s != nil {
		return s.Label
	}
	return t.ID
}

// Main are the figures that tell at a glance what a report contributes: of the rows that
// stand in no group and of the totals of the outermost groups, the total or, where
// they have none, every figure. They are indexes of Figures.
func (p *Plan) Main() []int {
	var list []int
	for i := range p.Figures {
		f := &p.Figures[i]
		if strings.Contains(f.Leaf.Group, ".") || f.Leaf.Group != "" && !f.Leaf.Total {
			continue
		}
		if f.Column.Total || !slices.ContainsFunc(f.Leaf.Columns, func(c configs.Column) bool { return c.Total }) {
			list = append(list, i)
		}
	}
	return list
}
