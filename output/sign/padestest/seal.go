package padestest

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
)

// Seal is a picture that is like that of a seal and is nobody's: a red ring with
// a star and no words, on a transparent ground, as a PNG of so many pixels a
// side. perInch is the pixels per inch that the file asks for, 0 for none.
func Seal(t T, side, perInch int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, SealImage(side)); err != nil {
		t.Fatal(err)
	}
	if perInch == 0 {
		return b.Bytes()
	}
	// pHYs (PNG Specification 11.3.4.3), before the pixels.
	perMetre := uint32(math.Round(float64(perInch) / 0.0254))
	chunk := binary.BigEndian.AppendUint32(nil, 9)
	chunk = append(chunk, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	const headed = 8 + 25 // the signature and IHDR
	return bytes.Join([][]byte{b.Bytes()[:headed], chunk, b.Bytes()[headed:]}, nil)
}

// SealImage is the picture of Seal.
func SealImage(side int) *image.NRGBA {
	const fine = 3 // samples of a pixel each way
	out := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			covered := 0
			for i := range fine * fine {
				px := (float64(x) + (float64(i%fine)+0.5)/fine) / float64(side)
				py := (float64(y) + (float64(i/fine)+0.5)/fine) / float64(side)
				if inRing(px-0.5, py-0.5) || inStar(px-0.5, py-0.5) {
					covered++
				}
			}
			if covered > 0 {
				out.SetNRGBA(x, y, color.NRGBA{R: 0xD0, G: 0x10, B: 0x10, A: uint8(covered * 0xFF / (fine * fine))})
			}
		}
	}
	return out
}

func inRing(x, y float64) bool {
	r := math.Hypot(x, y)
	return r < 0.49 && r > 0.46
}

// inStar reports whether a point lies in the star of five points.
func inStar(x, y float64) bool {
	const tip = 0.17
	inner := tip * math.Cos(2*math.Pi/5) / math.Cos(math.Pi/5)
	turn := math.Mod(math.Atan2(x, -y)+4*math.Pi, 2*math.Pi/5) // from the tip that points up
	if turn > math.Pi/5 {
		turn = 2*math.Pi/5 - turn
	}
	// The edge runs from the tip to the notch beside it.
	ax, ay := inner*math.Sin(math.Pi/5), inner*math.Cos(math.Pi/5)
	px, py := math.Hypot(x, y)*math.Sin(turn), math.Hypot(x, y)*math.Cos(turn)
	return ax*(py-tip)-(ay-tip)*px < 0
}
