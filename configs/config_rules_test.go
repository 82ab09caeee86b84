package configs

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

func TestLevelsOfRules(t *testing.T) {
	dir := folder(t, "rules: {F5: note, P6: off, P4: error, N10: warning}\n")
	for _, c := range []struct {
		name string
		opts Options
		want string
	}{
		{"file", Options{}, "F5=note P6=off P4=error N10=warning"},
		{"environment over the file", Options{Env: env("GONGWEN_RULES=P6=warning, F7=off")}, "F5=note P6=warning P4=error N10=warning F7=off"},
		{"empty variable", Options{Env: env("GONGWEN_RULES=")}, "F5=note P6=off P4=error N10=warning"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.opts.Dir = dir
			got, problems := loadConfig(c.opts)
			var list []string
			for _, r := range got.Rules {
				list = append(list, r.ID+"="+r.word())
			}
			if s := strings.Join(list, " "); len(problems) > 0 || s != c.want {
				t.Errorf("got %s, %v", s, problems)
			}
			if problems := got.Rules.Check(NewLibrary(nil)); len(problems) > 0 {
				t.Error(problems)
			}
		})
	}
}

// faultsOfRules is what is said about a configuration, when it is read and
// when it is compared with the templates.
func faultsOfRules(opts Options, library *Library) string {
	c, problems := loadConfig(opts)
	problems = append(problems, c.Rules.Check(library)...)
	var lines []string
	for _, d := range problems {
		d.Pos.File = filepath.Base(d.Pos.File)
		lines = append(lines, d.Format(diag.ZH))
	}
	return strings.Join(lines, "\n")
}

func TestFaultsInLevelsOfRules(t *testing.T) {
	const binding = "\n  提示：数对不上的报告不能公布；能放宽的是警告和与上年比较的规则"
	for _, c := range []struct{ name, file, env, want string }{
		{"unknown rule", "rules: {N99: off}", "", "gongwen.yaml:1:14: 错误: 没有规则“N99”\n  提示：是不是“N9”？"},
		{"unknown level", "rules: {F5: warn}", "", "gongwen.yaml:1:13: 错误: 没有“warn”这个级别\n  提示：是不是“warning”？"},
		{"level left out", "rules:\n  F5:\n", "", "gongwen.yaml:2:6: 错误: 没有“”这个级别\n  提示：可以用的有：error、warning、note、off"},
		{"no map", "rules: [F5]", "", "gongwen.yaml:1:8: 错误: 这里应为“规则: 级别”\n  提示：如 rules: {T2: error, P6: off}"},
		{"a sum switched off", "rules: {N1: off}", "", "gongwen.yaml:1:13: 错误: 规则 N1 在格式 open-government-2019 里是错误，不能改为 off" + binding},
		{"a sum made a warning", "rules: {N4: warning}", "", "gongwen.yaml:1:13: 错误: 规则 N4 在格式 open-government-2019 里是错误，不能改为 warning" + binding},
		{"a figure that is none made a note", "rules: {N8: note}", "", "gongwen.yaml:1:13: 错误: 规则 N8 在格式 open-government-2019 里是错误，不能改为 note" + binding},
		{"a sum that stays an error", "rules: {N1: error}", "", ""},
		{"a comparison with last year", "rules: {N5: warning}", "", ""},
		{"nothing", "rules:", "", ""},
		{"environment without a level", "", "F5", "GONGWEN_RULES: 错误: “F5”应为“规则=级别”\n  提示：如 T2=error,P6=off"},
		{"environment with an unknown rule", "", "F99=off", "GONGWEN_RULES: 错误: 没有规则“F99”"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := faultsOfRules(Options{Dir: folder(t, c.file), Env: env("GONGWEN_RULES=" + c.env)}, NewLibrary(nil))
			if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestRulesOfOwnTemplatesHaveLevels(t *testing.T) {
	starter, _ := Starter("own")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "own.yaml"), []byte(strings.ReplaceAll(starter, "id: F1\n", "id: OWN1\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "broken.yaml"), []byte("template: broken\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := faultsOfRules(Options{Dir: folder(t, "rules: {OWN1: off}")}, NewLibrary(os.DirFS(dir))); got != "" {
		t.Error(got)
	}
}

func TestLevelsAreApplied(t *testing.T) {
	said := diag.List{{Level: diag.Warning, Rule: "F5"}, {Level: diag.Warning, Rule: "P6"}, {Level: diag.Error}, {Level: diag.Warning, Rule: "P4"}}
	levels := RuleLevels{{ID: "F5", Level: diag.Note}, {ID: "P6", Off: true}}
	if got := fmt.Sprint(levels.Apply(said)); got != fmt.Sprint(diag.List{{Level: diag.Note, Rule: "F5"}, {Level: diag.Error}, {Level: diag.Warning, Rule: "P4"}}) {
		t.Error(got)
	}
	if said[0].Level != diag.Warning || len(RuleLevels(nil).Apply(said)) != len(said) {
		t.Error("what was said has changed")
	}
}

// TestEmbeddedRulesAreExplained: gongwen explain has something to say of each.
func TestEmbeddedRulesAreExplained(t *testing.T) {
	library := NewLibrary(nil)
	for _, id := range library.Templates() {
		template, problems := library.Template(id)
		if template == nil {
			t.Fatal(problems)
		}
		for _, r := range template.Rules {
			if r.Law.ZH == "" || r.Law.EN == "" || r.Example.ZH == "" || r.Help.ZH == "" || r.Help.EN == "" {
				t.Errorf("%s: the rule %s has no law, example or help", id, r.ID)
			}
		}
	}
}
