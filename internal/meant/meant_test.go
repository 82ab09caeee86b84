package meant

import "testing"

func TestTextAsItIsMeant(t *testing.T) {
	for text, want := range map[string]string{
		"发布信息53篇,其中组织机构2篇.": "发布信息53篇，其中组织机构2篇。", "共1,234件;无": "共1,234件；无", "8:30(上午)": "8:30（上午）",
		"见www.gov.cn.": "见www.gov.cn.", "增长1.5%.公开": "增长1.5%。公开", "一.总体情况": "一.总体情况", "收到２６件": "收到26件",
		"⾏政复议": "行政复议", "如下: 无": "如下： 无", "没有不同。": "没有不同。", "": "", "完.\n又": "完。\n又",
	} {
		got, origin := Text(text)
		if got != want {
			t.Errorf("%q is meant as %q, want %q", text, got, want)
		}
		if (origin == nil) != (got == text) || origin != nil && (len(origin) != len(got)+1 || origin[len(got)] != len(text)) {
			t.Errorf("%q: offsets %v", text, origin)
		}
	}
	if text, origin := Text("有2篇,共3篇"); text[len("有2篇，"):] != "共3篇" || origin[len("有2篇，")] != len("有2篇,") {
		t.Errorf("offsets %v", origin)
	}
}
