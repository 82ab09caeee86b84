package data

import "testing"

func TestNumeral(t *testing.T) {
	for text, want := range map[string]int{
		"六": 6, "十": 10, "十二": 12, "二十": 20, "二十一": 21, "一百零五": 105, "两百": 200, "三千二百": 3200, "二〇二三": 2023,
		"2023": 2023, "２０２３年": 2023, "（三）": 3, "第12项": 12, "④": 4, "0": 0, "": -1, "共": -1, "99999999999": -1, "九九九九九九九九九九九": -1,
	} {
		if got := numeral(text); got != want {
			t.Errorf("numeral(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestChineseNumber(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "100", 0: "0"} {
		if got := chineseNumber(n); got != want {
			t.Errorf("chineseNumber(%d) = %q, want %q", n, got, want)
		}
		if n > 0 && n < 100 && numeral(want) != n {
			t.Errorf("numeral(%q) = %d", want, numeral(want))
		}
	}
}

func TestSplitNumber(t *testing.T) {
	for text, want := range map[string][2]string{
		"（一）主动公开": {"（一）", "主动公开"}, "(六) 2023 年": {"(六)", "2023 年"}, "（1)　网站": {"（1)", "网站"}, "一、总体情况": {"一、", "总体情况"},
		"12．其他": {"12．", "其他"}, "1.属于": {"1.", "属于"}, "十一、附则": {"十一、", "附则"}, "②平台": {"②", "平台"}, "（一）": {"（一）", ""},
		"2023 年工作": {"", "2023 年工作"}, "1.5 万件": {"", "1.5 万件"}, "（试行）办法": {"", "（试行）办法"}, "（2023年）": {"", "（2023年）"},
		"一是加强": {"", "一是加强"}, "三": {"", "三"}, "": {"", ""}, "（": {"", "（"}, "一.五": {"一.", "五"},
	} {
		if typed, rest := SplitNumber(text); typed != want[0] || rest != want[1] {
			t.Errorf("SplitNumber(%q) = %q, %q; want %q", text, typed, rest, want)
		}
	}
}

func TestCountItems(t *testing.T) {
	names := []string{"总体情况", "主动公开情况", "行政复议、行政诉讼情况", "其他事项"}
	for text, want := range map[string]int{
		"总体情况、主动公开情况、行政复议、行政诉讼情况、其他事项":            4,
		"现公布报告，本报告由总体情况、主动公开情况、行政复议、行政诉讼情况和其他事项，": 4,
		"总体情况、收费情况、主动公开情况":                        3,
		"总体情况，主动公开情况的说明、收费情况、其他，共":                4,
		"总体情况":        1,
		"按照要求，我局编制":   0,
		"":            0,
		"其他事项、，、总体情况": 2,
		"总体情况主动公开情况":  2,
		"一是总体情况，二是主动公开情况，三是收费，内容真实": 2,
	} {
		if got := countItems(text, names); got != want {
			t.Errorf("countItems(%q) = %d, want %d", text, got, want)
		}
	}
}
