package configs

import (
	"strings"
	"testing"

	"gongwen/internal/diag"
)

func TestReadTellsTemplatesFromStyleSheets(t *testing.T) {
	l := NewLibrary(nil)
	for _, test := range []struct {
		name, file, content string
		template, style     bool
		say                 string // the first diagnostic
	}{
		{"template", "dir/small-2020.yaml", small, true, false, ""},
		{"style sheet", "local.yaml", "style: local\nextends: gb9704\nname: 本地\n", false, true, ""},
		{"style sheet that extends nothing known", "local.yaml", "style: local\nextends: gb9705\nname: 本地\n", false, false, "local.yaml:2:10: 错误: 没有名为“gb9705”的样式\n  提示：是不是“gb9704”？"},
		{"id of another file", "other.yaml", small, false, false, "other.yaml:1:11: 错误: 标识“small-2020”与文件名“other”不一致"},
		{"neither", "x.yaml", "name: x\n", false, false, "x.yaml:1:1: 错误: 既不是格式，也不是样式、文字规则\n  提示：格式的第一行写 template: 标识，样式的第一行写 style: 标识，文字规则的第一行写 prose: 标识"},
		{"no map", "x.yaml", "- template: x\n", false, false, "x.yaml:1:1: 错误: 这里应为“键: 值”的形式，实为一列值"},
		{"name that is not found", "small-2020.yml", small, true, false, "small-2020.yml: 警告: 文件名应以 .yaml 结尾，否则找不到"},
	} {
		t.Run(test.name, func(t *testing.T) {
			part, problems := l.Read(test.file, []byte(test.content))
			if (part.Template != nil) != test.template || (part.Style != nil) != test.style {
				t.Errorf("template %v, style sheet %v", part.Template != nil, part.Style != nil)
			}
			said := ""
			if len(problems) > 0 {
				said = problems[0].Format(diag.ZH)
			}
			if said != test.say {
				t.Errorf("said %s\nwant %s", said, test.say)
			}
		})
	}
}

func TestStarterIsATemplateWithoutFaults(t *testing.T) {
	for _, id := range []string{"my-report", "county-2022"} {
		text, ok := Starter(id)
		if !ok {
			t.Fatalf("%q is no id", id)
		}
		part, problems := NewLibrary(nil).Read(id+".yaml", []byte(text))
		if part.Template == nil || len(problems) > 0 {
			t.Errorf("%s: %v", id, problems)
		}
	}
	for _, id := range []string{"", "County", "县", "a_b", "-a", "../a", "county-1022"} {
		if _, ok := Starter(id); ok {
			t.Errorf("%q is taken for an id", id)
		}
	}
}

// TestProseRulesAreRead: what is wrong with their words is said at their file, and what
// a template names that there is not.
func TestProseRulesAreRead(t *testing.T) {
	l := libraryOf(map[string]string{
		"local.yaml":  "prose: local\nphrases: {unit: '[件]'}\nlexicon: {particles: {of: [的]}, subject: {request: [申请]}}\nrules:\n  - {id: L1, name: 名, level: note, each: section, check: characters < 9, message: 长, law: 法}\n  - {id: L2, name: 另}\n",
		"broken.yaml": "prose: broken\nlexicon: {particles: {off: [的]}}\n",
	})
	if part, problems := l.Read("dir/local.yaml", []byte("prose: local\nlexicon: {subject: {request: [申请]}}\n")); part.Prose == nil || len(problems) > 0 {
		t.Error(problems)
	}
	own := func(prose, rule string) (*Template, diag.List) {
		text := strings.NewReplacer("template: small-2020", "template: own-2020", "\nrules:\n", "\nprose: "+prose+"\nrules:\n"+rule).Replace(small)
		part, problems := l.Read("own-2020.yaml", []byte(text))
		return part.Template, problems
	}
	made, problems := own("local", "  - {id: L1, level: warning}\n")
	if made == nil {
		t.Fatal(problems)
	}
	if r := made.Rule("L1"); made.Rules[0].ID != "L1" || r.Level != diag.Warning || r.Law.ZH != "法" || made.Lexicon.Particles.Of[0] != "的" {
		t.Errorf("%+v", made.Rules[0])
	}
	if made.Rule("L2") != nil {
		t.Error("a rule holds that the template does not list")
	}
	for prose, want := range map[string]string{
		"broken":  "broken.yaml:2:",
		"locale":  "没有名为“locale”的文字规则",
		"[local]": "own-2020.yaml:41:",
	} {
		if made, problems := own(prose, ""); made != nil || !strings.Contains(problems.Error(), want) {
			t.Errorf("%s: %v", prose, problems)
		}
	}
}
