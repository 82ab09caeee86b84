package rules

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/types"
	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/data/rules/reading"
	"gongwen/internal/numeral"
)

// What wordings have for numbers that the text only names: 予以公开的件数是部分公开的4倍. Each of what
// is compared is a number of the text, or words for which statements of the rules
// have figures. All hold where words name nothing that the tables have.
const (
	// timesName is the function that says whether a is n times b: timesOf(n, rest, a, b), where rest
	// is the text behind 倍.
	timesName = "timesOf"
	// boundName is the function that says whether a is below or above p per cent of b, as a
	// word says: boundOf(p, word, a, b).
	boundName = "boundOf"
	// differenceName is the function that says whether a is n more or less than b, as a word says:
	// differBy(n, word, a, b).
	differenceName = "differBy"
	// rankName is the function that says whether a is at a place among others, from the
	// largest on: ranked(a, place, others); place is counted from the smallest on below 0.
	rankName = "ranked"
)

// named adds the functions to what expressions may use.
func (c *compiler) named() {
	compares := types.TypeOf(func(_ numeral.Quantity, _ string, _, _ any) bool { return true })
	c.env[timesName], c.env[boundName], c.env[differenceName] = compares, compares, compares
	c.env[rankName] = types.TypeOf(func(_ string, _ int, _ []any) bool { return true })
}

// named adds the same to what they are evaluated with.
func (c *check) named(env map[string]any) {
	env[timesName], env[boundName], env[differenceName], env[rankName] = c.timesOf, c.boundOf, c.differBy, c.ranked
}

func (c *check) timesOf(n numeral.Quantity, rest string, a, b any) bool {
	return c.mayCompare(a, b, func(a, b decimal.Decimal) bool { return !b.IsPositive() || isTimes(n, rest, a.DivRound(b, 6)) })
}

// isTimes reports whether a ratio is n times, with the text behind 倍. What is
// written is rounded half up or down.
func isTimes(n numeral.Quantity, rest string, ratio decimal.Decimal) bool {
	half, one := decimal.New(5, -1), decimal.NewFromInt(1)
	said := n.Low
	switch {
	case n.Open:
		return ratio.GreaterThanOrEqual(said)
	case !n.Exact():
		return true
	case strings.HasPrefix(rest, "半"):
		said, rest = said.Add(half), strings.TrimPrefix(rest, "半")
	}
	unit := decimal.New(1, -max(n.Decimals, 0))
	switch {
	case strings.HasPrefix(rest, "以上"):
		return ratio.GreaterThanOrEqual(said)
	case strings.HasPrefix(rest, "多"), strings.HasPrefix(rest, "有余"):
		return ratio.GreaterThanOrEqual(said) && ratio.LessThan(said.Add(one))
	case strings.HasPrefix(rest, "左右"):
		unit = unit.Add(unit)
	}
	return ratio.GreaterThanOrEqual(said.Sub(unit.Div(decimal.NewFromInt(2)))) && ratio.LessThan(said.Add(unit))
}

func (c *check) boundOf(p numeral.Quantity, word string, a, b any) bool {
	return c.mayCompare(a, b, func(a, b decimal.Decimal) bool {
		if !b.IsPositive() || !p.Exact() || p.Open {
			return true
		}
		share := a.Shift(2).DivRound(b, 6)
		if strings.HasPrefix(word, "不") || strings.HasPrefix(word, "低") || strings.HasPrefix(word, "未") {
			return share.LessThan(p.Low)
		}
		return share.GreaterThanOrEqual(p.Low)
	})
}

func (c *check) differBy(n numeral.Quantity, word string, a, b any) bool {
	return c.mayCompare(a, b, func(a, b decimal.Decimal) bool {
		if word == "少" {
			a, b = b, a
		}
		return n.Agrees(numeral.Exactly(a.Sub(b)))
	})
}

// ranked compares with others of which it is itself one.
func (c *check) ranked(a string, place int, others []any) bool {
	own := c.figuresNamed(a, "")
	if len(own) == 0 {
		return true
	}
	more, less, among := 0, 0, false
	for _, other := range others {
		list := c.figuresNamed(other.(string), "")
		if len(list) == 0 {
			return true
		}
		among = among || list[0].Agrees(own[0])
		if list[0].Low.GreaterThan(own[0].Low) {
			more++
		}
		if list[0].Low.LessThan(own[0].Low) {
			less++
		}
	}
	if place < 0 {
		more, less, place = less, more, -place
	}
	return !among || more < place && len(others)-less >= place
}

// mayCompare reports whether a comparison holds for one of the values that each side
// may have, or whether one side has none.
func (c *check) mayCompare(a, b any, holds func(a, b decimal.Decimal) bool) bool {
	first, second := c.sideOf(a, b), c.sideOf(b, a)
	for _, a := range first {
		for _, b := range second {
			if !a.Exact() || !b.Exact() || holds(a.Low, b.Low) {
				return true
			}
		}
	}
	return len(first) == 0 || len(second) == 0
}

// sideOf are the values of a side of a comparison.
func (c *check) sideOf(side, other any) []numeral.Quantity {
	text, named := side.(string)
	if !named {
		return []numeral.Quantity{quantity(side)}
	}
	beside, _ := other.(string)
	return c.figuresNamed(text, beside)
}

// figuresNamed are the figures that a text may name: those of the statements that are of
// just what its words say. What it does not say is counted is what the text beside it says.
func (c *check) figuresNamed(text, beside string) []numeral.Quantity {
	l := c.wordsOfRules()
	if l == nil {
		return nil
	}
	classes := c.classesOf(l, text)
	if classes == nil {
		return nil
	}
	subjects := []int{classes[l.Subject]}
	if subjects[0] == none && beside != "" {
		if other := c.classesOf(l, beside); other != nil {
			subjects[0] = other[l.Subject]
		}
	}
	if subject := subjects[0]; subject != none {
		subjects = append(subjects, l.Refers[subject]...)
	}
	list := c.figuresOfClasses(l, classes, subjects, text)
	if len(list) > 0 || subjects[0] != none {
		return list
	}
	subjects = subjects[:0]
	for class := range l.Classes {
		if l.Dimension[class] == l.Subject && class != l.Foreign {
			subjects = append(subjects, class)
		}
	}
	return c.figuresOfClasses(l, classes, subjects, text)
}

// wordsOfRules is the lexicon of the rules' statements; nil for none.
func (c *check) wordsOfRules() *lexicon.Words {
	for _, p := range c.rules {
		if rule := ready(c, p.compiled); rule != nil && len(rule.statements) > 0 && rule.lexicon != nil {
			return rule.lexicon
		}
	}
	return nil
}

// classesOf are the classes that words say, by dimension; nil where that is not
// clear, or where they limit what is counted.
func (c *check) classesOf(l *lexicon.Words, text string) []int {
	off := c.without(l)
	classes := make([]int, len(l.Dimensions))
	for d := range classes {
		classes[d] = none
	}
	said := false
	for _, x := range l.Split(text, func(int) bool { return false }, c.agency()) {
		if x.Kind != lexicon.Word {
			if x.Kind == lexicon.Unknown && x.Length(text) == 1 {
				continue
			}
			return nil
		}
		d := l.Dimension[x.Class]
		switch {
		case off[x.Class] || l.Idle(x.Class) || l.Own(x.Class) || d == l.Of || l.Role[x.Class] == configs.CauseRole:
			continue
		case l.Role[x.Class] != "", d == l.Period, d == l.Scope, d == l.Aside, len(l.Spells[x.Class]) > 0:
			return nil
		case classes[d] == none || slices.Contains(l.Absorbs[x.Class], classes[d]) || len(l.Refers[classes[d]]) > 0 && d == l.Subject:
			classes[d], said = x.Class, true
		case classes[d] == x.Class || slices.Contains(l.Absorbs[classes[d]], x.Class) || len(l.Refers[x.Class]) > 0 && d == l.Subject:
		default:
			return nil
		}
	}
	if !said {
		return nil
	}
	return classes
}

// figuresOfClasses are the values of the statements of all rules about one of subjects and the
// other classes.
func (c *check) figuresOfClasses(l *lexicon.Words, classes, subjects []int, text string) []numeral.Quantity {
	var list []numeral.Quantity
	env := c.namedEnv(text)
	for _, subject := range subjects {
		f := fact{Reading: reading.Reading{Amount: configs.AmountNumber, Bare: true, Classes: slices.Clone(classes), Inherited: none, Including: none}}
		f.Classes[l.Subject] = subject
		for _, p := range c.rules {
			rule := ready(c, p.compiled)
			if rule == nil || len(rule.statements) == 0 || rule.lexicon != l {
				continue
			}
			m := c.statement(rule, &f, l, subject)
			if m.statement == nil {
				continue
			}
			made := c.demand(m)
			if made == nil || made.rule.check != nil || !c.hasFields(made.rule.fields) || !c.readable(&made.claim) || !c.applies(&made.rule, env) {
				continue
			}
			for _, e := range made.expected {
				if value, ok := c.value(rule, e, env); ok && !slices.ContainsFunc(list, value.Agrees) {
					list = append(list, value)
				}
			}
		}
	}
	return list
}

// namedEnv is what expressions of a statement may use of words without a number.
func (c *check) namedEnv(text string) map[string]any {
	env := make(map[string]any, len(c.claimBase)+len(wordingNames))
	for name, value := range c.claimBase {
		env[name] = value
	}
	env["match"] = text
	for _, name := range []string{"section", "label", "heading", "before", "after", "earlier", "clause", "cells"} {
		env[name] = ""
	}
	env[configs.Number] = zero
	return env
}
