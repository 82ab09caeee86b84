package linebreak

import (
	"math/bits"

	"gongwen/internal/unit"
)

// set places the items of each line. ends are the lines' ends in items.
func set(p Paragraph, items []item, ends []int) []Line {
	lines := make([]Line, len(ends))
	placed := make([]Placed, 0, len(p.Clusters))
	from := 0
	for n, end := range ends {
		l := placer{items: items[from:end], clusters: p.Clusters, placed: placed[len(placed):]}
		if n == 0 {
			l.x = p.Indent
		} else {
			lines[n].Start = items[from].cluster
		}
		if p.Greedy && !p.Balance {
			l.whole()
		} else {
			l.natural(n == 0 && p.Indent != 0)
		}
		last := n == len(ends)-1
		if free := p.Width - l.x - l.width(); p.Justify && (free < 0 || !last) {
			l.adjust(free)
		}
		l.place()
		lines[n].Placed, lines[n].Width = l.placed, l.x
		placed = placed[:len(placed)+len(l.placed)]
		lines[n].End = len(p.Clusters)
		if !last {
			lines[n].End = items[end].cluster
		}
		from = end
	}
	return lines
}

// placer sets one line. It changes the items' advances and gaps to their final
// ones.
type placer struct {
	items    []item
	clusters []Cluster
	x        unit.Length // of the next cluster
	placed   []Placed
}

// natural squeezes the marks at the line's ends, the first not when it stands
// after an indent.
func (l *placer) natural(indented bool) {
	first, last := &l.items[0], &l.items[len(l.items)-1]
	if first.class == opening && !indented {
		first.halve()
	}
	if last.class != opening {
		last.halve()
	}
	last.gap = gap{}
}

// whole leaves the marks at the line's ends as wide as they are.
func (l *placer) whole() { l.items[len(l.items)-1].gap = gap{} }

func (l *placer) width() unit.Length {
	var w unit.Length
	for i := range l.items {
		w += l.items[i].advance + l.items[i].gap.width
	}
	return w
}

// adjust makes the line wider or, when free is negative, narrower.
func (l *placer) adjust(free unit.Length) {
	if free < 0 {
		for st := range steps {
			free += l.squeeze(st, -free)
		}
		return
	}
	if free > l.mostSpread() {
		return
	}
	for _, st := range []step{wordStep, mixedStep} {
		free -= l.spreadFirst(st, free)
	}
	l.spread(free)
}

func (l *placer) mostSpread() unit.Length {
	var stretch unit.Length
	var gaps int64
	for i := range l.items {
		g := &l.items[i].gap
		stretch += g.stretch
		if g.open {
			gaps++
		}
	}
	return mostSpread(stretch, gaps, max(1, l.items[0].em))
}

// squeeze takes at most n from what st names, of all alike, and says how much.
func (l *placer) squeeze(st step, n unit.Length) unit.Length {
	var all unit.Length
	for i := range l.items {
		room, shrink := l.items[i].at(st)
		all += room + shrink
	}
	d := divider{n: min(n, all), of: all}
	for i := range l.items {
		t := &l.items[i]
		room, shrink := t.at(st)
		t.advance -= d.next(room)
		t.gap.width -= d.next(shrink)
	}
	return d.n
}

// at returns how far step st can squeeze an item and the gap behind it.
func (t *item) at(st step) (room, shrink unit.Length) {
	if t.roomStep() == st {
		room = t.room
	}
	if t.gap.step == st {
		shrink = t.gap.shrink
	}
	return room, shrink
}

// spreadFirst gives at most n to the gaps of st up to their limit.
func (l *placer) spreadFirst(st step, n unit.Length) unit.Length {
	var all unit.Length
	for i := range l.items {
		if g := &l.items[i].gap; g.step == st {
			all += g.stretch
		}
	}
	d := divider{n: min(n, all), of: all}
	for i := range l.items {
		if g := &l.items[i].gap; g.step == st {
			g.width += d.next(g.stretch)
		}
	}
	return d.n
}

// spread gives n to all open gaps alike.
func (l *placer) spread(n unit.Length) {
	d := divider{n: n}
	for i := range l.items {
		if l.items[i].gap.open {
			d.of++
		}
	}
	for i := range l.items {
		if g := &l.items[i].gap; g.open {
			g.width += d.next(1)
		}
	}
}

// divider deals n out to parts in proportion to their sizes, whose sum is of,
// so that nothing remains and no part of at least n gets more than its size.
type divider struct{ n, of, seen, given unit.Length }

func (d *divider) next(size unit.Length) unit.Length {
	if size == 0 || d.of == 0 {
		return 0
	}
	d.seen += size
	hi, lo := bits.Mul64(uint64(d.n), uint64(d.seen))
	sum, _ := bits.Div64(hi, lo, uint64(d.of))
	part := unit.Length(sum) - d.given
	d.given += part
	return part
}

// place makes the line's Placed and moves x to its end.
func (l *placer) place() {
	for i := range l.items {
		t := &l.items[i]
		l.placed = append(l.placed, Placed{Cluster: t.cluster, X: l.x, Advance: t.advance, Shift: t.shift()})
		l.x += t.advance
		if i+1 < len(l.items) {
			l.placeGap(t, l.items[i+1].cluster)
		}
	}
}

// shift is where a squeezed mark is drawn: the white is taken from the left of
// an opening mark and from both sides of a middle dot.
func (t *item) shift() unit.Length {
	switch t.class {
	case opening:
		return t.advance - t.original
	case dot:
		return (t.advance - t.original) / 2
	}
	return 0
}

// placeGap places the blanks between t and the cluster next, or widens t when
// there are none.
func (l *placer) placeGap(t *item, next int) {
	width := t.gap.width
	if t.between.blanks == 0 {
		l.placed[len(l.placed)-1].Advance += width
		l.x += width
		return
	}
	spare := width - t.between.wide
	for i := t.cluster + 1; i < next; i++ {
		c := classOf(l.clusters[i].Rune, false)
		if c != blank && c != fixedBlank && c != wideBlank {
			continue
		}
		advance := spare
		spare = 0
		if c == wideBlank {
			advance += clamp(l.clusters[i].Advance)
		}
		l.placed = append(l.placed, Placed{Cluster: i, X: l.x, Advance: advance})
		l.x += advance
	}
}
