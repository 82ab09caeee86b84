package peers

import (
	"slices"
	"testing"
)

func TestSpread(t *testing.T) {
	if got, want := Of([]int64{7, 1, 5, 3, 9, 2, 8, 4, 6, 10}), (Spread{10, 3, 5, 8, 1, 9}); got != want {
		t.Errorf("%+v", got)
	}
	if got := Of(nil); got != (Spread{}) {
		t.Errorf("of nothing: %+v", got)
	}
	if got := Of([]int64{4}); got != (Spread{1, 4, 4, 4, 4, 4}) {
		t.Errorf("of one: %+v", got)
	}
	if got := Rank([]int64{1, 2, 3, 4}, 3); got != 50 {
		t.Errorf("rank %d", got)
	}
}

// A count is outside only among enough others, and only where it is no small number.
func TestOutside(t *testing.T) {
	county := []int64{0, 1, 1, 2, 3, 3, 8, 8, 17, 17, 17, 24, 24, 31, 44, 44}
	for about, c := range map[string]struct {
		counts []int64
		n      int64
		want   int
	}{
		"far above":        {[]int64{10, 11, 12, 12, 13, 14, 15, 16, 312}, 312, 1},
		"far below":        {[]int64{100, 110, 120, 120, 130, 140, 150, 160}, 9, -1},
		"among them":       {[]int64{10, 11, 12, 12, 13, 14, 15, 16}, 13, 0},
		"wide, among them": {county, 186, 0},
		"small, above":     {[]int64{0, 0, 0, 0, 0, 0, 0, 0, 9}, 9, 0},
		"ten of nothing":   {[]int64{0, 0, 0, 0, 0, 0, 0, 0, 10}, 10, 1},
		"too few":          {[]int64{10, 10, 10, 1000}, 1000, 0},
		"a debt far below": {[]int64{-500, -40, 10, 11, 12, 12, 13, 14, 15}, -500, -1},
		"a debt alone":     {[]int64{100, 110, 120, 120, 130, 140, 150, 160}, -30, -1},
		"most have debts":  {[]int64{-90, -80, -70, -60, -50, -40, 10, 5000}, 5000, 0},
		"zero, low":        {county, 0, 0},
		"huge":             {[]int64{1 << 50, 1 << 50, 1 << 50, 1 << 50, 1 << 50, 1 << 50, 1 << 50, 1 << 62}, 1 << 62, 1},
	} {
		if got := Of(c.counts).Outside(c.n); got != c.want {
			t.Errorf("%s: %d", about, got)
		}
	}
}

func TestChanges(t *testing.T) {
	all := []Change{{"三倍", 96, 312}, {"多些", 198, 239}, {"三变九", 3, 9}, {"少了", 50, 20}, {"没变", 8, 8}, {"略多", 171, 186}, {"从无", 0, 12}, {"少亏", -100, -80}, {"转亏", 30, -30}}
	var names, jumped []string
	for _, c := range Largest(all, 3) {
		names = append(names, c.Name)
	}
	for _, c := range all {
		if c.Jumped() {
			jumped = append(jumped, c.Name)
		}
	}
	if !slices.Equal(names, []string{"三倍", "转亏", "多些"}) || !slices.Equal(jumped, []string{"三倍", "少了", "从无", "转亏"}) {
		t.Errorf("large %v, jumped %v", names, jumped)
	}
	for _, c := range []struct {
		Change
		want int64
		ok   bool
	}{{all[0], 225, true}, {all[1], 21, true}, {all[3], -60, true}, {all[6], 0, false}, {all[7], 20, true}} {
		if got, ok := c.Percent(); got != c.want || ok != c.ok {
			t.Errorf("%s: %d, %t", c.Name, got, ok)
		}
	}
}
