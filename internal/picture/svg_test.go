package picture

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/unit"
)

// svgOf is an SVG of 100 by 50 units, each a point.
func svgOf(content string) string {
	return `<svg xmlns="` + nsSVG + `" width="100pt" height="50pt" viewBox="0 0 100 50">` + content + `</svg>`
}

// written writes the shapes of a drawing in points.
func written(d *Drawing) string {
	var b strings.Builder
	at := func(p Point) {
		b.WriteString(string(unit.AppendPoints(nil, p.X, 2)) + "," + string(unit.AppendPoints(nil, p.Y, 2)))
	}
	for i, s := range d.Shapes {
		if i > 0 {
			b.WriteString(" | ")
		}
		for _, step := range s.Path {
			b.WriteByte("MLCZ"[step.Op])
			if step.Op == Curve {
				at(step.C1)
				b.WriteByte(' ')
				at(step.C2)
				b.WriteByte(' ')
			}
			if step.Op != Close {
				at(step.To)
			}
		}
		if s.Fill != nil {
			fmt.Fprintf(&b, " fill %02x%02x%02x", s.Fill.R, s.Fill.G, s.Fill.B)
		}
		if s.Stroke != nil {
			fmt.Fprintf(&b, " stroke %02x%02x%02x %s", s.Stroke.R, s.Stroke.G, s.Stroke.B, s.Width)
		}
		if s.EvenOdd {
			b.WriteString(" evenodd")
		}
	}
	return b.String()
}

func TestSVGShapes(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{`<rect x="10" y="5" width="20" height="10"/>`, "M10,5L30,5L30,15L10,15Z fill 000000"},
		{`<rect width="20" height="10" rx="5" fill="#f80"/>`,
			"M5,0L15,0C17.76,0 20,2.24 20,5L20,5C20,7.76 17.76,10 15,10L5,10C2.24,10 0,7.76 0,5L0,5C0,2.24 2.24,0 5,0Z fill ff8800"},
		{`<circle cx="10" cy="10" r="10" fill="rgb(1, 2,3)"/>`,
			"M20,10C20,15.52 15.52,20 10,20C4.48,20 0,15.52 0,10C0,4.48 4.48,0 10,0C15.52,0 20,4.48 20,10Z fill 010203"},
		{`<line x1="1" y1="2" x2="3" y2="4" stroke="black" stroke-width="2"/>`, "M1,2L3,4 stroke 000000 2pt"},
		{`<polyline points="0,0 1,1 2-1" fill="none" stroke="navy"/>`, "M0,0L1,1L2,-1 stroke 000080 1pt"},
		{`<polygon points="0 0 1 1 2 0" style="fill:red;stroke:none"/>`, "M0,0L1,1L2,0Z fill ff0000"},
		{`<path d="m1 1 2 0v2h-2z"/>`, "M1,1L3,1L3,3L1,3Z fill 000000"},
		{`<path d="M0 0C1 1 2 1 3 0S5-1 6 0"/>`, "M0,0C1,1 2,1 3,0C4,-1 5,-1 6,0 fill 000000"},
		{`<path d="M0 0Q3 3 6 0T12 0"/>`, "M0,0C2,2 4,2 6,0C8,-2 10,-2 12,0 fill 000000"},
		{`<path d="M0 0L1.5.5-1-1e1"/>`, "M0,0L1.5,0.5L-1,-10 fill 000000"},
		{`<path fill-rule="evenodd" d="M0 0H9V9H0zM3 3h3v3H3z"/>`, "M0,0L9,0L9,9L0,9ZM3,3L6,3L6,6L3,6Z fill 000000 evenodd"},
		{`<g fill="blue" transform="translate(10,5) scale(2)"><path d="M0 0L1 1" stroke="lime"/></g>`, "M10,5L12,7 fill 0000ff stroke 00ff00 2pt"},
		{`<path transform="rotate(90 10 10)" d="M10 0L20 10"/>`, "M20,10L10,20 fill 000000"},
		{`<g display="none"><text>x</text></g><rect visibility="hidden" width="1" height="1"/><path d="M1 1h1"/>`, "M1,1L2,1 fill 000000"},
		{`<title>题</title><defs><linearGradient/></defs><path d="M1 1h1"/>`, "M1,1L2,1 fill 000000"},
	} {
		p, err := Read([]byte(svgOf(c.content)))
		if err != nil {
			t.Errorf("%s: %v", c.content, err)
			continue
		}
		if got := written(p.Drawing); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.content, got, c.want)
		}
	}
}

func TestSVGSize(t *testing.T) {
	for _, c := range []struct {
		attributes, want string
	}{
		{`width="96" height="48"`, "72pt × 36pt M0,0L7.5,0 fill 000000"},
		{`viewBox="0 0 96 48"`, "72pt × 36pt M0,0L7.5,0 fill 000000"},
		{`width="72pt" height="72pt" viewBox="0 0 20 10"`, "72pt × 72pt M0,18L36,18 fill 000000"},
		{`width="72pt" height="36pt" viewBox="10 0 20 10"`, "72pt × 36pt M-36,0L0,0 fill 000000"},
	} {
		p, err := Read([]byte(`<?xml version="1.0"?><svg xmlns="` + nsSVG + `" ` + c.attributes + `><path d="M0 0h10"/></svg>`))
		if err != nil {
			t.Errorf("%s: %v", c.attributes, err)
			continue
		}
		if got := fmt.Sprintf("%v × %v %s", p.Drawing.Width, p.Drawing.Height, written(p.Drawing)); got != c.want {
			t.Errorf("%s: %s, want %s", c.attributes, got, c.want)
		}
	}
}

func TestSVGRefusesWhatItCannotShow(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{svgOf(`<text>政府</text>`), "<text>"},
		{svgOf(`<image href="https://a.cn/a.png"/>`), "<image>"},
		{svgOf(`<use href="#a"/>`), "<use>"},
		{svgOf(`<style>path{fill:red}</style>`), "<style>"},
		{svgOf(`<script>alert(1)</script>`), "<script>"},
		{svgOf(`<path d="M0 0h1" fill="url(#g)"/>`), "url(#g)"},
		{svgOf(`<path d="M0 0h1" opacity=".5"/>`), "半透明"},
		{svgOf(`<path d="M0 0h1" stroke-dasharray="1 2"/>`), "stroke-dasharray"},
		{svgOf(`<g clip-path="url(#c)"/>`), "clip-path"},
		{svgOf(`<path class="a" d="M0 0h1"/>`), "class"},
		{svgOf(`<path d="M0 0h1" transform="turn(3)"/>`), "变换"},
		{svgOf(`<path d="L0 0"/>`), "没有以 M 开头"},
		{svgOf(`<path d="M0 0 5"/>`), "应为数字"},
		{svgOf(`<path d="M0 0a5 3 20 2 1 4 4"/>`), "“2 1 4 4”处应为标志 0 或 1"},
		{svgOf(`<path d="M0 0a5 3 20"/>`), "“M0 0a5 3 20”后面应为标志 0 或 1"},
		{svgOf(`<path d="M0 0h1"/>`) + svgOf(`<path d="M0 0h2"/>`), "只能有一个根元素"},
		{svgOf(`<path d="M0 0h1"/>`) + "<svg", "不完整"},
		{svgOf(`<path d="M0 0 X"/>`), "不认识的字母"},
		{svgOf(`<rect width="50%" height="1"/>`), "长度“50%”"},
		{svgOf(``), "没有图形"},
		{svgOf(strings.Repeat("<g>", 100)), "层以上"},
		{`<svg xmlns="` + nsSVG + `"><path d="M0 0h1"/></svg>`, "没有大小"},
		{`<svg xmlns="` + nsSVG + `" width="1" height="1"><path`, "不完整"},
		{`<html xmlns:svg="x"><svg/></html>`, "不是 SVG"},
		{svgOf(`<path d="M` + strings.Repeat("1 1 ", maxSVGSteps+10) + `"/>`), "太复杂"},
	} {
		_, err := Read([]byte(c.file))
		var f *Fault
		if !errors.As(err, &f) || !strings.Contains(f.Error(), c.want) {
			t.Errorf("%.80s: %v, want “%s”", c.file, err, c.want)
		}
	}
}

func TestScale(t *testing.T) {
	d := &Drawing{Width: 100, Height: 50, Shapes: []Shape{{Path: []Step{{Op: Move, To: Point{10, 20}}}, Width: 4}}, Labels: []Label{{At: Point{30, 40}, Text: "a"}}}
	half := d.Scale(1, 2)
	if half.Width != 50 || half.Height != 25 || half.Shapes[0].Path[0].To != (Point{5, 10}) || half.Shapes[0].Width != 2 || half.Labels[0].At != (Point{15, 20}) {
		t.Errorf("%+v", half)
	}
	if d.Shapes[0].Path[0].To != (Point{10, 20}) {
		t.Error("the drawing itself was changed")
	}
}
