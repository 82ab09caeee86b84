package prefilter

import (
	"regexp/syntax"
	"strings"
	"testing"
)

func TestNeededText(t *testing.T) {
	for pattern, want := range map[string]string{
		"到(?:申请|案件)#件": "申请|案件 #件 到", "(?:全部|都)办结": "办结 全部|都", "(?:收到)?申请": "申请", "a*": "", "(?:a|b*)": "", "[件条]": "件|条", "[^件]": "", "[a-z]": "",
		"(?P<n>#)": "#", "(?:好的){2}": "好的", "(?i)abc": "", "(?:收到|收集)": "收 到|集", "(?:我[局委]申请|没有)": "申请|没有",
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
