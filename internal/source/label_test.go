package source

import "testing"

func TestNormalize(t *testing.T) {
	for label, want := range map[string]string{
		"三、本年度办理结果":      "本年度办理结果",
		"（三）不予公开":        "不予公开",
		"(三)不予公开":        "不予公开",
		"㈢不予公开":          "不予公开",
		"1.属于国家秘密":       "属于国家秘密",
		"１．属于国家秘密":       "属于国家秘密",
		"1、属于国家秘密":       "属于国家秘密",
		"1) 属于国家秘密":      "属于国家秘密",
		"三、（一）予以公开":      "予以公开",
		"十二、其他":          "其他",
		"3.危及“三安全一稳定”":   "危及三安全一稳定",
		"3.危及\"三安全一稳定\"": "危及三安全一稳定",
		"（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "部分公开",
		"本年收费金额（单位：万元）":                "本年收费金额",
		"本年收费金额(单位:万元(含))":             "本年收费金额",
		" 机关　名称\u00A0：":                "机关名称",
		"ｙｅａｒ":                         "year",
		"state_secret":                 "state_secret",
		"（一）":                          "(一)",
		"2023年":                        "2023年",
		"1.5倍":                         "1.5倍",
		"一是":                           "一是",
		"政府信息公开行政复议、行政诉讼情况": "政府信息公开行政复议、行政诉讼情况",
		"": "",
	} {
		if got := Normalize(label); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", label, got, want)
		}
	}
}

func TestClosest(t *testing.T) {
	names := []string{"agency", "year", "总体情况", "其他需要报告的事项", "结果维持", "结果纠正", "1.属于国家秘密"}
	for word, want := range map[string]string{
		"agancy": "agency", "yaer": "year", "years": "year", "总体情況": "总体情况", "其他需要报告的事": "其他需要报告的事项",
		"维持": "结果维持", "属于国家机密": "1.属于国家秘密", "sections": "", "规章": "", "": "", "x": "",
	} {
		if got := Closest(word, names); got != want {
			t.Errorf("Closest(%q) = %q, want %q", word, got, want)
		}
	}
}
