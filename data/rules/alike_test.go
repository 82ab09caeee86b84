package rules

import (
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

func TestPlacesThatLookLikeTheAgencysName(t *testing.T) {
	const bureau = "宿迁市沭阳县发展和改革局"
	rule := configs.Rule{ID: "F4", Each: configs.EachMatch, Alike: "agency", Message: diag.Text{ZH: "{match}：{group[1]}→{group[2]}"}}
	for _, c := range []struct{ agency, text, want string }{
		{bureau, "现公布沐阳县发展和改革局报告", "沐阳县：沐→沭"},
		{bureau, "宿迁市沐阳县、沐阳县政府网站", "沐阳县：沐→沭\n沐阳县：沐→沭"},
		{bureau, "沭阳县发展和改革局在沭阳县政府网站公布", ""},
		{bureau, "泗阳县发展和改革局", ""}, // another county of the city
		{bureau, "沐浴阳光，县里各局", ""},
		{bureau, "淮安市沭阳乡", ""},
		{"亳州市教育局", "毫州市的学校，亳州市教育局", "毫州市：毫→亳"},
		{"山东省聊城市茌平区教育和体育局", "荏平区教育和体肓局", "荏平区：荏→茌"},
		{"郏县教育局", "郊县教育局", ""}, // no such pair: 郊县 is a word
		{"冶金局", "治金局", "治金局：治→冶"},
		{"某局", "", ""},
		{"", "任何文字", ""},
	} {
		t.Run(c.agency+" "+c.text, func(t *testing.T) {
			config := template(rule)
			r := report(config)
			r.Fields["agency"] = data.Field{Text: c.agency}
			r.Prose["preface"] = paragraphsOf(c.text)
			if got := messages(compiled(t, config).Check(r)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestPlaceOfAMistypedCharacterIsExact(t *testing.T) {
	config := template(configs.Rule{ID: "F4", Each: configs.EachMatch, Alike: "agency"})
	r := report(config)
	r.Fields["agency"] = data.Field{Text: "沭阳县教育局"}
	r.Prose["preface"] = data.Prose{Blocks: []data.Block{{Runs: []data.Run{{Text: "我局在", Pos: diag.Pos{Line: 3, Col: 3}}, {Text: "沐阳县", Pos: diag.Pos{Line: 3, Col: 8}}}}}}
	if said := compiled(t, config).Check(r); len(said) != 1 || said[0].Pos.Col != 8 {
		t.Errorf("said %v", said)
	}
}

func TestGroupsOfLikenessesAreTwo(t *testing.T) {
	_, problems := Compile(template(configs.Rule{ID: "F4", Each: configs.EachMatch, Alike: "agency", Check: `group[3] == ""`}))
	if !problems.HasErrors() {
		t.Error("group[3] is known")
	}
}
