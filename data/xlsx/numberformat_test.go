package xlsx

import (
	"testing"

	"gongwen/configs"
)

func TestWhatNumberFormatsShow(t *testing.T) {
	count, money := configs.ValueType{Unit: "件", Whole: true}, configs.ValueType{Unit: "万元"}
	for _, c := range []struct {
		code string
		kind configs.ValueType
		want showing
	}{
		{"", count, asItIs}, {"General", count, asItIs}, {"@", count, asItIs}, {"0", count, asItIs}, {"#,##0", count, asItIs}, {"0.00", money, asItIs}, {"0.00E+00", count, asItIs},
		{"# ?/?", count, asItIs}, {"0_);[Red](0)", count, asItIs}, {"[DBNum1][$-804]0", count, asItIs}, {`0"件"`, count, asItIs}, {`0\项`, count, asItIs}, {`0.0"万元"`, money, asItIs},
		{`0"（其中12件）"`, count, asItIs}, {`0"①"`, count, asItIs}, {"0;-0;", count, asItIs}, {`_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"??_ ;_ @_ `, count, asItIs},
		{";;;", count, nothing},
		{"0%", count, another}, {"0,", count, another}, {"0!.0,", money, another}, {`0\.0,"万"`, money, another}, {`0"万件"`, count, another}, {`0.0"元"`, money, another}, {`"约"0`, count, another},
		{`"12"`, count, another}, {`0"5"`, count, another}, {`[<100]"少";0`, count, another}, {"-0", count, another}, {`0"/12"`, count, another}, {`"`, count, another}, {`\`, count, another},
	} {
		if got := shows(c.code, false, c.kind); got != c.want {
			t.Errorf("%q shows %d, not %d", c.code, got, c.want)
		}
	}
	for code, want := range map[string]showing{"0;-0;": asItIs, `_ * #,##0_ ;_ * "-"??_ `: asItIs, `0;0;"-"`: asItIs, "0%": asItIs, `0;0;"12"`: another} {
		if got := shows(code, true, count); got != want {
			t.Errorf("0 as %q shows %d, not %d", code, got, want)
		}
	}
}
