package rules

import (
	"strings"

	"github.com/expr-lang/expr"

	"gongwen/internal/diag"
)

// errByZero is what a division by zero comes to: the library would go on with an
// infinite number, of which every comparison says something.
var errByZero = &wordedError{diag.T("除数是零", "it divides by zero")}

// quotientOperators are / and % that refuse to divide by zero. Only those that stand
// in source are given: each looks through the whole expression.
func quotientOperators(source string) []expr.Option {
	var options []expr.Option
	if strings.Contains(source, "/") {
		options = append(options, expr.Operator("/", "quotient"), expr.Function("quotient", func(args ...any) (any, error) {
			a, b := float(args[0]), float(args[1])
			if b == 0 {
				return nil, errByZero
			}
			return a / b, nil
		}, new(func(a, b int) float64), new(func(a, b float64) float64), new(func(int, float64) float64), new(func(float64, int) float64)))
	}
	if strings.Contains(source, "%") {
		options = append(options, expr.Operator("%", "remainder"), expr.Function("remainder", func(args ...any) (any, error) {
			a, b := args[0].(int), args[1].(int)
			if b == 0 {
				return nil, errByZero
			}
			return a % b, nil
		}, new(func(a, b int) int)))
	}
	return options
}

func float(v any) float64 {
	if whole, is := v.(int); is {
		return float64(whole)
	}
	return v.(float64)
}
