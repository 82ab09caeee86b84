package refpic

import (
	"bufio"
	"bytes"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// drawn is a white picture with rectangles in black.
func drawn(w, h int, rects ...image.Rectangle) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for _, r := range rects {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				g.Pix[g.PixOffset(x, y)] = 0
			}
		}
	}
	return g
}

func TestCompare(t *testing.T) {
	stroke := image.Rect(20, 20, 21, 32)
	page := drawn(60, 50, stroke)
	tests := []struct {
		name      string
		want, got *image.Gray
		same      bool
	}{
		{"a picture with itself", page, drawn(60, 50, stroke), true},
		{"a stroke moved by a pixel", page, drawn(60, 50, stroke.Add(image.Pt(1, 0))), false},
		{"a missing stroke", page, drawn(60, 50), false},
		{"a stroke too many at the corner", page, drawn(60, 50, stroke, image.Rect(50, 49, 60, 50)), false},
		{"another size", page, drawn(60, 51, stroke), false},
		{"pictures smaller than a window", drawn(3, 2), drawn(3, 2), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if d := Compare(test.want, test.got); d.Same() != test.same {
				t.Errorf("same %t, want %t: %+v", d.Same(), test.same, d)
			}
		})
	}
}

func TestCompareNamesThePlace(t *testing.T) {
	d := Compare(drawn(100, 100), drawn(100, 100, image.Rect(60, 40, 64, 44)))
	if !(image.Point{X: 62, Y: 42}).In(image.Rect(0, 0, window, window).Add(d.At)) {
		t.Errorf("the difference is at %v, want near 62, 42", d.At)
	}
}

func TestPicturesComeBackFromFiles(t *testing.T) {
	g := drawn(20, 10, image.Rect(3, 3, 9, 5))
	for i := range 20 {
		g.Pix[i] = uint8(i * 13)
	}
	levelled(g)
	raw, err := encode(g)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "page.png")
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	back, err := read(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Pix, g.Pix) {
		t.Error("the picture read is not the one written")
	}
}

func TestShrunk(t *testing.T) {
	got := shrunk(drawn(finer*2+1, finer, image.Rect(0, 0, finer/2, finer), image.Rect(finer*2, 0, finer*2+1, finer)))
	if want := []uint8{128, 255, 255 - 255/finer}; got.Rect.Dx() != 3 || got.Rect.Dy() != 1 || !bytes.Equal(got.Pix, want) {
		t.Errorf("%v %v, want 3 × 1 %v", got.Rect, got.Pix, want)
	}
}

func TestBadGraymaps(t *testing.T) {
	for _, file := range []string{"", "P5\n", "P6\n1 1\n255\nabc", "P5\n0 4\n255\n", "P5\n2 2\n65535\n12345678", "P5\n2 2\n255\nabc"} {
		if _, err := readPGM(bufio.NewReader(strings.NewReader(file))); err == nil {
			t.Errorf("%q was read", file)
		}
	}
}

func TestReportShowsBothSides(t *testing.T) {
	dir := t.TempDir()
	page := drawn(8, 8)
	path, err := writeReport(dir, []entry{
		{Name: "a.txt", About: "marks <start> no line", Differs: true, Want: "expected text", Got: "made text"},
		{Name: "a-1.png", Before: address(t, page), After: address(t, page), Both: address(t, Overlay(page, page))},
	})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"expected text", "made text", "marks &lt;start&gt; no line", `src="data:image/png;base64,`} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if path != filepath.Join(dir, "index.html") {
		t.Errorf("the report is %s", path)
	}
}

func TestOverlayColours(t *testing.T) {
	both := Overlay(drawn(3, 1, image.Rect(0, 0, 2, 1)), drawn(3, 1, image.Rect(1, 0, 3, 1)))
	red, grey, blue := both.RGBAAt(0, 0), both.RGBAAt(1, 0), both.RGBAAt(2, 0)
	if red.R <= red.B || blue.B <= blue.R || grey.R != grey.B || grey.R != grey.G || grey.R == 255 {
		t.Errorf("only expected %v, both %v, only made %v", red, grey, blue)
	}
}
