package data

import "github.com/shopspring/decimal"

// Number is a figure that is kept as it was written beside its exact value, so
// that 0.00 is printed as 0.00 and sums have no rounding.
type Number struct {
	text  string
	value decimal.Decimal
}

// NewNumber is a figure with the given value, printed as text. An empty text
// prints the value in its shortest form.
func NewNumber(text string, value decimal.Decimal) Number { return Number{text, value} }

// Value is the exact value.
func (n Number) Value() decimal.Decimal { return n.value }

// String is the figure as it was written.
func (n Number) String() string {
	if n.text == "" {
		return n.value.String()
	}
	return n.text
}
