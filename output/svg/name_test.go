package svg

import (
	"bytes"
	"slices"
	"testing"

	"gongwen/internal/picture"
	"gongwen/layout/doc"
	"gongwen/layout/example"
	"gongwen/layout/frame"
)

// Pages of one name are one picture, and nothing that is drawn can change without the name.
func TestNamesStandForPictures(t *testing.T) {
	in := example.Report(t, pictures)
	var glyphs, others Glyphs
	of := func(g *Glyphs, page *frame.Page) (string, []byte) {
		t.Helper()
		name, err := g.Name(page)
		if err != nil {
			t.Fatal(err)
		}
		content, err := g.Page(page)
		if err != nil {
			t.Fatal(err)
		}
		return name, content
	}
	kinds := map[string]bool{}
	for i := range in.Pages {
		page := &in.Pages[i]
		name, content := of(&glyphs, page)
		if again, _ := of(&others, page); again != name {
			t.Errorf("page %d is %s and, elsewhere, %s", i+1, name, again)
		}
		for about, change := range changes(page) {
			kinds[about] = true
			changed := *page
			changed.Items = slices.Clone(page.Items)
			change(&changed)
			other, drawn := of(&glyphs, &changed)
			if bytes.Equal(content, drawn) {
				t.Errorf("page %d: with another %s it is the same picture: the trial is none", i+1, about)
			}
			if other == name {
				t.Errorf("page %d: with another %s it has the same name", i+1, about)
			}
		}
		changed := *page
		changed.Items = slices.Clone(page.Items)
		for k, item := range changed.Items {
			if text, ok := item.(*frame.Text); ok {
				other := *text
				other.Node, other.Artifact = 0, frame.Layout
				changed.Items[k] = &other
			}
		}
		if other, _ := of(&glyphs, &changed); other != name {
			t.Errorf("page %d: what is not drawn is in its name", i+1)
		}
	}
	for _, want := range []string{"size", "text", "place", "size of a character", "glyph", "advance", "colour", "boldness", "turn", "line", "picture", "shape", "paint"} {
		if !kinds[want] {
			t.Errorf("no page was tried with another %s", want)
		}
	}
}

// changes are changes of a page that show.
func changes(page *frame.Page) map[string]func(*frame.Page) {
	all := map[string]func(*frame.Page){
		"size": func(p *frame.Page) { p.Width += 36000 },
		"text": func(p *frame.Page) { p.Items = p.Items[1:] },
	}
	for k, item := range page.Items {
		text := func(change func(*frame.Text)) func(*frame.Page) {
			return func(p *frame.Page) {
				other := *item.(*frame.Text)
				other.Glyphs = slices.Clone(other.Glyphs)
				change(&other)
				p.Items[k] = &other
			}
		}
		switch it := item.(type) {
		case *frame.Text:
			if len(it.Glyphs) < 2 || it.Glyphs[0].ID == it.Glyphs[1].ID {
				continue
			}
			all["place"] = text(func(t *frame.Text) { t.X += 36000 })
			all["size of a character"] = text(func(t *frame.Text) { t.Size += 12700 })
			all["glyph"] = text(func(t *frame.Text) { t.Glyphs[0].ID = t.Glyphs[1].ID })
			all["advance"] = text(func(t *frame.Text) { t.Glyphs[0].Advance += 36000 })
			all["colour"] = text(func(t *frame.Text) { t.Color = doc.Color{R: 1, G: 2, B: 3} })
			all["boldness"] = text(func(t *frame.Text) { t.Embolden += 36000 })
			all["turn"] = text(func(t *frame.Text) { t.Down = !t.Down })
		case *frame.Rule:
			all["line"] = func(p *frame.Page) { other := *it; other.Width *= 2; p.Items[k] = &other }
		case *frame.Image:
			all["picture"] = func(p *frame.Page) {
				other, pixels := *it, *it.Picture
				pixels.Data = append(slices.Clone(pixels.Data), 0)
				other.Picture = &pixels
				p.Items[k] = &other
			}
		case *frame.Drawing:
			with := func(change func(*picture.Shape)) func(*frame.Page) {
				return func(p *frame.Page) {
					other, drawing := *it, *it.Drawing
					drawing.Shapes = slices.Clone(drawing.Shapes)
					change(&drawing.Shapes[0])
					other.Drawing = &drawing
					p.Items[k] = &other
				}
			}
			all["shape"] = with(func(s *picture.Shape) { s.Path = slices.Clone(s.Path); s.Path[0].To.X += 36000 })
			all["paint"] = with(func(s *picture.Shape) { s.Fill = &picture.Color{R: 7} })
		}
	}
	return all
}

func BenchmarkName(b *testing.B) {
	in := example.Report(b, plain)
	var glyphs Glyphs
	for b.Loop() {
		for i := range in.Pages {
			if _, err := glyphs.Name(&in.Pages[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
}
