package html

import (
	"encoding/base64"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// figure writes a figure with its caption. Its picture is inside the file, its
// drawing is SVG.
func (b *builder) figure(f *doc.Figure) {
	w := b.w
	w.open("figure", "id", b.id(f.ID), "style", b.inline("margin:1em 0;text-align:center"))
	w.line()
	switch {
	case f.Picture != nil:
		w.open("img", "src", "data:"+f.Picture.MediaType+";base64,"+base64.StdEncoding.EncodeToString(f.Picture.Data),
			"alt", f.Alt, "style", "width:"+string(points(f.Width))+b.inline(";max-width:100%"))
	case f.Drawing != nil:
		b.svg(f)
	default:
		b.diags.Add(diag.Errorf(f.Pos, "图没有内容", "the figure holds nothing"))
	}
	w.line()
	if f.Caption != nil {
		w.open("figcaption", "class", class(doc.CaptionRole))
		b.runs(f.Caption.Runs)
		w.close("figcaption")
		w.line()
	}
	w.close("figure")
	w.line()
}

// svg writes a drawing as an SVG element (SVG 1.1) whose lengths are points.
func (b *builder) svg(f *doc.Figure) {
	w := b.w
	title := ref(f.ID) + "-alt"
	w.open("svg", "viewBox", "0 0 "+number(f.Width)+" "+number(f.Height), "role", "img", "aria-labelledby", title,
		"style", "width:"+string(points(f.Width))+b.inline(";max-width:100%"))
	w.open("title", "id", title)
	w.text(f.Alt, f.Pos)
	w.close("title")
	for i := range f.Drawing.Shapes {
		s := &f.Drawing.Shapes[i]
		rule, width := "", ""
		if s.EvenOdd {
			rule = "evenodd"
		}
		if s.Stroke != nil {
			width = number(s.Width)
		}
		w.open("path", "d", path(s.Path), "fill", paint(s.Fill), "fill-rule", rule, "stroke", paint(s.Stroke),
			"stroke-width", width, "stroke-linejoin", "round")
		w.close("path")
	}
	style, _ := b.doc.Style(doc.ChartRole)
	for _, l := range f.Drawing.Labels {
		anchor := [...]string{picture.Start: "", picture.Middle: "middle", picture.End: "end"}[l.Anchor]
		w.open("text", "x", number(l.At.X), "y", number(l.At.Y), "text-anchor", anchor, "font-size", number(style.Size))
		w.text(l.Text, f.Pos)
		w.close("text")
	}
	w.close("svg")
}

// number is a length in points without the unit.
func number(l unit.Length) string { return string(unit.AppendPoints(nil, l, 2)) }

func paint(c *picture.Color) string {
	if c == nil {
		return "none"
	}
	return doc.Color(*c).Hex()
}

// path is the data of an SVG path (SVG 1.1 8.3).
func path(steps []picture.Step) string {
	var b strings.Builder
	at := func(p picture.Point) {
		b.WriteString(number(p.X) + " " + number(p.Y))
	}
	for _, s := range steps {
		switch s.Op {
		case picture.Move:
			b.WriteByte('M')
			at(s.To)
		case picture.Line:
			b.WriteByte('L')
			at(s.To)
		case picture.Curve:
			b.WriteByte('C')
			at(s.C1)
			b.WriteByte(' ')
			at(s.C2)
			b.WriteByte(' ')
			at(s.To)
		case picture.Close:
			b.WriteByte('Z')
		}
	}
	return b.String()
}
