package rules

import (
	"slices"
	"strings"
)

// nameMark stands for a name while an enumeration is taken apart. It is not a
// character that a report file may hold.
const nameMark = "\x00"

// countItems counts the items of the enumeration in text, which 、 or ，
// separate. A name counts as one item though it holds such a mark itself.
// Words before the first name are no item, nor are those after the last one
// unless 、 joins them to it. Without a name in text there is no item.
func countItems(text string, names []string) int {
	longest := slices.Clone(names)
	slices.SortStableFunc(longest, func(a, b string) int { return len(b) - len(a) })
	for _, name := range longest {
		if name != "" {
			text = strings.ReplaceAll(text, name, nameMark)
		}
	}
	first, last := strings.Index(text, nameMark), strings.LastIndex(text, nameMark)
	if first < 0 {
		return 0
	}
	items := 0
	for part := range strings.FieldsFuncSeq(text[first:last+len(nameMark)], isItemMark) {
		items += max(1, strings.Count(part, nameMark))
	}
	tail, _, _ := strings.Cut(text[last+len(nameMark):], "，")
	for i, part := range strings.Split(tail, "、") {
		if i > 0 && part != "" { // what stands before the first 、 ends the last name's own item
			items++
		}
	}
	return items
}

func isItemMark(r rune) bool { return r == '、' || r == '，' }
