package guide

import (
	"bytes"
	"context"
	"fmt"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/unit"
	"gongwen/layout"
	"gongwen/layout/chart"
	"gongwen/layout/doc"
	"gongwen/output/svg"
)

// SVG is a picture of charts: the document of a report with charts in place of its text, on
// a page that is as high as they are. sheet is its style sheet.
func SVG(document *doc.Document, sheet *configs.StyleSheet, list []*doc.Chart) ([]byte, error) {
	d := *document
	d.Body = nil
	style, ok := d.Style(doc.ChartRole)
	if !ok {
		return nil, fmt.Errorf("the style sheet has no %s", doc.ChartRole)
	}
	d.Page.Number = doc.PageNumber{Drop: d.Page.Height} // below the page: a picture has none
	d.Page.Mirror = false
	margin := 8 * unit.Millimetre
	d.Page.Top, d.Page.Bottom, d.Page.Left, d.Page.Right = margin, margin, margin, margin
	d.Page.Height = 2 * margin
	id := doc.NodeID(1)
	for _, c := range list {
		drawing := chart.Draw(c, d.Page.TextWidth(), style.Size, style.Leading)
		f := &doc.Figure{ID: id, Alt: c.Title, Width: drawing.Width, Height: drawing.Height, Drawing: drawing, Chart: c}
		f.Caption = &doc.Paragraph{ID: id + 1, Style: doc.CaptionRole, Runs: []doc.Run{{Text: c.Title}}}
		id += 2
		d.Body = append(d.Body, f)
		room, caption := d.FigureRoom(f, 1), d.Page.Pitch
		if s, ok := d.Style(doc.CaptionRole); ok {
			caption = s.Leading
		}
		d.Page.Height += room.Above + f.Height + room.Between + caption + room.Below
	}
	d.Page.Height += d.Page.Pitch
	return typeset(&d, sheet)
}

func typeset(d *doc.Document, sheet *configs.StyleSheet) ([]byte, error) {
	var roles []fonts.Role
	for _, f := range sheet.Fonts {
		r := fonts.Role{ID: f.ID, Latin: f.Latin, LatinBold: f.LatinBold, Pos: f.Pos}
		for _, use := range f.Faces {
			r.Faces = append(r.Faces, fonts.Use{Face: use.Face, Only: use.Only, Except: use.Except})
		}
		roles = append(roles, r)
	}
	book, said := fonts.NewBook(roles, fonts.Options{})
	if said.HasErrors() {
		return nil, said
	}
	pages, _, said := layout.Typeset(context.Background(), d, book, layout.Wants{})
	if said.HasErrors() {
		return nil, said
	}
	if len(pages) != 1 {
		return nil, fmt.Errorf("the bars take %d pages", len(pages))
	}
	var glyphs svg.Glyphs
	page, err := glyphs.Page(&pages[0])
	if err != nil {
		return nil, err
	}
	// A viewer in the dark shows black on black without it.
	at := bytes.IndexByte(page, '>') + 1
	return append(page[:at:at], append([]byte(`<rect width="100%" height="100%" fill="#ffffff"/>`), page[at:]...)...), nil
}
