package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// namedFigure is a figure by the name that a headline has for it, TABLE.ROW.COLUMN.
type namedFigure struct {
	name string
	ref  FigureRef
	unit string
}

// named notes the figures of a table that are numbers. Those of lists are not: nobody
// knows how many there are.
func (t *tableReader) named() {
	for _, l := range t.leaves {
		if l.many {
			continue
		}
		for _, c := range l.columns {
			if c.Kind != NumberValue {
				continue
			}
			f := namedFigure{name: t.ID + "." + l.path + "." + c.ID, ref: FigureRef{t.ID, l.path, c.ID}}
			if v := t.template.Value(c.Type); v != nil {
				f.unit = v.Unit
			}
			t.template.figures = append(t.template.figures, f)
		}
	}
}

// headline reads an entry of the list of headlines. Its figures are of one unit.
func (r *templateReader) headline(n *source.Node) Headline {
	f := fields(n, r.problems, "label", "of")
	h := Headline{Label: required(f, "label", r.problems), Pos: n.Pos}
	of := f.Require("of")
	items := source.Items(of, r.problems)
	if of != nil && of.Kind == source.List && len(items) == 0 {
		r.problems.Add(diag.Errorf(of.Pos, "没有写是哪个数", "it does not say which figure it is"))
	}
	all := names(r.figures, func(f namedFigure) string { return f.name })
	for _, item := range items {
		name := source.String(item, r.problems)
		if item.Kind != source.Scalar || !known(item, diag.T("数", "figure"), name, all, r.problems) {
			continue
		}
		figure := r.figures[find(all, func(s string) string { return s }, name)]
		if len(h.Of) > 0 && figure.unit != h.Unit {
			r.problems.Add(diag.Errorf(item.Pos, "相加的数单位要相同：前面的是%s，“%s”是%s", "what is added is of one unit: before it %s, %q is %s", h.Unit, name, figure.unit))
			continue
		}
		h.Unit, h.Of = figure.unit, append(h.Of, figure.ref)
	}
	return h
}
