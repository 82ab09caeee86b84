package engine

import (
	"cmp"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/judge"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/pdf"
)

// file is what an exporter writes of a shape.
func (s shape) file(t *testing.T, exporter output.Exporter) []byte {
	t.Helper()
	library := configs.NewLibrary(nil)
	in := FileInput(filepath.Join("../../../examples/documents", s.example+".yaml"))
	o := Order{Exporters: []output.Exporter{exporter}}
	if s.style != "" {
		library = configs.NewLibrary(fstest.MapFS{"own.yaml": {Data: []byte("style: own\nextends: gb9704-document\nname: 例\n" + s.style)}})
		o.Style = "own"
	}
	if s.example == "" {
		in = uploaded("r.yaml", s.text)
	}
	e := New(library, fonts.Options{})
	report, said := e.Check(t.Context(), in, o)
	if report == nil || said.HasErrors() {
		t.Fatal(said)
	}
	documents, said := e.Documents(t.Context(), report, "r", o)
	if said.HasErrors() {
		t.Fatal(said)
	}
	return documents[s.apart].Data
}

// laid are the pages of a shape as they are laid out.
func (s shape) laid(t *testing.T) []frame.Page {
	t.Helper()
	seen := &onlooker{}
	s.file(t, seen)
	return seen.all[s.apart].Pages
}

// drawn are the pages of a shape's PDF file as mutool draws them: where each
// glyph and each line stands. Of texts only these are known, of artifacts that they are
// such.
func (s shape) drawn(t *testing.T) []frame.Page {
	t.Helper()
	judge.Path(t, "mutool")
	path := filepath.Join(t.TempDir(), "r.pdf")
	if err := os.WriteFile(path, s.file(t, pdf.New(pdf.Options{})), 0o600); err != nil {
		t.Fatal(err)
	}
	return traced(t, judge.Run(t, "mutool", "trace", path, "1-N"))
}

// traced reads what mutool trace writes. Its coordinates are those of the file, from
// the foot of the page.
func traced(t *testing.T, trace string) []frame.Page {
	t.Helper()
	var pages []frame.Page
	var foot float64 // of the page
	var layer, color string
	var corners []float64 // of the path that is drawn: x and y in turn
	var weight unit.Length
	d := xml.NewDecoder(strings.NewReader(trace))
	for {
		token, err := d.Token()
		if token == nil {
			for i := range pages {
				slices.SortStableFunc(pages[i].Items, func(a, b frame.Item) int { return cmp.Compare(height(a), height(b)) })
			}
			return pages
		}
		if err != nil {
			t.Fatal(err)
		}
		if end, ok := token.(xml.EndElement); ok {
			var r *frame.Rule
			switch end.Name.Local {
			case "fill_path":
				r = bar(corners, color)
			case "stroke_path":
				r = stroke(corners, color, weight)
			}
			if page := &pages[max(0, len(pages)-1)]; r != nil && !slices.ContainsFunc(page.Items, again(r)) {
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
			box := numbers(t, a["mediabox"])
			foot = box[3]
			pages = append(pages, frame.Page{Number: len(pages) + 1, Width: points(box[2]), Height: points(box[3])})
		case "layer":
			layer = a["name"]
		case "fill_text":
			color = a["color"]
		case "fill_path", "stroke_path":
			color, corners = a["color"], nil
			if start.Name.Local == "stroke_path" {
				weight = points(numbers(t, a["linewidth"])[0])
			}
		case "moveto", "lineto":
			corners = append(corners, numbers(t, a["x"])[0], foot-numbers(t, a["y"])[0])
		case "span":
			trm := numbers(t, a["trm"])
			text := &frame.Text{Size: points(max(trm[0], trm[2])), Color: redness(color), Down: trm[0] == 0}
			if layer == "Artifact" {
				text.Artifact = frame.Pagination
			}
			page := &pages[len(pages)-1]
			page.Items = append(page.Items, text)
		case "g":
			addGlyph(t, &pages[len(pages)-1], a, foot)
		}
	}
}

// height is where something stands on its page: others write what stands below before
// what stands above it.
func height(item frame.Item) unit.Length {
	switch item := item.(type) {
	case *frame.Text:
		return item.Y
	case *frame.Rule:
		return item.Y1
	}
	return 0
}

// addGlyph adds a glyph to the text that was begun last. One on another line begins a text.
func addGlyph(t *testing.T, page *frame.Page, a map[string]string, foot float64) {
	t.Helper()
	text, _ := page.Items[len(page.Items)-1].(*frame.Text)
	x, y := points(numbers(t, a["x"])[0]), points(foot-numbers(t, a["y"])[0])
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

// stroke is a path of two ends that is drawn with a pen, as LibreOffice draws borders.
func stroke(ends []float64, color string, weight unit.Length) *frame.Rule {
	const line = 4
	if len(ends) != line {
		return nil
	}
	return &frame.Rule{
		X1: points(min(ends[0], ends[2])), Y1: points(min(ends[1], ends[3])), X2: points(max(ends[0], ends[2])), Y2: points(max(ends[1], ends[3])),
		Width: weight, Color: redness(color),
	}
}

// again reports of an item whether it is the same rule: LibreOffice draws some twice.
func again(r *frame.Rule) func(frame.Item) bool {
	return func(item frame.Item) bool {
		other, ok := item.(*frame.Rule)
		return ok && *other == *r
	}
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
