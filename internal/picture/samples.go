package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"gongwen/internal/diag"
)

// Coding is how samples are packed.
type Coding uint8

// The codings.
const (
	Plain    Coding = iota // rows of samples one after the other, not packed
	JPEGFile               // the whole JPEG file
	PNGRows                // the rows of a PNG, deflated, each with its filter (PNG Specification 9)
)

// Samples is a picture as an image of a PDF file has it (ISO 32000-1 8.9.5): in
// greys, in the colours of sRGB, or in entries of a palette of those.
type Samples struct {
	Coding     Coding
	Components int    // 1 or 3 a pixel
	Bits       int    // of a component
	Palette    []byte // of sRGB, three bytes an entry; nil without one
	Data       []byte
	Alpha      []byte // how far each pixel covers, a byte a pixel; nil where all do
}

// Samples takes a picture of pixels apart. A JPEG and a PNG without transparency
// stay as they are packed. It fails for a picture of outlines, and for one that
// Read did not make.
func (p *Picture) Samples() (*Samples, error) {
	switch p.MediaType {
	case JPEG:
		config, err := jpeg.DecodeConfig(bytes.NewReader(p.Data))
		if err != nil {
			return nil, fmt.Errorf("JPEG: %w", err)
		}
		s := &Samples{Coding: JPEGFile, Components: 3, Bits: 8, Data: p.Data}
		if config.ColorModel == color.GrayModel {
			s.Components = 1
		}
		return s, nil
	case PNG:
		chunks, err := pngChunks(p.Data)
		if err != nil {
			return nil, fmt.Errorf("PNG: %w", err)
		}
		if s := packedRows(chunks); s != nil {
			return s, nil
		}
		decoded, err := png.Decode(bytes.NewReader(p.Data))
		if err != nil {
			return nil, fmt.Errorf("PNG: %w", err)
		}
		s := &Samples{Components: 3, Bits: 8}
		s.Data, s.Alpha = split(decoded)
		return s, nil
	}
	return nil, diag.NewError("%q 这种图片没有像素", "a picture of the type %q has no samples", p.MediaType)
}

// packedRows is a PNG as it is packed, nil for one that is interlaced or
// transparent.
func packedRows(chunks []chunk) *Samples {
	const gray, trueColor, indexed = 0, 2, 3
	if len(chunks) == 0 || chunks[0].Type != "IHDR" || len(chunks[0].Data) != 13 || chunks[0].Data[12] != 0 {
		return nil
	}
	header := chunks[0].Data
	s := &Samples{Coding: PNGRows, Components: 1, Bits: int(header[8])}
	var palette []byte
	for _, c := range chunks {
		switch c.Type {
		case "tRNS":
			return nil
		case "PLTE":
			palette = c.Data
		case "IDAT":
			s.Data = append(s.Data, c.Data...)
		}
	}
	switch header[9] {
	case gray:
	case trueColor:
		s.Components = 3
	case indexed:
		s.Palette = palette
	default:
		return nil
	}
	return s
}

// split is a picture's colours, three bytes a pixel, and how far each pixel
// covers, nil where all do.
func split(in image.Image) (colors, alpha []byte) {
	bounds := in.Bounds()
	straight, ok := in.(*image.NRGBA)
	if !ok || bounds.Min != (image.Point{}) {
		straight = image.NewNRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
		draw.Draw(straight, straight.Bounds(), in, bounds.Min, draw.Src)
	}
	count := bounds.Dx() * bounds.Dy()
	colors, alpha = make([]byte, 0, 3*count), make([]byte, 0, count)
	opaque := true
	for y := range bounds.Dy() {
		row := straight.Pix[y*straight.Stride:][:4*bounds.Dx()]
		for ; len(row) > 0; row = row[4:] {
			colors = append(colors, row[:3]...)
			alpha = append(alpha, row[3])
			opaque = opaque && row[3] == 0xFF
		}
	}
	if opaque {
		alpha = nil
	}
	return colors, alpha
}
