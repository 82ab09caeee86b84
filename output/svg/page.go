package svg

import (
	"encoding/base64"
	"fmt"
	"strconv"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output/markup"
)

// Page is a finished page as an SVG file; its unit is the point. The same page
// gives the same bytes. It is an error when a face has no outline for a glyph of the
// page.
func (g *Glyphs) Page(page *frame.Page) ([]byte, error) {
	p := painter{glyphs: g, names: map[glyph]string{}}
	p.Writer = markup.New(nil, markup.XML, func(string, diag.Pos) {})
	for _, item := range page.Items {
		if err := p.item(item); err != nil {
			return nil, err
		}
	}
	out := markup.New(make([]byte, 0, len(p.defs)+len(p.Bytes)+512), markup.XML, func(string, diag.Pos) {})
	width, height := points(page.Width), points(page.Height)
	out.Start("svg", []string{
		"xmlns", "http://www.w3.org/2000/svg", "xmlns:xlink", "http://www.w3.org/1999/xlink",
		"width", width + "pt", "height", height + "pt", "viewBox", "0 0 " + width + " " + height,
	}, ">")
	if len(p.defs) > 0 {
		out.Start("defs", nil, ">")
		out.Bytes = append(out.Bytes, p.defs...)
		out.End("defs")
	}
	out.Bytes = append(out.Bytes, p.Bytes...)
	out.End("svg")
	return out.Bytes, nil
}

// painter writes the items of a page.
type painter struct {
	markup.Writer
	glyphs *Glyphs
	names  map[glyph]string // ids of the outlines in defs
	defs   []byte
}

func (p *painter) item(item frame.Item) error {
	switch it := item.(type) {
	case *frame.Text:
		return p.text(it)
	case *frame.Rule:
		left, top, right, bottom, err := it.Edges()
		if err == nil {
			p.rect(left, top, right-left, bottom-top, it.Color)
		}
		return err
	case *frame.Fill:
		p.rect(it.X, it.Y, it.Width, it.Height, it.Color)
	case *frame.Image:
		p.Start("image", []string{
			"x", points(it.X), "y", points(it.Y), "width", points(it.Width), "height", points(it.Height),
			"preserveAspectRatio", "none",
			"xlink:href", "data:" + it.Picture.MediaType + ";base64," + base64.StdEncoding.EncodeToString(it.Picture.Data),
		}, "/>")
	case *frame.Drawing:
		for i := range it.Drawing.Shapes {
			p.shape(&it.Drawing.Shapes[i], it.X, it.Y)
		}
	case *frame.Link: // a picture leads nowhere
	default:
		return fmt.Errorf("svg: cannot draw %T", item)
	}
	return nil
}

func (p *painter) rect(x, y, width, height unit.Length, c doc.Color) {
	p.Start("rect", []string{"x", points(x), "y", points(y), "width", points(width), "height", points(height), "fill", c.Hex()}, "/>")
}

// text writes each glyph as a use of its outline, in a space of font units.
func (p *painter) text(t *frame.Text) error {
	if t.Face == nil || t.Face.Font == nil {
		return fmt.Errorf("svg: text %q has no face", t.String)
	}
	em := t.Face.Font.UnitsPerEm()
	scale := strconv.FormatFloat(float64(t.Size)/float64(unit.Point)/float64(em), 'g', 6, 64)
	turn := ""
	if t.Down {
		turn = " rotate(90)"
	}
	attrs := []string{"transform", "translate(" + points(t.X) + " " + points(t.Y) + ")" + turn + " scale(" + scale + ")", "fill", t.Color.Hex()}
	if t.Embolden > 0 {
		attrs = append(attrs, "stroke", t.Color.Hex(), "stroke-linejoin", "round", "stroke-width", inEm(t.Embolden, t.Size, em))
	}
	p.Start("g", attrs, ">")
	var origin unit.Length
	for i := range t.Glyphs {
		g := &t.Glyphs[i]
		name, err := p.name(glyph{t.Face, g.ID})
		if err != nil {
			return err
		}
		if name != "" {
			x := inEm(origin+g.Shift, t.Size, em)
			if x == "0" {
				x = ""
			}
			p.Start("use", []string{"xlink:href", "#" + name, "x", x}, "/>")
		}
		origin += g.Advance
	}
	p.End("g")
	return nil
}

// name is the id of an outline, which is entered when it is first asked for; empty
// for a glyph that draws nothing.
func (p *painter) name(of glyph) (string, error) {
	if name, known := p.names[of]; known {
		return name, nil
	}
	path, err := p.glyphs.path(of)
	if err != nil {
		return "", err
	}
	name := ""
	if path != "" {
		name = "g" + strconv.Itoa(len(p.names))
		// Path data has nothing to be escaped, and a page has hundreds of kilobytes of it.
		p.defs = append(append(append(append(append(p.defs, `<path id="`...), name...), `" d="`...), path...), `"/>`...)
	}
	p.names[of] = name
	return name, nil
}

// shape writes an outline of a drawing that stands at x, y.
func (p *painter) shape(s *picture.Shape, x, y unit.Length) {
	stroked := s.Stroke != nil && s.Width > 0
	if len(s.Path) == 0 || s.Fill == nil && !stroked {
		return
	}
	var d []byte
	at := func(command string, places ...picture.Point) {
		d = append(d, command...)
		for i, q := range places {
			if i > 0 {
				d = append(d, ' ')
			}
			d = append(append(append(d, points(x+q.X)...), ' '), points(y+q.Y)...)
		}
	}
	for _, step := range s.Path {
		switch step.Op {
		case picture.Move:
			at("M", step.To)
		case picture.Line:
			at("L", step.To)
		case picture.Curve:
			at("C", step.C1, step.C2, step.To)
		case picture.Close:
			at("Z")
		}
	}
	attrs := []string{"d", string(d), "fill", "none"}
	if s.Fill != nil {
		attrs[3] = doc.Color(*s.Fill).Hex()
	}
	if s.EvenOdd {
		attrs = append(attrs, "fill-rule", "evenodd")
	}
	if stroked {
		attrs = append(attrs, "stroke", doc.Color(*s.Stroke).Hex(), "stroke-width", points(s.Width), "stroke-linejoin", "round")
	}
	p.Start("path", attrs, "/>")
}

// points is a length in points to a hundredth.
func points(l unit.Length) string { return string(unit.AppendPoints(nil, l, 2)) }

// inEm is a length in the units of a face whose em is size, to a whole one: at
// the size of a title a hundredth of a millimetre.
func inEm(l, size unit.Length, em int) string {
	return strconv.FormatInt(int64(l.MulDiv(int64(em), int64(size))), 10)
}
