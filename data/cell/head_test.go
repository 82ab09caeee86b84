package cell

import "testing"

func TestHeadsAreLikeLabels(t *testing.T) {
	for _, c := range []struct {
		head, label string
		like        Likeness
	}{
		{"本年制发件数", "本年制发件数", Same},
		{"本年 制发\n件数", "本年制发件数", Same},
		{"制发件数", "本年制发件数", Same},
		{"本年新制发件数", "本年制发件数", Same},
		{"2023年制发件数", "本年制发件数", Same},
		{"本年(2023)制发件数", "本年制发件数", Same},
		{"现行有效件", "现行有效件数", Same},
		{"本年收费金额（单位：元）", "本年收费金额（单位：万元）", Same},
		{"本年收费金额万元", "本年收费金额（单位：万元）", Same},
		{"本年新", "本年新制作数量", Likely},
		{"数量", "本年处理决定数量", Likely},
		{"本年处理决走数量", "本年处理决定数量", Likely},
		{"上年制发件数", "本年制发件数", Unlike},
		{"本年修改件数", "本年废止件数", Unlike},
		{"本年废止件数", "本年制发件数", Unlike},
		{"本年失效件数", "本年废止件数", Unlike},
		{"上年处理决定数量", "本年处理决定数量", Unlike},
		{"未审结", "尚未审结", Unlike},
		{"结果纠正", "结果维持", Unlike},
		{"工业企业", "商业企业", Unlike},
		{"上一年项目数量", "上一年项目数量", Same},
		{"", "总计", Unlike},
		{"现行有效件数（历史累计）", "现行有效件数", Same},
		{"本年制发件数（历史累计）", "本年制发件数", Unlike},
		{"本年制发件数（件）", "本年制发件数", Same},
		{"本年制发件数①", "本年制发件数", Same},
		{"本年处理决定数量（撤销）", "本年处理决定数量", Unlike},
	} {
		if got := HeadOf(c.head).Like(HeadOf(c.label)); got != c.like {
			t.Errorf("%q is like %q: %d, not %d", c.head, c.label, got, c.like)
		}
	}
}

func TestUnitsAndYearsOfHeads(t *testing.T) {
	for text, want := range map[string]Head{
		"本年收费金额（单位：元）":    {"本年收费金额", "元", 0, ""},
		"本年收费金额(亿元)":      {"本年收费金额", "亿元", 0, ""},
		"本年收费金额 （单位:万 元）": {"本年收费金额", "万元", 0, ""},
		"收费金额千元":          {"收费金额", "千元", 0, ""},
		"本年制发件数（万件）":      {"本年制发件数", "万件", 0, ""},
		"2022年度制发件数":      {"本年度制发件数", "", 2022, ""},
		"行政事业性收费【元】":      {"行政事业性收费【元】", "元", 0, ""},
		"本年收费金额（人民币元）":    {"本年收费金额", "元", 0, ""},
		"本年收费金额（以元计）":     {"本年收费金额", "元", 0, ""},
		"本年收费金额（￥）":       {"本年收费金额", "¥", 0, ""},
		"本年收费金额（单位：港元）":   {"本年收费金额", "港元", 0, ""},
		"总计": {"总计", "", 0, ""},
	} {
		if got := HeadOf(text); got != want {
			t.Errorf("%q is %+v", text, got)
		}
	}
	for unit, fits := range map[string]bool{"": true, "万元": true, "元": false, "亿元": false, "千元": false, "件": false} {
		if InUnit(unit, "万元", false) != fits {
			t.Errorf("%s", unit)
		}
	}
	for unit, fits := range map[string]bool{"": true, "件": true, "项": true, "万件": false, "百件": false, "元": false, "%": false, "人次": false, "人": false} {
		if InUnit(unit, "件", true) != fits {
			t.Errorf("%s", unit)
		}
	}
}

func TestLabelsThatSayTheContrary(t *testing.T) {
	for _, c := range []struct {
		label, official string
		want            bool
	}{
		{"上年行政许可", "行政许可", true},
		{"不属于国家秘密", "属于国家秘密", true},
		{"本机关掌握相关政府信息", "本机关不掌握相关政府信息", true},
		{"本年结转政府信息公开申请数量", "上年结转政府信息公开申请数量", true},
		{"本机关未掌握相关政府信息", "本机关不掌握相关政府信息", false},
		{"本机关不掌握有关政府信息", "本机关不掌握相关政府信息", false},
		{"行政处罚决定", "行政处罚", false},
	} {
		if got := Contrary(c.label, c.official); got != c.want {
			t.Errorf("%s is contrary to %s: %v", c.label, c.official, got)
		}
	}
}
