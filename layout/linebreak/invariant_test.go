package linebreak

import (
	"testing"
	"unicode/utf8"

	"gongwen/internal/growth"
	"gongwen/internal/unit"
)

// check tests what is true of every breaking.
func check(t *testing.T, name string, p Paragraph, lines []Line) {
	t.Helper()
	next := 0
	items := read(nil, p.Clusters)
	resolve(items)
	findBreaks(items, p.Balance)
	starts := make(map[int]int) // cluster to item
	for i := range items {
		starts[items[i].cluster] = i
	}
	seen := 0
	for n, l := range lines {
		if l.Start != next || l.End < l.Start {
			t.Errorf("%s: line %d holds clusters %d to %d, want them from %d", name, n+1, l.Start, l.End, next)
		}
		next = l.End
		x := p.Indent
		if n > 0 {
			x = 0
		}
		before := l.Start - 1
		for k, placed := range l.Placed {
			if placed.Cluster <= before || placed.Cluster >= l.End {
				t.Fatalf("%s: line %d places cluster %d after %d", name, n+1, placed.Cluster, before)
			}
			before = placed.Cluster
			if placed.X != x {
				t.Errorf("%s: line %d: cluster %d is at %d, want %d", name, n+1, placed.Cluster, placed.X, x)
			}
			x += placed.Advance
			i, ok := starts[placed.Cluster]
			if !ok {
				if k == 0 || k == len(l.Placed)-1 {
					t.Errorf("%s: line %d has a blank at its end", name, n+1)
				}
				continue
			}
			seen++
			checkPlaced(t, name, p.Clusters[placed.Cluster], &items[i], placed)
		}
		if x != l.Width {
			t.Errorf("%s: line %d is %d wide, its clusters %d", name, n+1, l.Width, x)
		}
		if len(l.Placed) > 0 {
			checkGaps(t, name, items, starts, l)
		}
		checkWidth(t, name, p, items, starts, l, n == len(lines)-1)
		checkEnds(t, name, p, items, starts, lines, n)
	}
	if next != len(p.Clusters) || seen != len(items) {
		t.Errorf("%s: lines end at cluster %d of %d with %d of %d visible ones placed", name, next, len(p.Clusters), seen, len(items))
	}
}

// checkGaps tests that no gap inside a line is narrower than its least width.
func checkGaps(t *testing.T, name string, items []item, starts map[int]int, l Line) {
	t.Helper()
	end := l.Placed[0].X
	for k, placed := range l.Placed {
		i, ok := starts[placed.Cluster]
		if !ok {
			continue
		}
		if k > 0 {
			a, b := &items[i-1], &items[i]
			g := gapBetween(a, b)
			if placed.X < end+g.width-g.shrink {
				t.Errorf("%s: %q and %q are %d apart, want %d", name, a.r, b.r, placed.X-end, g.width-g.shrink)
			}
		}
		end = placed.X + leastAdvance(&items[i])
	}
}

func leastAdvance(it *item) unit.Length {
	if it.class.spaced() && it.wide {
		return min(it.original, it.em/2)
	}
	return it.original
}

func checkPlaced(t *testing.T, name string, c Cluster, it *item, placed Placed) {
	t.Helper()
	least := leastAdvance(it)
	if placed.Advance < least {
		t.Errorf("%s: %q is %d wide, at least %d are needed", name, c.Rune, placed.Advance, least)
	}
	if placed.Shift > 0 || -placed.Shift > clamp(c.Advance)-least {
		t.Errorf("%s: %q is shifted by %d", name, c.Rune, placed.Shift)
	}
}

func checkWidth(t *testing.T, name string, p Paragraph, items []item, starts map[int]int, l Line, last bool) {
	t.Helper()
	visible := 0
	var most, em unit.Length // that the line can be spread by
	for k, placed := range l.Placed {
		i, ok := starts[placed.Cluster]
		if ok {
			visible++
		}
		if ok && em == 0 {
			em = max(1, items[i].em)
		}
		if ok && k+1 < len(l.Placed) {
			g := gapBetween(&items[i], &items[min(i+1, len(items)-1)])
			if most += g.stretch; g.open {
				most += em / 2
			}
		}
	}
	if l.Width > p.Width && visible > 1 {
		t.Errorf("%s: a line of %d clusters is %d wide in %d", name, visible, l.Width, p.Width)
	}
	if slack := unit.Length(len(l.Placed)); p.Justify && !last && l.Width < p.Width && p.Width-l.Width <= most-slack {
		t.Errorf("%s: a line is %d wide, want %d", name, l.Width, p.Width)
	}
}

// checkEnds tests 禁则 between line n and the next. They may be broken only
// where what hangs together is wider than the line.
func checkEnds(t *testing.T, name string, p Paragraph, items []item, starts map[int]int, lines []Line, n int) {
	t.Helper()
	if n+1 == len(lines) {
		return
	}
	b, ok := starts[lines[n+1].Start]
	if !ok || b == 0 {
		t.Errorf("%s: line %d starts with no visible cluster", name, n+2)
		return
	}
	if !prohibited(&items[b-1], &items[b]) && !(items[b-1].class == digit && items[b].class == digit && items[b-1].between.blanks == 0) {
		return
	}
	from, end := b, b+1
	for from > 0 && items[from].penalty == forbidden {
		from--
	}
	for end < len(items) && items[end].penalty == forbidden {
		end++
	}
	var w unit.Length
	for i := from; i < end; i++ {
		w += items[i].original
		if i+1 < end {
			w += max(items[i].em/4, items[i].between.blank+items[i].between.wide)
		}
	}
	if w <= p.Width-p.Indent {
		t.Errorf("%s: line %d starts with %q after %q", name, n+2, items[b].r, items[b-1].r)
	}
}

func FuzzBreak(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.p.Text, int64(c.p.Width), int64(c.p.Indent), uint8(1))
		f.Add(c.p.Text, int64(c.p.Width), int64(c.p.Indent), uint8(2))
	}
	for _, s := range []string{
		"根据《中华人民共和国政府信息公开条例》（以下简称《条例》），现公布2023年度报告。",
		"国办公开办函〔2021〕30号、https://www.example.gov.cn/zwgk/a.html?year=2024&dept=31）集中发布",
		"落实三审三校——初审、复审——做到……守住！！！“‘a’”don’t e-mail 10.5% -5℃ ￥1,000",
		"   a\u3000\u3000b\u200Bc\u2060d\u00A0e \t（（（（））））。。。。", "",
	} {
		f.Add(s, int64(5000), int64(2000), uint8(1))
		f.Add(s, int64(28000), int64(0), uint8(2))
		f.Add(s, int64(700), int64(2000), uint8(3))
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, s string, width, indent int64, flags uint8) {
		if !utf8.ValidString(s) || len(s) > 3000 {
			return
		}
		p := paragraph(s)
		p.Width, p.Indent = clamp(unit.Length(width)), min(max(unit.Length(indent), -longest), longest)
		p.Justify, p.Balance = flags&1 != 0, flags&2 != 0
		check(t, "fuzz", p, Break(p))
		for i := range p.Clusters {
			p.Clusters[i].Advance = unit.Length(width*int64(i)) % 1500
			p.Clusters[i].Em = unit.Length(indent) >> (i % 60)
		}
		Break(p)
	}))
}
