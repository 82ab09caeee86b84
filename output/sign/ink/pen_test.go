package ink

import (
	"errors"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/pdfread"
	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
)

func document(t testing.TB) []byte {
	t.Helper()
	return padestest.Export(t, pdf.Options{}, padestest.Pages(t))
}

func latest(t testing.TB, data []byte) *pdfread.View {
	t.Helper()
	f, err := pdfread.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f.Latest()
}

// must gives a value that a test takes for granted.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func firstPage(t testing.TB, u *pdfread.Update) (pdfread.Ref, pdfread.Dict) {
	t.Helper()
	pages := must(u.View().Pages())(t)
	return pages[0], must(u.Dict(pages[0]))(t)
}

// drawn is a file of this program whose first page has other content.
func drawn(t testing.TB, content string) (*pdfread.View, Sheet) {
	t.Helper()
	data := padestest.Update(t, document(t), func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
		at, page := firstPage(t, u)
		page["Contents"] = u.Add(&pdfread.Stream{Dict: pdfread.Dict{}, Raw: []byte(content)})
		u.Set(at, page)
	})
	v := latest(t, data)
	s, ok := SheetOf(v, must(v.Pages())(t)[0])
	if !ok {
		t.Fatal("the page is not as it is written")
	}
	return v, s
}

// TestWhatContentDraws asks whether content meets the box from 100, 100 to 200,
// 200.
func TestWhatContentDraws(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          bool
	}{
		{"nothing", "", false},
		{"a rectangle inside", "120 120 10 10 re f", true},
		{"a rectangle around", "0 0 500 500 re f", true},
		{"a rectangle beside", "200 100 50 50 re f", false},
		{"a white rectangle", "1 g 120 120 10 10 re f", true},
		{"a rectangle drawn to the left", "250 150 -100 10 re f", true},
		{"a path that is not painted", "120 120 10 10 re W n 300 300 1 1 re f", false},
		{"a scaled rectangle", "q 10 0 0 10 0 0 cm 12 12 1 1 re f Q", true},
		{"a state that ends", "q 10 0 0 10 0 0 cm Q 12 12 1 1 re f", false},
		{"a turned rectangle", "0 1 -1 0 300 0 cm 150 150 10 10 re f", true},
		{"a thick line beside", "20 w 205 50 m 205 250 l S", true},
		{"a thin line beside", "1 w 220 50 m 220 250 l S", false},
		{"a curve around", "50 50 m 50 400 400 400 400 50 c f", true},
		{"text inside", "BT /F1 12 Tf 120 120 Td <0001> Tj ET", true},
		{"text that reaches in", "BT /F1 30 Tf 60 120 Td [<0001000100010001000100010001000100010001>] TJ ET", true},
		{"text that ends before", "BT /F1 12 Tf 20 120 Td <0001> Tj ET", false},
		{"text with an adjustment into it", "BT /F1 10 Tf 20 120 Td [<0001>-9000<0001>] TJ ET", true},
		{"text above", "BT /F1 12 Tf 120 210 Td <0001> Tj ET", false},
		{"text of the second line", "BT /F1 12 Tf 120 310 Td 0 -150 Td <0001> Tj ET", true},
		{"text at a matrix", "BT /F1 1 Tf 12 0 0 12 120 120 Tm <0001> Tj ET", true},
		{"text that is raised", "BT /F1 12 Tf 200 Ts 120 -80 Td <0001> Tj ET", true},
		{"text of the fourth line", "BT /F1 12 Tf 30 TL 120 230 Td T* T* T* <0001> Tj ET", true},
		{"text a leading below", "BT /F1 12 Tf 120 400 Td 0 -120 TD T* <0001> Tj ET", true},
		{"text with spacing into it", "BT /F1 10 Tf 20 120 Td 90 Tc <00010001> Tj ET", true},
		{"curves with points in common", "50 50 m 60 60 150 150 v 160 160 170 170 y s", true},
		{"a filled and stroked shape", "120 120 m 130 130 l 140 120 l b*", true},
		{"far outside", "q 100000 0 0 100000 0 0 cm 900 900 1 1 re f Q", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, s := drawn(t, c.content)
			if got, err := s.Meets(v, Box{100, 100, 200, 200}); err != nil || got != c.want {
				t.Errorf("met %v, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestContentThatNobodyCanTell(t *testing.T) {
	for name, content := range map[string]string{
		"a form XObject":           "/F9 Do",
		"an inline image":          "BI /W 1 /H 1 /CS /G /BPC 8 ID x EI",
		"a shading":                "/S1 sh",
		"an operator of no PDF":    "1 2 3 xyz",
		"a state from outside":     "/G1 gs",
		"a font that is not there": "BT /F9 12 Tf <0001> Tj ET",
		"text without a font":      "BT <0001> Tj ET",
		"too few operands":         "1 2 3 re f",
		"a name for a number":      "/A 2 3 4 re f",
		"a state that ends twice":  "Q",
		"states without end":       strings.Repeat("q ", 100),
	} {
		t.Run(name, func(t *testing.T) {
			v, s := drawn(t, content)
			if _, err := s.Meets(v, Box{100, 100, 200, 200}); !errors.Is(err, errUnclear) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// FuzzInk: whatever a page's content is, it is judged or refused.
func FuzzInk(f *testing.F) {
	f.Add([]byte("BT /F1 12 Tf 120 120 Td [<0001>-90<0001>] TJ ET q 1 0 0 1 0 0 cm 1 1 1 1 re f Q"))
	v, s := drawn(f, "")
	fonts := must(v.Dict(must(v.Dict(s.Dict["Resources"]))(f)["Font"]))(f)
	f.Fuzz(growth.Bounded(func(_ *testing.T, content []byte) {
		p := newPen(v, Box{100, 100, 200, 200})
		p.fonts = fonts
		_ = pdfread.Operators(content, p.operator)
	}))
}

func TestPagesThatAreShownOtherwise(t *testing.T) {
	for name, entry := range map[string]func(page pdfread.Dict){
		"turned":       func(page pdfread.Dict) { page["Rotate"] = int64(90) },
		"cropped":      func(page pdfread.Dict) { page["CropBox"] = pdfread.Array{int64(0), int64(0), int64(100), int64(100)} },
		"scaled":       func(page pdfread.Dict) { page["UserUnit"] = int64(2) },
		"without size": func(page pdfread.Dict) { delete(page, "MediaBox") },
	} {
		t.Run(name, func(t *testing.T) {
			data := padestest.Update(t, document(t), func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
				at, page := firstPage(t, u)
				entry(page)
				u.Set(at, page)
			})
			v := latest(t, data)
			if s, ok := SheetOf(v, must(v.Pages())(t)[0]); ok {
				t.Errorf("taken for %v", s.Box)
			}
		})
	}
}

// TestWidths reads both forms of widths (ISO 32000-1 9.7.4.3).
func TestWidths(t *testing.T) {
	g := &glyphWidths{of: map[int]float64{}}
	n, err := g.take(pdfread.Array{int64(5), pdfread.Array{int64(100), pdfread.Real("200.5")}, int64(9)})
	m, also := g.take(pdfread.Array{int64(20), int64(22), int64(700)})
	if err != nil || also != nil || n != 2 || m != 3 || g.of[6] != 200.5 || g.of[20] != 700 || g.of[22] != 700 {
		t.Errorf("%d %d %v %v %v", n, m, err, also, g.of)
	}
	for name, list := range map[string]pdfread.Array{
		"nothing behind": {int64(5)}, "a negative code": {int64(-1), pdfread.Array{}}, "a name": {pdfread.Name("x"), int64(2), int64(3)}, "no width": {int64(1), int64(2)},
		"a code too large": {int64(1), int64(70000), int64(3)}, "a width that is none": {int64(1), int64(2), pdfread.Name("x")}, "widths that are none": {int64(1), pdfread.Array{nil}},
	} {
		if _, err := g.take(list); !errors.Is(err, errUnclear) {
			t.Errorf("%s: %v", name, err)
		}
	}
	g.read = maxWidths
	if _, err := g.take(pdfread.Array{int64(1), pdfread.Array{int64(1)}}); !errors.Is(err, errUnclear) {
		t.Errorf("too many: %v", err)
	}
}

// TestPictures fill the unit square (8.9.5.1).
func TestPictures(t *testing.T) {
	picture := &pdfread.Stream{Dict: pdfread.Dict{"Subtype": pdfread.Name("Image")}}
	for content, want := range map[string]bool{"q 10 0 0 10 120 120 cm /I Do Q": true, "q 10 0 0 10 300 120 cm /I Do Q": false} {
		v, _ := drawn(t, "")
		p := newPen(v, Box{100, 100, 200, 200})
		p.images = pdfread.Dict{"I": picture}
		if err := pdfread.Operators([]byte(content), p.operator); err != nil || p.met != want {
			t.Errorf("%s: %v, %v", content, p.met, err)
		}
	}
}
