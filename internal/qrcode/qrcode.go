// Package qrcode draws QR codes (GB/T 18284) as paths.
package qrcode

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// Code is a QR code (GB/T 18284) as it is drawn: a square of modules, of which some
// are dark.
type Code struct {
	Side int    // modules with the light ones around (6.3.8)
	Dark string // outline of the dark ones, as path data of SVG
}

// quietZone is how many light modules stand around a QR code (GB/T 18284, 6.3.8).
const quietZone = 4

// Of is the QR code of a text. It fails where the text is too long for one.
func Of(text string) (Code, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return Code{}, err
	}
	side := code.Bounds().Dx()
	dark := func(x, y int) bool { return x < side && code.At(x, y) == color.Black }
	var path strings.Builder
	for y := range side {
		for x := 0; x < side; x++ {
			from := x
			for dark(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quietZone, y+quietZone, x-from, x-from)
			}
		}
	}
	return Code{Side: side + 2*quietZone, Dark: path.String()}, nil
}
