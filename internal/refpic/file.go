package refpic

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
)

// levels of grey are enough to see a page and keep files small: four bits a pixel.
const levels = 16

// levelled rounds a picture to the levels that files have.
func levelled(g *image.Gray) *image.Gray {
	for i, v := range g.Pix {
		g.Pix[i] = level(v) * (255 / (levels - 1))
	}
	return g
}

func level(v uint8) uint8 { return uint8((int(v)*(levels-1) + 127) / 255) }

// encode writes a levelled picture as PNG.
func encode(g *image.Gray) ([]byte, error) {
	palette := make(color.Palette, levels)
	for i := range palette {
		palette[i] = color.Gray{Y: uint8(i * 255 / (levels - 1))}
	}
	p := image.NewPaletted(g.Rect, palette)
	for i, v := range g.Pix {
		p.Pix[i] = level(v)
	}
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, p)
	return b.Bytes(), err
}

// read reads a reference picture.
func read(path string) (*image.Gray, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	g := image.NewGray(m.Bounds())
	for y := g.Rect.Min.Y; y < g.Rect.Max.Y; y++ {
		for x := g.Rect.Min.X; x < g.Rect.Max.X; x++ {
			g.Set(x, y, m.At(x, y))
		}
	}
	return g, nil
}
