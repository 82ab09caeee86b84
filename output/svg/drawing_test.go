package svg

import (
	"encoding/xml"
	"strings"
	"testing"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
)

func TestDrawing(t *testing.T) {
	red := picture.Color{R: 255}
	got := string(Drawing(&picture.Drawing{Width: 10 * unit.Point, Height: 20 * unit.Point,
		Shapes: []picture.Shape{{Fill: &red, Path: []picture.Step{{Op: picture.Move}, {Op: picture.Line, To: picture.Point{X: unit.Point}}, {Op: picture.Close}}}},
		Labels: []picture.Label{{At: picture.Point{X: unit.Point, Y: unit.Point}, Anchor: picture.End, Text: "<甲>"}},
	}, `一个"图`))
	const want = `<svg viewBox="0 0 10 20" role="img" aria-label="一个&#34;图"><path d="M0 0L1 0Z" fill="#FF0000"/><text x="1" y="1" text-anchor="end">&lt;甲&gt;</text></svg>`
	if err := xml.Unmarshal([]byte(got), new(struct{})); err != nil || !strings.EqualFold(strings.ReplaceAll(got, "&quot;", "&#34;"), want) {
		t.Errorf("%v\n%s\n%s", err, got, want)
	}
}
