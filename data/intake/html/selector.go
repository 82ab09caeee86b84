package html

import (
	"iter"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"

	"gongwen/internal/pattern"
)

// selector is one selector of a style sheet.
type selector struct {
	text   string
	unsure bool // it may name other elements
}

// eachOf are the selectors of a list, told apart by commas.
func eachOf(list string) iter.Seq[string] {
	return func(yield func(string) bool) {
		begin, depth := 0, 0
		var quote byte
		for i := 0; i < len(list); i++ {
			switch c := list[i]; {
			case c == '\\':
				i++
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '(' || c == '[':
				depth++
			case c == ')' || c == ']':
				depth--
			case c == ',' && depth == 0:
				if !yield(strings.TrimSpace(list[begin:i])) {
					return
				}
				begin = i + 1
			}
		}
		yield(strings.TrimSpace(list[begin:]))
	}
}

// inside is a selector in each of those around it (CSS Nesting 1, section 3).
func (s selector) inside(parents []selector) []selector {
	if parents == nil {
		s.text = strings.ReplaceAll(s.text, "&", ":root")
		return s.alternatives()
	}
	var list []selector
	for _, p := range parents {
		text := p.text + " " + s.text
		unsure := p.unsure || s.unsure
		if strings.Contains(s.text, "&") {
			text = strings.ReplaceAll(s.text, "&", p.text)
			unsure = unsure || strings.LastIndexByte(s.text, '&') > 0 && strings.ContainsAny(p.text, " >+~")
		}
		list = append(list, selector{text, unsure}.alternatives()...)
	}
	return list
}

// A list of selectors in a selector, where it can stand by itself.
var alternative = pattern.New(`^(.*?)(:(?:is|-webkit-any|-moz-any))\(([^()]*)\)(.*)$`)

// alternatives are the selectors that one with :is() stands for (Selectors 4,
// section 4.2), as far as they can be written without it.
func (s selector) alternatives() []selector {
	m := alternative.FindStringSubmatch(s.text)
	if m == nil || strings.Contains(m[4], ":is(") {
		return []selector{s}
	}
	before, behind := m[1], m[4]
	joins := before == "" || strings.ContainsAny(before[len(before)-1:], " >+~")
	var list []selector
	for part := range eachOf(m[3]) {
		byClass := strings.HasPrefix(part, ".") || strings.HasPrefix(part, "#") || strings.HasPrefix(part, "[")
		if before != "" && (strings.ContainsAny(part, " >+~") || !joins && !byClass) {
			return []selector{s}
		}
		list = append(list, selector{before + part + behind, s.unsure})
	}
	return list
}

var (
	// Text that a style sheet puts before or behind an element, or the part of an
	// element that it is about (CSS Pseudo-Elements 4).
	pseudoElement = pattern.New(`::?(before|after|first-letter|first-line)$|::[a-z-]+`)
	bracketed     = pattern.New(`\[[^\]]*\]`)
	attributeName = pattern.New(`\[\s*([a-zA-Z_][\w-]*)`)
	arguments     = pattern.New(`\([^()]*\)`)
	pseudoClass   = pattern.New(`:([a-z-]+)`)
	compound      = pattern.New(`(?:^|[\s>+~])((?:[a-zA-Z][\w-]*|\*)?(?:[.#][\w-]+)*)$`)
)

// States in which a page is not while it is only looked at; cascadia knows the others.
var atNoTime = []string{"focus-within", "focus-visible", "target-within", "fullscreen", "autofill", "user-invalid", "user-valid", "popover-open", "modal"}

// Pseudo-classes of other languages than CSS, which browsers do not know.
var foreign = []string{"contains", "containsown", "matchesown", "haschild", "input"}

// Pseudo-classes that cascadia knows as CSS has them.
var structural = []string{"not", "has", "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type", "first-child", "last-child",
	"first-of-type", "last-of-type", "only-child", "only-of-type", "empty", "root", "link", "enabled", "disabled", "checked",
	"hover", "active", "focus", "visited", "target"}

// rule is what a selector says with a look: ok is false where it is about nothing
// that is shown. named are the attributes that it needs. A selector that is not
// understood becomes a rule about all that it may name, which is not sure.
func (how reading) rule(s selector, look string, in scope) (r rule, named []string, ok bool) {
	text := s.text
	if m := pseudoElement.FindStringSubmatch(text); m != nil {
		if look = how.ofPart(m[1], look); look == "" || !strings.HasSuffix(text, m[0]) {
			return rule{}, nil, false
		}
		text = strings.TrimSuffix(text, m[0])
	}
	text = strings.NewReplacer(":any-link", ":link", ":-webkit-any-link", ":link").Replace(text)
	unsure := s.unsure || in.unsure
	bare := bracketed.ReplaceAllString(text, "")
	for _, m := range pseudoClass.FindAllStringSubmatch(strings.ToLower(bare), -1) {
		switch name := m[1]; {
		case slices.Contains(foreign, name):
			return rule{}, nil, false
		case slices.Contains(structural, name):
		case (slices.Contains(atNoTime, name) || strings.HasPrefix(name, "-")) && !strings.Contains(bare, "("):
			return rule{}, nil, false
		default:
			unsure = true
		}
	}
	for _, m := range attributeName.FindAllStringSubmatch(text, -1) {
		name := strings.ToLower(m[1])
		unsure = unsure || name == placeKey || name == lookKey
		named = append(named, name)
	}
	parsed, err := cascadia.Parse(text)
	if err != nil || unsure || around(parsed.String()) > maxAround {
		if unsure = true; !how.matters(look) {
			return rule{}, nil, false
		}
		if parsed, err = cascadia.Parse(subject(bare)); err != nil {
			return rule{}, nil, false
		}
	}
	written := parsed.String()
	return rule{parsed, look, around(written), strings.ContainsAny(written, ":~"), in.layered, unsure}, named, true
}

// ofPart is the look that a pseudo-element gives the text of its element.
func ofPart(part, look string) string {
	const other = "content" + lookMark + "generated"
	switch part {
	case "before", "after":
		if strings.Contains(look, other) {
			return other
		}
	case "first-letter", "first-line":
		if matters(look) {
			return other
		}
	}
	return ""
}

// subject is what a selector says without conditions of the element that it is
// about: * where that is nothing.
func subject(s string) string {
	for inner := arguments.ReplaceAllString(s, ""); inner != s; inner = arguments.ReplaceAllString(s, "") {
		s = inner
	}
	m := compound.FindStringSubmatch(pseudoClass.ReplaceAllString(s, ""))
	if m == nil || m[1] == "" {
		return "*"
	}
	return m[1]
}

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
