package rules

import (
	"errors"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/shopspring/decimal"
)

// decimalName begins the names of the functions that operators between figures are.
const decimalName = "decimal "

// decimalOperators let expressions calculate with exact decimals and compare
// them, also with number literals: amount >= 0.5 means exactly that. Only those that
// stand in source are given: each looks through the whole expression.
func decimalOperators(source string) []expr.Option {
	var options []expr.Option
	define := func(operator string, f func(a, b decimal.Decimal) any, overloads ...any) {
		name := decimalName + operator
		names := []string{name}
		if operator == "+" {
			names = append(names, joinedName)
		}
		options = append(options, expr.Operator(operator, names...), expr.Function(name, func(args ...any) (any, error) {
			a, b, err := operands(args)
			return f(a, b), err
		}, overloads...))
	}
	for _, o := range arithmetic {
		if strings.Contains(source, o.operator) {
			define(o.operator, func(a, b decimal.Decimal) any { return o.of(a, b) }, new(func(a, b decimal.Decimal) decimal.Decimal),
				new(func(decimal.Decimal, int) decimal.Decimal), new(func(int, decimal.Decimal) decimal.Decimal),
				new(func(decimal.Decimal, float64) decimal.Decimal), new(func(float64, decimal.Decimal) decimal.Decimal))
		}
	}
	for _, o := range comparisons {
		if strings.Contains(source, o.operator) {
			define(o.operator, func(a, b decimal.Decimal) any { return o.holds(a.Cmp(b)) },
				new(func(a, b decimal.Decimal) bool),
				new(func(decimal.Decimal, int) bool), new(func(int, decimal.Decimal) bool),
				new(func(decimal.Decimal, float64) bool), new(func(float64, decimal.Decimal) bool))
		}
	}
	return options
}

// arithmetic is the operators whose result is a figure.
var arithmetic = [...]struct {
	operator string
	of       func(a, b decimal.Decimal) decimal.Decimal
}{{"+", decimal.Decimal.Add}, {"-", decimal.Decimal.Sub}, {"*", decimal.Decimal.Mul}}

// comparisons is the operators whose result is an answer, which follows from
// how decimal.Decimal.Cmp orders their operands.
var comparisons = [...]struct {
	operator string
	holds    func(order int) bool
}{
	{"==", func(o int) bool { return o == 0 }}, {"!=", func(o int) bool { return o != 0 }},
	{"<", func(o int) bool { return o < 0 }}, {"<=", func(o int) bool { return o <= 0 }},
	{">", func(o int) bool { return o > 0 }}, {">=", func(o int) bool { return o >= 0 }},
}

func operands(args []any) (a, b decimal.Decimal, err error) {
	a, err = operand(args[0])
	if err != nil {
		return a, b, err
	}
	b, err = operand(args[1])
	return a, b, err
}

func operand(v any) (decimal.Decimal, error) {
	switch v := v.(type) {
	case decimal.Decimal:
		return v, nil
	case int:
		return decimal.NewFromInt(int64(v)), nil
	case float64: // a literal: its shortest form is what was written
		return decimal.NewFromFloat(v), nil
	}
	return decimal.Zero, errors.New("not a number")
}
