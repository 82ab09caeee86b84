package layout

import (
	"strings"
	"testing"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// illustrated is a document of lines of text, a figure of a height with a
// caption, and more text.
func illustrated(lines int, height unit.Length, caption string) *doc.Document {
	d := emptyDocument()
	note, _ := d.Style("note")
	for _, role := range []string{doc.CaptionRole, doc.ChartRole} {
		note.Role, note.Align = role, doc.Centred
		d.Styles = append(d.Styles, note)
	}
	id := doc.NodeID(0)
	paragraph := func(style, text string) *doc.Paragraph {
		id++
		return &doc.Paragraph{ID: id, Style: style, Runs: []doc.Run{{Text: text}}}
	}
	for range lines {
		d.Body = append(d.Body, paragraph("body", "正文一行。"))
	}
	id++
	f := &doc.Figure{ID: id, Alt: "图", Width: 100 * unit.Millimetre, Height: height, Picture: &picture.Picture{}}
	if caption != "" {
		f.Caption = paragraph(doc.CaptionRole, caption)
	}
	d.Body = append(d.Body, f, paragraph("body", "后面的正文。"))
	return d
}

// placed are the pages and places of the image, the caption's last line and
// the text behind.
func placed(t *testing.T, d *doc.Document) (image *frame.Image, imagePage int, caption, after *frame.Text, captionPage, afterPage int) {
	t.Helper()
	for i, page := range paginate(t, d) {
		for _, item := range page.Items {
			switch it := item.(type) {
			case *frame.Image:
				image, imagePage = it, i
			case *frame.Text:
				if strings.Contains(it.String, "题注") {
					caption, captionPage = it, i
				}
				if strings.Contains(it.String, "后面") {
					after, afterPage = it, i
				}
			}
		}
	}
	return image, imagePage, caption, after, captionPage, afterPage
}

func TestTextBehindAFigureStandsOnTheGrid(t *testing.T) {
	for _, caption := range []string{"", "图1 题注", strings.Repeat("很长的题注", 20)} {
		for _, height := range []unit.Length{1, 20 * unit.Millimetre, 77 * unit.Millimetre} {
			d := illustrated(3, height, caption)
			image, _, _, after, _, _ := placed(t, d)
			body, _ := d.Style("body")
			if off := (after.Y - d.Page.Top - baseline(body)) % d.Page.Pitch; off != 0 {
				t.Errorf("%v high with the caption %.10s: text behind it is %v off the grid", height, caption, off)
			}
			above := image.Y - d.Page.Top - 3*d.Page.Pitch
			if room := d.FigureRoom(d.Body[3].(*doc.Figure), 0); above < d.Page.Pitch/4 || caption == "" && above != room.Above {
				t.Errorf("%v high: %v above it", height, above)
			}
			if image.X != d.Page.Left+(d.Page.TextWidth()-image.Width)/2 {
				t.Errorf("%v high: it is not centred", height)
			}
		}
	}
}

func TestAFigureStaysWithItsCaption(t *testing.T) {
	for lines := range 23 {
		d := illustrated(lines, 90*unit.Millimetre, "图1 题注")
		image, page, caption, after, captionPage, afterPage := placed(t, d)
		if captionPage != page || afterPage < page {
			t.Errorf("behind %d lines: the figure is on page %d, its caption on %d, the text behind on %d", lines, page+1, captionPage+1, afterPage+1)
		}
		if bottom := d.Page.Height - d.Page.Bottom; image.Y < d.Page.Top || caption.Y > bottom || after.Y > bottom {
			t.Errorf("behind %d lines: the figure from %v to %v is outside of the text block", lines, image.Y, caption.Y)
		}
		if image.Y+image.Height > caption.Y-caption.Size {
			t.Errorf("behind %d lines: the caption touches the figure", lines)
		}
	}
}

func TestLabelsOfADrawing(t *testing.T) {
	const pt = unit.Point
	d := illustrated(0, 0, "图1 题注")
	f := d.Body[0].(*doc.Figure)
	f.Picture, f.Width, f.Height = nil, 100*pt, 50*pt
	f.Drawing = &picture.Drawing{Width: f.Width, Height: f.Height, Labels: []picture.Label{
		{At: picture.Point{X: 50 * pt, Y: 40 * pt}, Anchor: picture.Middle, Text: "中间"},
		{At: picture.Point{X: 90 * pt, Y: 20 * pt}, Anchor: picture.End, Text: "右"},
		{At: picture.Point{X: 10 * pt, Y: 20 * pt}, Text: "左"},
	}}
	left := d.Page.Left + (d.Page.TextWidth()-f.Width)/2
	want := []struct {
		text string
		x, y unit.Length
	}{{"左", 10 * pt, 20 * pt}, {"右", 80 * pt, 20 * pt}, {"中间", 40 * pt, 40 * pt}} // of 10 pt
	n := 0
	for _, item := range paginate(t, d)[0].Items {
		text, ok := item.(*frame.Text)
		if !ok || text.Node != f.ID {
			continue
		}
		if w := want[n]; text.String != w.text || text.X != left+w.x || text.Y != d.Page.Top+w.y {
			t.Errorf("label %d is %s at %v, %v; want %s at %v, %v", n+1, text.String, text.X-left, text.Y-d.Page.Top, w.text, w.x, w.y)
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%d labels", n)
	}
}

func TestAFigureHigherThanThePage(t *testing.T) {
	d := illustrated(0, 220*unit.Millimetre, strings.Repeat("很长的题注", 60))
	if pages, said := pagesOf(d, book(t)); pages != nil || !said.HasErrors() || !strings.Contains(said[0].Message.ZH, "高于版心") {
		t.Errorf("%v", said)
	}
}
