package compose

import (
	"slices"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/layout/doc"
)

// CheckStyle says what a style sheet lacks for any document to be made with it.
func CheckStyle(sheet *configs.StyleSheet) diag.List {
	_, problems := styled(sheet)
	return problems
}

// CheckRoles says which styles that a template names a style sheet lacks.
func CheckRoles(t *configs.Template, sheet *configs.StyleSheet) diag.List {
	d, _ := styled(sheet)
	return missingRoles(t, d)
}

// missingRoles says which styles that a template names a document lacks.
func missingRoles(t *configs.Template, d *doc.Document) (problems diag.List) {
	used := func(role string, pos diag.Pos) {
		_, has := d.Style(role)
		if role == "" || has || slices.ContainsFunc(alignedCells[:], func(a alignedCell) bool { return a.role == role }) {
			return
		}
		var roles []string
		for _, s := range d.Styles {
			roles = append(roles, s.Role)
		}
		problems.Add(source.Suggest(diag.Errorf(pos, "样式“%s”里没有“%s”", "the style sheet %q has no style %q", t.Style, role), role, roles))
	}
	for _, e := range t.Elements {
		used(e.Style, e.Pos)
		used(e.LabelStyle, e.Pos)
		if e.Moved != nil {
			used(e.Moved.Style, e.Moved.Pos)
			used(e.Moved.LabelStyle, e.Moved.Pos)
		}
	}
	for i := range t.Tables {
		for _, line := range t.Tables[i].Above {
			used(line.Style, line.Pos)
		}
		for _, row := range t.Tables[i].Grid {
			for _, cell := range row.Cells {
				used(cell.Style, cell.Pos)
			}
		}
	}
	return problems
}
