package pades

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"gongwen/internal/pdfread"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/internal/verdict"
	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
)

const mm = unit.Millimetre

// withRoom is a file of this program whose second page leaves room for a seal
// over its line of text.
func withRoom(t testing.TB, level pdf.Level) []byte {
	t.Helper()
	in := padestest.Pages(t)
	in.Pages[1].Seal = &frame.SealRoom{X: 25 * mm, Y: 30 * mm, Size: 42 * mm, Node: 2}
	in.Source = &output.SourceFile{Name: "r.yaml", MediaType: "application/yaml", Data: []byte("year: 2024\n")}
	return padestest.Export(t, pdf.Options{Level: level}, in)
}

func readPicture(t testing.TB, data []byte) *picture.Picture {
	t.Helper()
	return must(picture.Read(data))(t)
}

// sealing is an order that shows a seal in the room, or at a place.
func (w *world) sealing(t testing.TB, at *Place) Order {
	o := w.order()
	o.Show = &Show{Picture: readPicture(t, padestest.Seal(t, 200, 0)), At: at}
	return o
}

// grades are the outcomes of a check, signature by signature.
func grades(r Verification, check verdict.Check) string {
	var list []string
	for _, f := range findings(r, check) {
		list = append(list, f.Grade.String())
	}
	return strings.Join(list, " ")
}

func TestASealStandsInTheRoomForIt(t *testing.T) {
	for _, c := range []struct {
		name          string
		side, perInch int
		width         unit.Length
		want          string // size, and corner from the top left of the page
	}{
		{"as large as the room", 200, 0, 0, "42×42 mm 25 30"},
		{"as its pixels per inch say", 473, 300, 0, "40×40 mm 26 31"},
		{"as the user says", 473, 300, 38 * mm, "38×38 mm 27 32"},
		{"a little larger by its pixels", 500, 300, 0, "42.3×42.3 mm 24.8 29.8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, padestest.P256)
			o := w.order()
			o.Show = &Show{Picture: readPicture(t, padestest.Seal(t, c.side, c.perInch)), Width: c.width}
			r := Verify(t.Context(), mustSign(t, withRoom(t, pdf.PDFA2A), o), w.check())
			want := strings.Fields(c.want)
			text := "显示 " + want[0] + " mm 的图片：第 2 页，左起 " + want[2] + " mm、上起 " + want[3] + " mm"
			if got := findings(r, CheckAppearance); !r.OK() || len(got) != 1 || got[0].Grade != verdict.Passed || got[0].Text.ZH != text {
				t.Errorf("want %s\n%s\n%v", text, said(r), got)
			}
		})
	}
}

// TestTheWidgetIsConformant holds a widget that shows something against ISO
// 19005-2 6.3, 6.4 and ISO 14289-1 7.18.
func TestTheWidgetIsConformant(t *testing.T) {
	w := newWorld(t, padestest.P256)
	v := open(t, mustSign(t, withRoom(t, pdf.PDFA2A), w.sealing(t, nil))).Latest()
	catalog := must(v.Catalog())(t)
	page := must(v.Pages())(t)[1]
	annots := must(v.Array(must(v.Dict(page))(t)["Annots"]))(t)
	if len(annots) != 1 {
		t.Fatalf("annotations %v", annots)
	}
	d := must(v.Dict(annots[0]))(t)
	if d["F"].(int64)&(1|2|4|32|256) != 4 || d["P"] != page || d["TU"] == nil || d["Contents"] == nil || d["A"] != nil || d["AA"] != nil || d["MK"] != nil {
		t.Errorf("widget %v", d)
	}
	appearance := must(v.Dict(d["AP"]))(t)
	if !only(appearance, "N") {
		t.Errorf("appearances %v", appearance)
	}
	form := must(v.Resolve(appearance["N"]))(t).(*pdfread.Stream)
	resources := must(v.Dict(form.Dict["Resources"]))(t)
	shown := must(v.Resolve(must(v.Dict(resources["XObject"]))(t)["I"]))(t).(*pdfread.Stream)
	mask := must(v.Resolve(shown.Dict["SMask"]))(t).(*pdfread.Stream)
	if shown.Dict["ColorSpace"] != pdfread.Name("DeviceRGB") || mask.Dict["ColorSpace"] != pdfread.Name("DeviceGray") || form.Dict["Group"] != nil {
		t.Errorf("image %v, mask %v", shown.Dict, mask.Dict)
	}
	for _, s := range []*pdfread.Stream{form, shown, mask} {
		for _, key := range []pdfread.Name{"Interpolate", "Alternates", "OPI", "PS", "Ref", "OC", "Intent"} {
			if s.Dict[key] != nil {
				t.Errorf("%v has %s", s.Dict, key)
			}
		}
	}
	root := must(v.Dict(catalog["StructTreeRoot"]))(t)
	kids := must(v.Array(must(v.Dict(root["K"]))(t)["K"]))(t)
	e := must(v.Dict(kids[len(kids)-1]))(t)
	if e["S"] != pdfread.Name("Form") || e["Pg"] != page || !pdfread.Equal(e["K"].(pdfread.Dict)["Obj"], annots[0]) {
		t.Errorf("element %v", e)
	}
}

// TestAWidgetThatShowsNothingIsAnArtifactInPDF20 as ISO 14289-2 8.9.2.4.13 wants
// it; 8.10.2.3 wants a description.
func TestAWidgetThatShowsNothingIsAnArtifactInPDF20(t *testing.T) {
	w := newWorld(t, padestest.P256)
	data := mustSign(t, mustSign(t, withRoom(t, pdf.PDFA4), w.order()), w.sealing(t, nil))
	if r := Verify(t.Context(), data, w.check()); !r.OK() {
		t.Error(said(r))
	}
	v := open(t, data).Latest()
	form := must(v.Dict(must(v.Catalog())(t)["AcroForm"]))(t)
	fields := must(v.Array(form["Fields"]))(t)
	blank, seal := must(v.Dict(fields[0]))(t), must(v.Dict(fields[1]))(t)
	if blank["StructParent"] != nil || blank["Contents"] == nil || seal["StructParent"] == nil || seal["Contents"] == nil {
		t.Errorf("%v\n%v", blank, seal)
	}
}

// TestPicturesOfEveryKind signs with each way in which a picture is packed.
func TestPicturesOfEveryKind(t *testing.T) {
	seal := padestest.SealImage(120)
	opaque := image.NewRGBA(seal.Bounds())
	indexed := image.NewPaletted(seal.Bounds(), color.Palette{color.White, color.NRGBA{R: 0xD0, A: 0xFF}})
	gray := image.NewGray(seal.Bounds())
	for y := range 120 {
		for x := range 120 {
			opaque.Set(x, y, color.White)
			gray.SetGray(x, y, color.Gray{Y: 0xFF - seal.NRGBAAt(x, y).A})
			if seal.NRGBAAt(x, y).A > 0x80 {
				opaque.Set(x, y, seal.At(x, y))
				indexed.SetColorIndex(x, y, 1)
			}
		}
	}
	asJPEG := func(m image.Image) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	asPNG := func(m image.Image) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	w := newWorld(t, padestest.P256)
	for name, data := range map[string][]byte{
		"transparent": asPNG(seal), "opaque": asPNG(opaque), "palette": asPNG(indexed), "grey": asPNG(gray),
		"JPEG": asJPEG(opaque), "grey JPEG": asJPEG(gray),
	} {
		t.Run(name, func(t *testing.T) {
			o := w.order()
			o.Show = &Show{Picture: readPicture(t, data)}
			// A signature before it, so that the rules for later ones are held against it.
			r := Verify(t.Context(), mustSign(t, mustSign(t, withRoom(t, pdf.PDFA2A), w.order()), o), w.check())
			if !r.OK() || grades(r, CheckAppearance) != "unchecked" {
				t.Error(said(r))
			}
		})
	}
}

func TestSealsInTurn(t *testing.T) {
	w := newWorld(t, padestest.P256)
	beside := &Place{Page: 2, X: 120 * mm, Y: 30 * mm}
	archived := w.stamped(t, LTA)
	archived.Evidence = w.evidence(t, now())
	for _, c := range []struct {
		name   string
		orders []Order
		want   string // of the appearances
	}{
		{"one beside the other", []Order{w.sealing(t, nil), w.sealing(t, beside)}, "passed unchecked"},
		{"one on another page", []Order{w.sealing(t, nil), w.sealing(t, &Place{Page: 1, X: 30 * mm, Y: 200 * mm})}, "passed unchecked"},
		{"a signature after the seal", []Order{w.sealing(t, nil), w.order()}, "passed"},
		{"a seal after a signature", []Order{w.order(), w.sealing(t, nil)}, "unchecked"},
		{"a seal beside after a signature", []Order{w.order(), w.sealing(t, beside)}, "unchecked"},
		{"with stores and stamps between", []Order{w.sealing(t, nil), archived, w.sealing(t, beside)}, "passed unchecked"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := withRoom(t, pdf.PDFA2A)
			for _, o := range c.orders {
				data = mustSign(t, data, o)
			}
			r := Verify(t.Context(), data, w.check())
			if got := grades(r, CheckAppearance); !r.OK() || got != c.want || strings.Contains(grades(r, CheckCoverage), "failed") {
				t.Errorf("appearances %s, want %s\n%s", got, c.want, said(r))
			}
		})
	}
}

func TestPicturesThatFindNoPlace(t *testing.T) {
	w := newWorld(t, padestest.P256)
	room, sealed := withRoom(t, pdf.PDFA2A), mustSign(t, withRoom(t, pdf.PDFA2A), w.sealing(t, nil))
	small, large := padestest.Seal(t, 50, 0), padestest.Seal(t, 600, 72)
	for _, c := range []struct {
		name    string
		file    []byte
		picture []byte
		show    Show
		want    string
	}{
		{"no room", unsigned(t), small, Show{}, "没有给印章留位置"},
		{"larger than the room", room, small, Show{Width: 45 * mm}, "比留给印章的 42×42 mm 大"},
		{"pixels per inch of a screen", room, large, Show{}, "图片印出来是 211.7×211.7 mm"},
		{"a speck", room, small, Show{Width: mm}, "图片印出来是 1×1 mm"},
		{"no such page", room, small, Show{At: &Place{Page: 3}}, "没有第 3 页：文件有 2 页"},
		{"page 0", room, small, Show{At: &Place{}}, "没有第 0 页"},
		{"over the right edge", room, small, Show{At: &Place{Page: 1, X: 180 * mm, Y: 100 * mm}}, "图片伸出了第 1 页"},
		{"over the lower edge", room, small, Show{At: &Place{Page: 1, X: 20 * mm, Y: 290 * mm}}, "图片伸出了第 1 页"},
		{"left of the page", room, small, Show{At: &Place{Page: 1, X: -mm}}, "图片伸出了第 1 页"},
		{"over an earlier seal", sealed, small, Show{}, "和另一个签名的图片或链接重叠"},
		{"over the edge of an earlier seal", sealed, small, Show{At: &Place{Page: 2, X: 66 * mm, Y: 60 * mm}}, "和另一个签名的图片或链接重叠"},
		{"over text that was signed", sealed, small, Show{At: &Place{Page: 1, X: 20 * mm, Y: 30 * mm}}, "盖在已签名的内容上"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := w.order()
			c.show.Picture = readPicture(t, c.picture)
			o.Show = &c.show
			out, problems := Sign(context.Background(), c.file, o)
			if out != nil || !problems.HasErrors() || !strings.Contains(problems[0].Message.ZH, c.want) {
				t.Errorf("got %v, want %s", problems, c.want)
			}
		})
	}
}
