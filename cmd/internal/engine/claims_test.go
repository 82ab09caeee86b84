package engine

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/frame"
)

// claim is what a case says of its own lines, so that a rewritten golden file
// cannot hide that the rule is broken.
//
//	# claim line TEXT           a line says TEXT and nothing else
//	# claim whole TEXT          TEXT stands on one line, wherever it is
//	# claim apart TEXT|TEXT     a line ends with the first, the next begins with the second
//	# claim pages N             there are N pages
//	# claim page N begins TEXT  the content of page N begins with TEXT
//	# claim page N lines M      page N has M lines of text
//	# claim again page N TEXT   page N says TEXT again as an artifact
type claim struct {
	said, kind, text string
	page, count      int
}

var claimForms = []*regexp.Regexp{
	regexp.MustCompile(`^(line|whole|apart) (.+)$`),
	regexp.MustCompile(`^(pages) ([0-9]+)$`),
	regexp.MustCompile(`^page ([0-9]+) (begins) (.+)$`),
	regexp.MustCompile(`^page ([0-9]+) (lines) ([0-9]+)$`),
	regexp.MustCompile(`^(again) page ([0-9]+) (.+)$`),
}

func readClaim(t *testing.T, file, said string) claim {
	t.Helper()
	for i, form := range claimForms {
		m := form.FindStringSubmatch(said)
		if m == nil {
			continue
		}
		c := claim{said: said, kind: m[1], text: m[len(m)-1]}
		switch i {
		case 2, 3:
			c.page, _ = strconv.Atoi(m[1])
			c.kind = m[2]
		case 4:
			c.page, _ = strconv.Atoi(m[2])
		}
		c.count, _ = strconv.Atoi(c.text)
		return c
	}
	t.Fatalf("%s: no claim: %q", file, said)
	return claim{}
}

func (c claim) check(t *testing.T, pages []frame.Page) {
	t.Helper()
	var lines []string
	for _, p := range pages {
		for _, l := range linesOf(p) {
			lines = append(lines, l.text)
		}
	}
	if c.page > len(pages) {
		t.Errorf("claim %q: there are %d pages", c.said, len(pages))
		return
	}
	ok := true
	switch c.kind {
	case "line":
		ok = slices.Contains(lines, c.text)
	case "whole":
		ok = slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, c.text) })
	case "apart":
		end, start, _ := strings.Cut(c.text, "|")
		ok = false
		for i := 1; i < len(lines); i++ {
			ok = ok || strings.HasSuffix(lines[i-1], end) && strings.HasPrefix(lines[i], start)
		}
	case "pages":
		ok = len(pages) == c.count
	case "begins":
		said := linesOf(pages[c.page-1])
		ok = len(said) > 0 && strings.HasPrefix(said[0].text, c.text)
	case "lines":
		ok = len(linesOf(pages[c.page-1])) == c.count
	case "again":
		ok = strings.Contains(saidAgain(pages[c.page-1]), c.text)
	}
	if !ok {
		t.Errorf("claim %q does not hold of\n%s", c.said, strings.Join(lines, "\n"))
	}
}

// saidAgain joins the artifacts of a page that are text.
func saidAgain(p frame.Page) string {
	var b strings.Builder
	for _, item := range p.Items {
		if text, ok := item.(*frame.Text); ok && text.Artifact != frame.Content {
			b.WriteString(text.String)
		}
	}
	return b.String()
}

// pageLine is content of one node on one baseline.
type pageLine struct {
	text string
	size unit.Length
	y    unit.Length
}

func linesOf(p frame.Page) []pageLine {
	var lines []pageLine
	var last *frame.Text
	for _, item := range p.Items {
		text, ok := item.(*frame.Text)
		if !ok || text.Artifact != frame.Content {
			continue
		}
		if last != nil && last.Y == text.Y && (last.Node == text.Node || last.Size == text.Size && text.Size > 12*unit.Point) {
			lines[len(lines)-1].text += text.String
		} else {
			lines = append(lines, pageLine{text.String, text.Size, text.Y})
		}
		last = text
	}
	return lines
}

// CLREQ, level “basic”, and GB/T 15834-2011 5.1.
const (
	startsNoLine = "、，。；：？！”’）》〉】〕」』］｝·～/％‰℃"
	endsNoLine   = "“‘（《〈【〔「『［｛"
)

// checkEnds reads every line's first and last character.
func checkEnds(t *testing.T, pages []frame.Page) {
	t.Helper()
	for _, p := range pages {
		for _, l := range linesOf(p) {
			runes := []rune(l.text)
			if first := runes[0]; strings.ContainsRune(startsNoLine, first) {
				t.Errorf("page %d: a line starts with %c: %s", p.Number, first, l.text)
			}
			if last := runes[len(runes)-1]; strings.ContainsRune(endsNoLine, last) {
				t.Errorf("page %d: a line ends with %c: %s", p.Number, last, l.text)
			}
		}
	}
}

// checkRules tests that every rule of a table ends on another one that
// crosses it, so that borders meet without gap or overhang.
func checkRules(t *testing.T, pages []frame.Page) {
	t.Helper()
	for _, p := range pages {
		var rules []*frame.Rule
		for _, item := range p.Items {
			if r, ok := item.(*frame.Rule); ok {
				rules = append(rules, r)
			}
		}
		if !slices.ContainsFunc(rules, func(r *frame.Rule) bool { return r.X1 == r.X2 }) {
			continue // lines of a 版头 or 版记
		}
		for _, r := range rules {
			for _, end := range [][2]unit.Length{{r.X1, r.Y1}, {r.X2, r.Y2}} {
				if !slices.ContainsFunc(rules, func(o *frame.Rule) bool { return meets(r, o, end[0], end[1]) }) {
					t.Errorf("page %d: the rule from %s, %s to %s, %s ends in the open", p.Number, r.X1, r.Y1, r.X2, r.Y2)
				}
			}
		}
	}
}

// meets is whether the end x, y of r lies on o, which crosses it, or reaches
// to its outer edge.
func meets(r, o *frame.Rule, x, y unit.Length) bool {
	half := o.Width / 2
	if r.X1 == r.X2 == (o.X1 == o.X2) {
		return false
	}
	if o.X1 == o.X2 {
		return x >= o.X1-half && x <= o.X1+half && y >= min(o.Y1, o.Y2)-half && y <= max(o.Y1, o.Y2)+half
	}
	return y >= o.Y1-half && y <= o.Y1+half && x >= min(o.X1, o.X2)-half && x <= max(o.X1, o.X2)+half
}
