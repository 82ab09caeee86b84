package engine

import (
	"strings"
	"testing"

	"gongwen/configs"
)

const county = `template: county
name: 小表
years: {from: 2020}
style: gb9704
header:
  - {id: agency, label: 机关名称, type: agency}
  - {id: year, label: 年度, type: year}
title: ["{agency}"]
sections:
  - {id: prose, label: 总体情况, kind: prose}
`

// TestPartsAreCheckedBeforeTheyAreUsed: rules are compiled, and what a template
// or a style sheet names must be there.
func TestPartsAreCheckedBeforeTheyAreUsed(t *testing.T) {
	e := standard()
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"county.yaml", county, nil},
		{"county.yaml", county + "rules:\n  - {id: R, name: 规则, each: section, check: 'a >= b', message: 错了}\n", []string{"county.yaml:12:", "没有“a”这个名字"}},
		{"look.yaml", "style: look\nextends: gb9704\nname: 本地样式\npage: {mirror: true}\n", nil},
		{"look.yaml", "style: look\nextends: gb9704\nname: 本地样式\nstyles:\n  body: {font: 仿松}\n", []string{"look.yaml:5:16: 错误: 没有名为“仿松”的字体"}},
		{"look.yaml", "style: look\nextends: gb9704\nname: 本地样式\nfonts:\n  仿宋: {faces: [no-such-face]}\n", []string{"no-such-face"}},
		{"what.yaml", "a: 1\n", []string{"what.yaml"}},
		{"bad.yaml", "[", []string{"bad.yaml:1:"}},
	} {
		says(t, e.CheckPart(t.Context(), uploaded(c.name, c.content)), c.want...)
	}
	says(t, e.CheckPart(t.Context(), Input{File: "none.yaml", Path: "none.yaml"}), "找不到这个文件")
	says(t, e.CheckPart(t.Context(), uploaded("county.yaml", strings.Replace(county, "gb9704", "gb9705", 1))), "没有名为“gb9705”的样式")
}

// TestATemplateServesAYear: one that is named serves any.
func TestATemplateServesAYear(t *testing.T) {
	e := standard()
	for year, want := range map[int]string{2020: "open-government-2019", 2024: "open-government-2021"} {
		if got, said := e.TemplateFor("", year); got == nil || got.ID != want {
			t.Errorf("%d: %v", year, said)
		}
	}
	if got, said := e.TemplateFor("rule-of-law-government", 1990); got == nil || got.ID != "rule-of-law-government" {
		t.Error(said)
	}
	if _, said := e.TemplateFor("no-such", 2024); !said.HasErrors() {
		t.Error("there is a template of no name")
	}
}

func TestRulesOfOneTemplate(t *testing.T) {
	library := configs.NewLibrary(nil)
	all, _ := RulesOf(library, "")
	one, _ := RulesOf(library, "rule-of-law-government")
	if len(one) == 0 || len(one) >= len(all) {
		t.Errorf("%d of %d rules", len(one), len(all))
	}
	for _, r := range one {
		if len(r.Templates) != 1 || r.Templates[0] != "rule-of-law-government" {
			t.Errorf("%s is of %v", r.ID, r.Templates)
		}
	}
	_, said := RulesOf(library, "no-such")
	says(t, said, "no-such")
}

func TestWhatDocumentsThereAre(t *testing.T) {
	kinds := DocumentKinds()
	if len(kinds.Formats) < 3 || len(kinds.Usual) == 0 || len(kinds.PDFLevels) < 5 || kinds.PDFLevel == "" {
		t.Errorf("%+v", kinds)
	}
}
