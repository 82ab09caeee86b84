package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"
	"strconv"

	"gongwen/internal/picture"
	"gongwen/layout/frame"
)

// pixels is a picture that pages show, as an image XObject (8.9.5).
type pixels struct {
	ref     ref
	picture *picture.Picture
}

// imageSet is every picture once, in the order of the pages.
type imageSet []pixels

// imageName is what content streams call the picture with an index of imageSet.
func imageName(i int) string { return "I" + strconv.Itoa(i+1) }

func (f *file) collectImages(pages []frame.Page) imageSet {
	var set imageSet
	for i := range pages {
		for _, item := range pages[i].Items {
			m, ok := item.(*frame.Image)
			if !ok || m.Picture == nil {
				continue
			}
			if _, err := set.index(m.Picture); err != nil {
				set = append(set, pixels{f.alloc(), m.Picture})
			}
		}
	}
	return set
}

func (s imageSet) index(p *picture.Picture) (int, error) {
	i := slices.IndexFunc(s, func(m pixels) bool { return m.picture == p })
	if i < 0 {
		return 0, errors.New("an image without a picture")
	}
	return i, nil
}

// writeImage writes a picture: a JPEG and a PNG without transparency as the file
// has them, others as colours and a soft mask (11.6.5.3).
func (b *builder) writeImage(m pixels) error {
	var d syntax
	d.raw("/Type/XObject/Subtype/Image/Width ").int(m.picture.Width).raw("/Height ").int(m.picture.Height)
	switch m.picture.MediaType {
	case picture.JPEG:
		config, err := jpeg.DecodeConfig(bytes.NewReader(m.picture.Data))
		if err != nil {
			return fmt.Errorf("pdf: JPEG: %w", err)
		}
		space := "/DeviceRGB"
		if config.ColorModel == color.GrayModel {
			space = "/DeviceGray"
		}
		d.raw("/ColorSpace").raw(space).raw("/BitsPerComponent 8/Filter/DCTDecode")
		b.rawStream(m.ref, string(d.b), m.picture.Data)
		return nil
	case picture.PNG:
		chunks, err := picture.PNGChunks(m.picture.Data)
		if err != nil {
			return fmt.Errorf("pdf: PNG: %w", err)
		}
		if data, ok := plainPNG(&d, chunks); ok {
			b.rawStream(m.ref, string(d.b), data)
			return nil
		}
		return b.writeMasked(m, &d)
	}
	return fmt.Errorf("pdf: no way to write a picture of the type %q", m.picture.MediaType)
}

// plainPNG appends the entries of a PNG whose compressed rows a PDF reader
// understands as they are (7.4.4.4, predictor 15), and gives those rows. It is
// not ok for one that is interlaced or transparent.
func plainPNG(d *syntax, chunks []picture.Chunk) (data []byte, ok bool) {
	const gray, trueColor, indexed = 0, 2, 3
	if len(chunks) == 0 || chunks[0].Type != "IHDR" || len(chunks[0].Data) != 13 || chunks[0].Data[12] != 0 {
		return nil, false
	}
	header := chunks[0].Data
	var palette []byte
	for _, c := range chunks {
		switch c.Type {
		case "tRNS":
			return nil, false
		case "PLTE":
			palette = c.Data
		case "IDAT":
			data = append(data, c.Data...)
		}
	}
	colors := 1
	switch header[9] {
	case gray:
		d.raw("/ColorSpace/DeviceGray")
	case trueColor:
		colors = 3
		d.raw("/ColorSpace/DeviceRGB")
	case indexed:
		d.raw("/ColorSpace[/Indexed/DeviceRGB ").int(len(palette)/3 - 1).raw("<").bytes(palette).raw(">]")
	default:
		return nil, false
	}
	d.raw("/BitsPerComponent ").int(int(header[8])).raw("/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ").int(colors)
	d.raw("/BitsPerComponent ").int(int(header[8])).raw("/Columns ").int(int(header[0])<<24 | int(header[1])<<16 | int(header[2])<<8 | int(header[3])).raw(">>")
	return data, true
}

// writeMasked writes a PNG as its colours and, where it is transparent, a mask.
func (b *builder) writeMasked(m pixels, d *syntax) error {
	decoded, err := png.Decode(bytes.NewReader(m.picture.Data))
	if err != nil {
		return fmt.Errorf("pdf: PNG: %w", err)
	}
	colors, alpha := split(decoded)
	if alpha != nil {
		mask := b.alloc()
		var e syntax
		e.raw("/Type/XObject/Subtype/Image/Width ").int(m.picture.Width).raw("/Height ").int(m.picture.Height)
		e.raw("/ColorSpace/DeviceGray/BitsPerComponent 8")
		if err := b.stream(mask, string(e.b), alpha, general); err != nil {
			return err
		}
		d.raw("/SMask ").ref(mask)
	}
	d.raw("/ColorSpace/DeviceRGB/BitsPerComponent 8")
	return b.stream(m.ref, string(d.b), colors, general)
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
