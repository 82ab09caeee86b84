package data

import (
	"slices"

	"gongwen/configs"
)

// SameFigures reports whether two templates have the same figures: tables with
// the same rows and columns by their ids, and some at all. So have a template and one that
// extends it with rules of its own.
func SameFigures(a, b *configs.Template) bool {
	return len(a.Tables) > 0 && slices.EqualFunc(a.Tables, b.Tables, func(x, y configs.Table) bool {
		return x.ID == y.ID && slices.EqualFunc(Leaves(&x), Leaves(&y), func(l, m Leaf) bool {
			return l.Path == m.Path && slices.EqualFunc(l.Columns, m.Columns, func(c, d configs.Column) bool {
				return c.ID == d.ID && c.Type == d.Type
			})
		})
	})
}
