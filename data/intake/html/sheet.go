package html

import (
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// rule is a rule of a style sheet that says something that matters.
type rule struct {
	selector cascadia.Sel
	look     string
	around   int  // elements around the one that it is about which the selector names
	siblings bool // it looks at those beside it
}

// dress gives the elements of a page the looks of its style sheets (CSS Cascading
// 4, section 6), as attributes beside those that filter wrote. It stops where
// that would take too long, and says so.
func dress(root *html.Node, sheets string) bool {
	rules, whole := rulesOf(sheets)
	if len(rules) == 0 {
		return whole
	}
	slices.SortStableFunc(rules, func(a, b rule) int {
		switch {
		case a.selector.Specificity().Less(b.selector.Specificity()):
			return -1
		case b.selector.Specificity().Less(a.selector.Specificity()):
			return 1
		}
		return 0
	})
	budget := maxMatches
	var visit func(n *html.Node, depth, siblings int) bool
	visit = func(n *html.Node, depth, siblings int) bool {
		if n.Type == html.ElementNode {
			look := ""
			for _, r := range rules {
				budget -= steps(depth, r.around)
				if r.siblings {
					budget -= siblings
				}
				if r.selector.Match(n) {
					look += r.look + " "
				}
			}
			if budget < 0 {
				return false
			}
			if look != "" {
				overlay(n, look)
			}
		}
		children := 0
		for range n.ChildNodes() {
			children++
		}
		for c := range n.ChildNodes() {
			if !visit(c, depth+1, children) {
				return false
			}
		}
		return true
	}
	return visit(root, 0, 0) && whole
}

// overlay gives an element looks, of each group the last one, or the last important
// one: its own style comes last.
func overlay(n *html.Node, looks string) {
	own, had := lookUp(n, lookKey)
	var groups, words []string
	for word := range strings.FieldsSeq(looks + own) {
		group, _, _ := strings.Cut(word, lookMark)
		if i := slices.Index(groups, group); i >= 0 {
			if strings.HasSuffix(word, importantMark) || !strings.HasSuffix(words[i], importantMark) {
				words[i] = word
			}
			continue
		}
		groups, words = append(groups, group), append(words, word)
	}
	look := strings.Join(words, " ")
	if !had {
		n.Attr = append(n.Attr, html.Attribute{Key: lookKey, Val: look})
		return
	}
	for i := range n.Attr {
		if n.Attr[i].Key == lookKey {
			n.Attr[i].Val = look
			return
		}
	}
}

// rulesOf are the rules of style sheets that matter. Those for paper and other
// conditions than media are left out; whole is whether there were not too many.
func rulesOf(sheets string) (rules []rule, whole bool) {
	sheets = withoutComments(sheets)
	for sheets != "" {
		prelude, rest, ok := strings.Cut(sheets, "{")
		if !ok {
			return rules, true
		}
		if i := strings.LastIndexAny(prelude, ";}"); i >= 0 {
			prelude = prelude[i+1:] // behind @import and the like, and the ends of @media
		}
		prelude = strings.TrimSpace(prelude)
		if strings.HasPrefix(prelude, "@") {
			sheets = rest
			if !strings.HasPrefix(prelude, "@media") || strings.Contains(prelude, "print") {
				sheets = behindBlock(rest)
			}
			continue
		}
		var body string
		if body, sheets, ok = strings.Cut(rest, "}"); !ok {
			return rules, true
		}
		look := lookOf(body)
		if look == "" {
			continue
		}
		prelude, made := generated.ReplaceAllString(prelude, ""), generated.MatchString(prelude)
		if made {
			if !strings.Contains(look, "generated") {
				continue
			}
			look = "content" + lookMark + "generated"
		}
		if strings.ContainsAny(structural.ReplaceAllString(prelude, ""), ":") {
			continue // what is so only in some state
		}
		group, err := cascadia.ParseGroup(prelude)
		if err != nil {
			continue // as browsers do
		}
		for _, selector := range group {
			if len(rules) == maxRules {
				return rules, false
			}
			text := selector.String()
			if n := around(text); n <= maxAround {
				rules = append(rules, rule{selector, look, n, strings.ContainsAny(text, ":~")})
			}
		}
	}
	return rules, true
}

var (
	// Text that a style sheet puts before or behind an element.
	generated = regexp.MustCompile(`::?(?:before|after)\b`)
	// Places among the elements beside it (Selectors 4, section 14).
	structural = regexp.MustCompile(`:(?:(?:first|last|only)-(?:child|of-type)|nth-(?:last-)?(?:child|of-type)\([^()]*\)|not\([.#a-zA-Z0-9_-]*\)|empty)`)
)

// around is how many elements a selector names beside the one that it is about.
func around(selector string) int {
	n := -1
	for word := range strings.FieldsSeq(selector) {
		if word != ">" && word != "+" && word != "~" {
			n++
		}
	}
	return n
}

// steps is how many elements are compared at most with a selector.
func steps(depth, around int) int {
	n := 1
	for range around {
		n *= depth + 1
	}
	return n
}

func withoutComments(s string) string {
	s = strings.NewReplacer("<!--", "", "-->", "").Replace(s)
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, "/*")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		if _, s, found = strings.Cut(rest, "*/"); !found {
			return out.String()
		}
	}
}

// behindBlock is what follows a block whose beginning was read.
func behindBlock(s string) string {
	for depth, i := 1, 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[i+1:]
			}
		}
	}
	return ""
}
