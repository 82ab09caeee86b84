package form

import (
	"strings"

	"gongwen/data/intake/look"
	"gongwen/internal/pattern"
)

// pages judges paper, margins and grid of the sections (5.1, 5.2).
func (j *judge) pages() {
	style := j.sheet.Page
	for i := range j.look.Sections {
		s := &j.look.Sections[i]
		width, height := twips(style.Width), twips(style.Height)
		if s.Landscape {
			if !near(s.Width, height, millimetre) || !near(s.Height, width, millimetre) {
				j.say("W1", nil, "纸张为 %s × %s，应为 A4", "the paper is %s by %s and should be A4", millimetres(s.Width), millimetres(s.Height))
			}
			continue
		}
		if !near(s.Width, width, millimetre) || !near(s.Height, height, millimetre) {
			j.say("W1", nil, "纸张为 %s × %s，应为 %s × %s", "the paper is %s by %s and should be %s by %s", millimetres(s.Width), millimetres(s.Height), millimetres(width), millimetres(height))
		}
		const slack = 4 // twips by which programs round
		var wrong []string
		for _, m := range []struct {
			name       string
			have, want int
		}{{"上", s.Top, twips(style.Top)}, {"下", s.Bottom, twips(style.Bottom)}, {"左", s.Left + s.Gutter, twips(style.Left)}, {"右", s.Right, twips(style.Right)}} {
			have := max(m.have, -m.have)
			if !near(have, m.want, millimetre+slack) {
				wrong = append(wrong, m.name+" "+millimetres(have)+"（应为 "+millimetres(m.want)+"）")
			}
		}
		if len(wrong) > 0 {
			j.say("W2", nil, "页边距：%s", "margins: %s", strings.Join(wrong, "，"))
		}
		j.grid(s)
	}
}

// grid judges the grid of a section; without one the lines of the text say how far they
// stand apart.
func (j *judge) grid(s *look.Section) {
	if s.Grid == "" || s.LinePitch <= 0 {
		return
	}
	const loose = 40 // twips: 28 and 30 pt are usual too
	if pitch := twips(j.sheet.Page.Pitch); !near(s.LinePitch, pitch, loose) && !j.fixedLines() {
		lines := (s.Height - s.Top - s.Bottom) / s.LinePitch
		j.say("W3", nil, "文档网格为每页 %d 行，应为 %d 行", "the grid has %d lines a page and should have %d", lines, j.sheet.Page.Lines)
	}
	if s.Grid == "lines" || j.look.Usual == 0 {
		return
	}
	pitch := float64(j.look.Usual)/2 + float64(s.CharSpace)/4096
	if pitch <= 0 {
		return
	}
	width := float64(s.Width-s.Left-s.Right-s.Gutter) / 20
	if n := int(width/pitch + 0.05); n != j.sheet.Page.Characters && j.look.Usual >= 2*int(j.style("body").Size.HalfPoints())/2 {
		j.say("W3", nil, "文档网格为每行 %d 字，应为 %d 字", "the grid has %d characters a line and should have %d", n, j.sheet.Page.Characters)
	}
}

// fixedLines reports whether most of the text has a fixed line spacing, which no grid
// changes.
func (j *judge) fixedLines() bool {
	fixed, all := 0, 0
	for i := range j.look.Paragraphs {
		if p := &j.look.Paragraphs[i]; j.isBody(p) {
			all++
			if p.LineRule == "exact" {
				fixed++
			}
		}
	}
	return all > 0 && 2*fixed > all
}

// tables judges how wide tables are.
func (j *judge) tables() {
	for _, t := range j.look.Tables {
		s := j.sectionOf(t)
		width := s.Width - s.Left - s.Right - s.Gutter
		const slack = 2*millimetre + 216 // and the inner margins of Word's cells, which stand outside
		if width > 0 && t.Width > width+slack {
			p := look.Paragraph{Pos: t.Pos, Runs: []look.Run{{Text: t.Pos.Sheet}}}
			j.say("W26", &p, "表格宽 %s，超出了版心（%s）", "the table is %s wide, more than the type area (%s)", millimetres(t.Width), millimetres(width))
		}
	}
}

// sectionOf is the widest section, in which a table may stand.
func (j *judge) sectionOf(look.Table) look.Section {
	var best look.Section
	for _, s := range j.look.Sections {
		if s.Width-s.Left-s.Right > best.Width-best.Left-best.Right {
			best = s
		}
	}
	return best
}

// headers says that pages have a header, which the standard has no place for. The mark of a
// draft may stand there.
func (j *judge) headers() {
	for _, s := range j.look.Sections {
		for _, h := range s.Headers {
			for i := range h.Paragraphs {
				if p := &h.Paragraphs[i]; han(p.Text()) > 0 && !p.PageNumber && trimmed(p) != j.sheet.Page.DraftMark {
					j.say("W2", nil, "有页眉“%s”，公文没有页眉", "there is a header, “%s”; official documents have none", quoteOf(p))
					return
				}
			}
		}
	}
}

// pageForm is a page number between 一字线 (7.5).
var pageForm = pattern.New(`^[—－–]\s*1\s*[—－–]$`)

// numbers judges the page numbers (7.5).
func (j *judge) numbers() {
	if len(j.look.Sections) == 0 {
		return
	}
	s := j.look.Sections[len(j.look.Sections)-1]
	for _, other := range j.look.Sections {
		if numberOf(s.Footer) == nil {
			s.Footer, s.Even = other.Footer, other.Even
		}
	}
	odd, even := numberOf(s.Footer), numberOf(s.Even)
	switch {
	case odd == nil && even == nil && numberOf(s.First) == nil:
		if !j.onePage() {
			j.say("W23", nil, "没有页码", "there are no page numbers")
		}
		return
	case odd == nil:
		return
	}
	if text := trimmed(odd); !pageForm.MatchString(text) {
		j.say("W23", nil, "页码的样子是“%s”，应为“— 1 —”", "the page number looks like “%s”, and should like — 1 —", text)
	}
	j.numberType(odd)
	outside := odd.Place == "outside"
	if outside {
		return
	}
	if !j.look.EvenOdd || even == nil {
		where := map[string]string{"center": "居中", "left": "居左", "right": "居右"}[placeOf(odd)]
		j.say("W23", nil, "单双页的页码位置相同（%s），应为单页居右、双页居左", "odd and even pages have their number in the same place (%s); it belongs to the right of odd and the left of even pages", where)
		return
	}
	if placeOf(odd) != "right" || placeOf(even) != "left" {
		j.say("W23", nil, "页码应为单页居右、双页居左", "the page number belongs to the right of odd and the left of even pages")
	}
}

// onePage reports whether a document may be so short that it has no page number.
func (j *judge) onePage() bool {
	n := 0
	for i := range j.look.Paragraphs {
		n += length(j.look.Paragraphs[i].Text())
	}
	const few = 300 // characters
	return n < few && len(j.found.Attachments) == 0
}

// numberOf is the paragraph of a footer with the page number.
func numberOf(f *look.Footer) *look.Paragraph {
	if f == nil {
		return nil
	}
	for i := range f.Paragraphs {
		if f.Paragraphs[i].PageNumber {
			return &f.Paragraphs[i]
		}
	}
	return nil
}

// placeOf is where a page number stands.
func placeOf(p *look.Paragraph) string {
	if p.Floating && p.Place != "" {
		return p.Place
	}
	switch p.Align {
	case "center", "right":
		return p.Align
	}
	return "left"
}

// numberType judges size and face of the page number.
func (j *judge) numberType(p *look.Paragraph) {
	style := j.style("page-number")
	for _, r := range p.Runs {
		if !strings.ContainsAny(r.Text, "0123456789") {
			continue
		}
		if want := int(style.Size.HalfPoints()); r.Size > 0 && !near(r.Size, want, 1) {
			j.say("W23", nil, "页码为%s，应为%s", "the page number has %s and should have %s", sizeName(r.Size), sizeName(want))
		}
		if r.ASCII != "" && !look.IsFace(r.ASCII, "宋体") {
			j.say("W23", nil, "页码用了%s，应为宋体", "the page number is in %s and should be in 宋体", r.ASCII)
		}
		return
	}
}
