package configs

import (
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// longestWord is how many characters an entry of `words` may have.
const longestWord = 100

func (r *styleReader) words(n *source.Node) {
	f := fields(n, r.problems, "ends", "whole")
	r.Words = Words{Ends: r.wordList(f.Get("ends"), false), Whole: r.wordList(f.Get("whole"), true)}
}

// wordList reads words, which may have parts divided by "/" if parted.
func (r *styleReader) wordList(n *source.Node, parted bool) []string {
	texts := source.Strings(n, r.problems)
	if n == nil {
		return texts
	}
	for _, i := range n.Items {
		if i.Kind != source.Scalar {
			continue
		}
		parts := strings.Split(i.Text, "/")
		empty := false
		for _, p := range parts {
			empty = empty || strings.TrimSpace(p) != p || p == ""
		}
		switch {
		case empty:
			r.problems.Add(diag.Errorf(i.Pos, "“%s”有一段是空的，或者前后有空格", "a part of %q is empty or has blanks around it", i.Text))
		case len(parts) > 1 && !parted:
			r.problems.Add(diag.Errorf(i.Pos, "“%s”里不能有“/”", "%q must not have a \"/\"", i.Text).
				WithHint("要标明几个词，写在 whole 里", "to divide it into words, put it below whole"))
		case utf8.RuneCountInString(i.Text) > longestWord:
			r.problems.Add(diag.Errorf(i.Pos, "这个词超过 %d 个字", "the word has more than %d characters", longestWord))
		}
	}
	return texts
}
