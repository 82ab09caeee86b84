package write

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// rare stands in for the characters beyond the basic plane, such as 𬒈, while
// the YAML is encoded: the library takes them for unprintable and would escape
// all of the text that holds one. YAML 1.2.2 5.1 lets them stand.
type rare struct {
	standIn map[rune]rune
	back    []string // pairs of a stand-in and its character
}

// hide puts private-use characters that no text of the tree has in the place of
// the rare ones.
func hide(root *yaml.Node) *rare {
	r := &rare{standIn: map[rune]rune{}}
	used := map[rune]bool{}
	var found []rune
	walk(root, func(s string) string {
		for _, c := range s {
			switch {
			case c > 0xFFFF && r.standIn[c] == 0:
				r.standIn[c] = c
				found = append(found, c)
			case c >= firstPrivate && c <= lastPrivate:
				used[c] = true
			}
		}
		return s
	})
	next := rune(firstPrivate)
	for _, c := range found {
		for used[next] {
			next++
		}
		if next > lastPrivate {
			delete(r.standIn, c)
			continue
		}
		r.standIn[c] = next
		r.back = append(r.back, string(next), string(c))
		next++
	}
	walk(root, func(s string) string {
		return strings.Map(func(c rune) rune {
			if in, ok := r.standIn[c]; ok {
				return in
			}
			return c
		}, s)
	})
	return r
}

// show undoes hide in the encoded file.
func (r *rare) show(file []byte) []byte {
	return []byte(strings.NewReplacer(r.back...).Replace(string(file)))
}

const firstPrivate, lastPrivate = 0xE000, 0xF8FF

// walk replaces all text of a tree, comments included.
func walk(n *yaml.Node, f func(string) string) {
	n.Value, n.HeadComment, n.FootComment = f(n.Value), f(n.HeadComment), f(n.FootComment)
	for _, c := range n.Content {
		walk(c, f)
	}
}
