package pdf

import (
	"context"
	"errors"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// Placed is a page of another fixed-layout format, which is read as pages of PDF
// files without structure are. Places are points from the lower left corner.
type Placed struct {
	Glyphs []PlacedGlyph
	Boxes  [][4]float64 // what is drawn, by two corners: left, bottom, right, top. Thin ones are rules.
}

// PlacedGlyph is a character in its place.
type PlacedGlyph struct {
	Said           string
	Bold           bool
	Left, Right, Y float64 // on the baseline
	Size           float64
}

// ReadPlaced gives the content of pages of the file name. The document is nil
// when it cannot be read; why then says why, in words that name no format.
func (l Limits) ReadPlaced(ctx context.Context, name string, pages []Placed) (document *flow.Document, said diag.List, why *diag.Text) {
	r := &reader{file: name, goOn: ctx.Err, limits: l, untagged: true, pages: make(map[pdfread.Ref]*page, len(pages))}
	refs := make([]pdfread.Ref, len(pages))
	for i := range pages {
		refs[i] = pdfread.Ref{Num: i + 1}
		r.pages[refs[i]] = pages[i].page(i + 1)
	}
	err := r.places(refs)
	var refused *refusal
	switch {
	case ctx.Err() != nil:
		return nil, flow.Ended(name), nil
	case errors.As(err, &refused):
		text := refused.message()
		return nil, nil, &text
	case err != nil:
		text := diag.Cause(err)
		return nil, nil, &text
	}
	return &r.out, r.notes, nil
}

func (p *Placed) page(number int) *page {
	out := &page{number: number, read: true, glyphs: make([]glyph, len(p.Glyphs))}
	for i, g := range p.Glyphs {
		out.glyphs[i] = glyph{said: g.Said, bold: g.Bold, left: g.Left, right: g.Right, y: g.Y, size: g.Size}
	}
	c := content{page: out}
	for _, b := range p.Boxes {
		c.rule(point{b[0], b[1]}, point{b[2], b[3]}, false)
	}
	out.looks()
	return out
}
