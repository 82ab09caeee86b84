package pdf

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"gongwen/internal/picture"
	"gongwen/layout/frame"
	"gongwen/output/deflate"
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
	samples, err := m.picture.Samples()
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	var mask ref
	if samples.Alpha != nil {
		mask = b.alloc()
		var d syntax
		d.imageSize(m.picture).raw("/ColorSpace/DeviceGray/BitsPerComponent 8")
		if err := b.stream(mask, string(d.b), samples.Alpha, deflate.Fast); err != nil {
			return err
		}
	}
	var d syntax
	d.imageSize(m.picture)
	if mask != 0 {
		d.raw("/SMask ").ref(mask)
	}
	switch {
	case samples.Palette != nil:
		d.raw("/ColorSpace[/Indexed/DeviceRGB ").int(len(samples.Palette)/3 - 1).raw("<").bytes(samples.Palette).raw(">]")
	case samples.Components == 1:
		d.raw("/ColorSpace/DeviceGray")
	default:
		d.raw("/ColorSpace/DeviceRGB")
	}
	d.raw("/BitsPerComponent ").int(samples.Bits)
	switch samples.Coding {
	case picture.JPEGFile:
		b.rawStream(m.ref, string(d.raw("/Filter/DCTDecode").b), samples.Data)
	case picture.PNGRows: // 7.4.4.4, predictor 15
		d.raw("/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ").int(samples.Components)
		d.raw("/BitsPerComponent ").int(samples.Bits).raw("/Columns ").int(m.picture.Width).raw(">>")
		b.rawStream(m.ref, string(d.b), samples.Data)
	default:
		return b.stream(m.ref, string(d.b), samples.Data, deflate.Fast)
	}
	return nil
}

func (s *syntax) imageSize(p *picture.Picture) *syntax {
	return s.raw("/Type/XObject/Subtype/Image/Width ").int(p.Width).raw("/Height ").int(p.Height)
}
