package configs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

// claiming is the small template with phrases and a rule for claims.
const claiming = `phrases:
  things: '申请|案件'
  received: '收到(?:{things})'
rules:
  - id: C
    name: 数
    each: claim
    in: [prose]
    unless: 去年
    unless_before: '以前，'
    message: 不对
    claims:
      - {find: '{received}(?P<n>#)件', equals: table.first.total, hint: 改}
      - {find: '没有{things}', says: 0, same: 申请}
      - find: '(?P<whole>#)件，其中(?P<list>.*)'
        items: '(?P<part>#)件'
        place: whole
        check: added("part") == whole
      - {find: '大约', message: {zh: 不写大约, en: be exact}}
`

func claimTemplate(text string) string {
	return strings.Replace(small, "rules:\n", text, 1)
}

func TestClaims(t *testing.T) {
	l := libraryOf(map[string]string{"small-2020.yaml": claimTemplate(claiming)})
	template, problems := l.Template("small-2020")
	if template == nil {
		t.Fatal(problems)
	}
	rule := template.Rules[0]
	if rule.Unless != "去年" || rule.UnlessBefore != "以前，" || !slices.Equal(rule.In, []string{"prose"}) || len(rule.Claims) != 4 {
		t.Fatalf("rule: %+v", rule)
	}
	first := rule.Claims[0]
	if first.Find != "(?:收到(?:(?:申请|案件)))(?P<n>#)件" || first.Equals != "table.first.total" || first.Hint.ZH != "改" || first.Pos.Line == 0 || valueOf(first.Places, "equals").Line == 0 {
		t.Errorf("first: %+v", first)
	}
	if c := rule.Claims[1]; c.Says != "0" || c.Same != "申请" {
		t.Errorf("second: %+v", c)
	}
	if c := rule.Claims[2]; c.Items == "" || c.Place != "whole" || c.Check == "" {
		t.Errorf("third: %+v", c)
	}
	if c := rule.Claims[3]; c.Message != (diag.Text{ZH: "不写大约", EN: "be exact"}) {
		t.Errorf("fourth: %+v", c)
	}
}

func TestClaimFaultsAreNamedWithPlace(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct{ name, old, new string }{
		{"unknown phrase", "'没有{things}'", "'没有{thing}'"},
		{"a phrase that stands below", "'申请|案件'", "'申请|{received}'"},
		{"phrases that are a list", "phrases:\n  things: '申请|案件'\n  received: '收到(?:{things})'", "phrases: [things]"},
		{"a phrase's name in Chinese", "things: '申请", "申请: '申请"},
		{"a phrase that is no pattern", "'申请|案件'", "'申请|(案件'"},
		{"a phrase too long", "'申请|案件'", "'" + strings.Repeat("很长", 2000) + "'"},
		{"find is no pattern", "'大约'", "'大约('"},
		{"no find", "{find: '大约', message", "{message"},
		{"two conditions", "says: 0, same: 申请", "says: 0, same: 申请, equals: '1'"},
		{"equals without a number", "(?P<n>#)", "#"},
		{"a group that is no number", "(?P<n>#)", "(?P<n>[0-9]+)"},
		{"says no number", "says: 0", "says: 无"},
		{"items without a list", "(?P<list>.*)", ".*"},
		{"place names no number", "place: whole", "place: list"},
		{"unknown key", "says: 0", "say: 0"},
		{"no claims", claiming[strings.Index(claiming, "    claims:"):], ""},
		{"a key of other rules", "unless: 去年", "find: 去年"},
		{"an unknown section", "in: [prose]", "in: [proses]"},
	} {
		faultOf(t, &out, c.name, claiming, c.old, c.new)
	}
	golden.Check(t, "testdata/claim-faults.golden", []byte(out.String()))
}

// faultOf writes to out what is said of the small template with text when old,
// which stands there once, is new.
func faultOf(t *testing.T, out *strings.Builder, name, text, old, new string) {
	t.Helper()
	if strings.Count(text, old) != 1 {
		t.Fatalf("%s: %q does not stand once", name, old)
	}
	l := libraryOf(map[string]string{"small-2020.yaml": claimTemplate(strings.Replace(text, old, new, 1))})
	template, problems := l.Template("small-2020")
	if template != nil || !problems.HasErrors() {
		t.Errorf("%s: accepted", name)
	}
	fmt.Fprintf(out, "== %s\n", name)
	for _, d := range problems {
		fmt.Fprintf(out, "%.300s\n", d.Format(diag.ZH))
		checkDiagnostic(t, name, d)
	}
}

// valueOf is the value of a name, or none.
func valueOf[V any](k Keyed[V], name string) V {
	value, _ := k.Get(name)
	return value
}
