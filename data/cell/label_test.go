package cell

import "testing"

func TestLabelsThatAreNotQuiteOfficial(t *testing.T) {
	for _, c := range []struct {
		label, official string
		near            bool
	}{
		{"行政处罚决定", "行政处罚", true},
		{"行政处罚数量", "行政处罚", true},
		{"本年行政处罚", "行政处罚", true},
		{"规范性文件", "行政规范性文件", true},
		{"其他行政处罚", "行政处罚", false},
		{"行政处罚撤销", "行政处罚", false},
		{"行政处分", "行政处罚", false},
		{"行政处罚", "行政许可", false},
		{"属于国家秘蜜", "属于国家秘密", true},
		{"不属于国家秘密", "属于国家秘密", false},
		{"本机关不掌握政府信息", "本机关不掌握相关政府信息", true},
		{"本机关掌握相关政府信息", "本机关不掌握相关政府信息", false},
	} {
		if got := Near(NameOf(c.label), NameOf(c.official)); got != c.near {
			t.Errorf("%s is near %s: %v", c.label, c.official, got)
		}
	}
}

func TestLabelsThatSayMoreInBrackets(t *testing.T) {
	officials := Compact("行政处罚\n（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n本年收费金额（单位：万元）")
	for label, want := range map[string]bool{
		"行政处罚": false, "行政处罚（件）": false, "行政处罚[1]": false, "行政处罚（注2）": false, "（二）行政处罚（本年）": false, "收费（万元）": false,
		"（二）部分公开（区分处理的，只计这一情形，不计其它情形）": false, "部分公开（区分处理的": false,
		"行政处罚（撤销）": true, "行政处罚（撤": true, "行政处罚【其中撤销】": true, "行政处罚（上年）": true, "行政处罚（2022年撤销）": true, "行政处罚（2022年）": false,
		"行政处罚（指以本机关名义作出的决定）": false, "行政处罚（市级部门应提供相关数据）": false, "其他行政处罚（指许可以外的事项，含检查）": false,
		"行政处罚（指其中撤销的）": true, "行政处罚（指上年的）": true, "行政处罚（指罚款以外的）": true, "行政处罚（执法大队作出的决定）": true, "行政处罚（指不含委托的）": true,
	} {
		if Restricts(label, officials) != want {
			t.Errorf("%s restricts: %v", label, !want)
		}
	}
}

func TestUnitsOfALine(t *testing.T) {
	for text, want := range map[string]string{
		"单位：元": "元", "（单位：件、万元）": "万元", "计量单位：件": "", "金额单位：亿元": "亿元", "单位名称：某局": "", "单位：件/元": "元",
	} {
		if units, _ := UnitsOf(text); units.For("万元", false) != want {
			t.Errorf("%s: %s", text, units.For("万元", false))
		}
	}
}
