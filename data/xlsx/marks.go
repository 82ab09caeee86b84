package xlsx

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/xlsx/findings"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
)

// helpAuthor is who writes the comments with the template's help.
const helpAuthor = findings.Author

// marks names what stands in cells beside what they say, and the notes of
// people at figures.
func (r *reader) marks() {
	for _, s := range r.sheets {
		for _, c := range s.Cells() {
			for _, m := range c.Marks {
				r.mark(s.Pos(c.Ref), c.Text, m)
			}
		}
		r.covered(s)
		for _, c := range s.Comments {
			if text := findings.Before(c.Text); text != "" && c.Author != helpAuthor && r.isFigure(s, c.Ref) {
				r.problems.Add(diag.Warnf(s.Pos(c.Ref), "这一格的批注没有读入：%s", "the comment at this cell was not read: %s", clip(strings.Join(strings.Fields(text), " "))).
					WithHint("批注里的数如果是对的，填进单元格", "if the comment has the right figure, write it into the cell"))
			}
		}
	}
}

// covered names the figures over which a picture or a shape lies.
func (r *reader) covered(s *worksheet) {
	for _, f := range r.found {
		i := slices.IndexFunc(s.Drawings, func(d workbook.Drawing) bool {
			return area{Range: d.Range}.has(f.at)
		})
		if f.sheet != s || i < 0 {
			continue
		}
		d := diag.Warnf(s.Pos(f.at), "这一格上面有图形，看到的可能是另一个数，照单元格里的数读取", "a shape lies over this cell and may show another figure; what the cell holds is read")
		if s.Drawings[i].Picture {
			d.Message = diag.T("这一格上面有图片，看到的可能是另一个数，照单元格里的数读取", "a picture lies over this cell and may show another figure; what the cell holds is read")
		}
		r.problems.Add(d.WithHint("把它移开，核对这一格的数", "move it away and compare the figure"))
	}
}

func (r *reader) mark(at diag.Pos, text string, m cell.Mark) {
	switch m.Kind {
	case cell.Deleted:
		r.problems.Add(diag.Warnf(at, "划去的“%s”没有读入，这里读作“%s”", "the struck-out “%s” was not read; what is read is “%s”", clip(m.Text), clip(text)))
	case cell.Footnote:
		r.problems.Add(diag.Diagnostic{Level: diag.Note, Pos: at, Message: diag.T("“%s”是注号，没有读入，这里读作“%s”",
			"“%s” is a footnote mark and was not read; what is read is “%s”", clip(m.Text), clip(text))})
	}
}

// isFigure reports whether a figure of the report stands at a place.
func (r *reader) isFigure(s *worksheet, ref workbook.Ref) bool {
	for _, f := range r.found {
		if f.sheet == s && f.at == s.Origin(ref) {
			return true
		}
	}
	for _, l := range r.listed {
		if l.sheet == s && l.has(s.Origin(ref)) {
			return true
		}
	}
	return false
}
