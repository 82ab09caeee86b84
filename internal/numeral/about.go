package numeral

import (
	"slices"

	"github.com/shopspring/decimal"
)

// approximate is the range that a number stands for, and how many characters
// before it say so.
type approximate struct {
	low, high decimal.Decimal
	open      bool
	prefix    int
}

// manner is how the words around a number say that it is meant.
type manner struct{ before, after [][]rune }

// A longer word stands before one that it ends with.
var (
	nearly   = manner{words("将近", "接近", "近"), nil}                                                                // a little less
	below    = manner{words("不足", "不到", "未达到", "未达", "低于", "少于", "不及"), nil}                                      // less, however much
	around   = manner{words("大约", "大概", "约"), words("左右", "上下")}                                                  // less or more
	atLeast  = manner{words("不少于", "不低于", "至少", "超过", "突破", "多于", "高于", "超出", "刚过", "逾", "超"), words("以上", "有余")} // that or more
	slightly = manner{nil, words("出头", "挂零")}                                                                     // a little more
	atMost   = manner{words("不超过", "不多于", "不高于", "至多", "最多"), words("以内", "以下")}                                  // that or less
)

// notBefore are characters that make another word of 约, 近 and 超: 条约, 附近.
var notBefore = []rune("条公节合签预制特契履集附最临靠相邻")

func words(list ...string) [][]rune {
	out := make([][]rune, len(list))
	for i, w := range list {
		out[i] = []rune(w)
	}
	return out
}

// about is the range of w between the texts before and after it. Numbers with
// 万 or 亿 are rounded to the place they are written to. The ranges are wide
// rather than narrow: what is said loosely is no evidence of a mistake.
func (w written) about(before, after []rune) approximate {
	a := approximate{low: w.value, high: w.value}
	switch {
	case w.more: // 30余: 31 to 39; 1.2万余; 5余, which means little
		one := decimal.NewFromInt(1)
		a.high = w.value.Add(decimal.Max(w.step.Sub(one), one))
		if w.magnitude == 0 && w.step.GreaterThan(one) {
			a.low = w.value.Add(one)
		}
	case w.magnitude > 0:
		half := decimal.New(5, w.magnitude-w.decimals-1)
		a.low, a.high = w.value.Sub(half), w.value.Add(half)
	}
	if len(after) > 0 && after[0] == '倍' {
		w.step = decimal.Min(w.step, decimal.NewFromInt(1)) // 近十倍 are more than nine
	}
	near := w.step // of which 近 leaves open how much
	if w.step.GreaterThan(decimal.NewFromInt(1)) || isTenths(after) {
		near = w.step.Div(decimal.NewFromInt(2))
	}
	if len(after) > 0 && after[0] == '倍' {
		near = w.step.Mul(decimal.New(4, -1))
	}
	some := w.step // of which 约 leaves open how much
	if len(after) > 0 && (isTenths(after) || after[0] == '倍') || w.step.GreaterThan(decimal.NewFromInt(1)) {
		some = w.step.Div(decimal.NewFromInt(2))
	}
	if len(after) > 0 && (slices.Contains(classifiers, after[0]) || isTenths(after) || after[0] == '%') {
		after = after[1:]
	}
	twentieth := w.value.Div(decimal.NewFromInt(20))
	say := func(m manner) bool {
		n := matchEnd(before, m.before)
		a.prefix = max(a.prefix, n)
		return n > 0 || matchStart(after, m.after)
	}
	switch {
	case say(atMost):
		a.low = decimal.Zero
	case say(atLeast):
		a.open = true
		if w.magnitude > 0 && !w.more {
			a.low = w.value
		}
	case say(below):
		a.low, a.high = decimal.Zero, decimal.Max(w.value, a.low)
	case say(nearly):
		a.high = decimal.Max(w.value, a.low)
		a.low = decimal.Min(a.low, w.value.Sub(decimal.Max(twentieth, near)))
	case say(slightly):
		a.high = decimal.Max(a.high, w.value.Add(decimal.Max(twentieth, w.step.Div(decimal.NewFromInt(2)))))
	case say(around):
		some = decimal.Max(twentieth, some)
		a.low, a.high = decimal.Min(a.low, w.value.Sub(some)), decimal.Max(a.high, w.value.Add(some))
	}
	return a
}

// matchEnd is the length of the word of list with which text ends, if it is a
// word of its own.
func matchEnd(text []rune, list [][]rune) int {
	for _, w := range list {
		at := len(text) - len(w)
		if at < 0 || !slices.Equal(text[at:], w) {
			continue
		}
		if len(w) > 1 || at == 0 || !slices.Contains(notBefore, text[at-1]) {
			return len(w)
		}
	}
	return 0
}

func matchStart(text []rune, list [][]rune) bool {
	return slices.ContainsFunc(list, func(w []rune) bool { return hasPrefix(text, w) })
}
