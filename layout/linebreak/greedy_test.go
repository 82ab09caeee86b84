package linebreak

import (
	"os"
	"strings"
	"testing"

	"gongwen/internal/unit"
)

// greedy breaks line by line: the line that is full at natural width, with one
// more unit when squeezing makes it fit (先挤进), else without (后推出).
// It is what Break is measured against.
func greedy(s *search) []int {
	s.findOpportunities()
	var ends []int
	for c := 0; c < len(s.at)-1; {
		k := c + 1
		for k+1 < len(s.at) {
			if l := s.line(s.at[c], s.at[k+1]); l.width > s.width {
				break
			}
			k++
		}
		if l := s.line(s.at[c], s.at[k]); k+1 < len(s.at) && l.width < s.width {
			if l := s.line(s.at[c], s.at[k+1]); l.least() <= s.width {
				k++
			}
		}
		ends = append(ends, s.at[k])
		c = k
	}
	return ends
}

// quality is what a reader sees of a set of lines.
type quality struct {
	lines, orphans, parted, loose, squeezed int
	worst                                   int64 // thousandths of an em between characters
	looseness, cost                         int64
}

func (q *quality) add(s *search, ends []int) {
	from := 0
	at := make(map[int]int)
	for k, i := range s.at {
		at[i] = k
	}
	for _, end := range ends {
		l := s.line(from, end)
		last := end == len(s.items)
		q.lines++
		q.cost = add(q.cost, s.lineCost(&l, at[from], at[end]))
		if last && from >= s.orphans {
			q.orphans++
		}
		if !last && s.items[end].penalty >= keepMagnitude {
			q.parted++
		}
		if free := s.width - l.width; free > 0 && !last {
			n := s.looseness(&l, free)
			q.looseness += n
			q.worst = max(q.worst, n)
			if n > 50 {
				q.loose++
			}
		} else if free < 0 {
			q.squeezed++
		}
		from = end
	}
}

func prose(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/prose/report.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(b))
}

func newSearch(p Paragraph) *search {
	items := read(nil, p.Clusters)
	resolve(items)
	findBreaks(items, p.Balance)
	setWidths(items)
	s := &search{items: items, width: p.Width, justify: p.Justify, balance: p.Balance, orphans: orphansFrom(items)}
	s.sum(items, p.Indent)
	return s
}

// TestBetterThanGreedy compares Break with line-by-line breaking on the prose
// of a report, at the widths of pages and of columns.
func TestBetterThanGreedy(t *testing.T) {
	for _, width := range []unit.Length{28 * em, 28*em + em/3, 24 * em, 20 * em, 14 * em, 10 * em} {
		var g, b quality
		for _, text := range prose(t) {
			p := paragraph(text)
			p.Width, p.Indent, p.Justify = width, 2*em, true
			s := newSearch(p)
			g.add(s, greedy(s))
			s = newSearch(p)
			s.find()
			b.add(s, s.lines())
		}
		t.Logf("width %s\n greedy %+v\n break  %+v", inEm(width), g, b)
		if b.cost > g.cost || b.orphans > g.orphans || b.parted > g.parted {
			t.Errorf("width %s: greedy %+v, Break %+v", inEm(width), g, b)
		}
	}
}
