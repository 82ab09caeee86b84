package svg

import (
	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/output/markup"
)

// Drawing is a drawing as an SVG element to stand inside a page: its unit is the point, and
// its labels are text in the page's own face, whose size the page sets. alt says what it
// shows to those who do not see it.
func Drawing(d *picture.Drawing, alt string) []byte {
	p := painter{}
	p.Writer = markup.New(nil, markup.XML, func(string, diag.Pos) {})
	p.Start("svg", []string{"viewBox", "0 0 " + points(d.Width) + " " + points(d.Height), "role", "img", "aria-label", alt}, ">")
	for i := range d.Shapes {
		p.shape(&d.Shapes[i], 0, 0)
	}
	for _, l := range d.Labels {
		anchor := [...]string{picture.Start: "", picture.Middle: "middle", picture.End: "end"}[l.Anchor]
		p.Start("text", []string{"x", points(l.At.X), "y", points(l.At.Y), "text-anchor", anchor}, ">")
		p.Text(l.Text, diag.Pos{})
		p.End("text")
	}
	p.End("svg")
	return p.Bytes
}
