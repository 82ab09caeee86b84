package pdf

import (
	"maps"
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// annotations reads what people wrote on a page (ISO 32000-1 12.5.6): what they
// struck out is struck out; notes, text typed on the page and fields of forms are
// named, for they are not part of its content.
func (r *reader) annotations(d pdfread.Dict, p *page, at pdfread.Ref) error {
	list, err := r.view.Array(d["Annots"])
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := r.step(at); err != nil {
			return err
		}
		a, err := r.view.Dict(o)
		if err != nil {
			return err
		}
		const hidden, noView = 1 << 1, 1 << 5 // Table 165
		if flags, _ := a["F"].(int64); flags&(hidden|noView) != 0 {
			continue
		}
		switch kind, _ := a["Subtype"].(pdfread.Name); kind {
		case "StrikeOut":
			if err := r.strikeOut(a, p, at); err != nil {
				return err
			}
		case "FreeText", "Text", "Caret", "Stamp", "Redact", "Ink", "Line":
			said, err := r.words(a["Contents"], at)
			if err != nil {
				return err
			}
			r.notes.Add(diag.Warnf(r.pos(p.number), "页面上批注的内容没有读入%s", "what is annotated on the page was not read%s", quoted(said)).
				WithHint("批注改了数的，在报告文件里照改", "if it mends a figure, mend it in the report file"))
		case "Widget":
			said, err := r.words(a["V"], at)
			if err != nil {
				return err
			}
			if said != "" {
				r.notes.Add(diag.Warnf(r.pos(p.number), "表单域里填写的内容没有读入%s", "what is filled into a field of a form was not read%s", quoted(said)))
			}
		}
	}
	return nil
}

func quoted(said string) string {
	const longest = 20 // characters
	if said = flow.Quoted(said, longest); said != "" {
		return "：" + said
	}
	return ""
}

// strikeOut draws rules through the text that an annotation strikes out (12.5.6.10).
func (r *reader) strikeOut(a pdfread.Dict, p *page, at pdfread.Ref) error {
	quads, err := r.view.Array(a["QuadPoints"])
	if err != nil {
		return err
	}
	for len(quads) >= 8 {
		n := numbers(quads[:8], 8)
		quads = quads[8:]
		low, high := slices.Min([]float64{n[1], n[3], n[5], n[7]}), slices.Max([]float64{n[1], n[3], n[5], n[7]})
		left, right := slices.Min([]float64{n[0], n[2], n[4], n[6]}), slices.Max([]float64{n[0], n[2], n[4], n[6]})
		for i := range p.glyphs {
			g := &p.glyphs[i]
			middle, y := (g.left+g.right)/2, g.y+g.size*0.3
			if g.size > 0 && middle > left && middle < right && y > low && y < high {
				g.look |= cell.Struck
			}
			if err := r.step(at); err != nil {
				return err
			}
		}
	}
	return nil
}

// unshown keeps some text that is in the file and not shown.
func (c *content) unshown(g glyph) {
	const longest = 200 // bytes
	if c.layered == nil {
		c.layered = map[int]string{}
	}
	if said := c.layered[c.page.number]; len(said) < longest {
		c.layered[c.page.number] = said + g.said
	}
}

// sayUnshown names the text that is not shown: of layers that are off, covered, clipped.
func (r *reader) sayUnshown() {
	for _, page := range slices.Sorted(maps.Keys(r.layered)) {
		if said := strings.TrimSpace(r.layered[page]); said != "" {
			r.notes.Add(diag.Diagnostic{Level: diag.Note, Pos: r.pos(page), Message: diag.T("不显示或被遮住的文字没有读入%s", "text that is not shown or covered was left out%s", quoted(said))})
		}
	}
}
