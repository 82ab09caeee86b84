package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/unit"
)

// quadrants is a picture whose quarters are red, green, blue and white from the
// top left on, so that it is known which way it lies.
func quadrants(width, height int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	colors := [2][2]color.NRGBA{{{0xFF, 0, 0, 0xFF}, {0, 0xFF, 0, 0xFF}}, {{0, 0, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF, 0xFF}}}
	for y := range height {
		for x := range width {
			m.SetNRGBA(x, y, colors[y*2/height][x*2/width])
		}
	}
	return m
}

func pngOf(t testing.TB, m image.Image, chunks ...chunk) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	const header = len(pngSignature) + 12 + 13
	data := slices.Clone(out.Bytes()[:header])
	for _, c := range chunks {
		data = appendChunk(data, c)
	}
	return append(data, out.Bytes()[header:]...)
}

// jpegOf encodes m with marker segments behind its beginning.
func jpegOf(t testing.TB, m image.Image, segments ...segment) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	data := []byte{0xFF, markerSOI}
	for _, s := range segments {
		data = append(data, 0xFF, s.marker)
		data = binary.BigEndian.AppendUint16(data, uint16(len(s.data)+2))
		data = append(data, s.data...)
	}
	return append(data, out.Bytes()[2:]...)
}

func jfif(units byte, x, y uint16) segment {
	b := append([]byte("JFIF\x00\x01\x01"), units)
	b = binary.BigEndian.AppendUint16(b, x)
	b = binary.BigEndian.AppendUint16(b, y)
	return segment{markerAPP0, append(b, 0, 0)}
}

// exifOf is an EXIF segment with an orientation and, when dpi is not 0, a resolution.
func exifOf(orientation uint16, dpi uint32, order binary.AppendByteOrder) segment {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	entry := func(tag, kind uint16, count uint32, short uint16, long uint32) {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, kind)
		b = order.AppendUint32(b, count)
		if kind == 3 {
			b = order.AppendUint16(b, short)
			b = order.AppendUint16(b, 0)
			return
		}
		b = order.AppendUint32(b, long)
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 4)
	const rationals = 8 + 2 + 4*12 + 4
	entry(tagOrientation, 3, 1, orientation, 0)
	entry(tagXResolution, 5, 1, 0, rationals)
	entry(tagYResolution, 5, 1, 0, rationals)
	entry(tagResolutionUnit, 3, 1, 2, 0)
	b = order.AppendUint32(b, 0)
	b = order.AppendUint32(b, dpi)
	b = order.AppendUint32(b, 1)
	return segment{markerAPP1, append([]byte(exifSignature), b...)}
}

func read(t testing.TB, data []byte) *Picture {
	t.Helper()
	p, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestResolution(t *testing.T) {
	m := quadrants(30, 20)
	metre := func(x, y uint32, units byte) chunk {
		b := binary.BigEndian.AppendUint32(nil, x)
		return chunk{"pHYs", append(binary.BigEndian.AppendUint32(b, y), units)}
	}
	for _, c := range []struct {
		name string
		data []byte
		x, y int
	}{
		{"PNG that does not say", pngOf(t, m), 0, 0},
		{"PNG in metres", pngOf(t, m, metre(11811, 5906, 1)), 300, 150},
		{"PNG without a unit", pngOf(t, m, metre(11811, 5906, 0)), 0, 0},
		{"PNG of no device", pngOf(t, m, metre(1, 1<<31, 1)), 0, 0},
		{"JPEG that does not say", jpegOf(t, m), 0, 0},
		{"JFIF in inches", jpegOf(t, m, jfif(1, 200, 100)), 200, 100},
		{"JFIF in centimetres", jpegOf(t, m, jfif(2, 118, 118)), 300, 300},
		{"JFIF without a unit", jpegOf(t, m, jfif(0, 1, 1)), 0, 0},
		{"EXIF over JFIF", jpegOf(t, m, jfif(1, 72, 72), exifOf(1, 240, binary.LittleEndian)), 240, 240},
		{"EXIF in big endian", jpegOf(t, m, exifOf(1, 240, binary.BigEndian)), 240, 240},
		{"EXIF of zero", jpegOf(t, m, jfif(1, 96, 96), exifOf(1, 0, binary.BigEndian)), 96, 96},
	} {
		if p := read(t, c.data); p.DPIX != c.x || p.DPIY != c.y {
			t.Errorf("%s: %d × %d dpi, want %d × %d", c.name, p.DPIX, p.DPIY, c.x, c.y)
		}
	}
}

func TestNaturalSize(t *testing.T) {
	p := &Picture{Width: 600, Height: 300, DPIX: 300, DPIY: 150}
	if w, h := p.NaturalSize(96); w != 2*unit.Inch || h != 2*unit.Inch {
		t.Errorf("%v × %v", w, h)
	}
	p.DPIX = 0
	if w, h := p.NaturalSize(150); w != 4*unit.Inch || h != 2*unit.Inch {
		t.Errorf("without a resolution %v × %v", w, h)
	}
}

// TestPicturesStandUpright turns a picture in each of the eight ways of EXIF
// and reads it back.
func TestPicturesStandUpright(t *testing.T) {
	upright := quadrants(32, 16)
	for orientation := 1; orientation <= 8; orientation++ {
		// The inverse of an orientation is itself but for 6 and 8.
		inverse := map[int]int{6: 8, 8: 6}[orientation]
		if inverse == 0 {
			inverse = orientation
		}
		stored := turn(upright, inverse)
		p := read(t, jpegOf(t, stored, exifOf(uint16(orientation), 300, binary.LittleEndian)))
		got, err := jpeg.Decode(bytes.NewReader(p.Data))
		if err != nil {
			t.Fatal(err)
		}
		if p.Width != 32 || p.Height != 16 || got.Bounds().Dx() != 32 {
			t.Errorf("orientation %d: %d × %d", orientation, p.Width, p.Height)
			continue
		}
		for _, at := range []image.Point{{8, 4}, {24, 4}, {8, 12}, {24, 12}} {
			r, g, b, _ := got.At(at.X, at.Y).RGBA()
			want := upright.NRGBAAt(at.X, at.Y)
			if far(r>>8, want.R) || far(g>>8, want.G) || far(b>>8, want.B) {
				t.Errorf("orientation %d at %v: %d %d %d, want %v", orientation, at, r>>8, g>>8, b>>8, want)
			}
		}
	}
}

func far(a uint32, b uint8) bool { return int(a)-int(b) > 24 || int(b)-int(a) > 24 }

func TestWhatTellsOfItsMakerIsLeftOut(t *testing.T) {
	m := quadrants(16, 16)
	secret := []byte("Zhang San's camera, 26.4N 117.8E")
	p := read(t, pngOf(t, m, chunk{"tEXt", secret}, chunk{"eXIf", secret}, chunk{"tIME", make([]byte, 7)}))
	j := read(t, jpegOf(t, m, exifOf(1, 300, binary.LittleEndian), segment{markerAPP1, secret}, segment{0xED, secret}, segment{markerCOM, secret}))
	for _, p := range []*Picture{p, j} {
		if bytes.Contains(p.Data, secret) || bytes.Contains(p.Data, []byte(exifSignature)) {
			t.Errorf("%s keeps it", p.MediaType)
		}
	}
	behind := append(pngOf(t, m), secret...)
	if bytes.Contains(read(t, behind).Data, secret) {
		t.Error("what stands behind a PNG is kept")
	}
	for _, added := range [][]byte{secret, append(jpegOf(t, m, segment{markerCOM, secret}), secret...)} {
		if bytes.Contains(read(t, append(jpegOf(t, m), added...)).Data, secret) {
			t.Error("what stands behind a JPEG is kept")
		}
	}
}

func TestCMYKBecomesRGB(t *testing.T) {
	data, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(read(t, data).Data))
	if err != nil || config.ColorModel != color.YCbCrModel {
		t.Errorf("colour model %v, error %v", config.ColorModel, err)
	}
}

// progressive is a JPEG of that many scans of the components, or of one. Its
// data are enough for six blocks, all grey.
func progressive(width, height uint16, scans int, components ...byte) []byte {
	if components == nil {
		components = []byte{1}
	}
	const dqt, dht = 0xDB, 0xC4
	data := append([]byte{0xFF, markerSOI, 0xFF, dqt, 0, 67, 0}, bytes.Repeat([]byte{1}, 64)...)
	for class := range byte(2) { // one code of one bit, for a difference of 0 and for the end of a block
		data = append(append(data, 0xFF, dht, 0, 20, class<<4, 1), make([]byte, 16)...)
	}
	data = append(data, 0xFF, markerSOF2, 0, byte(8+3*len(components)), 8)
	data = binary.BigEndian.AppendUint16(data, height)
	data = append(binary.BigEndian.AppendUint16(data, width), byte(len(components)))
	for _, c := range components {
		data = append(data, c, 0x11, 0)
	}
	for i := range scans {
		from, to := byte(1), byte(63)
		if i == 0 {
			from, to = 0, 0
		}
		const sixZeros = 0x03
		data = append(data, 0xFF, 0xFF, markerSOS, 0, 8, 1, 1, 0, from, to, 0, sixZeros)
	}
	return append(data, 0xFF, markerEOI)
}

// header is a PNG that has nothing but its header.
func header(width, height uint32, bits, colours, interlaced byte) []byte {
	b := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	data := appendChunk([]byte(pngSignature), chunk{"IHDR", append(b, bits, colours, 0, 0, interlaced)})
	return appendChunk(appendChunk(data, chunk{Type: "IDAT"}), chunk{Type: "IEND"})
}

func TestAProgressiveJPEGIsRead(t *testing.T) {
	data := progressive(24, 16, 10)
	p := read(t, data)
	if p.Width != 24 || p.Height != 16 || len(p.Data) > len(data) {
		t.Errorf("%d × %d, or it was encoded anew", p.Width, p.Height)
	}
	if n := Pixels(data); n != 24*16 {
		t.Errorf("%d pixels", n)
	}
	limits := StandardLimits()
	limits.Visits = 24 * 16 * 9
	if _, err := limits.Read(data); err == nil || !strings.Contains(err.Error(), "分 10 次扫描") {
		t.Errorf("ten scans where nine are allowed: %v", err)
	}
}

func TestFaults(t *testing.T) {
	whole := pngOf(t, quadrants(16, 16))
	photo := jpegOf(t, quadrants(16, 16))
	changed := slices.Clone(whole)
	changed[len(changed)-30] ^= 0xFF
	vast := slices.Clone(whole)
	binary.BigEndian.PutUint32(vast[16:], 60_000)
	binary.BigEndian.PutUint32(vast[20:], 60_000)
	vast = appendChunk(vast[:len(pngSignature)], chunk{"IHDR", vast[16:29]})
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "图片文件是空的"},
		{"a GIF", []byte("GIF89a..........."), "不是 PNG、JPEG 或 SVG 图片"},
		{"a text", []byte("题注"), "不是 PNG、JPEG 或 SVG 图片"},
		{"half a PNG", whole[:len(whole)/2], "不完整或已损坏"},
		{"a PNG without its end", whole[:len(whole)-12], "不完整或已损坏"},
		{"a changed PNG", changed, "不完整或已损坏"},
		{"a PNG of 3600 megapixels", vast, "60000×60000"},
		{"half a JPEG", photo[:len(photo)*3/4], "不完整或已损坏"},
		{"a JPEG of four bytes", photo[:4], "不完整或已损坏"},
		{"a progressive JPEG of 300 scans", progressive(7000, 7000, 300), "7000×7000 个像素，分 300 次扫描"},
		{"a progressive JPEG without its end", progressive(70, 70, 3)[:150], "不完整或已损坏"},
		{"a PNG of 16 bits a colour", header(6000, 6000, 16, 6, 0), "展开后有 549 MB"},
		{"an interlaced PNG", header(7000, 7000, 8, 6, 1), "展开后有 560 MB"},
		{"a progressive JPEG in full colour", progressive(7000, 7000, 1, 1, 2, 3), "展开后有 700 MB"},
		{"21 MB", make([]byte, 21<<20), "图片有 21 MB"},
	} {
		_, err := Read(c.data)
		var f *Fault
		if !errors.As(err, &f) || !strings.Contains(f.Error(), c.want) || f.Message.EN == "" {
			t.Errorf("%s: %v, want “%s”", c.name, err, c.want)
		}
	}
}

// FuzzRead asks that a file is refused or read, and that what was read can be
// read again and is the same then.
func FuzzRead(f *testing.F) {
	f.Add(pngOf(f, quadrants(5, 3), chunk{"pHYs", []byte{0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1}}))
	f.Add(jpegOf(f, quadrants(5, 3), jfif(1, 72, 72), exifOf(6, 300, binary.BigEndian)))
	f.Add(progressive(24, 16, 3))
	f.Add([]byte(svgOf(`<g transform="rotate(30)"><path d="M0 0a5 3 20 0110 4zq1 2 3-4t.5.5" fill="red"/></g>`)))
	f.Fuzz(growth.Bounded(func(t *testing.T, data []byte) {
		if config, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && config.Width*config.Height > 1<<20 {
			t.Skip("large pictures only cost time")
		}
		p, err := Read(data)
		if err != nil {
			var fault *Fault
			if !errors.As(err, &fault) || p != nil {
				t.Fatalf("%v is no Fault, or there is a picture beside it", err)
			}
			return
		}
		if p.Drawing != nil {
			if p.Drawing.Width <= 0 || p.Drawing.Height <= 0 || len(p.Drawing.Shapes) == 0 {
				t.Fatal("an empty drawing")
			}
			for _, s := range p.Drawing.Shapes {
				if s.Path[0].Op != Move {
					t.Fatalf("a path begins with %d", s.Path[0].Op)
				}
			}
			return
		}
		again, err := Read(p.Data)
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		if again.Width != p.Width || again.Height != p.Height || !bytes.Equal(again.Data, p.Data) {
			t.Fatal("read again it is another picture")
		}
	}))
}
