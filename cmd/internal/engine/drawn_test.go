package engine

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/judge"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/pdf"
)

// drawnPages are the pages of an example's PDF file as mutool draws them: where each
// glyph and each line stands. Of texts only these are known, of artifacts that they are
// such.
func drawnPages(t *testing.T, example string) []frame.Page {
	t.Helper()
	judge.Path(t, "mutool")
	path := filepath.Join(t.TempDir(), example+".pdf")
	e := New(configs.NewLibrary(nil), fonts.Options{})
	o := Order{Exporters: []output.Exporter{pdf.New(pdf.Options{})}}
	report, said := e.Check(t.Context(), FileInput(filepath.Join("../../../examples/documents", example+".yaml")), o)
	if report == nil || said.HasErrors() {
		t.Fatal(said)
	}
	documents, said := e.Documents(t.Context(), report, example, o)
	if said.HasErrors() {
		t.Fatal(said)
	}
	if err := os.WriteFile(path, documents[0].Data, 0o600); err != nil {
		t.Fatal(err)
	}
	return traced(t, judge.Run(t, "mutool", "trace", path, "1-N"))
}

// traced reads what mutool trace writes. Its coordinates are those of the file, from
// the foot of the page.
func traced(t *testing.T, trace string) []frame.Page {
	t.Helper()
	var pages []frame.Page
	var height float64
	var layer, color string
	var corners []float64 // of the path that is filled: x and y in turn
	d := xml.NewDecoder(strings.NewReader(trace))
	for {
		token, err := d.Token()
		if token == nil {
			return pages
		}
		if err != nil {
			t.Fatal(err)
		}
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "fill_path" {
			if r := bar(corners, color); r != nil {
				page := &pages[len(pages)-1]
				page.Items = append(page.Items, r)
			}
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		a := attributes(start)
		switch start.Name.Local {
		case "page":
			height = numbers(t, a["mediabox"])[3]
			pages = append(pages, frame.Page{Number: len(pages) + 1})
		case "layer":
			layer = a["name"]
		case "fill_text":
			color = a["color"]
		case "fill_path":
			color, corners = a["color"], nil
		case "moveto", "lineto":
			corners = append(corners, numbers(t, a["x"])[0], height-numbers(t, a["y"])[0])
		case "span":
			text := &frame.Text{Size: points(numbers(t, a["trm"])[0]), Color: redness(color)}
			if layer == "Artifact" {
				text.Artifact = frame.Pagination
			}
			page := &pages[len(pages)-1]
			page.Items = append(page.Items, text)
		case "g":
			addGlyph(t, &pages[len(pages)-1], a, height)
		}
	}
}

// addGlyph adds a glyph to the text that was begun last. One on another line begins a text.
func addGlyph(t *testing.T, page *frame.Page, a map[string]string, height float64) {
	t.Helper()
	text, _ := page.Items[len(page.Items)-1].(*frame.Text)
	x, y := points(numbers(t, a["x"])[0]), points(height-numbers(t, a["y"])[0])
	switch n := len(text.Glyphs); {
	case n == 0:
		text.X, text.Y = x, y
	case y != text.Y:
		next := *text
		next.X, next.Y, next.String, next.Glyphs = x, y, "", nil
		text = &next
		page.Items = append(page.Items, text)
	default: // what stands between is the advance of the one before
		before := text.X
		for _, g := range text.Glyphs[:n-1] {
			before += g.Advance
		}
		text.Glyphs[n-1].Advance = x - before
	}
	said := a["unicode"]
	text.Glyphs = append(text.Glyphs, frame.Glyph{
		Advance: unit.Length(numbers(t, a["adv"])[0] * float64(text.Size)), Start: len(text.String), End: len(text.String) + len(said),
	})
	text.String += said
}

// bar is a path of four corners, higher than it is wide or wider than it is high, as a
// rule; nil for another path.
func bar(corners []float64, color string) *frame.Rule {
	const box = 8
	if len(corners) != box {
		return nil
	}
	left, top, right, foot := corners[0], corners[1], corners[0], corners[1]
	for i := 0; i < box; i += 2 {
		left, right = min(left, corners[i]), max(right, corners[i])
		top, foot = min(top, corners[i+1]), max(foot, corners[i+1])
	}
	r := &frame.Rule{Color: redness(color)}
	if right-left > foot-top {
		y := points((top + foot) / 2)
		r.X1, r.Y1, r.X2, r.Y2, r.Width = points(left), y, points(right), y, points(foot-top)
	} else {
		x := points((left + right) / 2)
		r.X1, r.Y1, r.X2, r.Y2, r.Width = x, points(top), x, points(foot), points(right-left)
	}
	return r
}

// redness is a colour of the trace: its first number, where it has three.
func redness(color string) doc.Color {
	if parts := strings.Fields(color); len(parts) == 3 && parts[0] != "0" {
		return doc.Color{R: 255}
	}
	return doc.Color{}
}

func points(p float64) unit.Length { return unit.Length(p * float64(unit.Point)) }

func attributes(e xml.StartElement) map[string]string {
	m := map[string]string{}
	for _, a := range e.Attr {
		m[a.Name.Local] = a.Value
	}
	return m
}

func numbers(t *testing.T, text string) []float64 {
	t.Helper()
	var list []float64
	for _, part := range strings.Fields(text) {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, n)
	}
	return list
}
