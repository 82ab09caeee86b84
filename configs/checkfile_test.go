package configs

import (
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
		{"neither", "x.yaml", "name: x\n", false, false, "x.yaml:1:1: 错误: 既不是格式，也不是样式\n  提示：格式的第一行写 template: 标识，样式的第一行写 style: 标识"},
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
