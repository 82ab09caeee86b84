package data

import (
	"testing"

	"gongwen/internal/diag"
)

func TestWaiversLowerWhatBreaksTheirRules(t *testing.T) {
	at := diag.Pos{File: "r.yaml", Line: 3, Col: 3}
	rep := &Report{Waivers: []Waiver{{"T2", "统计口径不同", at}, {"P6", "机构新设立", at}, {"N5", "机构改革", at}}}
	said := diag.List{
		{Level: diag.Error, Rule: "T2", Message: diag.Text{ZH: "甲"}, Hint: diag.Text{ZH: "改"}},
		{Level: diag.Warning, Rule: "F5", Message: diag.Text{ZH: "乙"}},
		{Level: diag.Error, Message: diag.Text{ZH: "丙"}},
	}
	got := rep.Waive(said, func(rule string) bool { return rule != "N5" })
	want := []string{"说明: 甲（已豁免：统计口径不同） [T2]", "警告: 乙 [F5]", "错误: 丙",
		"r.yaml:3:3: 说明: 豁免了规则 P6，但没有违反它的地方\n  提示：可以删去这一条豁免"}
	if len(got) != len(want) {
		t.Fatal(got)
	}
	for i, d := range got {
		if d.Format(diag.ZH) != want[i] {
			t.Errorf("got %s, want %s", d.Format(diag.ZH), want[i])
		}
	}
	if said[0].Level != diag.Error || len((&Report{}).Waive(said, nil)) != 3 {
		t.Error("what was said has changed")
	}
}
