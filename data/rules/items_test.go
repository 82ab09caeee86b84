package rules

import "testing"

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
