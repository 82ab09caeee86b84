package configs

import (
	"slices"
	"strings"
	"testing"

	"gongwen/internal/golden"
)

// stating is the small template with words and a rule for statements.
const stating = `lexicon:
  units:
    piece: [件, 份]
  subject:
    request: [(政府|)信息公开申请, 依申请(公开|)]
    bare: {words: [申请], refers: [request], otherwise: foreign}
    foreign: [提案]
  event:
    received: {words: [收到], included: true}
    answered: {words: [答复], absorbs: [received]}
  role:
    none: [没有]
rules:
  - id: W
    name: 数
    each: claim
    in: [prose]
    message: 不对
    statements:
      - {subject: [request, bare], event: received, equals: table.first.total, hint: 改}
      - {subject: request, event: ["", answered], amount: none, including: received, plus: answered, equals: ['1', '2']}
      - {unit: piece, amount: all, check: table.first.total == 0}
      - amount: [number, all]
        grid:
          table: table
          rows: [{subject: request, is: first}]
          columns: [{event: ["", received], is: [total, other], among: total}]
  - id: W2
    name: 比
    each: claim
    in: [prose]
    message: 不对
    shares:
      W: {answered: ['1'], all: ['2', '3']}
`

func TestStatements(t *testing.T) {
	l := libraryOf(map[string]string{"small-2020.yaml": claimTemplate(stating)})
	template, problems := l.Template("small-2020")
	if template == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	var words []string
	for _, c := range template.Lexicon.Classes {
		words = append(words, c.Dimension+"."+c.Name+" "+strings.Join(c.Words, "、"))
	}
	want := []string{"subject.request 信息公开申请、政府信息公开申请、依申请、依申请公开", "subject.bare 申请", "subject.foreign 提案", "event.received 收到", "event.answered 答复", "role.none 没有"}
	slices.Sort(words)
	slices.Sort(want)
	for i := range want {
		if i >= len(words) || len([]rune(words[i])) != len([]rune(want[i])) {
			t.Fatalf("words are\n%s\nwant\n%s", strings.Join(words, "\n"), strings.Join(want, "\n"))
		}
	}
	list := template.Rules[slices.IndexFunc(template.Rules, func(r Rule) bool { return r.ID == "W" })].Statements
	if len(list) != 5 {
		t.Fatalf("%d statements", len(list))
	}
	if a, b := list[3], list[4]; a.Amount != AmountNumber || b.Amount != AllRole || a.Grid == nil || a.Grid.Table != "table" || len(a.Grid.Rows) != 1 || !slices.Equal(a.Grid.Columns[0].Names, []string{"total", "other"}) || !slices.Equal(a.Grid.Columns[0].Whole, []string{"total"}) || !slices.Equal(valueOf(a.Grid.Columns[0].Classes, "event"), []string{"", "received"}) {
		t.Errorf("of the grid: %+v %+v", a, b)
	}
	shares := template.Rules[slices.IndexFunc(template.Rules, func(r Rule) bool { return r.ID == "W2" })].Statements
	if len(shares) != 2 || !slices.Equal(shares[0].Wholes, []string{"2", "3"}) || !slices.Equal(valueOf(shares[0].NamedWholes, "answered"), []string{"1"}) {
		t.Errorf("shares: %+v", shares)
	}
	if s := list[0]; s.Amount != AmountNumber || !slices.Equal(valueOf(s.Classes, "subject"), []string{"request", "bare"}) || !slices.Equal(s.Units, []string{"piece"}) || s.Hint.ZH != "改" {
		t.Errorf("first: %+v", s)
	}
	if s := list[1]; s.Amount != NoneRole || s.Including != "received" || s.Plus != "answered" || !slices.Equal(s.Equals, []string{"1", "2"}) || !slices.Equal(valueOf(s.Classes, "event"), []string{"", "answered"}) {
		t.Errorf("second: %+v", s)
	}
}

func TestStatementFaultsAreNamedWithPlace(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct{ name, old, new string }{
		{"no lexicon", stating[:strings.Index(stating, "rules:")], ""},
		{"a lexicon that is a list", stating[:strings.Index(stating, "rules:")], "lexicon: [申请]\n"},
		{"a dimension in Chinese", "  event:", "  怎样:"},
		{"a dimension without classes", "    none: [没有]", "    [没有]"},
		{"a role that is none", "    none: [没有]", "    nothing: [没有]"},
		{"a bracket that is not closed", "(政府|)信息", "(政府|信息"},
		{"too many spellings", "[(政府|)信息公开申请, ", "[" + strings.Repeat("(甲|乙|丙|丁)", 5) + ", "},
		{"a class that is not there", "absorbs: [received]", "absorbs: [receive]"},
		{"a class of a statement that is not there", "event: received, equals", "event: receive, equals"},
		{"an event that is not there", "including: received", "including: receive"},
		{"an amount that is none", "amount: all", "amount: most"},
		{"a unit that is none", "unit: piece", "unit: pieces"},
		{"no condition", "check: table.first.total == 0", "hint: 改"},
		{"both conditions", "equals: table.first.total, hint: 改", "equals: table.first.total, check: 'true'"},
		{"an unknown key", "unit: piece, amount", "units: piece, amount"},
		{"a grid without rows", "          rows: [{subject: request, is: first}]\n", ""},
		{"a line of a grid without its figure", "{subject: request, is: first}", "{subject: request}"},
		{"a class of a line of a grid that is not there", "{subject: request, is: first}", "{subject: requests, is: first}"},
		{"a grid and a condition", "      - amount: [number, all]\n", "      - amount: [number, all]\n        equals: '1'\n"},
		{"an event of a whole that is not there", "{answered: ['1']", "{answer: ['1']"},
		{"a relation that is none", "    statements:\n", "    claims:\n      - {relation: half, check: 'true'}\n    statements:\n"},
	} {
		faultOf(t, &out, c.name, stating, c.old, c.new)
	}
	golden.Check(t, "testdata/statement-faults.golden", []byte(out.String()))
}
