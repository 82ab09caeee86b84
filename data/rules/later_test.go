package rules

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// faulty is a template whose rules are wrong where they are compiled last: in a
// condition, in a message and in a wording.
func faulty() *configs.Template {
	return template(
		configs.Rule{ID: "A", Table: "requests", Each: configs.EachRow, Cell: "total", Equals: "person + nobody"},
		configs.Rule{ID: "B", Table: "requests", Each: configs.EachRow, Cell: "total", Equals: "person + company", Message: diag.Text{ZH: "{nothing}"}},
		configs.Rule{ID: "C", Each: configs.EachClaim, Claims: []configs.Claim{
			{Find: "收到申请(?P<n>#)件", Equals: "requests.nobody"}, {Find: "办结申请(?P<n>#)件", Equals: "requests.nobody"},
		}},
	)
}

func TestFaultsOfPreparedRulesAreSaidByTheCheckThatNeedsThem(t *testing.T) {
	config := faulty()
	wrong := report(config, "outcome.given", "person", "3")
	wrong.Prose = map[string]data.Prose{"preface": {Blocks: []data.Block{block(1, 0, "", "收到申请3件。收到申请4件。")}}}
	for name, c := range map[string]struct {
		report *data.Report
		want   []string
	}{
		"a rule that every report needs": {report(config), []string{"规则 A"}},
		"a message and a wording":        {wrong, []string{"规则 A", "规则 B", "规则 C"}},
	} {
		t.Run(name, func(t *testing.T) {
			rules := Prepare(config)
			for range 2 { // a fault is said of every report
				var said []string
				for _, d := range rules.Check(c.report) {
					if rule, _, ok := strings.Cut(d.Message.ZH, " 的 "); ok && d.Level == diag.Error && d.Pos.File == "t.yaml" {
						said = append(said, rule)
					}
				}
				if !slices.Equal(said, c.want) {
					t.Errorf("faults of %v, want %v", said, c.want)
				}
			}
		})
	}
}

func TestCompileSaysAllFaultsAndLeavesTheRulesOut(t *testing.T) {
	rules, problems := Compile(faulty())
	if len(problems) != 4 {
		t.Errorf("said %s", problems.Error())
	}
	rules.totals = nil
	if said := rules.Check(report(faulty(), "outcome.given", "person", "3")); len(said) > 0 {
		t.Errorf("rules that are wrong were judged: %s", said.Error())
	}
}

func TestPreparedRulesServeSeveralGoroutines(t *testing.T) {
	config := template(
		configs.Rule{ID: "R", Table: "requests", Each: configs.EachRow, Cell: "total", Equals: "person + company", Hint: diag.Text{ZH: "{person}"}},
		configs.Rule{ID: "C", Each: configs.EachClaim, Claims: []configs.Claim{
			{Find: "收到申请(?P<n>#)件", Unless: "去年", Equals: "requests.new.total"}, {Find: "新收申请(?P<n>#)件", Unless: "去年", Equals: "requests.new.total"},
		}},
		configs.Rule{ID: "M", Each: configs.EachMatch, Find: "申请[0-9]+件", Message: diag.Text{ZH: "{match}"}},
	)
	wrong := report(config, "outcome.given", "person", "3")
	wrong.Prose = map[string]data.Prose{"preface": {Blocks: []data.Block{block(1, 0, "", "收到申请3件，新收申请4件。")}}}
	want := compiled(t, config).Check(wrong)
	if len(want) < 4 {
		t.Fatalf("too little is wrong for this test: %s", want.Error())
	}
	rules := Prepare(config)
	rules.totals = nil
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			if said := rules.Check(wrong); !said.Equal(want) {
				t.Errorf("said %s, want %s", said.Error(), want.Error())
			}
		})
	}
	work.Wait()
}
