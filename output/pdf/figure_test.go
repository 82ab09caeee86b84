package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/judge"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
)

// pixelAt is what the test pictures show at a place.
func pixelAt(x, y int) color.NRGBA {
	return color.NRGBA{uint8(x * 20), uint8(y * 30), uint8((x + y) * 9), 0xFF}
}

// fillPicture draws pixelAt, shown as far as alpha says.
func fillPicture(alpha func(x, y int) uint8) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 11, 7))
	for y := range 7 {
		for x := range 11 {
			c := pixelAt(x, y)
			c.A = alpha(x, y)
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func opaque(int, int) uint8 { return 0xFF }

func readPicture(t testing.TB, data []byte) *picture.Picture {
	t.Helper()
	p, err := picture.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func asPNG(t testing.TB, m image.Image) *picture.Picture {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return readPicture(t, out.Bytes())
}

func asJPEG(t testing.TB, m image.Image) *picture.Picture {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return readPicture(t, out.Bytes())
}

// pictures are pictures of every kind with what their image dictionary says.
func pictures(t testing.TB) (list []*picture.Picture, want []string) {
	gray, indexed := image.NewGray(image.Rect(0, 0, 5, 3)), image.NewPaletted(image.Rect(0, 0, 5, 3), color.Palette{color.Black, color.White, color.RGBA{R: 0xFF, A: 0xFF}})
	for i := range 15 {
		gray.Pix[i], indexed.Pix[i] = uint8(i*16), uint8(i%3)
	}
	deep := image.NewRGBA64(image.Rect(0, 0, 5, 3))
	interlaced, err := os.ReadFile("testdata/interlaced.png")
	if err != nil {
		t.Fatal(err)
	}
	for i := range deep.Pix {
		deep.Pix[i] = 0xFF
	}
	return []*picture.Picture{
			asPNG(t, fillPicture(opaque)), asPNG(t, fillPicture(func(x, _ int) uint8 { return uint8(x * 20) })), asPNG(t, gray), asPNG(t, indexed),
			asPNG(t, deep), readPicture(t, interlaced), asJPEG(t, fillPicture(opaque)), asJPEG(t, gray),
		}, []string{
			"DeviceRGB 8 FlateDecode predictor", "DeviceRGB 8 FlateDecode mask", "DeviceGray 8 FlateDecode predictor", "Indexed 2 FlateDecode predictor",
			"DeviceRGB 16 FlateDecode predictor", "DeviceRGB 8 FlateDecode", "DeviceRGB 8 DCTDecode", "DeviceGray 8 DCTDecode",
		}
}

// withPictures is a document of figures, one below the other.
func withPictures(t testing.TB, list []*picture.Picture) output.Input {
	s := newSetter(t)
	s.heading(1, "一、", "总体情况")
	for i, p := range list {
		f := &doc.Figure{ID: s.node(), Alt: fmt.Sprintf("第%d张图", i+1), Picture: p, Caption: &doc.Paragraph{ID: s.node(), Style: doc.CaptionRole, Runs: []doc.Run{{Text: "题注"}}}}
		s.block(f)
		s.add(&frame.Image{X: 90 * pt, Y: s.y, Width: 110 * pt, Height: 70 * pt, Picture: p, Node: f.ID})
		s.y += 85 * pt
		s.put(look{face: fang, size: 12 * pt}, 90*pt, f.Caption.ID, "题注")
		s.advance()
	}
	return s.input()
}

func TestPicturesAreWrittenAsTheyAre(t *testing.T) {
	list, want := pictures(t)
	f := openPDF(t, export(t, withPictures(t, list)))
	var got []string
	for i := range list {
		st := f.image(t, i)
		d := st.dict
		space, ok := f.get(d["ColorSpace"]).(nameObj)
		if !ok {
			space = f.array(d["ColorSpace"])[0].(nameObj)
		}
		s := fmt.Sprintf("%s %v %s", space, d["BitsPerComponent"], d["Filter"])
		if d["DecodeParms"] != nil {
			s += " predictor"
		}
		if d["SMask"] != nil {
			s += " mask"
		}
		got = append(got, s)
		if d["Width"] != float64(list[i].Width) || d["Height"] != float64(list[i].Height) {
			t.Errorf("picture %d is %v by %v", i+1, d["Width"], d["Height"])
		}
		if list[i].MediaType == picture.JPEG && !bytes.Equal(st.raw, list[i].Data) {
			t.Errorf("picture %d: the JPEG was changed", i+1)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("images\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// image is the image XObject with an index.
func (f *pdfFile) image(t testing.TB, i int) *streamObj {
	t.Helper()
	objects := f.dict(f.dict(f.pages()[0]["Resources"])["XObject"])
	st, ok := f.get(objects[nameObj(imageName(i))]).(*streamObj)
	if !ok {
		t.Fatalf("no image %d among %v", i, objects)
	}
	return st
}

func TestAPictureShownTwiceIsWrittenOnce(t *testing.T) {
	p := asPNG(t, fillPicture(opaque))
	f := openPDF(t, export(t, withPictures(t, []*picture.Picture{p, p})))
	if objects := f.dict(f.dict(f.pages()[0]["Resources"])["XObject"]); len(objects) != 1 {
		t.Errorf("%d images", len(objects))
	}
}

func TestTransparencyIsAMask(t *testing.T) {
	m, err := asPNG(t, fillPicture(func(x, y int) uint8 { return uint8(10*x + y) })).Samples()
	if err != nil {
		t.Fatal(err)
	}
	colors, alpha := m.Data, m.Alpha
	if len(colors) != 3*77 || len(alpha) != 77 {
		t.Fatalf("%d colours, %d alphas", len(colors), len(alpha))
	}
	want := pixelAt(3, 5)
	if at := 5*11 + 3; colors[3*at] != want.R || colors[3*at+1] != want.G || colors[3*at+2] != want.B || alpha[at] != 35 {
		t.Errorf("%v %d", colors[3*at:3*at+3], alpha[at])
	}
	if m, err := asPNG(t, fillPicture(opaque)).Samples(); err != nil || m.Alpha != nil {
		t.Error("a mask for a picture that covers everything")
	}
}

func TestFiguresAreTagged(t *testing.T) {
	in := withPictures(t, []*picture.Picture{asPNG(t, fillPicture(opaque))})
	f := openPDF(t, export(t, in))
	var figure, caption dictObj
	for _, o := range f.objects {
		d, _ := o.(dictObj)
		switch d["S"] {
		case nameObj("Figure"):
			figure = d
		case nameObj("Caption"):
			caption = d
		}
	}
	if figure == nil || str(figure["Alt"]) != "第1张图" {
		t.Fatalf("figure %v", figure)
	}
	parent := f.dict(figure["P"])
	if parent["S"] != nameObj("Sect") || caption == nil || caption["P"] != figure["P"] {
		t.Errorf("the figure is in %v, its caption %v", parent, caption)
	}
	box := f.array(f.dict(figure["A"])["BBox"])
	if len(box) != 4 || box[2].(float64)-box[0].(float64) != 110 || box[3].(float64)-box[1].(float64) != 70 {
		t.Errorf("BBox %v", box)
	}
	content := string(f.get(f.pages()[0]["Contents"]).(*streamObj).data)
	if !strings.Contains(content, "q 110 0 0 70 90 ") || !strings.Contains(content, " cm/I1 Do Q\nEMC\n") {
		t.Errorf("content %s", content)
	}
}

func TestDrawings(t *testing.T) {
	s := newSetter(t)
	red, blue := picture.Color{R: 0xFF}, picture.Color{B: 0xFF}
	at := func(x, y unit.Length) picture.Point { return picture.Point{X: x * pt, Y: y * pt} }
	d := &picture.Drawing{Width: 100 * pt, Height: 50 * pt, Shapes: []picture.Shape{
		{Fill: &red, Path: []picture.Step{{To: at(0, 0)}, {Op: picture.Line, To: at(10, 0)}, {Op: picture.Line, To: at(10, 5)}, {Op: picture.Close}}},
		{Stroke: &blue, Width: 2 * pt, Path: []picture.Step{{To: at(1, 1)}, {Op: picture.Curve, C1: at(2, 2), C2: at(3, 3), To: at(4, 1)}}},
		{Fill: &red, Stroke: &blue, Width: 2 * pt, EvenOdd: true, Path: []picture.Step{{To: at(1, 1)}, {Op: picture.Line, To: at(2, 2)}}},
		{Path: []picture.Step{{To: at(1, 1)}}},
	}}
	f := &doc.Figure{ID: s.node(), Alt: "图", Drawing: d}
	s.block(f)
	s.add(&frame.Drawing{X: 90 * pt, Y: 100 * pt, Drawing: d, Node: f.ID})
	file := openPDF(t, export(t, s.input()))
	content := string(file.get(file.pages()[0]["Contents"]).(*streamObj).data)
	want := "q 1 j\n1 0 0 rg\n90 741.89 m\n100 741.89 l\n100 736.89 l\nh\nf\n" +
		"0 0 1 RG\n2 w\n91 740.89 m\n92 739.89 93 738.89 94 740.89 c\nS\n" +
		"91 740.89 m\n92 739.89 l\nB*\nQ\nEMC\n"
	if !strings.Contains(content, want) {
		t.Errorf("content\n%s\nlacks\n%s", content, want)
	}
}

// TestJudgePopplerSeesThePictures takes the pictures out of a file with
// poppler and compares their pixels.
func TestJudgePopplerSeesThePictures(t *testing.T) {
	list, _ := pictures(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "pictures.pdf")
	if err := os.WriteFile(path, export(t, withPictures(t, list)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := judge.Run(t, "qpdf", "--check", path); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	judge.Run(t, "pdfimages", "-png", path, filepath.Join(dir, "p"))
	file, err := os.Open(filepath.Join(dir, "p-000.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	m, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	for y := range 7 {
		for x := range 11 {
			if got := color.NRGBAModel.Convert(m.At(x, y)); got != pixelAt(x, y) {
				t.Errorf("pixel %d, %d is %v, want %v", x, y, got, pixelAt(x, y))
			}
		}
	}
}
