package cell

import "testing"

func TestUnitsBehindFigures(t *testing.T) {
	for text, want := range map[string]struct {
		number, unit  string
		counts, money bool
	}{
		"12件": {"12", "件", true, false}, "12项": {"12", "项", true, false}, "12 件": {"12", "件", true, false}, "3.5万元": {"3.5", "万元", false, true},
		"3亿": {"3", "亿", false, false}, "1,234人次": {"1,234", "人次", true, false}, "12500元": {"12500", "元", false, false}, "41%": {"41", "%", false, false},
	} {
		number, unit, ok := WithUnit(text)
		if !ok || number != want.number || unit != want.unit {
			t.Errorf("%s is %s and %s", text, number, unit)
		}
		if Counts(unit, "件", true) != want.counts || Counts(unit, "万元", false) != want.money {
			t.Errorf("%s counts", text)
		}
	}
	for _, text := range []string{"12", "件", "约12件", "12件5", ""} {
		if _, _, ok := WithUnit(text); ok {
			t.Errorf("%q has a unit", text)
		}
	}
}

func TestStrokes(t *testing.T) {
	for text, want := range map[string]bool{
		"/": true, "／": true, "－": true, " — ": true, "——": true, "－－": true, "无": true, "空": true, "＼": true, "无数据": true,
		"": false, "0": false, "1-5": false, "－4": false, "无此项": false, "~": false,
	} {
		if IsStroke(text) != want {
			t.Errorf("%q is a stroke: %v", text, !want)
		}
	}
}
