package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/fonts"
	"gongwen/internal/judge"
	"gongwen/internal/refpic"
	"gongwen/internal/tier"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/example"
	"gongwen/layout/frame"
	"gongwen/output/pdf"
)

const (
	plain    = "../../examples/shaxian-xinfangju-2023.yaml"
	pictures = "../../examples/pictures-2024.yaml"
)

// A page is well formed, refers to what it has, and is the same each time.
func TestPagesStandAlone(t *testing.T) {
	in := example.Report(t, pictures)
	var kept, again Glyphs
	for i := range in.Pages {
		page, err := kept.Page(&in.Pages[i])
		if err != nil {
			t.Fatal(err)
		}
		ids, drawn := map[string]bool{}, 0
		for d := xml.NewDecoder(bytes.NewReader(page)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			for _, a := range e.Attr {
				switch {
				case a.Name.Local == "id":
					ids[a.Value] = true
				case a.Name.Local == "href" && e.Name.Local == "use":
					if drawn++; !ids[strings.TrimPrefix(a.Value, "#")] {
						t.Errorf("page %d has no outline %s", i+1, a.Value)
					}
				case a.Name.Local == "href" && !strings.HasPrefix(a.Value, "data:"), a.Name.Local == "style":
					t.Errorf("page %d asks for %s=%s", i+1, a.Name.Local, a.Value)
				}
			}
		}
		if want := visible(&in.Pages[i]); drawn != want {
			t.Errorf("page %d draws %d glyphs of %d", i+1, drawn, want)
		}
		other, err := again.Page(&in.Pages[len(in.Pages)-1-i])
		if err != nil {
			t.Fatal(err)
		}
		if len(in.Pages)-1-i == i && !bytes.Equal(page, other) {
			t.Errorf("page %d depends on what was drawn before", i+1)
		}
	}
}

// visible is how many glyphs of a page have an outline.
func visible(page *frame.Page) (n int) {
	for _, item := range page.Items {
		if text, ok := item.(*frame.Text); ok {
			for _, g := range text.Glyphs {
				if _, _, _, _, outline := text.Face.Font.GlyphBounds(g.ID); outline {
					n++
				}
			}
		}
	}
	return n
}

// The lines of a page have its characters, at places that follow each other.
func TestLinesOfAPage(t *testing.T) {
	in := example.Report(t, plain)
	for i := range in.Pages {
		said := map[doc.NodeID]int{}
		for _, item := range in.Pages[i].Items {
			if text, ok := item.(*frame.Text); ok && text.Artifact == frame.Content {
				for _, g := range text.Glyphs {
					said[text.Node] += utf8.RuneCountInString(text.String[g.Start:g.End])
				}
			}
		}
		for _, l := range Lines(&in.Pages[i]) {
			said[l.Node] -= len(l.Ends)
			if n := len(l.Ends); n != utf8.RuneCountInString(l.Text) || n == 0 || l.Ends[n-1] > l.Width || l.X < 0 || l.Y < 0 || l.Height <= 0 ||
				l.X+l.Width > in.Pages[i].Width || l.Y+l.Height > in.Pages[i].Height {
				t.Errorf("page %d: %+v", i+1, l)
			}
		}
		for node, n := range said {
			if n != 0 {
				t.Errorf("page %d: %d characters of node %d are in no line", i+1, n, node)
			}
		}
	}
}

// What cannot be drawn is an error: a glyph that the face does not have, text
// without a face.
func TestPagesThatCannotBeDrawn(t *testing.T) {
	in := example.Report(t, plain)
	var face *fonts.Face
	for _, item := range in.Pages[0].Items {
		if text, ok := item.(*frame.Text); ok {
			face = text.Face
		}
	}
	for name, item := range map[string]frame.Item{
		"a glyph outside the face": &frame.Text{Face: face, Size: 12700, String: "一", Glyphs: []frame.Glyph{{ID: uint16(face.Font.NumGlyphs()), End: 3}}},
		"text without a face":      &frame.Text{Size: 12700, String: "一", Glyphs: []frame.Glyph{{ID: 1, End: 3}}},
		"a slanting rule":          &frame.Rule{X2: 5, Y2: 7, Width: 1},
		"an unknown item":          nil,
	} {
		if page, err := new(Glyphs).Page(&frame.Page{Items: []frame.Item{item}}); err == nil {
			t.Errorf("%s is drawn as %s", name, page)
		}
	}
}

// Chromium shows the pages as the PDF has them.
func TestConformPictures(t *testing.T) {
	tier.Long(t, "draws pages in Chromium")
	for _, path := range []string{plain, pictures} {
		t.Run(filepath.Base(path)+"/chromium", func(t *testing.T) {
			in := example.Report(t, path)
			dir := t.TempDir()
			args := []string{"testdata/pictures.mjs", judge.Modules(t, "playwright-core"), judge.Path(t, "chromium"), strconv.Itoa(refpic.DotsPerInch / 72)}
			var glyphs Glyphs
			for i := range in.Pages {
				page, err := glyphs.Page(&in.Pages[i])
				if err != nil {
					t.Fatal(err)
				}
				file := filepath.Join(dir, fmt.Sprintf("%d.svg", i+1))
				if err := os.WriteFile(file, page, 0o644); err != nil {
					t.Fatal(err)
				}
				args = append(args, file)
			}
			judge.Run(t, "node", args...)
			var file bytes.Buffer
			if err := pdf.New(pdf.Options{}).Export(&file, in); err != nil {
				t.Fatal(err)
			}
			want := refpic.Draw(t, file.Bytes())
			got := refpic.Drawn(t, func(page int) string { return filepath.Join(dir, fmt.Sprintf("%d.svg.png", page)) })
			if len(got) != len(want) {
				t.Fatalf("%d pages, the PDF has %d", len(got), len(want))
			}
			for i := range want {
				for _, item := range in.Pages[i].Items {
					if m, ok := item.(*frame.Image); ok { // which the two scale down differently
						refpic.Whiten(want[i], area(m))
						refpic.Whiten(got[i], area(m))
					}
				}
				if d := refpic.Compare(want[i], got[i]); d.Resized || d.Worst > outlines {
					t.Errorf("page %d: %+v", i+1, d)
					refpic.Keep(t, fmt.Sprintf("%s-%d.png", filepath.Base(path), i+1), refpic.Overlay(want[i], got[i]))
				}
			}
		})
	}
}

// outlines is how far a window of a page may differ where Chromium fills outlines and
// MuPDF draws glyphs: strokes come out a shade lighter, at the same places.
const outlines = 700

// area is where a picture of pixels stands, in points.
func area(m *frame.Image) image.Rectangle {
	pt := func(l unit.Length) int { return int(l / unit.Point) }
	return image.Rect(pt(m.X)-2, pt(m.Y)-2, pt(m.X+m.Width)+2, pt(m.Y+m.Height)+2)
}

func BenchmarkPage(b *testing.B) {
	in := example.Report(b, plain)
	var glyphs Glyphs
	for b.Loop() {
		for i := range in.Pages {
			if _, err := glyphs.Page(&in.Pages[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
}
