package chart

import (
	"fmt"
	"testing"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
)

var small = Small{Width: 308 * unit.Point, Size: 11 * unit.Point, Strong: picture.Color{B: 9}, Plain: picture.Color{B: 8}}

// filled are the rectangles of a paint.
func filled(d *picture.Drawing, c picture.Color) (list [][4]unit.Length) {
	for _, s := range d.Shapes {
		if s.Fill != nil && *s.Fill == c && len(s.Path) == 5 {
			a, b := s.Path[0].To, s.Path[2].To
			list = append(list, [4]unit.Length{a.X, a.Y, b.X, b.Y})
		}
	}
	return list
}

func TestSharesAreAsLongAsTheirAmounts(t *testing.T) {
	d := small.Shares([]Share{{40, &small.Strong}, {0, &small.Plain}, {13, &small.Plain}, {7, nil}}, 18*unit.Point)
	inside(t, "shares", d)
	strong, plain := filled(d, small.Strong), filled(d, small.Plain)
	if len(strong) != 1 || len(plain) != 1 || len(d.Shapes) != 3 {
		t.Fatalf("%d, %d of %d", len(strong), len(plain), len(d.Shapes))
	}
	if long := strong[0][2] - strong[0][0]; long != small.Width*40/60-unit.Point {
		t.Errorf("40 of 60 are %v of %v", long, small.Width)
	}
	if end := d.Shapes[2].Path[2].To.X; end != small.Width-unit.Point/2 {
		t.Errorf("the last ends at %v", end)
	}
	if d := small.Shares(nil, unit.Point); len(d.Shapes) != 0 {
		t.Errorf("of nothing: %v", d.Shapes)
	}
}

func TestSmallColumns(t *testing.T) {
	d := small.Columns([]Bar{{"2023", "50", 50, false}, {"2024", "100", 100, true}, {"", "", 0, false}}, &Mark{2, "报送截止"}, 52*unit.Point)
	inside(t, "columns", d)
	plain, strong := filled(d, small.Plain), filled(d, small.Strong)
	if len(plain) != 1 || len(strong) != 1 || (plain[0][3]-plain[0][1])*2 != strong[0][3]-strong[0][1] {
		t.Errorf("%v, %v", plain, strong)
	}
	var bars []Bar
	for day := range 90 {
		bars = append(bars, Bar{Label: fmt.Sprintf("%d日", day), Text: "1", Amount: int64(day)})
	}
	for _, mark := range []*Mark{nil, {0, "报送截止"}, {90, "报送截止"}} {
		d = small.Columns(bars, mark, 52*unit.Point)
		inside(t, "many columns", d)
	}
	last := -10 * small.Size
	for _, l := range d.Labels {
		if len(l.Text) < 4 || l.Anchor != picture.Middle { // a number above
			continue
		}
		if l.At.X-last < 2*small.Size {
			t.Errorf("%s at %v lies on the one before", l.Text, l.At.X)
		}
		last = l.At.X
	}
}

func TestStrip(t *testing.T) {
	var dots []Dot
	for n := range 60 {
		dots = append(dots, Dot{Amount: int64(n / 4)})
	}
	dots = append(dots, Dot{312, "县自然资源局 312"}, Dot{310, "别的局 310"}, Dot{1 << 40, ""})
	inside(t, "strip", small.Strip(dots, 3, 7, 11))
	d := small.Strip(dots[:61], 3, 7, 11)
	inside(t, "strip", d)
	named := 0
	for _, l := range d.Labels {
		if l.Text == "县自然资源局 312" {
			named++
		}
	}
	circles := 0
	for _, s := range d.Shapes {
		if len(s.Path) == 6 {
			circles++
		}
	}
	if named != 1 || circles != 61 {
		t.Errorf("%d named, %d dots", named, circles)
	}
	inside(t, "nothing", small.Strip(nil, 0, 0, 0))
}
