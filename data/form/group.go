package form

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/internal/diag"
)

// Grouped is what was said with one diagnostic for what is said of several paragraphs of
// a file: its place is all of them, as 第3、5–9段, and it repeats the beginning of the
// first. What is related to the paragraphs is left out.
func Grouped(said diag.List) diag.List {
	type key struct {
		rule, file, sheet string
		message           diag.Text
	}
	groups := map[key][]diag.Diagnostic{}
	keyOf := func(d diag.Diagnostic) key { return key{d.Rule, d.Pos.File, d.Pos.Sheet, d.Message} }
	for _, d := range said {
		if isForm(d) {
			groups[keyOf(d)] = append(groups[keyOf(d)], d)
		}
	}
	var out diag.List
	for _, d := range said {
		if !isForm(d) {
			out.Add(d)
			continue
		}
		group := groups[keyOf(d)]
		if group == nil {
			continue // said with the first
		}
		delete(groups, keyOf(d))
		out.Add(together(group))
	}
	return out
}

// isForm reports whether something is said of the form of a paragraph.
func isForm(d diag.Diagnostic) bool {
	return strings.HasPrefix(d.Rule, "W") && len(d.Related) == 1 && d.Related[0].Pos == d.Pos
}

// together is one diagnostic for several that differ in their places.
func together(group []diag.Diagnostic) diag.Diagnostic {
	d := group[0]
	quote := d.Related[0].Text
	d.Related = nil
	if len(group) == 1 {
		d.Message = diag.T("%s：%s", "%s: %s", d.Message, quote)
		return d
	}
	var numbers []int
	for _, one := range group {
		if n, ok := paragraphNumber(one.Pos.Cell); ok {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == len(group) {
		d.Pos.Cell = "第" + ranges(numbers) + "段"
	}
	d.Message = diag.T("%s：%s等 %d 处", "%s: %s and others, %d in all", d.Message, quote, len(group))
	return d
}

func paragraphNumber(cell string) (int, bool) {
	inner, ok := strings.CutPrefix(cell, "第")
	inner, ends := strings.CutSuffix(inner, "段")
	n, err := strconv.Atoi(inner)
	return n, ok && ends && err == nil
}

// ranges is numbers as 3、5–9.
func ranges(numbers []int) string {
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	var parts []string
	for i := 0; i < len(numbers); {
		k := i
		for k+1 < len(numbers) && numbers[k+1] == numbers[k]+1 {
			k++
		}
		part := strconv.Itoa(numbers[i])
		switch {
		case k == i+1:
			part += "、" + strconv.Itoa(numbers[k])
		case k > i:
			part += "–" + strconv.Itoa(numbers[k])
		}
		parts = append(parts, part)
		i = k + 1
	}
	return strings.Join(parts, "、")
}
