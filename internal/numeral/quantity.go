package numeral

import (
	"github.com/shopspring/decimal"
)

// Quantity is a number as running text says it: exactly (26), rounded (1.2万)
// or about (近30, 三十余, 20以上). It stands for every value from Low to High, so
// that two of them agree when they may be the same number.
type Quantity struct {
	Low, High decimal.Decimal
	Open      bool   // there is no upper end; High is then the lower
	Text      string // as it was written, without words such as 约; empty when it was calculated
	Decimals  int32  // how many decimals it was written with
	// Magnitude is the power of ten of the 万, 亿 that it was written with; 0 for none.
	Magnitude int32
}

// Exactly is the quantity that is just that value.
func Exactly(value decimal.Decimal) Quantity { return Quantity{Low: value, High: value} }

// Exact reports whether the quantity stands for one value only.
func (q Quantity) Exact() bool { return !q.Open && q.Low.Equal(q.High) }

// String is the number as it was written or, when it was calculated, its value
// or its range.
func (q Quantity) String() string {
	switch {
	case q.Text != "":
		return q.Text
	case q.Open:
		return q.Low.String() + "以上"
	case q.Exact():
		return q.Low.String()
	}
	return q.Low.String() + "—" + q.High.String()
}

// Agrees reports whether the two may be the same number.
func (q Quantity) Agrees(o Quantity) bool { return q.mayReach(o) && o.mayReach(q) }

// MayBeLess reports whether q may be a smaller number than o.
func (q Quantity) MayBeLess(o Quantity) bool { return o.Open || q.Low.LessThan(o.High) }

// mayReach reports whether q may be as large as the least that o stands for.
func (q Quantity) mayReach(o Quantity) bool { return q.Open || q.High.GreaterThanOrEqual(o.Low) }

// Plus is the sum.
func (q Quantity) Plus(o Quantity) Quantity {
	return Quantity{Low: q.Low.Add(o.Low), High: q.High.Add(o.High), Open: q.Open || o.Open}
}

// Minus is the difference; one with an upper end that is not known has none
// either, and none less than zero is lost when o is open.
func (q Quantity) Minus(o Quantity) Quantity {
	if o.Open {
		return Quantity{Low: decimal.Zero, High: decimal.Zero, Open: true}
	}
	return Quantity{Low: q.Low.Sub(o.High), High: q.High.Sub(o.Low), Open: q.Open}
}

// AtLeast is the quantity as one that is reached or passed: 超过办结总数的三分之一.
func (q Quantity) AtLeast() Quantity {
	q.Low = q.middle()
	q.High, q.Open = q.Low, true
	return q
}

// AtMost is the quantity as one that is not passed: 不足办结总数的三分之一.
func (q Quantity) AtMost() Quantity {
	q.High = q.middle()
	q.Low, q.Open = decimal.Zero, false
	return q
}

// middle is what a quantity is about.
func (q Quantity) middle() decimal.Decimal {
	if q.Open {
		return q.Low
	}
	return q.Low.Add(q.High).Div(decimal.NewFromInt(2))
}

// Unscaled is the number without the 万 or 亿 behind it: 173769 of 173769万.
func (q Quantity) Unscaled() Quantity {
	if q.Magnitude == 0 {
		return q
	}
	middle := q.Low.Add(q.High).Div(decimal.NewFromInt(2)).Shift(-q.Magnitude).Round(q.Decimals)
	return Quantity{Low: middle, High: middle, Open: q.Open, Decimals: q.Decimals}
}

// Percent is 100 part / whole rounded half up to decimals; false when one of
// them is not exact or whole is zero.
func Percent(part, whole Quantity, decimals int32) (decimal.Decimal, bool) {
	if !part.Exact() || !whole.Exact() || whole.Low.IsZero() {
		return decimal.Zero, false
	}
	hundred := part.Low.Mul(decimal.NewFromInt(100))
	// DivRound rounds half away from zero, as 四舍五入 does.
	return hundred.DivRound(whole.Low, decimals), true
}
