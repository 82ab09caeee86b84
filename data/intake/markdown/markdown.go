// Package markdown writes what readers found in a paragraph as the Markdown of
// report files.
package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/intake/flow"
	"gongwen/internal/link"
	"gongwen/internal/pattern"
)

// Of is the Markdown of the runs of a paragraph: data/load reads the same
// characters from it, bold ones and links.
func Of(list []flow.Run) string {
	var texts []string
	runs := settled(list)
	e := escaperOf(runs)
	for i, r := range runs {
		text := e.escaped(r.Text)
		if i+1 < len(runs) && runs[i+1].Link != "" && r.Link == "" && strings.HasSuffix(text, "!") {
			text = text[:len(text)-1] + `\!` // before a link it would make a picture of it
		}
		if i == 0 {
			text = escapedStart(text)
		}
		switch {
		case r.Link == "":
		case r.Link == r.Text && !strings.ContainsAny(r.Text, `<>\*`):
			text = "<" + r.Text + ">"
		default:
			text = "[" + text + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C").Replace(r.Link) + ">)"
		}
		if r.Bold {
			text = "**" + text + "**"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "")
}

// escaper knows which marks of a paragraph Markdown would misunderstand. Others
// stay as they are, so that people can read them.
type escaper struct{ stars, brackets bool }

func escaperOf(runs []flow.Run) escaper {
	var e escaper
	text := flow.Block{Runs: runs}.Text()
	for _, r := range runs {
		e.stars = e.stars || r.Bold
		e.brackets = e.brackets || r.Link != ""
	}
	e.stars = e.stars || strings.Contains(text, "**")
	e.brackets = e.brackets || strings.Contains(text, "](")
	return e
}

// escaped puts a backslash before what Markdown would take for a mark.
func (e escaper) escaped(s string) string {
	if !strings.ContainsAny(s, "\\*[]<`~") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 1)
	for i := range len(s) {
		next := byte(0)
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch c := s[i]; {
		case c == '\\' && (next == 0 || next < utf8.RuneSelf && !isLetter(next)),
			c == '*' && e.stars,
			(c == '[' || c == ']') && e.brackets,
			c == '<' && next < utf8.RuneSelf,
			c == '`' || c == '~' && next == '~' || c == '[' && next == '^':
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// unsetStart is what would be taken for an item of a list, or for a mark of
// Markdown that is not set.
var unsetStart = pattern.New(`^(?:>|\||[-+*] |-{3}|={3}|_{3})`)

// escapedStart puts one before what makes a subheading or a chart at the
// beginning of a paragraph.
func escapedStart(s string) string {
	switch {
	case strings.HasPrefix(s, "#"), unsetStart.MatchString(s):
		return `\` + s
	case s == "chart:" || s == "图表:":
		return strings.TrimSuffix(s, ":") + `\:`
	}
	return s
}

// runJoiner puts runs one behind the other, those of one look together.
type runJoiner struct {
	runs []flow.Run
	text []string // of the last one
}

func (j *runJoiner) add(r flow.Run) {
	if r.Text == "" {
		return
	}
	if n := len(j.runs); n == 0 || j.runs[n-1].Bold != r.Bold || j.runs[n-1].Link != r.Link {
		j.end()
		j.runs = append(j.runs, flow.Run{Bold: r.Bold, Link: r.Link})
	}
	j.text = append(j.text, r.Text)
}

// end gives the last run its text and all of them back.
func (j *runJoiner) end() []flow.Run {
	if n := len(j.runs); n > 0 && len(j.text) > 0 {
		j.runs[n-1].Text = strings.Join(j.text, "")
		j.text = j.text[:0]
	}
	return j.runs
}

// settled is runs as Markdown can have them: equal ones joined, blanks and marks
// at the ends of bold ones outside of it, links to nowhere plain.
func settled(list []flow.Run) []flow.Run {
	var first, out runJoiner
	for _, r := range list {
		if !link.Valid(r.Link) {
			r.Link = ""
		}
		first.add(r)
	}
	for _, r := range first.end() {
		if !r.Bold || r.Link != "" {
			out.add(r)
			continue
		}
		inner := strings.TrimLeftFunc(r.Text, noOpening)
		before := r.Text[:len(r.Text)-len(inner)]
		inner = strings.TrimRightFunc(inner, noClosing)
		behind := r.Text[len(before)+len(inner):]
		out.add(flow.Run{Text: before})
		out.add(flow.Run{Text: inner, Bold: true})
		out.add(flow.Run{Text: behind})
	}
	return out.end()
}

// noOpening says whether bold text cannot begin with a character, noClosing
// whether it cannot end with one.
func noOpening(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("，。、；：？！,.;:?!*", r)
}

func noClosing(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi) || r == '*'
}
