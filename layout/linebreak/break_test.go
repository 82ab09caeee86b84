package linebreak

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"gongwen/internal/unit"
)

func TestPlacement(t *testing.T) {
	p := paragraph("《“问·答”》AI 法，条例公")
	p.Width, p.Justify = 8*em, true
	got := Break(p)
	want := []Line{
		{Start: 0, End: 12, Width: 8000, Placed: []Placed{
			{Cluster: 0, X: 0, Advance: 500, Shift: -500},   // opens the line
			{Cluster: 1, X: 500, Advance: 500, Shift: -500}, // meets an opening mark
			{Cluster: 2, X: 1000, Advance: 1000},
			{Cluster: 3, X: 2000, Advance: 750, Shift: -125}, // squeezed to fit the line
			{Cluster: 4, X: 2750, Advance: 1000},
			{Cluster: 5, X: 3750, Advance: 500}, // meets a closing mark
			{Cluster: 6, X: 4250, Advance: 1000},
			{Cluster: 7, X: 5250, Advance: 500},
			{Cluster: 8, X: 5750, Advance: 500},
			{Cluster: 9, X: 6250, Advance: 250}, // the blank is the quarter em
			{Cluster: 10, X: 6500, Advance: 1000},
			{Cluster: 11, X: 7500, Advance: 500}, // ends the line
		}},
		{Start: 12, End: 15, Width: 3000, Placed: []Placed{
			{Cluster: 12, X: 0, Advance: 1000}, {Cluster: 13, X: 1000, Advance: 1000}, {Cluster: 14, X: 2000, Advance: 1000},
		}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestKeptClusters: lines end between what is kept together, and inside it only where it
// is longer than a line.
func TestKeptClusters(t *testing.T) {
	for _, greedy := range []bool{false, true} {
		p := paragraph("甲局陈志高　乙局周　敏　丙局丁戊己庚辛壬癸子丑")
		p.Width, p.Greedy = 8*em, greedy
		for _, name := range [][2]int{{0, 5}, {6, 11}, {12, len(p.Clusters)}} {
			for i := name[0] + 1; i < name[1]; i++ {
				p.Clusters[i].Kept = true
			}
		}
		var starts []int
		for _, l := range Break(p) {
			starts = append(starts, l.Start)
		}
		if len(starts) != 4 || starts[1] != 6 || starts[2] != 12 || starts[3] <= 12 {
			t.Errorf("greedy %v: lines begin at %v", greedy, starts)
		}
	}
}

// TestGridOfTheStandard sets 28 characters of 16 pt on the 156 mm of GB/T
// 9704-2012 5.2.
func TestGridOfTheStandard(t *testing.T) {
	full := (156 * unit.Millimetre).MulDiv(1, 28)
	for _, size := range []unit.Length{full, full - 40} {
		p := paragraph(strings.Repeat("政", 28*3+5))
		for i := range p.Clusters {
			p.Clusters[i].Em, p.Clusters[i].Advance = size, size
		}
		p.Width, p.Justify = 156*unit.Millimetre, true
		lines := Break(p)
		for n, l := range lines {
			if want := []int{28, 28, 28, 5}[n]; len(l.Placed) != want || n < 3 && l.Width != p.Width {
				t.Errorf("em %d: line %d has %d characters on %d", size, n+1, len(l.Placed), l.Width)
			}
		}
	}
}

// TestCheapest compares the breaking found with the cheapest of all.
func TestCheapest(t *testing.T) {
	for _, c := range cases(t) {
		if len(c.p.Clusters) > 22 {
			continue
		}
		s := newSearch(c.p)
		if len(s.items) == 0 {
			continue
		}
		s.find()
		if got, want := s.cost[len(s.at)-1], s.cheapest(0); got != want {
			t.Errorf("%s: costs %d, the cheapest breaking %d", c.name, got, want)
		}
	}
}

func (s *search) cheapest(from int) int64 {
	if from == len(s.at)-1 {
		return 0
	}
	best := int64(math.MaxInt64)
	for k := from + 1; k < len(s.at); k++ {
		l := s.line(s.at[from], s.at[k])
		if k > from+1 && s.least(&l) > s.width {
			break
		}
		best = min(best, add(s.lineCost(&l, from, k), s.cheapest(k)))
	}
	return best
}

func TestExtremes(t *testing.T) {
	if lines := Break(Paragraph{Width: em}); lines != nil {
		t.Errorf("a paragraph of nothing has lines %+v", lines)
	}
	// One line takes any text that fits, however long: a way to measure it.
	p := paragraph(strings.Repeat("政府，", 3000))
	p.Width = 1 << 60
	for _, p.Justify = range []bool{false, true} {
		if lines := Break(p); len(lines) != 1 || lines[0].Width != 3000*3*em-em/2 {
			t.Errorf("justify %t: %d lines, the first %d wide", p.Justify, len(lines), lines[0].Width)
		}
	}
	p = paragraph("政府")
	p.Width = -5
	if lines := Break(p); len(lines) != 2 {
		t.Errorf("no width: lines %+v", lines)
	}
}
