package pdf

import (
	"slices"
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

func inPoints(l unit.Length) float64 { return float64(l) / float64(unit.Point) }

func TestEveryGlyphStandsWhereThePageSays(t *testing.T) {
	in := sample(t)
	f := openPDF(t, export(t, in))
	fonts := f.resources()
	for i, page := range f.pages() {
		got := f.draw(page, fonts).glyphs
		n := 0
		for _, item := range in.Pages[i].Items {
			text, ok := item.(*frame.Text)
			if !ok {
				continue
			}
			origin := text.X
			for _, g := range text.Glyphs {
				if n == len(got) {
					t.Fatalf("page %d: only %d glyphs", i+1, n)
				}
				s := got[n]
				n++
				x, y := inPoints(origin+g.Shift), inPoints(in.Pages[i].Height-text.Y)
				if !near(s.x, x, 0.01) || !near(s.y, y, 0.001) || !near(s.size, inPoints(text.Size), 0.0001) {
					t.Errorf("page %d glyph %d of %q at %.4f, %.4f in %g pt, want %.4f, %.4f in %g", i+1, n, text.String, s.x, s.y, s.size, x, y, inPoints(text.Size))
				}
				if !strings.Contains(string(fonts[s.font].dict["BaseFont"].(nameObj)), text.Face.Font.PostScriptName()) {
					t.Errorf("page %d glyph %d of %q is set in %s", i+1, n, text.String, fonts[s.font].dict["BaseFont"])
				}
				if bold := s.mode == 2; bold != (text.Embolden > 0) || bold && !near(s.stroke, inPoints(text.Embolden), 0.001) {
					t.Errorf("page %d glyph %d of %q: rendering mode %g, line width %g", i+1, n, text.String, s.mode, s.stroke)
				}
				if (s.owner < 0) != (text.Artifact != frame.Content) {
					t.Errorf("page %d glyph %d of %q belongs to %d %s", i+1, n, text.String, s.owner, s.kind)
				}
				origin += g.Advance
			}
		}
		if n != len(got) {
			t.Errorf("page %d: %d glyphs, want %d", i+1, len(got), n)
		}
	}
}

// onePage is a document of one paragraph whose text the test sets itself.
func onePage(t testing.TB, items ...frame.Item) *setter {
	s := newSetter(t)
	s.block(&doc.Paragraph{ID: s.node()})
	s.add(items...)
	return s
}

// TestNoDrift sets a long line whose advances are no round numbers.
func TestNoDrift(t *testing.T) {
	for _, size := range []unit.Length{9 * pt, 16 * pt, 22 * pt, 36 * pt, 10*pt + 3333} {
		s := onePage(t)
		face := s.faces[latin]
		text := &frame.Text{X: 1234567, Y: 200 * pt, Face: face, Size: size, Node: 1}
		want := text.X
		for i := range 200 {
			r := rune('A' + i%50)
			gid := face.Font.GlyphIndex(r)
			text.Glyphs = append(text.Glyphs, frame.Glyph{ID: gid, Advance: size.MulDiv(int64(face.Font.Advance(gid)), 2048) + unit.Length(i%7*331) - 777, Start: i, End: i + 1})
			text.String += string(r)
			if i < 199 {
				want += text.Glyphs[i].Advance
			}
		}
		s.add(text)
		f := openPDF(t, export(t, s.input()))
		glyphs := f.draw(f.pages()[0], f.resources()).glyphs
		if last := glyphs[199]; !near(last.x, inPoints(want), 0.01) {
			t.Errorf("size %v: the 200th glyph stands at %.4f, want %.4f", size, last.x, inPoints(want))
		}
	}
}

func TestRulesAndFills(t *testing.T) {
	s := onePage(t,
		&frame.Fill{X: 100 * pt, Y: 50 * pt, Width: 30 * pt, Height: 20 * pt, Color: doc.Color{R: 255}},
		&frame.Rule{X1: 10 * pt, Y1: 100 * pt, X2: 60 * pt, Y2: 100 * pt, Width: pt},
		&frame.Rule{X1: 60 * pt, Y1: 140 * pt, X2: 60 * pt, Y2: 100 * pt, Width: pt},
	)
	s.pages[0].Height = 800 * pt
	f := openPDF(t, export(t, s.input()))
	want := [][4]float64{{100, 730, 30, 20}, {10, 699.5, 50, 1}, {59.5, 660, 1, 40}}
	if got := f.draw(f.pages()[0], f.resources()).rects; !slices.Equal(got, want) {
		t.Errorf("rectangles %v, want %v", got, want)
	}
}

func TestStateIsSetAgainOnEveryPage(t *testing.T) {
	s := newSetter(t)
	p := &doc.Paragraph{ID: s.node()}
	s.block(p)
	red := look{face: fang, size: 16 * pt, bold: true, color: doc.Color{R: 200}}
	s.put(red, sampleX, p.ID, "红")
	s.newPage()
	s.put(red, sampleX, p.ID, "红")
	f := openPDF(t, export(t, s.input()))
	for i, page := range f.pages() {
		data := string(f.get(page["Contents"]).(*streamObj).data)
		for _, want := range []string{" Tf\n", "0.784 0 0 rg\n", "0.784 0 0 RG\n", "2 Tr 1 j\n", "0.448 w\n"} {
			if !strings.Contains(data, want) {
				t.Errorf("page %d does not set %q", i+1, want)
			}
		}
	}
}

func TestArtifactTypes(t *testing.T) {
	s := onePage(t)
	furniture := look{face: fang, size: 12 * pt, artifact: frame.Pagination}
	s.y = 20 * unit.Millimetre
	s.put(furniture, sampleX, 0, "草稿")
	s.y = 100 * unit.Millimetre
	s.put(furniture, sampleX, 0, "续表")
	furniture.artifact = frame.Layout
	s.put(furniture, sampleX, 0, "一")
	f := openPDF(t, export(t, s.input()))
	data := string(f.get(f.pages()[0]["Contents"]).(*streamObj).data)
	at := 0
	for _, want := range []string{artifactHeader, artifactPagination, artifactLayout, artifactFooter} {
		i := strings.Index(data[at:], "/Artifact"+want+"BDC\n")
		if i < 0 {
			t.Fatalf("no %s after offset %d in\n%s", want, at, data)
		}
		at += i + 1
	}
}
