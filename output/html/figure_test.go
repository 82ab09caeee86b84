package html

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"strings"
	"testing"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// withFigures is a document with a picture and a drawing.
func withFigures(t testing.TB) (*doc.Document, *picture.Picture) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	p, err := picture.Read(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	const pt = unit.Point
	fill, stroke := picture.Color{R: 0xFF}, picture.Color{B: 0x80}
	d := small()
	d.Styles = append(d.Styles, doc.TextStyle{Role: doc.ChartRole, Size: 9 * pt, Leading: 12 * pt}, doc.TextStyle{Role: doc.CaptionRole, Size: 12 * pt, Leading: 18 * pt, Align: doc.Centred})
	d.Body = append(d.Body,
		&doc.Figure{ID: 901, Alt: `首页“<截图>"`, Picture: p, Width: 30 * pt, Height: 20 * pt, Caption: &doc.Paragraph{ID: 902, Style: doc.CaptionRole, Runs: text("图1 <首页>")}},
		&doc.Figure{ID: 903, Alt: "柱形图：<甲>1件。", Width: 100 * pt, Height: 50 * pt, Drawing: &picture.Drawing{
			Width: 100 * pt, Height: 50 * pt,
			Shapes: []picture.Shape{
				{Fill: &fill, EvenOdd: true, Path: []picture.Step{{To: picture.Point{X: pt, Y: pt / 2}}, {Op: picture.Line, To: picture.Point{X: 3 * pt, Y: 2 * pt}}, {Op: picture.Close}}},
				{Stroke: &stroke, Width: pt, Path: []picture.Step{{}, {Op: picture.Curve, C1: picture.Point{X: pt, Y: pt}, C2: picture.Point{X: 2 * pt}, To: picture.Point{X: 3 * pt}}}},
			},
			Labels: []picture.Label{{At: picture.Point{X: 5 * pt, Y: 9 * pt}, Anchor: picture.Middle, Text: "<甲>"}},
		}},
	)
	return d, p
}

func TestFigures(t *testing.T) {
	d, p := withFigures(t)
	page := string(export(t, d, Options{}))
	for _, want := range []string{
		`<figure id="gw901">` + "\n" + `<img src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(p.Data) + `" alt="首页“&lt;截图&gt;&quot;" style="width:30pt">` +
			"\n" + `<figcaption class="gw-caption">图1 &lt;首页&gt;</figcaption>` + "\n</figure>",
		`<svg viewBox="0 0 100 50" role="img" aria-labelledby="gw903-alt" style="width:100pt"><title id="gw903-alt">柱形图：&lt;甲&gt;1件。</title>`,
		`<path d="M1 0.5L3 2Z" fill="#ff0000" fill-rule="evenodd" stroke="none" stroke-linejoin="round"></path>`,
		`<path d="M0 0C1 1 2 0 3 0" fill="none" stroke="#000080" stroke-width="1" stroke-linejoin="round"></path>`,
		`<text x="5" y="9" text-anchor="middle" font-size="9">&lt;甲&gt;</text></svg>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestAFragmentsFiguresNeedNoStyleSheet(t *testing.T) {
	d, _ := withFigures(t)
	if page := string(export(t, d, Options{Fragment: true})); strings.Count(page, "max-width:100%") != 2 {
		t.Error("a figure may be wider than its page")
	}
}
