package rules

import (
	"slices"
	"strings"

	"gongwen/data/rules/lexicon"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// togetherStated judges a number that is the sum of what several statements of
// a rule are about: 不予公开、无法提供合计21件.
func (c *check) togetherStated(r *rule, f *fact, l *lexicon.Words) {
	list := c.statedOf(r, f, l)
	if list == nil {
		return
	}
	sum, cells := zero, make([]string, len(list))
	env := c.statedEnv(f)
	var compared claim
	for i, s := range list {
		made := c.demand(s)
		if made == nil || len(made.expected) == 0 || !c.hasFields(made.rule.fields) || !c.readable(&made.claim) {
			return
		}
		value, ok := c.value(r, made.expected[0], env)
		if !ok {
			return
		}
		sum, cells[i] = sum.Plus(value), made.expected[0].cells
		compared.reads, compared.rule = append(compared.reads, made.expected[0].reads...), made.rule
	}
	if said := f.number().Quantity; !sum.Agrees(said) {
		env["expected"] = sum.String()
		c.broken(&compared.rule, f.pos(), env, diag.T("“%s”：文字里是 %s，表中“%s”合计是 %s", "“%s”: the text says %s, the table has in “%s” %s together", env["match"], said, strings.Join(cells, " + "), sum), c.compared(&compared)...)
	}
}

// statedOf are the statements of all that a number is the sum of; nil where the
// rule has none for one of them, or one for two.
func (c *check) statedOf(r *rule, f *fact, l *lexicon.Words) []match {
	var list []match
	one := *f
	for _, class := range f.Together {
		one.Classes = slices.Clone(f.Classes)
		one.Classes[l.Dimension[class]] = class
		s := c.statement(r, &one, l, one.Classes[l.Subject])
		if s.statement == nil || slices.Contains(list, s) {
			return nil
		}
		list = append(list, s)
	}
	return list
}

// shareStated judges a percentage: of one of the wholes it is what the table has,
// or the number that it is said of.
func (c *check) shareStated(r *rule, made *demand, f *fact, env map[string]any) {
	p := f.number().Quantity
	var parts []numeral.Quantity
	said := none // which of what is expected it is that the percentage is said of
	if f.Said != nil {
		parts = append(parts, *f.Said)
	}
	for i, e := range made.expected {
		value, ok := c.value(r, e, env)
		if !ok {
			return
		}
		if parts = append(parts, value); f.Said != nil && said == none && value.Agrees(*f.Said) {
			said = i
		}
	}
	var compared claim
	wholes := made.wholes
	if named, has := made.named[f.Whole]; has {
		wholes = named
	} else if f.OfAll && len(wholes) > made.lines {
		wholes = wholes[made.lines:] // 三成的申请因本机关不掌握而无法提供
	}
	if len(wholes) == 0 {
		return
	}
	for _, w := range wholes {
		compared.reads = append(compared.reads, w.reads...)
	}
	if !c.readable(&compared) {
		return
	}
	for n, w := range wholes {
		whole, ok := c.value(r, w, env)
		if !ok {
			return
		}
		for i, part := range parts {
			which := i - (len(parts) - len(made.expected))
			if which < 0 {
				which = said
			}
			if len(made.expected) > 1 && which >= 0 && which != n {
				continue // what is new is no part of what was carried in too
			}
			if isShareOf(p, part, whole) {
				return
			}
		}
	}
	part := parts[len(parts)-len(made.expected)]
	whole, _ := c.value(r, wholes[0], env)
	share, _ := numeral.Percent(part, whole, max(p.Decimals, 0)+1)
	env["expected"] = share.String()
	c.broken(&made.rule, f.pos(), env, diag.T("“%s”：表中“%s”是 %s，占“%s”%s 的 %s%%", "“%s”: the table has in “%s” %s, of “%s” %s that is %s%%", env["match"], made.cells, part, wholes[0].cells, whole, share), c.compared(&made.claim)...)
}

// isShareOf reports whether p may be the percentage that part is of whole.
func isShareOf(p, part, whole numeral.Quantity) bool {
	if whole.Exact() && whole.Low.IsZero() {
		return part.Low.IsZero() && !p.Low.IsPositive()
	}
	decimals := p.Decimals
	if !p.Exact() {
		decimals = max(decimals, 2) // 49.9% are not 超过半数
	}
	if share, known := numeral.Percent(part, whole, decimals); known {
		return p.Agrees(numeral.Exactly(share))
	}
	return mayBePercent(p, part, whole)
}
