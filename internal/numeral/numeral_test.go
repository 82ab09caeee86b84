package numeral

import "testing"

func TestFirst(t *testing.T) {
	for text, want := range map[string]int{
		"六": 6, "十": 10, "十二": 12, "二十": 20, "二十一": 21, "一百零五": 105, "两百": 200, "三千二百": 3200, "二〇二三": 2023,
		"2023": 2023, "２０２３年": 2023, "（三）": 3, "第12项": 12, "④": 4, "0": 0, "": -1, "共": -1, "99999999999": -1, "九九九九九九九九九九九": -1,
	} {
		if got := First(text); got != want {
			t.Errorf("First(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestChinese(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "100", 0: "0"} {
		if got := Chinese(n); got != want {
			t.Errorf("Chinese(%d) = %q, want %q", n, got, want)
		}
		if n > 0 && n < 100 && First(want) != n {
			t.Errorf("First(%q) = %d", want, First(want))
		}
	}
}
