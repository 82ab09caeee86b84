package configs

import (
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// NumberFormat is how figures of a type are printed. The zero value prints them
// as they were written.
type NumberFormat struct {
	Fixed    bool // with exactly Decimals decimals
	Decimals int
	Grouped  bool // with a comma between thousands
}

// numberFormat is the part of the number formats of spreadsheets (ECMA-376-1
// 18.8.31) that formal tables need.
var numberFormat = pattern.New(`^(#,##)?0(?:\.(0+))?$`)

// Code is the format as a template and a spreadsheet write it; empty for that of
// figures that are printed as they were written.
func (f NumberFormat) Code() string {
	if !f.Fixed {
		return ""
	}
	code := "0"
	if f.Grouped {
		code = "#,##0"
	}
	if f.Decimals > 0 {
		code += "." + strings.Repeat("0", f.Decimals)
	}
	return code
}

// Print is the printed form of a number. A word for its sign, as in 减4, stands
// in written, the number as somebody wrote it, and is kept.
func (f NumberFormat) Print(written string, value decimal.Decimal) string {
	if !f.Fixed {
		return written
	}
	sign := written[:max(0, strings.IndexFunc(written, isDigit))]
	whole, decimals, _ := strings.Cut(value.Abs().StringFixed(int32(f.Decimals)), ".")
	if sign == "" && value.IsNegative() {
		sign = "-"
	}
	if f.Grouped {
		whole = grouped(whole)
	}
	if decimals != "" {
		whole += "." + decimals
	}
	return sign + whole
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// grouped puts a comma between thousands.
func grouped(digits string) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// format reads a number format, which must show all decimals that figures of the
// type may have.
func (r *templateReader) format(n *source.Node, v ValueType) NumberFormat {
	if n == nil {
		return NumberFormat{}
	}
	text := source.String(n, r.problems)
	m := numberFormat.FindStringSubmatch(text)
	switch {
	case m == nil:
		r.problems.Add(diag.Errorf(n.Pos, "“%s”不是这里能用的数字格式", "%q is no number format that can be used here", text).
			WithHint("写 \"0\"、\"0.00\"、\"#,##0\" 或 \"#,##0.00\"，小数位数按需要", "write \"0\", \"0.00\", \"#,##0\" or \"#,##0.00\", with as many decimals as are needed"))
	case len(m[2]) > maxDecimals:
		r.problems.Add(diag.Errorf(n.Pos, "最多 %d 位小数，实有 %d 位", "at most %d decimals, there are %d", maxDecimals, len(m[2])))
	case len(m[2]) < v.Decimals:
		r.problems.Add(diag.Errorf(n.Pos, "格式“%s”只印 %d 位小数，而 decimals 允许 %d 位", "the format %q prints %d decimals where %d are allowed", text, len(m[2]), v.Decimals).
			WithHint("两处写成一样多", "make both the same"))
	case v.Whole && m[2] != "":
		r.problems.Add(diag.Errorf(n.Pos, "整数没有小数位", "a whole number has no decimals"))
	default:
		return NumberFormat{Fixed: true, Decimals: len(m[2]), Grouped: m[1] != ""}
	}
	return NumberFormat{}
}
