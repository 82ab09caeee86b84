package compose

import (
	"slices"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// CheckStyle says what a style sheet lacks for any document to be made with it.
func CheckStyle(sheet *configs.StyleSheet) diag.List {
	_, problems := styled(sheet)
	return problems
}

// CheckTemplate says what does not go together of a template and the style sheet that it
// asks for: styles that this lacks, columns that are too narrow for its type, rows
// that are higher than a page.
func CheckTemplate(t *configs.Template, sheet *configs.StyleSheet) diag.List {
	d, _ := styled(sheet)
	return together(t, d)
}

// together is what does not go together of a template and a document.
func together(t *configs.Template, d *doc.Document) diag.List {
	return slices.Concat(headless(t, d), missingRoles(t, d), narrowColumns(t, d), rowsTooHigh(t, d))
}

// headless says that a style sheet has no place for the 版头 that a template asks for.
func headless(t *configs.Template, d *doc.Document) (problems diag.List) {
	if d.Masthead.Mark > 0 || !slices.ContainsFunc(t.Elements, func(e configs.Element) bool { return e.Place <= configs.SignersPlace }) {
		return nil
	}
	problems.Add(diag.Errorf(t.StylePos, "格式有版头的要素，样式“%s”没有写版头排在哪里（head）", "the template has elements of the 版头, and the style sheet %q does not say where that stands (head)", t.Style).
		WithHint("公文用 style: gb9704-document，或者用 extends 它的样式", "for official documents write style: gb9704-document, or a style sheet that extends it"))
	return problems
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

// rowsTooHigh says which rows of tables can stand on no page.
func rowsTooHigh(t *configs.Template, d *doc.Document) (problems diag.List) {
	for i := range t.Tables {
		table := &t.Tables[i]
		room := d.Page.TextHeight()
		if table.Landscape {
			room = d.Page.TextWidth()
		}
		say := func(height unit.Length, pos diag.Pos) {
			if height > room {
				problems.Add(diag.Errorf(pos, "行高 %s 高于版心（%s），一页排不下", "the height of rows is %s, the text block is %s high", configs.Millimetres(height), configs.Millimetres(room)).
					WithHint("写小一些，一般是 8mm 上下", "give less, as a rule about 8mm"))
			}
		}
		say(table.RowHeight, table.HeightPos)
		for _, row := range table.Grid {
			if len(row.Cells) > 0 {
				say(row.Height, row.Cells[0].Pos)
			}
		}
	}
	return problems
}
