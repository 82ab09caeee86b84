package pdf

import (
	"bytes"
	"strings"
	"testing"

	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/deflate"
)

// planned is the fonts of a document before they are cut.
func planned(in output.Input) (fontSet, error) {
	said := &refusals{conformance: DefaultLevel.row()}
	t, err := newTree(&file{}, in.Doc, said)
	if err != nil {
		return nil, err
	}
	set, err := collect(in.Pages, t, said, newWorkshop(new(deflate.Compressors)))
	if err == nil {
		err = said.err()
	}
	return set, err
}

func TestFontsAreSubsetsWithTheirOwnWidths(t *testing.T) {
	in := sample(t)
	set, err := planned(in)
	if err != nil {
		t.Fatal(err)
	}
	f := openPDF(t, export(t, in))
	fonts := f.resources()
	if len(fonts) != len(set) {
		t.Fatalf("%d fonts, want %d", len(fonts), len(set))
	}
	for i, ft := range set {
		ft.arrange()
		cut, err := ft.cut()
		if err != nil {
			t.Fatal(err)
		}
		r := fonts[nameObj(resourceName(i))]
		base, font := string(r.cid["BaseFont"].(nameObj)), ft.face.Font
		if tag, name, _ := strings.Cut(base, "+"); len(tag) != 6 || strings.Trim(tag, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || name != font.PostScriptName() {
			t.Errorf("BaseFont %s", base)
		}
		if r.descriptor["FontName"] != nameObj(base) {
			t.Errorf("FontName %v of %s", r.descriptor["FontName"], base)
		}
		key, subtype := nameObj("FontFile2"), nameObj("CIDFontType2")
		if font.IsCFF() {
			key, subtype = "FontFile3", "CIDFontType0"
		}
		program := f.get(r.descriptor[key]).(*streamObj)
		if r.cid["Subtype"] != subtype || !bytes.Equal(program.data, cut.bare) {
			t.Errorf("%s: %v with a program of %d bytes, want %v and %d", base, r.cid["Subtype"], len(program.data), subtype, len(cut.bare))
		}
		for _, g := range ft.glyphs {
			own := font.Advance(g.old)
			if font.IsCFF() {
				if own, err = font.CharstringWidth(g.old); err != nil {
					t.Fatal(err)
				}
			}
			if got, want := r.width(int(g.code)), float64(own)*1000/float64(font.UnitsPerEm()); !near(got, want, 0.5) {
				t.Errorf("%s glyph %d: width %g, the font says %g", base, g.old, got, want)
			}
			if g.code == 0 || r.text[int(g.code)] != g.text || g.text == "" {
				t.Errorf("%s glyph %d: code %d stands for %q, want %q", base, g.old, g.code, r.text[int(g.code)], g.text)
			}
		}
	}
}

// TestOneGlyphForTwoTexts sets the glyph of one character for another one.
func TestOneGlyphForTwoTexts(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"the same text needs no ActualText", []string{"一", "一"}, "一一"},
		{"a radical drawn as the ideograph", []string{"一", "⼀", "一"}, "一⼀一"},
		{"a ligature", []string{"一", "一二"}, "一一二"},
		{"private use", []string{"\uE000"}, "\uE000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := onePage(t)
			item := &frame.Text{X: 90 * pt, Y: 200 * pt, Face: s.faces[fang], Size: 16 * pt, Node: 1}
			for _, text := range c.texts {
				start := len(item.String)
				item.String += text
				item.Glyphs = append(item.Glyphs, frame.Glyph{ID: s.faces[fang].Font.GlyphIndex('一'), Advance: 16 * pt, Start: start, End: len(item.String)})
			}
			s.add(item)
			// 2u takes private-use characters, with ActualText.
			f := openPDF(t, exportAt(t, PDFA2U, s.input()))
			if got := f.draw(f.pages()[0], f.resources()).text(); got != c.want {
				t.Errorf("extracted %q, want %q", got, c.want)
			}
			spans := strings.Count(string(f.get(f.pages()[0]["Contents"]).(*streamObj).data), "/ActualText")
			if (spans == 0) != (c.name == "the same text needs no ActualText") {
				t.Errorf("%d spans with ActualText", spans)
			}
		})
	}
}

// TestManyGlyphsForOneText sets a base and a mark that belong together.
func TestManyGlyphsForOneText(t *testing.T) {
	s := onePage(t)
	font := s.faces[latin].Font
	e, acute := font.GlyphIndex('e'), font.GlyphIndex('´')
	s.add(&frame.Text{X: 90 * pt, Y: 200 * pt, Face: s.faces[latin], Size: 16 * pt, Node: 1, String: "e\u0301x", Glyphs: []frame.Glyph{
		{ID: e, Advance: 7 * pt, Start: 0, End: 3}, {ID: acute, Shift: -6 * pt, Start: 3, End: 3}, {ID: font.GlyphIndex('x'), Advance: 8 * pt, Start: 3, End: 4},
	}})
	f := openPDF(t, export(t, s.input()))
	if got := f.draw(f.pages()[0], f.resources()).text(); got != "e\u0301x" {
		t.Errorf("extracted %q", got)
	}
}

// TestSqueezedPunctuation sets marks in half their space, also beside another face.
func TestSqueezedPunctuation(t *testing.T) {
	const text = "见《条例》，（试行》a）。"
	s := onePage(t)
	s.put(body, sampleX, 1, text)
	f := openPDF(t, export(t, s.input()))
	d := f.draw(f.pages()[0], f.resources())
	if got := d.text(); got != text {
		t.Errorf("extracted %q", got)
	}
	for _, want := range []string{"见《", "》，（", "》a", "）。"} {
		found := false
		for mcid, text := range d.texts {
			found = found || text == want && d.kinds[mcid] == "Span"
		}
		if !found {
			t.Errorf("%q is not said together in %v", want, d.texts)
		}
	}
}
