package intake

import (
	"slices"
	"strconv"
	"strings"
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
