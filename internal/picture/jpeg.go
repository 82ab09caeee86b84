package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"
	"slices"
)

// Markers of ISO/IEC 10918-1 table B.1.
const (
	markerSOF0  = 0xC0 // baseline
	markerSOF2  = 0xC2 // progressive
	markerRST0  = 0xD0
	markerRST7  = 0xD7
	markerSOI   = 0xD8
	markerEOI   = 0xD9
	markerSOS   = 0xDA
	markerAPP0  = 0xE0 // JFIF (ISO/IEC 10918-5)
	markerAPP1  = 0xE1 // EXIF
	markerAPP14 = 0xEE // says which colour transform Adobe's encoder used
	markerAPP15 = 0xEF
	markerCOM   = 0xFE
)

// quality is that of a picture that has to be encoded anew. Its loss cannot be seen.
const quality = 95

// readJPEG reads a JPEG picture and checks all of it. One that lies on its side
// or is in CMYK, for which an archival PDF in sRGB has no place (ISO 19005-2
// 6.2.4.3), is encoded anew.
func (l Limits) readJPEG(data []byte) (*Picture, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, damaged(err)
	}
	if err := l.size(config.Width, config.Height); err != nil {
		return nil, err
	}
	segments, rest, err := jpegSegments(data)
	if err != nil {
		return nil, damaged(err)
	}
	scan, scans, err := jpegScans(rest)
	if err != nil {
		return nil, damaged(err)
	}
	if err := l.visits(config.Width, config.Height, scans); err != nil {
		return nil, err
	}
	p := &Picture{MediaType: JPEG, Width: config.Width, Height: config.Height}
	orientation := p.keep(segments)
	p.Data = append(p.Data, scan...)
	anew := config.ColorModel == color.CMYKModel || orientation != 1
	if err := l.memory(jpegBytes(segments, config, anew)); err != nil {
		return nil, err
	}
	decoded, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, damaged(err)
	}
	if !anew {
		return p, nil
	}
	return encodeUpright(p, decoded, orientation)
}

// keep begins the data of p with those segments that say how it looks, and
// takes the resolution and the orientation from the others.
func (p *Picture) keep(segments []segment) (orientation int) {
	orientation = 1
	p.Data = []byte{0xFF, markerSOI}
	for _, s := range segments {
		switch {
		case s.marker == markerAPP0 && p.DPIX == 0:
			p.DPIX, p.DPIY = jfifPixels(s.data)
		case s.marker == markerAPP1 && bytes.HasPrefix(s.data, []byte(exifSignature)):
			e := readEXIF(s.data[len(exifSignature):])
			orientation = e.orientation
			if e.dpiX > 0 && e.dpiY > 0 {
				p.DPIX, p.DPIY = e.dpiX, e.dpiY
			}
		}
		if private(s.marker) {
			continue
		}
		p.Data = append(p.Data, 0xFF, s.marker)
		p.Data = binary.BigEndian.AppendUint16(p.Data, uint16(len(s.data)+2))
		p.Data = append(p.Data, s.data...)
	}
	return orientation
}

// private reports whether a segment tells something beside the picture: EXIF with
// place and camera, XMP, comments and the like.
func private(marker byte) bool {
	return marker > markerAPP0 && marker <= markerAPP15 && marker != markerAPP14 || marker == markerCOM
}

// segment is a marker segment (B.1.1.4) without its length.
type segment struct {
	marker byte
	data   []byte
}

// jpegSegments are the segments before the first scan; rest is the file from
// that scan's marker on.
func jpegSegments(data []byte) (segments []segment, rest []byte, err error) {
	for rest = data[2:]; len(rest) >= 4; {
		if rest[0] != 0xFF {
			break
		}
		if rest[1] == 0xFF { // fill bytes, B.1.1.2
			rest = rest[1:]
			continue
		}
		if rest[1] == markerSOS {
			return segments, rest, nil
		}
		length := int(binary.BigEndian.Uint16(rest[2:]))
		if length < 2 || 2+length > len(rest) {
			break
		}
		segments = append(segments, segment{rest[1], rest[4 : 2+length]})
		rest = rest[2+length:]
	}
	return nil, nil, io.ErrUnexpectedEOF
}

// jpegScans is the part of rest that holds the picture, through its
// end-of-image marker, and how many scans it has. What stands behind is another
// picture, a film or a description that the camera added.
func jpegScans(rest []byte) (scan []byte, scans int, err error) {
	for at := 0; ; {
		next := bytes.IndexByte(rest[at:], 0xFF)
		if next < 0 || at+next+1 >= len(rest) {
			return nil, 0, io.ErrUnexpectedEOF
		}
		at += next
		switch marker := rest[at+1]; {
		case marker == 0xFF: // a fill byte
			at++
		case marker == 0, marker >= markerRST0 && marker <= markerRST7: // within a scan, B.1.1.5
			at += 2
		case marker == markerEOI:
			return rest[:at+2], scans, nil
		default:
			if len(rest) < at+4 {
				return nil, 0, io.ErrUnexpectedEOF
			}
			if marker == markerSOS {
				scans++
			}
			if at += 2 + int(binary.BigEndian.Uint16(rest[at+2:])); at > len(rest) {
				return nil, 0, io.ErrUnexpectedEOF
			}
		}
	}
}

// jpegBytes is how many bytes a picture takes at most: its samples, for a
// progressive one the coefficients of all its blocks, and what encoding it anew needs.
func jpegBytes(segments []segment, config image.Config, anew bool) int64 {
	const header, perComponent = 6, 3
	pixels := int64(config.Width) * int64(config.Height)
	var need int64
	for _, s := range segments {
		if s.marker < markerSOF0 || s.marker > markerSOF2 || len(s.data) < header {
			continue
		}
		var samples, most int64
		for c := s.data[header:]; len(c) >= perComponent; c = c[perComponent:] {
			factors := int64(c[1]>>4) * int64(c[1]&0x0F) // A.1.1
			samples, most = samples+factors, max(most, factors)
		}
		need = pixels * samples / max(most, 1)
		if s.marker == markerSOF2 {
			const coefficient = 4
			need += coefficient * need
		}
	}
	if anew {
		const colours, copies = 4, 2
		need += colours * copies * pixels
	}
	return need
}

// jfifPixels is the density of a JFIF segment in pixels per inch.
func jfifPixels(b []byte) (x, y int) {
	const perInchUnit, perCentimetreUnit = 1, 2
	if len(b) < 12 || !bytes.HasPrefix(b, []byte("JFIF\x00")) {
		return 0, 0
	}
	dx, dy := int64(binary.BigEndian.Uint16(b[8:])), int64(binary.BigEndian.Uint16(b[10:]))
	switch b[7] {
	case perInchUnit:
		return perInch(dx, 1), perInch(dy, 1)
	case perCentimetreUnit:
		return perInch(dx*254, 100), perInch(dy*254, 100)
	}
	return 0, 0
}

// encodeUpright encodes a decoded picture anew with its top at the top.
func encodeUpright(p *Picture, decoded image.Image, orientation int) (*Picture, error) {
	upright := turn(decoded, orientation)
	bounds := upright.Bounds()
	p.Width, p.Height = bounds.Dx(), bounds.Dy()
	if orientation >= 5 {
		p.DPIX, p.DPIY = p.DPIY, p.DPIX
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, upright, &jpeg.Options{Quality: quality}); err != nil {
		return nil, damaged(err)
	}
	p.Data = out.Bytes()
	return p, nil
}

// turn puts a picture upright whose first row and column lie as the EXIF
// orientation says (CIPA DC-008, tag 0x0112).
func turn(in image.Image, orientation int) image.Image {
	b := in.Bounds()
	plain := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(plain, plain.Bounds(), in, b.Min, draw.Src)
	w, h := b.Dx(), b.Dy()
	if slices.Contains([]int{5, 6, 7, 8}, orientation) {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := x, y
			switch orientation {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, w-1-x
			case 7:
				sx, sy = h-1-y, w-1-x
			case 8:
				sx, sy = h-1-y, x
			}
			copy(out.Pix[out.PixOffset(x, y):][:4], plain.Pix[plain.PixOffset(sx, sy):][:4])
		}
	}
	return out
}
