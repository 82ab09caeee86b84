package schema

import (
	"regexp"
	"slices"
	"strings"

	"gongwen/internal/source"
)

// keys gathers what may stand in a map whose keys have ids and labels.
type keys struct {
	title, description string
	properties         object
	patterns           object
	count              int
	needed             []any // of each key that cannot be left out: that it is there
}

// add adds a key: its id, its labels as they stand in the template, and
// patterns for the other ways in which these may be written. needed is that it
// cannot be left out.
func (k *keys) add(id string, labels []string, needed bool, schema object) {
	k.count++
	var known []string
	for _, name := range append([]string{id}, labels...) {
		if name != "" && !slices.Contains(known, name) {
			known = append(known, name)
			k.properties = k.properties.with(name, schema)
		}
	}
	var patterns []string
	for _, l := range labels {
		if p := pattern(l); l != "" && !slices.Contains(patterns, p) {
			patterns = append(patterns, p)
			k.patterns = k.patterns.with(p, schema)
		}
	}
	if needed {
		names := []any{object{{"enum", known}}}
		for _, p := range patterns {
			names = append(names, object{{"pattern", p}})
		}
		k.needed = append(k.needed, object{{"not", object{{"propertyNames", object{{"not", anyOf(names...)}}}}}})
	}
}

// schema is the map. Where all keys are needed, that one is missing is told by
// counting, which editors explain best; else by looking for it under all its
// names.
func (k *keys) schema() object {
	o := described(k.title, k.description).
		with("type", "object").
		with("properties", k.properties)
	if len(k.patterns) > 0 {
		o = o.with("patternProperties", k.patterns)
	}
	o = o.with("additionalProperties", false)
	if n := len(k.needed); n > 0 {
		o = o.with("minProperties", n)
		if n < k.count {
			o = o.with("allOf", k.needed)
		}
	}
	return o
}

// pattern is a regular expression (ECMA-262, and RE2 as well) for the ways in
// which a label may be written: with another number before it or none, with
// another note behind it or none, without its quotation marks.
func pattern(label string) string {
	const (
		number = `(?:[（(]?[0-9一二三四五六七八九十]+[）)、.．]+)?`
		note   = `(?:[（(].*[）)])?`
		quote  = `[“”"]?`
	)
	name := source.Normalize(label)
	words := regexp.QuoteMeta(name)
	if !strings.Contains(label, name) {
		var b strings.Builder
		for _, r := range name {
			b.WriteString(quote + regexp.QuoteMeta(string(r)))
		}
		words = b.String() + quote
	}
	return `^\s*` + number + `\s*` + words + `\s*` + note + `[:：]?\s*$`
}
