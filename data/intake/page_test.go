package intake_test

import (
	"strings"
	"testing"

	"gongwen/data/intake"
	"gongwen/internal/diag"
)

// TestTwoReports in one document are refused, not mixed.
func TestTwoReports(t *testing.T) {
	text := tabbed(t)
	got, said := pasted(text+"\n"+text, intake.Options{})
	if got != nil || len(said) != 1 || !says(said, diag.Error, "像是有两份报告：一、总体情况", "分别导入") {
		t.Error(said)
	}
}

// TestTitlesOfPages: titles as portals and towns write them.
func TestTitlesOfPages(t *testing.T) {
	for title, want := range map[string]string{
		"某镇人民政府2023年信息公开年度报告":                                              "某镇人民政府",
		"某县政府2023年度信息公开年度报告":                                               "某县政府",
		"某局政府信息公开工作2023年度报告":                                               "某局",
		"某局关于2023年度政府信息公开工作情况的报告":                                          "某局",
		"2023年政府信息公开工作年度报告\n某县某镇人民政府\n2023年政府信息公开工作年度报告":                   "某县某镇人民政府",
		"2023年政府信息公开工作年度报告\n某区管委会(某某商务区管委会)\n2024年1月8日":                    "某区管委会(某某商务区管委会)",
		"| 名称 | 某管理区2023年政府信息公开工作年度报告 | ||\n| 索引号 | 01/2024-04 | 发布机构 | |": "某管理区",
		"某局2023年政府信息公开工作年度报告 来源:某某网 发布时间:2024-01-02":                       "某局",
		"2023年政府信息公开工作年度报告\n2023年政府信息公开工作年度报告":                             "",
		"来源：县某局 发布时间:2024-01-14 10:19\n2023年政府信息公开工作年度报告":                  "",
		"索 引 号 | 01/2024-00001 | 发布机构 | 某局 |\n2023年政府信息公开工作年度报告\n引 言\n":    "",
	} {
		text := tabbed(t)
		got, said := pasted(title+"\n\n"+text[strings.Index(text, "一、总体情况"):], intake.Options{})
		if got == nil {
			t.Fatal(said)
		}
		if is := got.Fields["agency"].Text; is != want || got.Fields["year"].Text != "2023" {
			t.Errorf("%s: %q in %q, want %q", title, is, got.Fields["year"].Text, want)
		}
		if (want == "") != says(said, diag.Error, "没有找到机关名称") {
			t.Errorf("%s: %s", title, said)
		}
		for source, hint := range map[string]string{"县某局": "--agency 县某局", "发布机构 | 某局": "--agency 某局"} {
			if strings.Contains(title, source) && !says(said, diag.Error, hint) {
				t.Errorf("%s: no %q in %s", title, hint, said)
			}
		}
	}
}
