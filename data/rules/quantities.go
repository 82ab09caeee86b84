package rules

import (
	"errors"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/shopspring/decimal"

	"gongwen/internal/numeral"
)

// quantityOperators let expressions calculate with the numbers that prose says,
// and compare them with each other and with figures. A comparison holds when it
// may be true: a number said about stands for a range. Only those that stand in
// source are given: each looks through the whole expression.
func quantityOperators(source string) []expr.Option {
	types := []any{
		new(func(a, b numeral.Quantity) bool),
		new(func(numeral.Quantity, int) bool), new(func(int, numeral.Quantity) bool),
		new(func(numeral.Quantity, decimal.Decimal) bool), new(func(decimal.Decimal, numeral.Quantity) bool),
	}
	sums := []any{
		new(func(a, b numeral.Quantity) numeral.Quantity),
		new(func(numeral.Quantity, int) numeral.Quantity), new(func(int, numeral.Quantity) numeral.Quantity),
		new(func(numeral.Quantity, decimal.Decimal) numeral.Quantity), new(func(decimal.Decimal, numeral.Quantity) numeral.Quantity),
	}
	var options []expr.Option
	operator := func(sign string, overloads []any, f func(a, b numeral.Quantity) any) {
		if !strings.Contains(source, sign) {
			return
		}
		name := "quantity " + sign
		options = append(options, expr.Operator(sign, name), expr.Function(name, func(args ...any) (any, error) {
			return f(quantity(args[0]), quantity(args[1])), nil
		}, overloads...))
	}
	operator("==", types, func(a, b numeral.Quantity) any { return a.Agrees(b) })
	operator("!=", types, func(a, b numeral.Quantity) any { return !a.Agrees(b) })
	operator("<", types, func(a, b numeral.Quantity) any { return a.MayBeLess(b) })
	operator(">", types, func(a, b numeral.Quantity) any { return b.MayBeLess(a) })
	operator("<=", types, func(a, b numeral.Quantity) any { return a.MayBeLess(b) || a.Agrees(b) })
	operator(">=", types, func(a, b numeral.Quantity) any { return b.MayBeLess(a) || a.Agrees(b) })
	operator("+", sums, func(a, b numeral.Quantity) any { return a.Plus(b) })
	operator("-", sums, func(a, b numeral.Quantity) any { return a.Minus(b) })
	return options
}

// rounds(p, part, whole) is whether the percentage p is part of whole, rounded
// to the decimals that p is written with. Numbers said about, and a whole of
// zero, hold.
var roundsFunction = expr.Function("rounds", func(args ...any) (any, error) {
	p := quantity(args[0])
	decimals := p.Decimals
	if !p.Exact() {
		decimals = max(decimals, 2) // 19.5% are not 近三成
	}
	share, known, err := percent(args[1], args[2], decimals)
	if known || err != nil {
		return p.Agrees(numeral.Exactly(share)), err
	}
	return mayBePercent(p, quantity(args[1]), quantity(args[2])), nil
}, new(func(numeral.Quantity, any, any) bool))

// mayBePercent reports whether p can be part of whole where one of these is
// rounded or said about.
func mayBePercent(p, part, whole numeral.Quantity) bool {
	if part.Open || whole.Open || p.Open || !whole.Low.IsPositive() {
		return true
	}
	low, high := percentages(part, whole, p.Decimals)
	return p.High.GreaterThanOrEqual(low) && p.Low.LessThanOrEqual(high)
}

// percentages is between which percentages a part is of a whole that is more than zero.
func percentages(part, whole numeral.Quantity, decimals int32) (low, high decimal.Decimal) {
	hundred := decimal.NewFromInt(100)
	return part.Low.Mul(hundred).DivRound(whole.High, decimals), part.High.Mul(hundred).DivRound(whole.Low, decimals)
}

// share(part, whole, p) is what p should be, as text; of numbers that are rounded or
// said about, between which percentages it should be.
var shareFunction = expr.Function("share", func(args ...any) (any, error) {
	p := quantity(args[2])
	share, known, err := percent(args[0], args[1], p.Decimals)
	if err != nil || known {
		return share.StringFixed(p.Decimals) + "%", err
	}
	part, whole := quantity(args[0]), quantity(args[1])
	if !whole.Low.IsPositive() {
		return "", errors.New("share of nothing")
	}
	low, high := percentages(part, whole, p.Decimals)
	if low.Equal(high) {
		return low.StringFixed(p.Decimals) + "%", nil
	}
	return low.StringFixed(p.Decimals) + "%～" + high.StringFixed(p.Decimals) + "%", nil
}, new(func(any, any, numeral.Quantity) string))

// percent is part of whole, which are figures or numbers of the prose.
func percent(part, whole any, decimals int32) (share decimal.Decimal, known bool, err error) {
	for _, v := range []any{part, whole} {
		switch v.(type) {
		case numeral.Quantity, int, decimal.Decimal:
		default:
			return decimal.Zero, false, errors.New("not a number")
		}
	}
	share, known = numeral.Percent(quantity(part), quantity(whole), decimals)
	return share, known, nil
}

// consistent(p, part, q, other) is whether p and q can be percentages that part
// and other are of one whole.
var consistentFunction = expr.Function("consistent", func(args ...any) (any, error) {
	low, high, known := wholeOf(quantity(args[0]), quantity(args[1]))
	otherLow, otherHigh, otherKnown := wholeOf(quantity(args[2]), quantity(args[3]))
	return !known || !otherKnown || low.LessThanOrEqual(otherHigh) && otherLow.LessThanOrEqual(high), nil
}, new(func(p, part, q, other numeral.Quantity) bool))

// wholeOf is between which numbers that is of which part is p per cent, rounded.
func wholeOf(p, part numeral.Quantity) (low, high decimal.Decimal, known bool) {
	half := decimal.New(5, -p.Decimals-1)
	least := p.Low.Sub(half)
	if !p.Exact() || !part.Exact() || !least.IsPositive() {
		return low, high, false
	}
	hundred := part.Low.Mul(decimal.NewFromInt(100))
	return hundred.DivRound(p.Low.Add(half), 6), hundred.DivRound(least, 6), true
}

// atLeast(part, whole, percent) is whether part is that much of whole or more.
var atLeastFunction = expr.Function("atLeast", func(args ...any) (any, error) {
	part, whole := quantity(args[0]), quantity(args[1])
	least := whole.Low.Mul(decimal.NewFromInt(int64(args[2].(int)))).Shift(-2)
	return part.Open || part.High.GreaterThanOrEqual(least), nil
}, new(func(part, whole numeral.Quantity, percent int) bool))

// nearly(n, whole, parts) is whether n is one of so many equal parts of whole, or
// about that: people round averages up, down and to tens.
var nearlyFunction = expr.Function("nearly", func(args ...any) (any, error) {
	return isNearly(quantity(args[0]), quantity(args[1]), args[2].(int)), nil
}, new(func(n, whole any, parts int) bool), new(func(numeral.Quantity, any, int) bool))

// isNearly reports whether n is one of so many equal parts of whole, or about that.
func isNearly(n, whole numeral.Quantity, parts int) bool {
	if !whole.Exact() {
		return true
	}
	average := whole.Low.Div(decimal.NewFromInt(int64(parts)))
	if n.Open || n.Low.IsZero() && n.High.IsPositive() { // 超过20, 不足290
		return n.Agrees(numeral.Exactly(average))
	}
	middle := n.Low.Add(n.High).Div(decimal.NewFromInt(2))
	allowed := average.Mul(decimal.New(6, -2))
	if n.Exact() && n.Decimals > 0 && n.Magnitude == 0 { // 293.75 is no rough number
		return n.Low.Sub(average).Abs().LessThan(decimal.New(1, -n.Decimals))
	}
	least := decimal.NewFromInt(1)
	if n.Decimals > 0 && n.Magnitude == 0 {
		least = decimal.New(5, -1) // 约5.4
	}
	near := func(said decimal.Decimal) bool {
		off := said.Sub(average).Abs()
		return off.LessThan(least) || off.LessThanOrEqual(allowed)
	}
	if written, err := decimal.NewFromString(n.Text); err == nil && written.Equal(middle) {
		return near(middle) // 约300
	}
	return near(middle) || near(n.High) // 近300 is nearest to its end
}

// averages(n, whole, count) is whether n is what whole is over count, rounded as n is
// written, up or down.
var averagesFunction = expr.Function("averages", func(args ...any) (any, error) {
	n, whole, count := quantity(args[0]), quantity(args[1]), quantity(args[2])
	if whole.Open || !count.Exact() || count.Low.Sign() <= 0 {
		return true, nil
	}
	if !n.Exact() { // 近70, 超过35万
		return n.Agrees(numeral.Quantity{Low: whole.Low.Div(count.Low), High: whole.High.Div(count.Low)}), nil
	}
	unit := decimal.New(1, n.Magnitude-max(n.Decimals, 0))
	return n.Low.GreaterThan(whole.Low.Div(count.Low).Sub(unit)) && n.Low.LessThan(whole.High.Div(count.Low).Add(unit)), nil
}, new(func(n, whole, count any) bool))

// nearlyIs(by, more, less) is whether by is the difference of two rounded numbers.
var nearlyIsFunction = expr.Function("nearlyIs", func(args ...any) (any, error) {
	by, more, less := quantity(args[0]), quantity(args[1]), quantity(args[2])
	if !by.Exact() || !more.Exact() || !less.Exact() {
		return true, nil
	}
	unit := decimal.New(1, -max(by.Decimals, more.Decimals, less.Decimals, 0))
	return more.Low.Sub(less.Low).Sub(by.Low).Abs().LessThanOrEqual(unit), nil
}, new(func(by, more, less any) bool))

// complete(p, part) is whether percentages that add up to p and parts that add
// up to part leave out nothing: what lacks in a hundred is less than half of one.
var completeFunction = expr.Function("complete", func(args ...any) (any, error) {
	p, part := quantity(args[0]), quantity(args[1])
	if !p.Exact() || !part.Exact() {
		return false, nil
	}
	lacks := decimal.NewFromInt(100).Sub(p.Low).Abs()
	return lacks.Mul(part.Low).LessThan(decimal.NewFromInt(50)), nil
}, new(func(numeral.Quantity, numeral.Quantity) bool))

// unscaled(n) is n without its 万 or 亿.
var unscaledFunction = expr.Function("unscaled", func(args ...any) (any, error) {
	return quantity(args[0]).Unscaled(), nil
}, new(func(numeral.Quantity) numeral.Quantity))
