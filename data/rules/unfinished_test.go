package rules

import (
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

func TestWhatNobodyHasFilledInIsAnError(t *testing.T) {
	const initial = "本年度情况。\n\n【概述{year}年的情况。】\n\n【问题和措施。】"
	given := []string{"new", "person", "1", "new", "total", "1"}
	for _, c := range []struct {
		name    string
		text    []string
		figures []string
		want    string
	}{
		{"all as init left it", []string{"本年度情况。", "【概述2023年的情况。】", "【问题和措施。】"}, nil,
			"表格里的数全是 0，正文也还没有写\n“【概述2023年的情况。】”是填写说明，还没有换成正文\n“【问题和措施。】”是填写说明，还没有换成正文"},
		{"one left within a sentence, with another year", []string{"我局公开128条。【概述2022年的情况。】"}, given, "“【概述2022年的情况。】”是填写说明，还没有换成正文"},
		{"brackets of the report's own", []string{"开设【一图读懂】栏目。"}, given, ""},
		{"written, with nothing to count", []string{"本年度没有收到申请。"}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := template(configs.Rule{ID: "F3", Each: configs.EachMatch, Find: "【概述[^】]*】", Message: diag.Text{ZH: "{match}"}})
			config.Sections[0].Initial = initial
			r := report(config, c.figures...)
			prose := data.Prose{}
			for i, text := range c.text {
				prose.Blocks = append(prose.Blocks, block(20+i, 0, "", text))
			}
			r.Prose["preface"] = prose
			said := compiled(t, config).Check(r)
			if got := messages(said); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			for _, d := range said {
				if d.Level != diag.Error || d.Rule != "" {
					t.Errorf("%s can be waived", d.Format(diag.ZH))
				}
			}
		})
	}
}

func TestTablesAloneThatHoldNothingButZerosAreAWarning(t *testing.T) {
	config := template()
	config.Sections = config.Sections[1:]
	said := compiled(t, config).Check(report(config))
	if len(said) != 1 || said[0].Level != diag.Warning || said[0].Message.ZH != "表格里的数全是 0" {
		t.Errorf("said %v", said)
	}
}
