package main

import (
	"bytes"
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"gongwen/fonts"
	"gongwen/internal/unit"
	"gongwen/layout"
	"gongwen/layout/chart"
	"gongwen/layout/doc"
	"gongwen/output/svg"
)

// draw writes the ratios as bars to an SVG file: the report's document with charts in
// place of its text, on a page that is as high as they are.
func (s *setup) draw(list []result, path string) error {
	d := *s.document
	d.Body = nil
	style, ok := d.Style(doc.ChartRole)
	if !ok {
		return fmt.Errorf("the style sheet has no %s", doc.ChartRole)
	}
	d.Page.Number = doc.PageNumber{}
	d.Page.Mirror = false
	margin := 8 * unit.Millimetre
	d.Page.Top, d.Page.Bottom, d.Page.Left, d.Page.Right = margin, margin, margin, margin
	d.Page.Height = 2 * margin
	id := doc.NodeID(1)
	for _, c := range charts(list) {
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
	pages, err := s.typeset(&d)
	if err != nil {
		return err
	}
	return writeFile(path, pages)
}

func (s *setup) typeset(d *doc.Document) ([]byte, error) {
	var roles []fonts.Role
	for _, f := range s.sheet.Fonts {
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

// charts are the bars: time from nothing, time of each further document, memory, size.
func charts(list []result) []*doc.Chart {
	var all []*doc.Chart
	for _, c := range []struct {
		title string
		of    func(result) float64
	}{
		{"Processor, one report from nothing; gongwen 1", func(r result) float64 { return r.cold.cpu }},
		{"Clock, one report from nothing; gongwen 1", func(r result) float64 { return r.cold.wall }},
		{"Processor, each further report; gongwen 1", func(r result) float64 { return r.warm.cpu }},
		{"Memory at the peak; gongwen 1", func(r result) float64 { return r.cold.memory }},
		{"Size of the file of the same format; gongwen 1", func(r result) float64 { return r.size }},
	} {
		one := &doc.Chart{Title: c.title, Series: []doc.Series{{Label: c.title}}}
		for _, r := range list {
			if r.failed != "" {
				continue
			}
			text := ratio(c.of(r))
			amount, err := decimal.NewFromString(text)
			if err != nil || amount.IsNegative() {
				continue // a machine too busy for a difference of two runs
			}
			one.Categories = append(one.Categories, r.name)
			one.Series[0].Values = append(one.Series[0].Values, doc.Value{Text: text, Amount: amount})
		}
		all = append(all, one)
	}
	return all
}
