package prefilter

import (
	"regexp/syntax"
	"strings"
	"testing"
)

func TestNeededText(t *testing.T) {
	for pattern, want := range map[string]string{
		"到(?:申请|案件)#件": "到申请#件|到案件#件", "(?:全部|都)办结": "全部办结|都办结", "(?:收到)?申请": "申请", "a*": "", "(?:a|b*)": "", "[件条]": "件|条", "[^件]": "", "[a-z]": "",
		"(?P<n>#)": "#", "(?:好的){2}": "好的", "(?i)abc": "", "(?:收到|收集)": "收到|收集", "(?:我[局委]申请|没有)": "我委申请|我局申请|没有",
		"（[^）]*的，请?填": "的，请填|的，填 （", "^(?:附表|表)如下。?$": "表如下", "(?:×+|[XxＸ]{2,})[省市]": "×|X|x|Ｘ 市|省", "[一二三四五六七八][一二]": "一|七|三|二|五|八|六|四 一|二",
	} {
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		var groups []string
		for _, texts := range By(tree) {
			groups = append(groups, strings.Join(texts, "|"))
		}
		if got := strings.Join(groups, " "); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}

func TestTextsThatAreNeeded(t *testing.T) {
	n := Needed{{"申请"}, {"收到", "接到"}}
	for s, want := range map[string]bool{"接到申请": true, "收到申请": true, "收到": false, "申请": false, "": false} {
		if n.In(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
	if !(Needed{}).In("") {
		t.Error("nothing is needed, and something lacks")
	}
}

func TestWhatIsNeededIsEnoughForTextsAlone(t *testing.T) {
	for pattern, want := range map[string]bool{
		"增|升|提高": true, "(主要|重点)": true, "中": true, "[件条]": true, "政府$": false, "全[省市]": false, "(?i)abc": false, "(?:收到)?申请": false, "中*": false, "[^件]": false, "收到|^申请": false,
	} {
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if Enough(tree) != want {
			t.Errorf("%s: %v, want %v", pattern, !want, want)
		}
	}
}

func TestNeededTextOfAlternatives(t *testing.T) {
	for pattern, want := range map[string]string{"(?:收到申请|(?:全部|都)办结)": "收到申请;全部办结|都办结", "a*|申请": ";申请"} {
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, n := range ByAlternatives(tree) {
			var groups []string
			for _, texts := range n {
				groups = append(groups, strings.Join(texts, "|"))
			}
			list = append(list, strings.Join(groups, " "))
		}
		if got := strings.Join(list, ";"); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}
