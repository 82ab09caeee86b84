package qrcode

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// TestQRCodesAreDrawnModuleByModule holds the path against the code.
func TestQRCodesAreDrawnModuleByModule(t *testing.T) {
	const text = "otpauth://totp/gongwen:岩罕?secret=ABCDEFGHIJKLMNOP"
	drawn, err := Of(text)
	if err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		t.Fatal(err)
	}
	side := code.Bounds().Dx()
	if drawn.Side != side+2*quietZone {
		t.Errorf("%d modules with the light ones around %d", drawn.Side, side)
	}
	dark := 0
	for y := range side {
		for x := range side {
			if code.At(x, y) == color.Black {
				dark++
			}
		}
	}
	painted := 0
	for _, piece := range strings.Split(strings.TrimSuffix(drawn.Dark, "z"), "z") {
		var x, y, n, back int
		if got, err := fmt.Sscanf(piece, "M%d %dh%dv1h-%d", &x, &y, &n, &back); got != 4 || n != back {
			t.Fatalf("%q: %v", piece, err)
		}
		for i := range n {
			if code.At(x-quietZone+i, y-quietZone) != color.Black {
				t.Fatalf("module %d, %d is light", x+i, y)
			}
		}
		painted += n
	}
	if painted != dark {
		t.Errorf("%d dark modules of %d", painted, dark)
	}
	if _, err := Of(strings.Repeat("长", 2000)); err == nil {
		t.Error("a text that no code holds")
	}
}
