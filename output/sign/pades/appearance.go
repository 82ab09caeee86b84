package pades

import (
	"bytes"
	"fmt"

	"github.com/klauspost/compress/zlib"

	"gongwen/internal/pdfread"
	"gongwen/internal/picture"
)

// xobject is a picture as an image XObject and its soft mask (ISO 32000-1 8.9.5,
// 11.6.5.3), nil for none.
type xobject struct{ colors, mask *pdfread.Stream }

func imageOf(p *picture.Picture) (xobject, error) {
	samples, err := p.Samples()
	if err != nil {
		return xobject{}, err
	}
	dict := func(space pdfread.Object, bits int) pdfread.Dict {
		return pdfread.Dict{
			"Type": pdfread.Name("XObject"), "Subtype": pdfread.Name("Image"), "Width": int64(p.Width), "Height": int64(p.Height),
			"ColorSpace": space, "BitsPerComponent": int64(bits),
		}
	}
	space := pdfread.Object(pdfread.Name("DeviceRGB"))
	switch {
	case samples.Palette != nil:
		space = pdfread.Array{pdfread.Name("Indexed"), space, int64(len(samples.Palette)/3 - 1), pdfread.String{Value: string(samples.Palette)}}
	case samples.Components == 1:
		space = pdfread.Name("DeviceGray")
	}
	out := xobject{colors: &pdfread.Stream{Dict: dict(space, samples.Bits), Raw: samples.Data}}
	d := out.colors.Dict
	switch samples.Coding {
	case picture.JPEGFile:
		d["Filter"] = pdfread.Name("DCTDecode")
	case picture.PNGRows:
		d["Filter"] = pdfread.Name("FlateDecode")
		d["DecodeParms"] = pdfread.Dict{
			"Predictor": int64(15), "Colors": int64(samples.Components), "BitsPerComponent": int64(samples.Bits), "Columns": int64(p.Width),
		}
	default:
		if err := deflate(out.colors); err != nil {
			return xobject{}, err
		}
	}
	if samples.Alpha != nil {
		out.mask = &pdfread.Stream{Dict: dict(pdfread.Name("DeviceGray"), 8), Raw: samples.Alpha}
		if err := deflate(out.mask); err != nil {
			return xobject{}, err
		}
	}
	return out, nil
}

// deflate packs a stream. A picture of a seal has few colours: a higher level
// would take twice the time for little.
func deflate(s *pdfread.Stream) error {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := z.Write(s.Raw); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	s.Raw, s.Dict["Filter"] = b.Bytes(), pdfread.Name("FlateDecode")
	return nil
}

// multiply is a graphics state in which what is drawn is laid over the page as
// ink is (ISO 32000-1 11.3.5.2): text below a seal stays legible, and no picture
// can cover it with white.
func multiply() pdfread.Dict {
	return pdfread.Dict{"Type": pdfread.Name("ExtGState"), "BM": pdfread.Name("Multiply")}
}

// look is the content of an appearance that shows an image in all of its box.
func look(size pdfread.Array) []byte {
	if len(size) != 4 {
		return nil
	}
	return fmt.Appendf(nil, "/G gs %s 0 0 %s 0 0 cm /I Do", pdfread.Append(nil, size[2]), pdfread.Append(nil, size[3]))
}

// addAppearance adds the normal appearance of a field that shows an image.
func addAppearance(u *pdfread.Update, s *stand) pdfread.Ref {
	colors := *s.colors
	if s.mask != nil {
		colors.Dict = colors.Dict.Clone()
		colors.Dict["SMask"] = u.Add(s.mask)
	}
	return u.Add(&pdfread.Stream{
		Dict: pdfread.Dict{
			"Type": pdfread.Name("XObject"), "Subtype": pdfread.Name("Form"), "BBox": s.size,
			"Resources": pdfread.Dict{
				"ExtGState": pdfread.Dict{"G": multiply()},
				"XObject":   pdfread.Dict{"I": u.Add(&colors)},
			},
		},
		Raw: look(s.size),
	})
}
