package rules

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// claimRule is a rule of these wordings.
func claimRule(claims ...configs.Claim) configs.Rule {
	return configs.Rule{ID: "T", Name: "一致", Level: diag.Warning, Each: configs.EachClaim, Claims: claims}
}

func claimed(t *testing.T, rule configs.Rule, text string, figures ...string) diag.List {
	t.Helper()
	config := template(rule)
	r := report(config, figures...)
	r.Prose = prose(block(3, 0, "", text))
	return compiled(t, config).Check(r)
}

func TestClaimRules(t *testing.T) {
	received := configs.Claim{Find: `收到(?P<n>#)件`, Equals: "requests.new.total"}
	none := configs.Claim{Find: `没有收到`, Says: "0", Equals: "requests.new.total"}
	group := configs.Claim{Find: `办结(?P<n>#)件`, Equals: `sum("requests.outcome.total")`}
	fees := configs.Claim{Find: `收费(?P<n>#)元`, Equals: "requests.fees.amount * 10000"}
	both := configs.Claim{Find: `收到(?P<n>#)件，退(?P<m>#)件`, Check: "n - m == requests.new.total and m > 0",
		Message: diag.Text{ZH: "{n}减{m}不是{requests.new.total}（{cells}）"}}
	parts := configs.Claim{Find: `共(?P<whole>#)条，(?P<list>.*)`, Items: `(?P<part>#)条`, Check: `parts == 1 or added("part") == whole`,
		Message: diag.Text{ZH: `{parts}项合计{added("part")}，不是{whole}`}}
	shares := configs.Claim{Find: `共(?P<whole>#)条，(?P<list>.*)`, Items: `(?P<part>#)条占(?P<p>#)%`, Place: "p", Check: "rounds(p, part, whole)",
		Message: diag.Text{ZH: "{part}占{whole}的{share(part, whole, p)}"}}
	same := configs.Claim{Find: `(?P<what>公开|印发)(?P<n>#)条`, Same: "信息"}
	nothing := configs.Claim{Find: `未(?P<what>公开)`, Says: "0", Same: "信息"}
	forbidden := configs.Claim{Find: `大约#件`}
	rule := func(r configs.Rule, change func(*configs.Rule)) configs.Rule {
		change(&r)
		return r
	}
	for _, c := range []struct {
		name    string
		rule    configs.Rule
		text    string
		figures []string
		want    string
	}{
		{"the figure", claimRule(received), "收到5件", []string{"new", "total", "5"}, ""},
		{"another figure", claimRule(received), "收到6件", []string{"new", "total", "5"}, "3:5 “收到6件”：文字里是 6，表中“一、新收 · 总计”是 5"},
		{"about", claimRule(received), "收到近6件", []string{"new", "total", "5"}, ""},
		{"a figure that is wrong is judged elsewhere", claimRule(received), "收到6件", []string{"new", "total", "bad"}, ""},
		{"an empty total is no evidence", claimRule(received), "收到6件", []string{"new", "total", "empty"}, ""},
		{"a total that was computed", claimRule(received), "收到6件", []string{"new", "total", "=5"}, "3:5 “收到6件”：文字里是 6，表中“一、新收 · 总计”是 5"},
		{"a wording without a number", claimRule(none), "今年没有收到", []string{"new", "total", "5"}, "3:5 “没有收到”：文字里是 0，表中“一、新收 · 总计”是 5"},
		{"a wording without a number holds", claimRule(none), "今年没有收到", nil, ""},
		{"a group's sum leaves out totals", claimRule(group), "办结3件", []string{"outcome.given", "total", "1", "outcome.refused.secret", "total", "2", "outcome.total", "total", "9"}, ""},
		{"a group's sum differs", claimRule(group), "办结3件", []string{"outcome.given", "total", "1"}, "3:5 “办结3件”：文字里是 3，表中“三、办理结果 · 总计”是 1"},
		{"amounts are exact", claimRule(fees), "收费2950.01元", []string{"fees", "amount", "0.295001"}, ""},
		{"amounts differ", claimRule(fees), "收费2950元", []string{"fees", "amount", "0.295001"}, "3:5 “收费2950元”：文字里是 2950，表中“收费 · 金额（单位：万元）”是 2950.01"},
		{"two numbers", claimRule(both), "收到6件，退1件", []string{"new", "total", "5"}, ""},
		{"two numbers differ", claimRule(both), "收到6件，退2件", []string{"new", "total", "5"}, "3:5 6减2不是5（一、新收 · 总计）"},
		{"parts add up", claimRule(parts), "共5条，甲2条、乙3条", nil, ""},
		{"parts of a part in brackets do not count", claimRule(parts), "共5条，甲2条（其一1条）、乙3条", nil, ""},
		{"parts do not add up", claimRule(parts), "共5条，甲2条、乙1条", nil, "3:4 2项合计3，不是5"},
		{"the share of rounded numbers is between two", claimRule(shares), "共3万条，甲1.2万条占20%", nil, "3:15 1.2万占3万的33%～50%"},
		{"every item is judged at its own place", claimRule(shares), "共3条，甲1条占33%，乙2条占66%", nil, "3:19 2占3的67%"},
		{"the same number", claimRule(same), "公开5条。公开5条。印发6条。", nil, ""},
		{"another number the second time", claimRule(same), "公开5条。又公开6条。", nil, "3:11 “公开6条”：这里是 6，前面是 5"},
		{"none and some", claimRule(same, nothing), "未公开。公开6条。", nil, "3:9 “公开6条”：这里是 6，前面是 0"},
		{"a wording without a condition is forbidden", claimRule(forbidden), "收到 大约#件", nil, ""},
		{"a wording that is forbidden", claimRule(configs.Claim{Find: `每件(?P<n>#)元`}), "每件 5 元", nil, "3:6 “每件 5 元”：一致"},
		{"the first wording that finds a number judges it", claimRule(configs.Claim{Find: `再收到(?P<n>#)件`, Equals: "requests.new.person"}, received), "再收到6件", []string{"new", "person", "6"}, ""},
		{"a number out of scope is left to the next", claimRule(configs.Claim{Find: `再收到(?P<n>#)件`, When: "false", Equals: "requests.new.person"}, received), "再收到6件", []string{"new", "total", "6"}, ""},
		{"unless looks at the clause", rule(claimRule(received), func(r *configs.Rule) { r.Unless = "去年" }), "去年收到6件，比去年收到7件", nil, ""},
		{"unless does not look at what is said in brackets", rule(claimRule(received), func(r *configs.Rule) { r.Unless = "去年" }), "收到6件（去年5件）", nil, "3:5 “收到6件”：文字里是 6，表中“一、新收 · 总计”是 0"},
		{"unless does not look at other clauses", rule(claimRule(received), func(r *configs.Rule) { r.Unless = "去年" }), "去年很少，收到6件，比去年多", nil, "3:10 “收到6件”：文字里是 6，表中“一、新收 · 总计”是 0"},
		{"unless_before looks at the sentence before", rule(claimRule(received), func(r *configs.Rule) { r.UnlessBefore = "去年" }), "去年很少，收到6件。收到7件，比去年多", nil, "3:15 “收到7件”：文字里是 7，表中“一、新收 · 总计”是 0"},
		{"other sections", rule(claimRule(received), func(r *configs.Rule) { r.In = []string{"others"} }), "收到6件", nil, ""},
		{"when of the rule", rule(claimRule(received), func(r *configs.Rule) { r.When = `agency == "某县档案局" and year == 2022` }), "收到6件", nil, ""},
		{"when sees the words around", claimRule(configs.Claim{Find: `收到(?P<n>#)件`, When: `before endsWith "共" and after startsWith "，" and clause contains "收到"`, Equals: "0"}), "收到6件。共收到7件，好", nil,
			"3:11 “收到7件”：文字里是 7，应为 0"},
		{"the message of the rule", rule(claimRule(received), func(r *configs.Rule) {
			r.Message, r.Hint = diag.Text{ZH: "{match}不是{expected}"}, diag.Text{ZH: "改"}
		}), "收到6件", nil, "3:5 收到6件不是0"},
		{"last year's figures where there are none", claimRule(configs.Claim{Find: `收到(?P<n>#)件`, Equals: "previous.requests.new.total"}), "收到6件", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []string
			for _, d := range claimed(t, c.rule, c.text, c.figures...) {
				lines = append(lines, strings.TrimPrefix(d.Pos.String(), "r.yaml:")+" "+d.Message.ZH)
			}
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", c.text, got, c.want)
			}
		})
	}
}

func TestClaimRulesShowTheOtherPlace(t *testing.T) {
	for _, c := range []struct {
		name    string
		claim   configs.Claim
		text    string
		figures []string
		want    string
	}{
		{"the figure", configs.Claim{Find: `收到(?P<n>#)件`, Equals: "requests.new.total"}, "收到6件", []string{"new", "total", "5"}, "1:1 一、新收 · 总计：5"},
		{"what was said before", configs.Claim{Find: `公开(?P<n>#)条`, Same: "信息"}, "公开5条。又公开6条。", nil, "3:5 前面在这里"},
		{"no figure", configs.Claim{Find: `收到(?P<n>#)件`, Equals: "0"}, "收到6件", nil, ""},
		{"figures that are no evidence because they are many", configs.Claim{Find: `收到(?P<n>#)件`, Equals: "requests.new.person + requests.new.company + requests.new.total + requests.outcome.given.total"}, "收到6件", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []string
			for _, d := range claimed(t, claimRule(c.claim), c.text, c.figures...) {
				for _, p := range d.Related {
					lines = append(lines, strings.TrimPrefix(p.Pos.String(), "r.yaml:")+" "+p.Text.ZH)
				}
			}
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", c.text, got, c.want)
			}
		})
	}
}

func TestClaimRulesWithLastYear(t *testing.T) {
	config := template(claimRule(configs.Claim{Find: `增长(?P<p>#)%`, Check: "rounds(p, requests.new.total - previous.requests.new.total, previous.requests.new.total)",
		Message: diag.Text{ZH: "上年是 {previous.requests.new.total}（{cells}）"}}))
	now, before := report(config, "new", "total", "15"), report(config, "new", "total", "10")
	now.Prose = prose(block(1, 0, "", "增长50%。增长33%。"))
	const want = "上年是 10（一、新收 · 总计 + 上年的一、新收 · 总计）"
	if got := messages(compiled(t, config).CheckWith(now, before)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	before = report(config, "new", "total", "bad")
	if got := messages(compiled(t, config).CheckWith(now, before)); got != "" {
		t.Errorf("of a figure that is wrong: %s", got)
	}
}

func TestClaimRulesThatAreWrong(t *testing.T) {
	for _, c := range []struct {
		name  string
		claim configs.Claim
		want  string
	}{
		{"no pattern", configs.Claim{Equals: "1"}, "规则 T 的 claims 没有 find"},
		{"a pattern that is none", configs.Claim{Find: "("}, "规则 T 的正则表达式有误"},
		{"a scope that is none", configs.Claim{Find: "a", Unless: "("}, "规则 T 的正则表达式有误"},
		{"a number that is not there", configs.Claim{Find: "#", Equals: "1"}, "规则 T：equals 说的数在 find 里是 (?P<n>#)"},
		{"an unknown row", configs.Claim{Find: "(?P<n>#)", Equals: "requests.gone.total"}, "规则 T 的 equals 写法有误：没有“gone”这一项"},
		{"an unknown table", configs.Claim{Find: "(?P<n>#)", Equals: "gone.new.total"}, "规则 T 的 equals 写法有误：没有“gone”这个名字"},
		{"a sum of no group", configs.Claim{Find: "(?P<n>#)", Equals: `sum("requests.gone.total")`}, "规则 T：sum 的括号里应当是"},
		{"a sum of no table", configs.Claim{Find: "(?P<n>#)", Check: `n == sum("gone")`}, "规则 T：sum 的括号里应当是"},
		{"a group with a name that is taken", configs.Claim{Find: "(?P<year>年)"}, "规则 T：“year”已另有所指"},
		{"a condition that is none", configs.Claim{Find: "(?P<n>#)", Check: "n + 1"}, "规则 T 的 check 写法有误：结果应当是真假，不是数"},
		{"says no number", configs.Claim{Find: "无", Says: "无", Equals: "1"}, "规则 T 的 says “无”不是数"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Compile(template(claimRule(c.claim)))
			if !strings.Contains(problems.Error(), c.want) {
				t.Errorf("said\n%s\nwant\n%s", problems.Error(), c.want)
			}
		})
	}
	if _, problems := Compile(template(claimRule())); !strings.Contains(problems.Error(), "规则 T 没有 claims") {
		t.Errorf("a rule without wordings: %s", problems.Error())
	}
}
