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
		"某县水利局政府信息公开工作年度报告（2023年）":                                         "某县水利局",
		"某县水利局政府信息公开工作年度报告(2023年度)":                                        "某县水利局",
		"（2023年）某县水利局政府信息公开工作年度报告":                                         "某县水利局",
		"【2023年度】某县水利局政府信息公开工作年度报告":                                        "某县水利局",
		"某县水利局政府信息公开工作年度报告2023年":                                           "某县水利局",
		"某县水利局政府信息公开工作年度报告-2023年度":                                         "某县水利局",
		"2023年度某街道信息公开工作报告":                                                "某街道",
		"《某县水利局2023年政府信息公开工作年度报告》":                                         "某县水利局",
		"关于某县水利局2023年度政府信息公开工作年度报告":                                        "某县水利局",
		"2023年度\n某县水利局\n政府信息公开工作年度报告":                                      "某县水利局",
		"中国（上海）自由贸易试验区管理委员会2023年政府信息公开工作年度报告":                              "中国（上海）自由贸易试验区管理委员会",
		"某局（人民防空办公室）\n2023年政府信息公开工作年度报告":                                   "某局（人民防空办公室）",
		"某县⾦融局2023年政府信息公开工作年度报告":                                           "某县金融局",
		"某镇人民政府2023年信息公开年度报告":                                              "某镇人民政府",
		"某县政府2023年度信息公开年度报告":                                               "某县政府",
		"某局政府信息公开工作2023年度报告":                                               "某局",
		"某局关于2023年度政府信息公开工作情况的报告":                                          "某局",
		"2023年政府信息公开工作年度报告\n某县某镇人民政府\n2023年政府信息公开工作年度报告":                   "某县某镇人民政府",
		"2023年政府信息公开工作年度报告\n某县某镇人民政府":                                      "某县某镇人民政府",
		"2023年政府信息公开工作年度报告\n某区管委会(某某商务区管委会)\n2024年1月8日":                    "某区管委会(某某商务区管委会)",
		"| 名称 | 某管理区2023年政府信息公开工作年度报告 | ||\n| 索引号 | 01/2024-04 | 发布机构 | |": "某管理区",
		"某局2023年政府信息公开工作年度报告 来源:某某网 发布时间:2024-01-02":                       "某局",
		"2023年政府信息公开工作年度报告\n2023年政府信息公开工作年度报告":                             "",
		"工作年度报告\n依据条例，现公布县某局2023年政府信息公开工作年度报告。":                            "",
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
		for source, hint := range map[string]string{"县某局": "--agency 县某局", "发布机构 | 某局": "--agency 某局", "现公布县某局": "说的是“县某局”"} {
			if strings.Contains(title, source) && !says(said, diag.Error, hint) {
				t.Errorf("%s: no %q in %s", title, hint, said)
			}
		}
	}
}

// TestHeadingsOfOtherNames: a chapter in the place of a section with a word in
// common with its names is that section; without one it is proposed.
func TestHeadingsOfOtherNames(t *testing.T) {
	for heading, section := range map[string]string{
		"一、工作概述": "overview", "一、主要工作概述": "overview", "一、政府信息公开总体工作情况": "overview", "一、总体工作情况": "overview", "一、政府信息公开情况概述": "overview",
		"五、存在不足及改进措施": "problems", "五、现存问题与改进举措": "problems", "五、存在的问题及下一步打算": "problems", "五、主要不足与改进方向": "problems",
		"六、需报告的其他情况": "others",
	} {
		old := map[string]string{"overview": "一、总体情况", "problems": "五、存在的主要问题及改进情况", "others": "六、其他需要报告的事项"}[section]
		want := example(t, "invented-2024").Prose[section].Source
		got, said := pasted(edited(t, tabbed(t), old+"\n", heading+"\n"), intake.Options{})
		if got == nil || said.HasErrors() {
			t.Errorf("%s: %s", heading, said)
			continue
		}
		if got.Prose[section].Source != want || !says(said, diag.Note, "按“"+strings.SplitN(old, "、", 2)[1]+"”读取") {
			t.Errorf("%s: %s\n%s", heading, got.Prose[section].Source, said)
		}
	}
	_, said := pasted(edited(t, tabbed(t), "一、总体情况\n", "一、凝心聚力开新局\n"), intake.Options{})
	if !says(said, diag.Error, "缺少“总体情况”") || !says(said, diag.Warning, "它在“总体情况”的位置上") {
		t.Error(said)
	}
	if _, said := pasted(edited(t, tabbed(t), "一、总体情况\n", "2022-2023学年信息公开年度报告\n一、总体情况\n"), intake.Options{}); !says(said, diag.Error, "按学年写的报告") {
		t.Error(said)
	}
}

// TestStrokesThatAreNumbers: a stroke where the number 一 should stand is one.
func TestStrokesThatAreNumbers(t *testing.T) {
	got, said := pasted(edited(t, tabbed(t), "一、总体情况\n", "—、总体情况\n（—）甲\n乙。\n"), intake.Options{})
	if got == nil || said.HasErrors() || !says(said, diag.Note, "“—、总体情况”的“—”按“一”读取") {
		t.Fatal(said)
	}
	if b := got.Prose["overview"].Blocks[0]; b.Level != 1 || b.Text() != "甲" {
		t.Errorf("%+v", b)
	}
}

// TestHeadsInBlanksAreNoText: a row of heads set apart by blanks is no sentence beside the table.
func TestHeadsInBlanksAreNoText(t *testing.T) {
	got, said := pasted(edited(t, tabbed(t), "信息内容\t本年收费金额（单位：万元）", "信息内容 本年收费金额（单位：万元）"), intake.Options{})
	if got == nil || said.HasErrors() || len(got.Around) > 0 {
		t.Errorf("%+v %s", got.Around, said)
	}
}
