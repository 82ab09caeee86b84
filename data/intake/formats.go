package intake

import (
	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// tooLarge refuses documents that no report is as large as.
func tooLarge(pos diag.Pos, d *flow.Document) *diag.Diagnostic {
	cells := 0
	for _, b := range d.Blocks {
		if b.Table != nil {
			for _, row := range b.Table.Rows {
				cells += len(row.Cells)
			}
		}
	}
	switch {
	case len(d.Blocks) > maxBlocks:
		p := diag.Errorf(pos, "文件有 %d 段，最多可以有 %d 段", "the file has %d paragraphs, at most %d are allowed", len(d.Blocks), maxBlocks)
		return &p
	case cells > maxCells:
		p := diag.Errorf(pos, "文件的表格有 %d 格，最多可以有 %d 格", "the file's tables have %d cells, at most %d are allowed", cells, maxCells)
		return &p
	}
	return nil
}

// formats are the templates that the document may be for.
func formats(pos diag.Pos, templates Templates, o Options) ([]*configs.Template, diag.List) {
	ids := templates.Templates()
	if o.Template != "" {
		ids = []string{o.Template}
	}
	var list []*configs.Template
	var problems diag.List
	for _, id := range ids {
		t, said := templates.Template(id)
		if t != nil && (len(t.Elements) == 0 || o.Template != "") {
			list = append(list, t)
			continue
		}
		if t != nil {
			continue // of official documents no part is known by its heading
		}
		for _, d := range said {
			if o.Template == "" {
				d.Level = diag.Warning // another format may fit
			}
			problems.Add(d)
		}
	}
	if len(list) == 0 && !problems.HasErrors() {
		problems.Add(diag.Errorf(pos, "没有可用的格式", "there are no templates"))
	}
	return list, problems
}

// foreignHeads are the columns that only tables of other templates have.
func foreignHeads(all []*configs.Template, mine *configs.Template) map[string]bool {
	heads := map[string]bool{}
	each := func(t *configs.Template, do func(string)) {
		for i := range t.Tables {
			for _, set := range t.Tables[i].Columns {
				for _, c := range set.Columns {
					do(cell.NameOf(c.Label))
				}
			}
		}
	}
	for _, t := range all {
		if t != mine {
			each(t, func(n string) { heads[n] = true })
		}
	}
	each(mine, func(n string) { delete(heads, n) })
	return heads
}

// better reports whether a template fits the document better than another: by its
// title and headings, then by the year that it serves, then by its tables.
func (r *reading) better(than *reading) bool {
	if a, b := r.titled(), than.titled(); a != b {
		return a > b
	}
	if r.exact != than.exact {
		return r.exact > than.exact
	}
	mine, theirs := r.figured, than.figured
	if r.serves() {
		mine += mine / 4
	}
	if than.serves() {
		theirs += theirs / 4
	}
	if mine != theirs {
		return mine > theirs
	}
	return r.serves() && !than.serves()
}

func (r *reading) titled() int {
	if r.title.found {
		return 1
	}
	return 0
}

func (r *reading) serves() bool { return r.year != 0 && r.template.Years.Serve(r.year) }
