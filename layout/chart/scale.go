package chart

import (
	"github.com/shopspring/decimal"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// axis finds an axis from 0 of at most five steps, each 1, 2 or 5 times a power
// of ten. Whole values have whole steps.
func axis(c *doc.Chart) (step, top decimal.Decimal) {
	const most = 5
	greatest, whole := decimal.Zero, true
	for _, s := range c.Series {
		for _, v := range s.Values {
			greatest = decimal.Max(greatest, v.Amount)
			whole = whole && v.Amount.IsInteger()
		}
	}
	if greatest.IsZero() {
		return decimal.NewFromInt(1), decimal.NewFromInt(1)
	}
	// The least power of ten that cannot be too great a step.
	exponent := int32(greatest.NumDigits()) + greatest.Exponent() - 2
	if whole {
		exponent = max(exponent, 0)
	}
	for ; ; exponent++ {
		for _, n := range []int64{1, 2, 5} {
			step = decimal.New(n, exponent)
			if steps := greatest.Div(step).Ceil(); steps.LessThanOrEqual(decimal.NewFromInt(most)) {
				return step, step.Mul(steps)
			}
		}
	}
}

// long is how long a value is on an axis of a length.
func (p *plot) long(v decimal.Decimal, length unit.Length) unit.Length {
	if v.IsNegative() {
		return 0
	}
	return unit.Length(v.Mul(decimal.NewFromInt(int64(length))).Div(p.Top).Round(0).IntPart())
}

// ticks are the values at which the axis is marked, from 0 on.
func (p *plot) ticks() []decimal.Decimal {
	var list []decimal.Decimal
	for v := decimal.Zero; v.LessThanOrEqual(p.Top); v = v.Add(p.Step) {
		list = append(list, v)
	}
	return list
}
