package docx

import (
	"cmp"
	"slices"
	"strings"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// sizedStyle is the style of figures that are set smaller than their style says,
// because they would be too wide for their cells.
type sizedStyle struct {
	role string
	size int64 // half points
}

func (s sizedStyle) id() string { return styleID(s.role) + "-" + decimal(s.size) }

// isSized reports whether a style is one of those of a role.
func isSized(role, id string) bool {
	size, ok := strings.CutPrefix(id, styleID(role)+"-")
	return ok && strings.Trim(size, "0123456789") == ""
}

// sizedStyle is that of a cell, and whether it has one.
func (b *builder) sizedStyle(cell *doc.Cell) (sizedStyle, bool) {
	size := b.setting.Sizes[cell.ID]
	return sizedStyle{cell.Style, size.HalfPoints()}, size > 0
}

// sizedStyles writes these styles, each based on the one that it makes smaller.
func (b *builder) sizedStyles(w *xmlWriter) {
	var all []sizedStyle
	for _, block := range b.doc.Body {
		t, ok := block.(*doc.Table)
		if !ok {
			continue
		}
		for r := range t.Rows {
			for i := range t.Rows[r].Cells {
				if s, ok := b.sizedStyle(&t.Rows[r].Cells[i]); ok && !slices.Contains(all, s) {
					all = append(all, s)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b sizedStyle) int { return cmp.Or(cmp.Compare(a.role, b.role), cmp.Compare(b.size, a.size)) })
	for _, s := range all {
		name, _ := styleName(doc.TextStyle{Role: s.role})
		points := string(unit.AppendPoints(nil, unit.Length(s.size)*unit.Point/2, 1))
		w.open("w:style", "w:type", "paragraph", "w:customStyle", "1", "w:styleId", s.id())
		w.leaf("w:name", "w:val", name+"（"+points+"磅）")
		w.leaf("w:basedOn", "w:val", styleID(s.role))
		w.leaf("w:uiPriority", "w:val", priority(s.role))
		w.open("w:rPr")
		w.leaf("w:sz", "w:val", decimal(s.size))
		w.leaf("w:szCs", "w:val", decimal(s.size))
		w.close("w:rPr")
		w.close("w:style")
	}
}
