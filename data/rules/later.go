package rules

import (
	"sync"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// Prepare is Compile for a template that is known to have no faults. What a
// report needs of its rules is compiled when a check first needs it, which for
// one report is a small part; a fault would be said by that check.
func Prepare(t *configs.Template) *Set {
	c := newCompiler(t)
	rules := &Set{template: t, figures: c.figures, totals: unruled(t, c.figures)}
	for _, r := range judged(t) {
		rules.rules = append(rules.rules, c.postponed(r))
	}
	return rules
}

// later is a part of a rule that is compiled when it is first asked for, with
// what is wrong with it. It may be asked for by several goroutines.
type later[T any] func() (T, diag.List)

// postpone puts off what compile does. Where everything that is wrong is to be
// said, it is done at once. What compile uses of c must not change afterwards.
func postpone[T any](c *compiler, compile func(c *compiler) T) later[T] {
	own := *c
	get := sync.OnceValues(func() (T, diag.List) {
		own.found = nil
		value := compile(&own)
		return value, own.found
	})
	if c.all {
		_, said := get()
		c.found.Add(said...)
	}
	return get
}

// postponed is a rule that is compiled when it is needed; nothing comes of one
// that is wrong.
func (c *compiler) postponed(r configs.Rule) postponedRule {
	return postponedRule{r.Previous, postpone(c, func(c *compiler) *rule {
		c.rule = rule{Rule: r}
		c.compile()
		if c.found.HasErrors() {
			return nil
		}
		return &c.rule
	})}
}

// patterns compiles patterns once: many wordings have the same scope. It may be
// asked by several goroutines.
type patterns struct {
	claims   kept[pattern]
	searches kept[*search]
}

// get is a pattern whose groups are asked for.
func (p *patterns) get(source string) (pattern, error) { return p.claims.get(source, newPattern) }

// search is a pattern of which only whether it matches is asked.
func (p *patterns) search(source string) (*search, error) { return p.searches.get(source, newSearch) }

// kept are values by what they are made of, each made once.
type kept[T any] struct {
	mu       sync.Mutex
	bySource map[string]T
}

func (k *kept[T]) get(source string, from func(string) (T, error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if known, ok := k.bySource[source]; ok {
		return known, nil
	}
	made, err := from(source)
	if err != nil {
		return made, err
	}
	if k.bySource == nil {
		k.bySource = map[string]T{}
	}
	k.bySource[source] = made
	return made, nil
}
