package rules

import (
	"regexp"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// english is a word that the author of a rule has not written himself.
var english = regexp.MustCompile(`[A-Za-z]{2,}`)

// TestFaultsOfExpressionsAreSaidInChinese: whatever the library finds wrong.
func TestFaultsOfExpressionsAreSaidInChinese(t *testing.T) {
	for _, c := range []struct{ check, want string }{
		{`gone > 1`, "没有“gone”这个名字"},
		{`gone() > 1`, "gone 不是函数|没有“gone”这个名字|没有函数 gone"},
		{`year.part > 1`, "整数"},
		{`match > 1`, "“>”两边的类型不能一起用：文字和整数"},
		{`not year`, "“not”不能用于整数"},
		{`year`, "结果应当是真假，不是整数"},
		{`len() > 1`, "参数的个数不对"},
		{`len(year) > 1`, "整数"},
		{`all(match, true)`, "函数 all 用于列表，不能用于文字"},
		{`all(group, 1)`, "逐项判断的结果应当是真假，不是整数"},
		{`group["x"] == ""`, "列表的序号应当是整数"},
		{`year ? true : false`, "条件应当是真假，不是整数"},
		{`match matches "("`, "圆括号没有关上：("},
		{`year >`, "没有写完"},
		{`year year`, "这里不该是“year”"},
		{`match == "a`, "引号没有配对"},
		{`match == "\q"`, "反斜线后面的字符不对"},
		{`year == 1x`, "数的写法不对|这里不该是"},
		{`year @ 1`, "不认识的字符“@”"},
		{`# > 1`, "“#”只能在逐项判断里用|不认识的字符|这里"},
		{`replace(match, "a") == ""`, "参数的个数不对"},
		{`replace(year, "a", "b") == ""`, "replace 的参数应当是文字，不是整数"},
		{`1 / (year - year) > 1`, "除数是零"},
		{`1.5 / (year - year) > 1`, "除数是零"},
		{`1 % (year - year) > 1`, "除数是零"},
		{strings.Repeat("true and ", 2000) + "true", "表达式太长"},
		{`let year = 1; year > 0`, "名字已经用过"},
	} {
		said := hostile(t, configs.Rule{ID: "九", Each: configs.EachMatch, Find: "甲", Check: c.check, Message: diag.Text{ZH: "错"}}, "甲", StandardLimits())
		if len(said) == 0 {
			t.Errorf("%.40s is taken", c.check)
			continue
		}
		zh := said[0].Message.ZH
		known := false
		for want := range strings.SplitSeq(c.want, "|") {
			known = known || strings.Contains(zh, want)
		}
		words := english.FindAllString(strings.TrimPrefix(zh, "规则 九 的 check"), -1)
		for _, w := range words {
			known = known && strings.Contains(c.check, w)
		}
		if !known || said[0].Message.EN == zh {
			t.Errorf("%.40s: %s (%.100s), want %s", c.check, zh, said[0].Message.EN, c.want)
		}
	}
	if got := meaning("something new"); english.MatchString(got) {
		t.Error(got)
	}
}
