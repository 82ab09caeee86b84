package intake

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/internal/diag"
)

// ofYears puts the words of the template in place of the years before and after that of
// the report, where a label is one of its rows with them: 2023年结转 in a report of 2024 is
// 上年结转.
func (t *tableReader) ofYears(cells []slot) {
	if t.year == 0 {
		return
	}
	for i, c := range cells {
		if t.shape.names[t.shape.nameOf(c.text)] != nil {
			continue // another year of this row: that is said of it
		}
		for _, other := range []struct {
			by    int
			words []string
		}{{-1, []string{"上年", "上年度"}}, {1, []string{"下年度", "下年"}}} {
			year := strconv.Itoa(t.year + other.by)
			if !strings.Contains(c.text, year+"年") || t.shape.years[t.year+other.by] {
				continue
			}
			said := strings.NewReplacer(year+"年度", "\x00", year+"年", "\x00").Replace(c.text)
			at := slices.IndexFunc(other.words, func(w string) bool {
				return t.shape.names[t.shape.nameOf(strings.ReplaceAll(said, "\x00", w))] != nil
			})
			if at < 0 {
				continue
			}
			cells[i].text = strings.ReplaceAll(said, "\x00", other.words[at])
			t.notef(c.pos, "“%s”按“%s”读取", "%q is read as %q", shown(c.text), shown(cells[i].text))
		}
	}
}

// yearNamed is the year that a line names where it does not name the year of the report
// too; 0 for none.
func yearNamed(text string, report int) int {
	other := 0
	for _, word := range yearWord.FindAllString(cell.Compact(text), -1) {
		year, err := strconv.Atoi(word[:4])
		switch {
		case err != nil:
		case year == report:
			return 0
		case other == 0:
			other = year
		}
	}
	return other
}

// ofAnotherYear says of what stands at the table and is none of its labels that it names
// another year: with the name of the table that is its caption, and its figures are of
// that year.
func (t *tableReader) ofAnotherYear(c slot) bool {
	year := yearNamed(c.text, t.year)
	if t.year == 0 || year == 0 || t.shape.years[year] {
		return false
	}
	if t.name != "" && strings.Contains(headingName(c.text), t.name) {
		t.said.Add(diag.Errorf(c.pos, "表题“%s”说的是 %d 年，不是 %d 年", "the caption %q is of %d, not of %d", shown(c.text), year, t.year).
			WithHint("对照原件：数是 %d 年的，改正表题；不是的，换成 %[1]d 年的表格", "if the figures are those of %d, mend the caption; if not, put in the table of that year", t.year))
		return true
	}
	t.warnf(c.pos, "表中的“%s”没有认出，没有放进报告；它说的是 %d 年，不是 %d 年", "“%s” in the table was not understood and is not in the report; it is of %d, not of %d", shown(c.text), year, t.year)
	return true
}

// headingYears says which headings name another year than that of the report: above a
// table the figures are of that year.
func (r *reading) headingYears(parts []*part) {
	for _, p := range parts {
		text := p.heading.Text()
		year := yearNamed(text, r.year)
		switch {
		case r.year == 0 || year == 0 || p.section == nil || strings.Contains(p.section.Heading, strconv.Itoa(year)):
		case p.section.Kind == configs.TableSection:
			r.said.Add(diag.Errorf(p.heading.Pos, "标题“%s”说的是 %d 年，不是 %d 年", "the heading %q is of %d, not of %d", shown(text), year, r.year).
				WithHint("对照原件：数是 %d 年的，改正标题；不是的，换成 %[1]d 年的表格", "if the figures are those of %d, mend the heading; if not, put in the table of that year", r.year))
		case year < r.year:
			r.warnf(p.heading.Pos, "标题“%s”说的是 %d 年，不是 %d 年", "the heading %q is of %d, not of %d", shown(text), year, r.year)
		}
	}
}
