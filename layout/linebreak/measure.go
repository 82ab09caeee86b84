package linebreak

import (
	"slices"

	"gongwen/internal/unit"
)

// sums are the lengths of a stretch of text that its cost depends on.
type sums struct {
	width   unit.Length // natural
	soft    unit.Length // squeezed first: word spaces, middle dots, brackets, commas
	mixed   unit.Length // squeezed next: between Han and Western text
	stops   unit.Length // squeezed last: ends of sentences
	stretch unit.Length // spread first
	gaps    int64       // spread last
}

func (s *sums) least() unit.Length { return s.width - s.soft - s.mixed - s.stops }

func (s *sums) squeeze(st step, l unit.Length) {
	switch st {
	case mixedStep:
		s.mixed += l
	case stopStep:
		s.stops += l
	default:
		s.soft += l
	}
}

func (s *sums) addItem(t *item) {
	s.width += t.advance
	s.squeeze(t.roomStep(), t.room)
}

func (s *sums) addGap(g *gap) {
	s.width += g.width
	s.squeeze(g.step, g.shrink)
	s.stretch += g.stretch
	if g.open {
		s.gaps++
	}
}

// measure answers for any line what its sums are.
type measure struct {
	heads []sums // by first item: what is before the line
	tails []sums // by end item: what is before the line's end
}

// sum sums up items. The first line is measured with its indent.
func (m *measure) sum(items []item, indent unit.Length) {
	n := len(items) + 1
	m.heads = slices.Grow(m.heads[:0], n)[:n]
	m.tails = slices.Grow(m.tails[:0], n)[:n]
	m.heads[n-1], m.tails[0] = sums{}, sums{}
	var s sums
	for i := range items {
		t := &items[i]
		if i == 0 && indent != 0 {
			m.heads[0] = sums{width: -indent}
		} else {
			m.heads[i] = s
			m.heads[i].width += t.startRoom()
			m.heads[i].squeeze(t.roomStep(), t.startRoom())
		}
		s.addItem(t)
		m.tails[i+1] = s
		m.tails[i+1].width -= t.endRoom()
		m.tails[i+1].squeeze(t.roomStep(), -t.endRoom())
		s.addGap(&t.gap)
	}
}

// widthOf is the natural width of the line of items from to end.
func (m *measure) widthOf(from, end int) unit.Length {
	return m.tails[end].width - m.heads[from].width
}

// line is the sums of the line of items from to end.
func (m *measure) line(from, end int) sums {
	a, b := &m.heads[from], &m.tails[end]
	return sums{
		b.width - a.width, b.soft - a.soft, b.mixed - a.mixed, b.stops - a.stops, b.stretch - a.stretch, b.gaps - a.gaps,
	}
}
