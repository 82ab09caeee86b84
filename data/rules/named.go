package rules

import (
	"slices"

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
	// proportionName is the function that says whether a is p per cent of b: proportional(p, a, b).
	proportionName = "proportional"
	// differenceName is the function that says whether a is n more or less than b, as a word says:
	// differBy(n, word, a, b).
	differenceName = "differBy"
	// orderName is the function that says whether a is more or less than b, or as many, as a
	// word says: ordered(word, a, b).
	orderName = "ordered"
	// rankName is the function that says whether a has the rank among its like that a word
	// says: ranked(word, a, among).
	rankName = "ranked"
)

// named adds the functions to what expressions may use.
func (c *compiler) named() {
	c.env[timesName] = types.TypeOf(func(_ numeral.Quantity, _ string, _, _ any) bool { return true })
	c.env[proportionName] = types.TypeOf(func(_ numeral.Quantity, _, _ any) bool { return true })
	c.env[differenceName] = types.TypeOf(func(_ numeral.Quantity, _ string, _, _ any) bool { return true })
	c.env[orderName] = types.TypeOf(func(_ string, _, _ any) bool { return true })
	c.env[rankName] = types.TypeOf(func(_ string, _ any, _ string) bool { return true })
}

// named adds the same to what they are evaluated with.
func (c *check) named(env map[string]any) {
	env[timesName], env[proportionName], env[differenceName], env[orderName], env[rankName] = c.timesOf, c.proportional, c.differBy, c.ordered, c.ranked
}

func (c *check) timesOf(n numeral.Quantity, rest string, a, b any) bool {
	var words configs.Particles
	if l := c.wordsOfRules(); l != nil {
		words = l.Particles
	}
	return c.mayBePartOf(a, b, func(a, b decimal.Decimal) bool { return isTimes(n, rest, a.DivRound(b, 6), words) })
}

// isTimes reports whether a ratio is n times, with the text behind 倍. What is
// written is rounded half up or down.
func isTimes(n numeral.Quantity, rest string, ratio decimal.Decimal, words configs.Particles) bool {
	half, one := decimal.New(5, -1), decimal.NewFromInt(1)
	said := n.Low
	add := lexicon.Begins(rest, words.Half)
	switch {
	case n.Open:
		return ratio.GreaterThanOrEqual(said)
	case !n.Exact():
		return ratio.GreaterThanOrEqual(said) && ratio.LessThanOrEqual(n.High)
	case add > 0:
		said, rest = said.Add(half), rest[add:]
	}
	unit := decimal.New(1, -max(n.Decimals, 0))
	switch {
	case lexicon.Begins(rest, words.OrMore) > 0:
		return ratio.GreaterThanOrEqual(said)
	case lexicon.Begins(rest, words.AndMore) > 0:
		return ratio.GreaterThanOrEqual(said) && ratio.LessThan(said.Add(one))
	case lexicon.Begins(rest, words.Around) > 0:
		unit = unit.Add(unit)
	}
	return ratio.GreaterThanOrEqual(said.Sub(unit.Div(decimal.NewFromInt(2)))) && ratio.LessThan(said.Add(unit))
}

func (c *check) proportional(p numeral.Quantity, a, b any) bool {
	return c.mayBePartOf(a, b, func(a, b decimal.Decimal) bool {
		return isShareOf(p, numeral.Exactly(a), numeral.Exactly(b))
	})
}

func (c *check) differBy(n numeral.Quantity, word string, a, b any) bool {
	return c.mayCompare(a, b, func(a, b decimal.Decimal) bool {
		by := numeral.Exactly(a.Sub(b))
		less := numeral.Exactly(b.Sub(a))
		switch c.direction(word) {
		case 1:
			return n.Agrees(by)
		case -1:
			return n.Agrees(less)
		}
		return n.Agrees(by) || n.Agrees(less)
	})
}

// ordered holds too where both are the same and the word does not say so: 不超过.
func (c *check) ordered(word string, a, b any) bool {
	return c.mayCompare(a, b, func(a, b decimal.Decimal) bool {
		if l := c.wordsOfRules(); l != nil && slices.Contains(l.Particles.InTurn, word) {
			return a.GreaterThanOrEqual(b)
		}
		switch c.direction(word) {
		case 1:
			return a.GreaterThan(b)
		case -1:
			return a.LessThan(b)
		}
		return a.Equal(b)
	})
}

// direction is what a word says of the first of two sides: 1 that it is more, -1 that it
// is less, 0 neither.
func (c *check) direction(word string) int {
	l := c.wordsOfRules()
	switch {
	case l == nil:
		return 0
	case lexicon.Has(word, l.Particles.Same), lexicon.Has(word, l.Particles.Apart):
		return 0
	case lexicon.Has(word, l.Particles.Below), lexicon.Has(word, l.Particles.LessThan):
		return -1
	}
	return 1
}

// figure is one of the values that words may name.
type figure struct {
	numeral.Quantity
	subject     int  // of what is counted, where the words do not say it; none as a rule
	alternative int  // which of several values of a statement; none for the only one
	ofWhom      bool // if it is said of whom an earlier clause speaks
}

// goesWith reports whether two figures may be compared: they are of the same and mean it
// alike.
func (f figure) goesWith(o figure) bool {
	return (f.subject == none || o.subject == none || f.subject == o.subject) && (f.alternative == none || o.alternative == none || f.alternative == o.alternative)
}

// mayCompare reports whether a comparison holds for one of the values that each side
// may have, or whether one side has none.
func (c *check) mayCompare(a, b any, holds func(a, b decimal.Decimal) bool) bool {
	return c.mayAgree(c.sideOf(a, b), c.sideOf(b, a), false, holds)
}

// mayBePartOf is mayCompare of a and what it is part of, which is not zero.
func (c *check) mayBePartOf(a, b any, holds func(a, b decimal.Decimal) bool) bool {
	wholes := slices.DeleteFunc(c.sideOf(b, a), func(f figure) bool { return f.Exact() && !f.Low.IsPositive() })
	return c.mayAgree(c.sideOf(a, b), wholes, true, holds)
}

// mayAgree is mayCompare of the values of both sides, of which one may be part of the other.
func (c *check) mayAgree(first, second []figure, part bool, holds func(a, b decimal.Decimal) bool) bool {
	compared := false
	for _, a := range first {
		for _, b := range second {
			if !a.goesWith(b) || part && b.ofWhom && !b.Low.GreaterThan(a.Low) {
				continue
			}
			compared = true
			if mayHold(a.Quantity, b.Quantity, holds) {
				return true
			}
		}
	}
	c.lacking = c.lacking || !compared
	return !compared
}

// mayHold reports whether a comparison holds for two numbers as they are meant. Of such that
// are rounded, 282.27万, the ends are tried; what is said about is no evidence.
func mayHold(a, b numeral.Quantity, holds func(a, b decimal.Decimal) bool) bool {
	if !isRounded(a) || !isRounded(b) {
		return true
	}
	return holds(a.Low, b.Low) || holds(a.High, b.High) || holds(a.Low, b.High) || holds(a.High, b.Low)
}

// isRounded reports whether a number is exact, or nearly so.
func isRounded(n numeral.Quantity) bool {
	return n.Exact() || !n.Open && n.Low.IsPositive() && n.High.Sub(n.Low).Mul(decimal.NewFromInt(50)).LessThanOrEqual(n.High)
}

// sideOf are the values of a side of a comparison.
func (c *check) sideOf(one, other any) []figure {
	switch one := one.(type) {
	case string:
		beside, _ := other.(string)
		return c.figuresNamed(one, beside)
	case side:
		beside := ""
		if other, is := other.(side); is {
			if beside = other.said; len(other.texts) > 0 {
				beside = other.texts[0]
			}
		}
		var list []figure
		for _, value := range one.values {
			list = append(list, figure{value, none, none, false})
		}
		for _, text := range one.texts {
			list = append(list, c.figuresNamed(text, beside)...)
		}
		for _, text := range one.ofWhom {
			for _, f := range c.figuresNamed(text, beside) {
				f.ofWhom = true
				list = append(list, f)
			}
		}
		return list
	}
	return []figure{{quantity(one), none, none, false}}
}

// figuresNamed are the figures that a text may name: those of the statements that are of
// just what its words say. What it does not say is counted is what the text beside it says.
func (c *check) figuresNamed(text, beside string) []figure {
	l := c.wordsOfRules()
	if l == nil {
		return nil
	}
	classes := c.classesOf(l, text)
	if classes == nil {
		return nil
	}
	subjects := []int{classes[l.Subject]}
	var other []int
	if subjects[0] == none && beside != "" {
		if other = c.classesOf(l, beside); other != nil {
			subjects[0] = other[l.Subject]
		}
	}
	if subject := subjects[0]; subject != none {
		subjects = append(subjects, l.Refers[subject]...)
	}
	if subjects[0] != none {
		list := c.figuresOfClasses(l, classes, subjects, text)
		for i := range list {
			list[i].subject = none
		}
		return list
	}
	subjects = subjects[:0]
	for class := range l.Classes {
		if l.Dimension[class] == l.Subject && class != l.Foreign && (other == nil || len(c.figuresOfClasses(l, other, []int{class}, beside)) > 0) {
			subjects = append(subjects, class)
		}
	}
	if list := c.figuresOfClasses(l, classes, subjects, text); len(list) > 0 {
		return list
	}
	return c.figuresOfClasses(l, classes, []int{none}, text)
}

// wordsOfRules is the lexicon of the rules' statements; nil for none.
func (c *check) wordsOfRules() *lexicon.Words {
	for i := 0; i < len(c.rules) && !c.looked; i++ {
		if rule := ready(c, c.rules[i].compiled); rule != nil && len(rule.statements) > 0 && rule.lexicon != nil {
			c.words, c.looked = rule.lexicon, true
		}
	}
	c.looked = true
	return c.words
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
		case off[x.Class] || l.Idle(x.Class) || l.Own(x.Class) || d == l.Of || l.Role[x.Class] == configs.CauseRole || l.Role[x.Class] == configs.AllRole:
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
func (c *check) figuresOfClasses(l *lexicon.Words, classes, subjects []int, text string) []figure {
	var list []figure
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
			for i, e := range made.expected {
				value, ok := c.value(rule, e, env)
				if !ok {
					continue
				}
				one := figure{value, subject, none, false}
				if len(made.expected) > 1 {
					one.alternative = i
				}
				list = append(list, one)
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
