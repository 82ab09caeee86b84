package load

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// fault is why a text is no figure and how to mend it.
type fault struct{ message, hint diag.Text }

func faultf(zh, en string, args ...any) *fault { return &fault{message: diag.T(zh, en, args...)} }

func (f *fault) withHint(zh, en string, args ...any) *fault {
	f.hint = diag.T(zh, en, args...)
	return f
}

// isEmpty reports whether a figure was left empty or struck out; null and ~ are
// YAML's words for nothing, where they stand in quotation marks.
func isEmpty(text string) bool {
	switch text = trimBlanks(text); text {
	case "", "null", "~":
		return true
	}
	return cell.IsStroke(text)
}

// trimBlanks takes off blanks of either width.
func trimBlanks(s string) string { return strings.Trim(s, " \t\r\n\u00a0\u3000") }

// widths makes full-width digits and signs ordinary.
var widths = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "，", ",", "－", "-", "−", "-", "＋", "+", "／", "/", "％", "%",
)

// isWide reports whether a character may be one that widths makes ordinary.
func isWide(r rune) bool { return r >= utf8.RuneSelf }

var (
	plainFigure = pattern.New(`^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$`)
	thousands   = pattern.New(`^[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$`)
	grouped     = pattern.New(`^[0-9]{1,3}(?:[,'_ ][0-9]{3})+(?:\.[0-9]+)?$`)
	signed      = pattern.New(`^([-+])([0-9]+(?:\.[0-9]+)?)$`)
	leadingZero = pattern.New(`^0+([0-9]+(?:\.[0-9]+)?)$`)
	barePoint   = pattern.New(`^(?:\.[0-9]+|[0-9]+\.)$`)
	fraction    = pattern.New(`^[0-9]+/[0-9]+$`)
	exponent    = pattern.New(`^[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]+$`)
	withNote    = pattern.New(`^([0-9]+(?:\.[0-9]+)?) ?[（(](.+)[）)]$`)
)

// Figure reads a number of the type t, as a cell of a report has it. It is false,
// with the reason, for what is none.
func Figure(text string, t configs.ValueType) (n data.Number, why diag.Text, ok bool) {
	if isEmpty(text) {
		return n, diag.T("没有数", "there is no figure"), false
	}
	n, _, wrong := figure(text, t)
	if wrong != nil {
		return n, wrong.message, false
	}
	return n, diag.Text{}, true
}

// figure reads a number of the type t. widened says that it was written with
// full-width characters. Commas between thousands are read where documents print
// them. The text is taken as it stands: nothing in it is
// guessed, because a figure that was misread is worse than one refused.
func figure(text string, t configs.ValueType) (n data.Number, widened bool, f *fault) {
	trimmed := trimBlanks(text)
	s := trimmed
	if strings.IndexFunc(s, isWide) >= 0 {
		s = widths.Replace(s)
	}
	size, negative := s, false
	if t.Signed {
		size, negative = unsigned(s)
	}
	if t.Format.Grouped && thousands.MatchString(size) {
		s, size = strings.ReplaceAll(s, ",", ""), strings.ReplaceAll(size, ",", "")
		trimmed = strings.ReplaceAll(trimmed, ",", "")
	}
	if !plainFigure.MatchString(size) {
		return data.Number{}, false, notPlain(s, t)
	}
	whole, decimals, hasPoint := strings.Cut(size, ".")
	switch {
	case t.Digits > 0 && len(whole) > t.Digits:
		return data.Number{}, false, faultf("最多 %d 位数，实有 %d 位", "at most %d digits, there are %d", t.Digits, len(whole))
	case t.Whole && hasPoint:
		return data.Number{}, false, notWhole(s, t)
	case !t.Whole && len(decimals) > t.Decimals:
		return data.Number{}, false, faultf("最多 %d 位小数，实有 %d 位", "at most %d decimals, there are %d", t.Decimals, len(decimals))
	}
	value, err := decimal.NewFromString(size)
	if err != nil {
		return data.Number{}, false, wrong(s, t)
	}
	if negative {
		value = value.Neg()
	}
	return data.NewNumber(s, value), s != trimmed, nil
}

// wrong says what was expected and what is there.
func wrong(s string, t configs.ValueType) *fault {
	switch {
	case t.Signed && t.Whole:
		return faultf("应为整数，可以小于零，实为“%s”", "should be a whole number, which may be negative, is “%s”", clip(s))
	case t.Signed:
		return faultf("应为数，可以小于零，实为“%s”", "should be a number, which may be negative, is “%s”", clip(s))
	case t.Whole:
		return faultf("应为不小于零的整数，实为“%s”", "should be a whole number not less than zero, is “%s”", clip(s))
	}
	return faultf("应为不小于零的数，实为“%s”", "should be a number not less than zero, is “%s”", clip(s))
}

func notWhole(s string, t configs.ValueType) *fault {
	whole, decimals, _ := strings.Cut(s, ".")
	if strings.Trim(decimals, "0") == "" {
		return wrong(s, t).withHint("写成 %s", "write %s", whole)
	}
	return wrong(s, t).withHint("不能有小数", "it cannot have decimals")
}

// notPlain explains a text that is not a plain number.
func notPlain(s string, t configs.ValueType) *fault {
	f := wrong(s, t)
	if m := signed.FindStringSubmatch(s); m != nil && !t.Signed {
		if m[1] == "+" {
			return f.withHint("去掉正号，写成 %s", "leave out the sign: %s", m[2])
		}
		return f.withHint("不能是负数", "it cannot be negative")
	}
	if m := leadingZero.FindStringSubmatch(s); m != nil {
		plain := strings.TrimLeft(s, "0")
		if plain == "" || plain[0] == '.' {
			plain = "0" + plain
		}
		return f.withHint("数前不加零，写成 %s", "without the zeros before it: %s", clip(plain))
	}
	if number, unit, ok := cell.WithUnit(s); ok && plainFigure.MatchString(number) {
		return unitFault(f, number, unit, t)
	}
	if m := withNote.FindStringSubmatch(s); m != nil {
		return f.withHint("数后要加说明，写成 {value: %s, note: %s}", "a note is given as {value: %s, note: %s}", m[1], clip(m[2]))
	}
	if bare := strings.TrimRight(s, ",，、。；;"); bare != s && bare != "" {
		if plainFigure.MatchString(bare) {
			return f.withHint("数后不加标点，写成 %s", "without the mark behind it: %s", bare)
		}
		return &fault{message: f.message, hint: notPlain(bare, t).hint}
	}
	switch {
	case grouped.MatchString(s):
		plain := strings.NewReplacer(",", "", "'", "", "_", "", " ", "").Replace(s)
		if _, _, next := figure(plain, t); next != nil { // that is not all
			said := next.hint
			if said == (diag.Text{}) {
				said = next.message
			}
			return &fault{message: f.message, hint: diag.Text{ZH: "不用千位分隔符；" + said.ZH, EN: "without separators; " + said.EN}}
		}
		return f.withHint("不用千位分隔符，写成 %s", "without separators: %s", clip(plain))
	case fraction.MatchString(s):
		return f.withHint("不能是分数", "it cannot be a fraction")
	case exponent.MatchString(s):
		return f.withHint("不用科学记数法，写出全部数字", "write all digits, without an exponent")
	case barePoint.MatchString(s):
		return f.withHint("小数点前后都要有数字", "a decimal point stands between digits")
	}
	return f.withHint("只填数字，没有的填 0", "only a number; 0 where there is none")
}

func unitFault(f *fault, number, unit string, t configs.ValueType) *fault {
	if cell.Counts(unit, t.Unit, t.Whole) {
		return f.withHint("只填数字，不写单位：%s", "the number without its unit: %s", number)
	}
	if rest, same := strings.CutPrefix(t.Unit, unit); same && rest != "" { // 3.5万 of 万元
		return f.withHint("只填数字；是 %s %s就写 %s", "only a number: for %s %s write %s", number, t.Unit, number)
	}
	return f.withHint("只填数字；单位是%s，不是%s，要先换算", "only a number; the unit is %s, not %s: convert it", t.Unit, unit)
}
