package chart

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

const (
	size    = 9 * unit.Point
	leading = 12 * unit.Point
	width   = 156 * unit.Millimetre
)

// of makes a chart of series that are lists of values.
func of(categories []string, series ...[]string) *doc.Chart {
	c := &doc.Chart{Unit: "件", Categories: categories}
	for i, list := range series {
		s := doc.Series{Label: fmt.Sprintf("第%d组", i+1)}
		for _, text := range list {
			s.Values = append(s.Values, doc.Value{Text: text, Amount: decimal.RequireFromString(text)})
		}
		c.Series = append(c.Series, s)
	}
	return c
}

func TestAxis(t *testing.T) {
	for greatest, want := range map[string]string{
		"0": "1 1", "1": "1 1", "3": "1 3", "5": "1 5", "6": "2 6", "9": "2 10", "10": "2 10", "11": "5 15", "26": "10 30", "87": "20 100",
		"101": "50 150", "9999": "2000 10000", "15731792": "5000000 20000000", "0.3": "0.1 0.3", "12.3860": "5 15", "2.5": "0.5 2.5", "0.0007": "0.0002 0.0008",
	} {
		step, top := axis(of([]string{"a"}, []string{greatest}))
		if got := step.String() + " " + top.String(); got != want {
			t.Errorf("up to %s: step and top %s, want %s", greatest, got, want)
		}
	}
}

// bars are the filled rectangles of a drawing.
func bars(d *picture.Drawing) (list [][4]unit.Length) {
	for _, s := range d.Shapes {
		if s.Fill != nil && len(s.Path) == 5 {
			a, b := s.Path[0].To, s.Path[2].To
			list = append(list, [4]unit.Length{a.X, a.Y, b.X, b.Y})
		}
	}
	return list
}

func TestColumnsAreAsHighAsTheirValues(t *testing.T) {
	c := of([]string{"甲", "乙", "丙"}, []string{"10", "5", "0"})
	list := bars(Draw(c, width, size, leading))
	if c.Sideways || !c.Numbered || len(list) != 2 {
		t.Fatalf("sideways %v, numbered %v, %d columns", c.Sideways, c.Numbered, len(list))
	}
	high, half := list[0][3]-list[0][1], list[1][3]-list[1][1]
	if high != plotHeight || half != plotHeight/2 || list[0][3] != list[1][3] {
		t.Errorf("10 is %v high, 5 is %v, of %v", high, half, plotHeight)
	}
}

func TestLongNamesLayBarsOnTheirSide(t *testing.T) {
	names := slices.Repeat([]string{"没有现成信息需要另行制作的各种情形"}, 12)
	values := strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12")
	c := of(names, values)
	list := bars(Draw(c, width, size, leading))
	if !c.Sideways || len(list) != 12 {
		t.Fatalf("sideways %v, %d bars", c.Sideways, len(list))
	}
	for i := 1; i < len(list); i++ {
		if list[i][1] < list[i-1][3] || list[i][2]-list[i][0] <= list[i-1][2]-list[i-1][0] {
			t.Errorf("bar %d is not below the one before, or not longer", i+1)
		}
	}
}

func TestLinesGoThroughTheirValues(t *testing.T) {
	c := of([]string{"甲", "乙", "丙"}, []string{"0", "5", "10"}, []string{"1", "1", "1"})
	c.Lines = true
	d := Draw(c, width, size, leading)
	i := slices.IndexFunc(d.Shapes, func(s picture.Shape) bool { return s.Fill == nil && len(s.Path) == 3 })
	if i < 0 || c.Numbered {
		t.Fatalf("no line of three points, or numbers that hide the other line (%v)", c.Numbered)
	}
	p := d.Shapes[i].Path
	if p[0].To.Y-p[1].To.Y != plotHeight/2 || p[1].To.Y-p[2].To.Y != plotHeight/2 || p[1].To.X-p[0].To.X != p[2].To.X-p[1].To.X {
		t.Errorf("points %v", p)
	}
}

// TestNothingSticksOut draws charts of all shapes and finds everything inside.
func TestNothingSticksOut(t *testing.T) {
	for _, lines := range []bool{false, true} {
		for _, categories := range []int{1, 2, 7, 24} {
			for _, series := range []int{1, 2, 6} {
				for _, name := range []string{"甲", "无正当理由大量反复申请", "Other"} {
					value := func(i int) string { return fmt.Sprint(i * i * 1789) }
					var values [][]string
					for s := range series {
						var list []string
						for n := range categories {
							list = append(list, value(s+n))
						}
						values = append(values, list)
					}
					c := of(slices.Repeat([]string{name}, categories), values...)
					c.Lines = lines
					d := Draw(c, width, size, leading)
					where := fmt.Sprintf("lines %v, %d categories, %d series, %s", lines, categories, series, name)
					inside(t, where, d)
				}
			}
		}
	}
}

func inside(t *testing.T, where string, d *picture.Drawing) {
	t.Helper()
	in := func(p picture.Point) bool { return p.X >= 0 && p.Y >= 0 && p.X <= d.Width && p.Y <= d.Height }
	for _, s := range d.Shapes {
		for _, step := range s.Path {
			if step.Op != picture.Close && !in(step.To) {
				t.Errorf("%s: a shape at %v is outside of %v × %v", where, step.To, d.Width, d.Height)
			}
		}
	}
	p := plot{size: size}
	for _, l := range d.Labels {
		left := l.At.X - p.measure(l.Text)*map[picture.Anchor]unit.Length{picture.Middle: 1, picture.End: 2}[l.Anchor]/2
		const tolerance = unit.Point
		if !in(l.At) || left < -tolerance || left+p.measure(l.Text) > d.Width+size {
			t.Errorf("%s: the label %s at %v sticks out of %v × %v", where, l.Text, l.At, d.Width, d.Height)
		}
	}
}

func TestLabelsAreBrokenEvenly(t *testing.T) {
	p := plot{size: size}
	for text, want := range map[string]string{
		"予以公开": "予以公开", "属于国家秘密": "属于国/家秘密", "其他法律行政法规禁止公开": "其他法律/行政法规/禁止公开", "政务新媒体WeChat": "政务新媒体/WeChat", "": "",
	} {
		if got := strings.Join(p.wrap(text, 5*size), "/"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
