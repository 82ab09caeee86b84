package rules

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/internal/diag"
)

func TestASentenceThatNobodyWritesIsParted(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"甲3，乙丙4，丁5。", []string{"甲#，", "乙丙#，", "丁#"}},
		{"甲乙丙丁戊", []string{"甲乙丙丁", "戊"}},
		{"", nil},
	} {
		var got []string
		for _, s := range newPassage(proseOf(1, 0, "", c.text), "2023").split(nil, particles().GoesOn, 4) {
			got = append(got, s.marked())
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestSentencesLoseNothing: however short the pieces, together they are the text.
func TestSentencesLoseNothing(t *testing.T) {
	p := newPassage(proseOf(1, 0, "", "共收到申请12件，其中3件；答复：5件，转办1件。其中办结2件，未完！其他"), "2023")
	for longest := 1; longest < 40; longest++ {
		end := 0
		for _, s := range p.split(nil, particles().GoesOn, longest) {
			gap := p.text[end:s.start]
			if strings.Trim(gap, "。！") != "" || s.end <= s.start && s.marked() != "" || utf8.RuneCountInString(s.marked()) > longest+1 {
				t.Fatalf("pieces of %d: %q after %q", longest, s.marked(), gap)
			}
			end = s.end
		}
		if strings.Trim(p.text[end:], "。！") != "" {
			t.Fatalf("pieces of %d: %q is lost", longest, p.text[end:])
		}
	}
}

// matching is a rule for every 甲.
func matching(check string, message string) configs.Rule {
	return configs.Rule{ID: "Z", Each: configs.EachMatch, Find: "甲", Check: check, Message: diag.Text{ZH: message}}
}

// hostile evaluates a rule on a report of much prose.
func hostile(t *testing.T, rule configs.Rule, text string, limits Limits) diag.List {
	t.Helper()
	config := template(rule)
	r := report(config)
	r.Prose = prose(block(4, 0, "", text))
	set, said := Compile(config)
	if said.HasErrors() {
		return said
	}
	return set.CheckWithin(context.Background(), r, nil, limits)
}

// TestExpressionsAreConfined: what would take memory or time without end, or
// read the clock, is refused with the rule's place or given up.
func TestExpressionsAreConfined(t *testing.T) {
	for _, c := range []struct{ check, want string }{
		{`len(reduce(1..28, #acc + #acc, "aaaaaaaaaa")) > 3`, "写法有误"},
		{`len(replace(replace(repeat("a", 100000), "a", repeat("b", 10000)), "b", "c")) > 3`, "写法有误"},
		{`now().Year() > 3`, "写法有误"},
		{`date("2024-01-01").Year() > 3`, "写法有误"},
		{`len(toJSON(headings)) > 3`, "写法有误"},
		{`len(fromBase64(text)) > 3`, "写法有误"},
		{`all(1..1000000, text contains "甲")`, "不能用“..”"},
		{`all(headings, all(headings, all(headings, true)))`, "循环里不能再有循环"},
		{`all(headings, # != "") and any(headings, true)`, ""},
		{`let a = year > 3 ? match : 5; len(a + a) > 0`, "“+”两边是什么类型不清楚"},
		{`let a = text + text; let b = a + a; let c = b + b; let d = c + c; let e = d + d; len(e + e) > 0`, "结果太长"},
		{`len(replace(text, "甲", text)) > 0`, "结果太长"},
		{`len(join(headings, text + text + text + text + text + text)) > 0`, "结果太长"},
		{`len(replace(match, "甲", "乙")) + len(join(headings, "，")) > 0`, ""},
		{strings.Repeat("true and ", 2000) + "true", "写法有误"},
	} {
		said := hostile(t, matching(c.check, "错"), strings.Repeat("甲乙", 1000), StandardLimits())
		if got := said.Error(); c.want == "" && len(said) > 0 || !strings.Contains(got, c.want) {
			t.Errorf("%.80s…: %.200s, want “%s”", c.check, got, c.want)
		}
		if strings.Contains(c.want, "结果太长") && len(said) != 1 {
			t.Errorf("%.80s…: said %d times", c.check, len(said))
		}
	}
}

func TestARuleGivesUp(t *testing.T) {
	limits := StandardLimits()
	limits.Matches = 10
	rule := matching(`match != ""`, "错")
	if said := hostile(t, rule, strings.Repeat("甲", 20), limits); len(said) != 1 || !strings.Contains(said[0].Message.ZH, "只看了前 10 处") {
		t.Errorf("20 places where 10 are judged: %v", said)
	}
	limits = StandardLimits()
	limits.Work = 1 << 20
	rule = matching(`not (text matches "乙$")`, "错")
	if said := hostile(t, rule, strings.Repeat("甲", 4000), limits); len(said) != 1 || !strings.Contains(said[0].Message.ZH, "只对照到这里") || said[0].Level != diag.Warning || said[0].Pos == rule.Pos {
		t.Errorf("more work than there is: %v", said)
	}
}

// TestAGreedyRuleSilencesNoOther: rules that spend all that they may leave
// those behind them enough for a report of the usual length.
func TestAGreedyRuleSilencesNoOther(t *testing.T) {
	limits := StandardLimits()
	limits.Work = 1 << 22
	greedy, too, modest := matching(`not (text matches "乙$")`, "错"), matching(`not (text matches "丙$")`, "错"), matching("false", "错")
	greedy.ID, too.ID, modest.ID, modest.Find = "G1", "G2", "M", "丁"
	config := template(greedy, too, modest)
	r := report(config)
	r.Prose = prose(block(4, 0, "", strings.Repeat("甲", 4000)+"丁"))
	said := map[string]bool{}
	for _, d := range compiled(t, config).CheckWithin(context.Background(), r, nil, limits) {
		said[d.Rule+d.Message.ZH] = true
	}
	for _, want := range []string{"文字太长、数字太多，规则 G1 只对照到这里，后面的文字没有对照", "文字太长、数字太多，规则 G2 只对照到这里，后面的文字没有对照", "M错"} {
		if !said[want] {
			t.Errorf("%s is not among %v", want, said)
		}
	}
}

func TestMessagesHaveAnEnd(t *testing.T) {
	rule := matching("false", strings.Repeat("{text}", 500))
	said := hostile(t, rule, strings.Repeat("甲", 100), StandardLimits())
	if len(said) != 100 {
		t.Fatalf("%d messages", len(said))
	}
	if n := utf8.RuneCountInString(said[0].Message.ZH); n != maxMessage+1 {
		t.Errorf("a message of %d characters", n)
	}
}

func TestACheckEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	config := template(matching("false", "错"))
	r := report(config)
	r.Prose = prose(block(4, 0, "", "甲"))
	if said := compiled(t, config).CheckWithin(ctx, r, nil, StandardLimits()); len(said) > 0 {
		t.Errorf("%v", said)
	}
}
