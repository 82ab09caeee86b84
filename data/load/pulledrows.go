package load

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// isPulledRow reports whether the record of what was pulled names a row of a list.
func (b *builder) isPulledRow(section string, ref data.Ref) bool {
	_, given := b.report.Tables[section].Lists[ref.Row]
	n, err := strconv.Atoi(ref.Column)
	return given && err == nil && n > 0 && n <= MaxRows
}

// pulledRows gives the rows of lists their origins. A row is known by what it says,
// not by its number, so that one that is put in or taken out changes no other.
func (b *builder) pulledRows() {
	for _, s := range b.report.Template.Sections {
		if s.Kind != configs.TableSection {
			continue
		}
		for _, leaf := range data.Lists(b.report.Template.Table(s.ID)) {
			if list, given := b.report.Tables[s.ID].Lists[leaf.Path]; given {
				b.pulledList(leaf, list, b.report.Pulled[s.ID])
			}
		}
	}
}

func (b *builder) pulledList(leaf data.Leaf, list data.List, origins data.Origins) {
	type numbered struct {
		n    int
		from string
	}
	from := map[string][]numbered{}
	left := 0
	for ref, o := range origins {
		if n, err := strconv.Atoi(ref.Column); err == nil && ref.Row == leaf.Path {
			from[o.Value.Text] = append(from[o.Value.Text], numbered{n, o.From})
			left++
		}
	}
	if left == 0 {
		return
	}
	for _, same := range from {
		slices.SortFunc(same, func(x, y numbered) int { return cmp.Compare(x.n, y.n) })
	}
	other, first := 0, list.Pos
	for i := range list.Rows {
		row := &list.Rows[i]
		said := Said(row)
		if same := from[said]; len(same) > 0 {
			row.From, from[said] = same[0].from, same[1:]
			left--
			continue
		}
		if other++; other == 1 {
			first = row.Pos
		}
	}
	if left > 0 || other > 0 {
		b.problems.Add(diag.Warnf(first, "%s：取来的行有 %d 行这里没有了，这里有 %d 行不是取来的", "%s: %d of the rows that were pulled are here no longer, %d rows here were not pulled", leaf.Name, left, other).
			WithHint("取来的对，再运行 gongwen pull --force；这里的对，删去“取数记录”里这个清单的各行", "run gongwen pull --force where the source is right, or remove the rows of the list from “pulled” where these are"))
	}
}

// Said is the words and figures that are given for a row as one text, by which the
// record of what was pulled knows it: "0001 | 甲 | - | 10.5". Zeros are as nothing, a
// stroke: a blank may stand for one.
func Said(r *data.ListRow) string {
	parts := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		switch {
		case c.State == data.Given && c.Text != "":
			parts[i] = c.Text
		case c.State == data.Given && !c.Value().IsZero():
			parts[i] = c.Value().String()
		default:
			parts[i] = "-"
		}
	}
	return strings.Join(parts, " | ")
}
