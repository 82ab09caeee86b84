package sum

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// key is what makes two names the same agency's: blanks do not count, nor
// whether characters and brackets are full-width.
func key(agency string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case strings.ContainsRune("〔[【", r):
			return '('
		case strings.ContainsRune("〕]】", r):
			return ')'
		}
		return r
	}, norm.NFKC.String(agency))
}

// resembling finds the pairs of different names that may be one agency's: they
// differ in a bracketed addition, in one character that was put in, left out or
// exchanged with its neighbour, or one begins with the district and the other
// does not. Names that differ in another character are usual, as 县财政局 and
// 县民政局, and so are those that differ in a number or a direction. Each pair
// has the place of the later name first.
func resembling(names []string) [][2]int {
	var pairs [][2]int
	byName, byForm := map[string][]int{}, map[string][]int{}
	for i, name := range names {
		bare := withoutBrackets(key(name))
		found := slices.Clone(byForm[bare])
		for _, form := range forms(bare) {
			found = append(found, byName[form]...)
			byForm[form] = append(byForm[form], i)
		}
		byName[bare] = append(byName[bare], i)
		slices.Sort(found)
		for _, other := range slices.Compact(found) {
			if key(names[other]) != key(name) && told(names[other]) == told(name) {
				pairs = append(pairs, [2]int{i, other})
			}
		}
	}
	return pairs
}

// forms are a name and what it becomes without its beginning, without one
// character or with two neighbours exchanged. Nothing is left out of short
// names, which have too little to tell them apart.
func forms(name string) []string {
	const shortest = 4
	list := []string{name}
	r := []rune(name)
	for i := range r {
		if len(r) > shortest {
			list = append(list, string(slices.Delete(slices.Clone(r), i, i+1)))
		}
		if i > 0 && len(r)-i >= shortest {
			list = append(list, string(r[i:]))
		}
		if i > 0 && len(r) >= shortest {
			swapped := slices.Clone(r)
			swapped[i-1], swapped[i] = swapped[i], swapped[i-1]
			list = append(list, string(swapped))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// told is the characters of a name by which agencies of one kind are told
// apart: 第二中学, 东关镇.
func told(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsNumber(r) || strings.ContainsRune("一二三四五六七八九十百东南西北中上下前后内外左右新老大小", r) {
			return r
		}
		return -1
	}, norm.NFKC.String(name))
}

// withoutBrackets leaves out bracketed additions, unless nothing else is there.
func withoutBrackets(name string) string {
	rest := name
	for {
		open := strings.IndexByte(rest, '(')
		if open < 0 {
			break
		}
		end := strings.IndexByte(rest[open:], ')')
		if end < 0 {
			break
		}
		rest = rest[:open] + rest[open+end+1:]
	}
	if rest == "" {
		return name
	}
	return rest
}
