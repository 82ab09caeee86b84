package numeral

import (
	"testing"

	"github.com/shopspring/decimal"
)

// one is the one number of text.
func one(t *testing.T, text string) Quantity {
	t.Helper()
	tokens := Scan([]rune(text))
	if len(tokens) != 1 {
		t.Fatalf("%s: %d numbers", text, len(tokens))
	}
	return tokens[0].Quantity
}

func TestQuantitiesAgree(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"26件", "26件", true}, {"26件", "27件", false}, {"二十六件", "26件", true},
		{"30余件", "34件", true}, {"30余件", "30件", false}, {"30余件", "40件", false}, {"近30件", "28件", true}, {"近30件", "31件", false},
		{"超过30件", "3511件", true}, {"超过30件", "29件", false}, {"不超过30件", "0件", true},
		{"1.2万条", "12034条", true}, {"1.2万条", "12600条", false}, {"约100件", "近120件", true},
	} {
		a, b := one(t, c.a), one(t, c.b)
		if a.Agrees(b) != c.want || b.Agrees(a) != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, !c.want)
		}
	}
}

func TestCalculatingWithQuantities(t *testing.T) {
	for _, c := range []struct {
		name string
		got  Quantity
		want string
	}{
		{"a sum", one(t, "26件").Plus(one(t, "4件")), "30"},
		{"a sum of what is said about", one(t, "30余件").Plus(one(t, "4件")), "35—43"},
		{"a sum without an end", one(t, "超过30件").Plus(one(t, "4件")), "34以上"},
		{"a difference", one(t, "26件").Minus(one(t, "30件")), "-4"},
		{"a difference of what is said about", one(t, "50件").Minus(one(t, "30余件")), "11—19"},
		{"without its 万", one(t, "173769万条").Unscaled(), "173769"},
		{"without its 万, with decimals", one(t, "1.25万条").Unscaled(), "1.25"},
		{"without a 万", one(t, "26件").Unscaled(), "26"},
	} {
		if got := c.got.String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	number := func(n int64) Quantity { return Exactly(decimal.NewFromInt(n)) }
	for _, c := range []struct {
		part, whole int64
		decimals    int32
		want        string
	}{
		{5, 12, 0, "42"}, {5, 12, 2, "41.67"}, {1, 8, 1, "12.5"}, {1, 8, 0, "13"}, {39, 3607, 2, "1.08"}, {-30, 120, 0, "-25"}, {0, 5, 1, "0"},
	} {
		if got, known := Percent(number(c.part), number(c.whole), c.decimals); !known || got.String() != c.want {
			t.Errorf("%d of %d: %s, want %s", c.part, c.whole, got, c.want)
		}
	}
	if _, known := Percent(number(1), number(0), 0); known {
		t.Error("a share of nothing is known")
	}
	if _, known := Percent(one(t, "30余件"), number(100), 0); known {
		t.Error("a share of what is said about is known")
	}
}
