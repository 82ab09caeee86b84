package ofd

import (
	"bytes"
	"encoding/xml"
	"errors"
	"testing"

	"gongwen/layout/example"
	"gongwen/layout/frame"
)

// objects are the text objects of the first page of in with text as its only item.
func objects(t *testing.T, text *frame.Text) []textObject {
	t.Helper()
	in := example.Report(t, plainReport)
	in.Pages = in.Pages[:1]
	in.Pages[0].Items = []frame.Item{text}
	parts, _ := unpack(t, export(t, New(Options{}), in))
	var page pageXML
	if err := xml.Unmarshal(parts[folder+pagePart(0)], &page); err != nil {
		t.Fatal(err)
	}
	if len(page.Layers) != 1 || page.Layers[0].Type != "Body" {
		t.Fatalf("layers %+v", page.Layers)
	}
	return page.Layers[0].Texts
}

// sampled is the text s with the glyphs of the face that in sets its title with.
func sampled(t *testing.T, s string) *frame.Text {
	t.Helper()
	in := example.Report(t, plainReport)
	text := *first(&in)
	text.String, text.Glyphs = s, nil
	for i, r := range s {
		text.Glyphs = append(text.Glyphs, frame.Glyph{ID: text.Face.Font.GlyphIndex(r), Advance: text.Size, Start: i, End: i + len(string(r))})
	}
	return &text
}

// A reader finds most glyphs by their characters; it is told the numbers of those
// that it would not find.
func TestGlyphsThatAreNotTheirCharacters(t *testing.T) {
	text := sampled(t, "国年国国报")
	other := text.Glyphs[4].ID
	text.Glyphs[2].ID = other // 国 drawn as 报, after it was drawn as itself
	got := objects(t, text)
	if len(got) != 3 || got[0].Code.Text != "国年" || got[1].Code.Text != "国" || got[1].Glyphs == "" || got[2].Code.Text != "国报" || got[2].Glyphs != "" {
		t.Errorf("%+v", got)
	}
}

// Two characters of one glyph, and one of two glyphs, stand alone.
func TestClustersStandAlone(t *testing.T) {
	text := sampled(t, "国年报告")
	text.Glyphs[1].End = text.Glyphs[2].End
	text.Glyphs = append(text.Glyphs[:2], text.Glyphs[3])
	got := objects(t, text)
	if len(got) != 3 || got[1].Code.Text != "年报" || len(numbers(t, got[1].Glyphs)) != 1 || got[1].Code.DeltaX != "" {
		t.Errorf("%+v", got)
	}
	text = sampled(t, "国年")
	mark := text.Glyphs[1]
	mark.Start = mark.End
	text.Glyphs = append(text.Glyphs, mark)
	got = objects(t, text)
	if len(got) != 2 || got[1].Code.Text != "年" || len(numbers(t, got[1].Glyphs)) != 2 || len(numbers(t, got[1].Code.DeltaX)) != 1 {
		t.Errorf("%+v", got)
	}
}

// Some readers count the two halves of a character beyond the first plane.
func TestCharactersBeyondTheFirstPlaneStandAlone(t *testing.T) {
	got := objects(t, sampled(t, "国𬒈年"))
	if len(got) != 3 || got[1].Code.Text != "𬒈" || got[1].Code.DeltaX != "" || got[1].Glyphs == "" {
		t.Errorf("%+v", got)
	}
}

func TestDecimals(t *testing.T) {
	for v, want := range map[int64]string{0: "0", 5: "0.005", -1250: "-1.25", 210000: "210", 5644: "5.644", -7: "-0.007"} {
		if got := string(appendDecimal(nil, v, 3)); got != want {
			t.Errorf("%d thousandths are %q", v, got)
		}
	}
}

// Text that a stroke makes bold is in a bold face of its own, in the same places.
func TestBoldTextHasAFaceOfItsOwn(t *testing.T) {
	plain, bold := sampled(t, "国年"), sampled(t, "国年")
	bold.Embolden = bold.Size.MulDiv(28, 1000)
	in := example.Report(t, plainReport)
	in.Pages = in.Pages[:1]
	in.Pages[0].Items = []frame.Item{plain, bold}
	parts, _ := unpack(t, export(t, New(Options{}), in))
	var page pageXML
	var res struct {
		Fonts []struct {
			ID     id     `xml:"ID,attr"`
			Family string `xml:"FamilyName,attr"`
			Bold   bool   `xml:"Bold,attr"`
			File   string `xml:"FontFile"`
		} `xml:"Fonts>Font"`
	}
	if err := errors.Join(xml.Unmarshal(parts[folder+pagePart(0)], &page), xml.Unmarshal(parts[publicPart], &res)); err != nil {
		t.Fatal(err)
	}
	got := page.Layers[0].Texts
	if len(got) != 2 || got[0].Code != got[1].Code || got[0].Boundary != got[1].Boundary || len(res.Fonts) != 2 || got[1].Font != res.Fonts[1].ID {
		t.Fatalf("%+v %+v", got, res)
	}
	if f := res.Fonts[1]; !f.Bold || f.Family == res.Fonts[0].Family || bytes.Equal(parts[folder+resFolder+f.File], parts[folder+resFolder+res.Fonts[0].File]) {
		t.Errorf("%+v", res.Fonts)
	}
	if bytes.Contains(parts[folder+pagePart(0)], []byte("Stroke")) {
		t.Error("a stroke is drawn around glyphs")
	}
}
