package configs

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestNumbersArePrintedByTheirFormat(t *testing.T) {
	for _, test := range []struct {
		format        NumberFormat
		written, want string
	}{
		{NumberFormat{}, "1234.5", "1234.5"},
		{NumberFormat{Fixed: true, Decimals: 2}, "1234.5", "1234.50"},
		{NumberFormat{Fixed: true, Decimals: 2, Grouped: true}, "1234.5", "1,234.50"},
		{NumberFormat{Fixed: true, Decimals: 2, Grouped: true}, "0", "0.00"},
		{NumberFormat{Fixed: true, Grouped: true}, "999", "999"},
		{NumberFormat{Fixed: true, Grouped: true}, "123456789012", "123,456,789,012"},
		{NumberFormat{Fixed: true, Grouped: true}, "-1234", "-1,234"},
	} {
		value, err := decimal.NewFromString(test.written)
		if err != nil {
			t.Fatal(err)
		}
		if got := test.format.Print(test.written, value); got != test.want {
			t.Errorf("%s by %q is %s, not %s", test.written, test.format.Code(), got, test.want)
		}
	}
	if got := (NumberFormat{Fixed: true, Decimals: 1, Grouped: true}).Print("减1234", decimal.NewFromInt(-1234)); got != "减1,234.0" {
		t.Errorf("a fall is printed as %s", got)
	}
	if got := (NumberFormat{Fixed: true}).Print("", decimal.NewFromInt(-7)); got != "-7" {
		t.Errorf("a computed figure is printed as %s", got)
	}
}
