package layout

import (
	"slices"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

func newSetting() *doc.Setting {
	return &doc.Setting{
		Stretches: map[doc.NodeID][]doc.Stretch{}, Ends: map[doc.NodeID][]int{}, Above: map[doc.NodeID]unit.Length{}, Below: map[doc.NodeID]unit.Length{},
		Rows: map[doc.NodeID]doc.RowSetting{}, Widths: map[doc.NodeID][]unit.Length{}, Single: map[doc.NodeID]bool{}, Kept: map[doc.NodeID]bool{}, Parted: map[doc.NodeID]bool{}, Sizes: map[doc.NodeID]unit.Length{}, Free: map[doc.NodeID]unit.Length{},
	}
}

// notePlaces notes how tables were divided and what stands below them.
func (s *setter) notePlaces(pieces []piece, sheets [][]slot) {
	s.noteSingle(pieces, sheets)
	for n, sheet := range sheets {
		if n > 0 {
			s.noteParted(pieces, sheet, n == 1)
		}
		for i, at := range sheet {
			p := &pieces[at.piece]
			if p.table != nil {
				s.noteRows(p.table, at, textLimit(s.pageStyle(1, p.turned))-at.y)
				if i > 0 && len(pieces[sheet[i-1].piece].lines) > 0 {
					above := &pieces[sheet[i-1].piece]
					s.setting.Below[above.lines[0].text.node()] = at.y - sheet[i-1].y - above.height
				}
				continue
			}
			if i == 0 || len(p.lines) == 0 {
				continue
			}
			before := sheet[i-1]
			s.noteKept(&pieces[before.piece], p)
			if above := &pieces[before.piece]; above.table != nil {
				s.setting.Above[p.lines[0].text.node()] = at.y - before.y - above.table.height(before.from)
			}
		}
	}
}

// noteParted notes the paragraph that a page has begun in the page before: no word
// processor keeps it with what follows without taking the whole of it there. Below a 版头
// the first page shows as much of it as there is room for, a single line too.
func (s *setter) noteParted(pieces []piece, sheet []slot, second bool) {
	if len(sheet) == 0 || sheet[0].piece == 0 {
		return
	}
	above, first := &pieces[sheet[0].piece-1], &pieces[sheet[0].piece]
	if sameParagraph(above, first) {
		node := first.lines[0].text.node()
		s.setting.Parted[node] = true
		if _, headed := s.doc.Body[0].(*doc.Masthead); headed && second {
			s.setting.Shows = node
		}
	}
}

// noteEnds notes where the lines of a paragraph with whole runs end, which no word
// processor keeps whole.
func (s *setter) noteEnds(b *doc.Paragraph, lines []line) {
	if len(lines) < 2 || !slices.ContainsFunc(b.Runs, func(r doc.Run) bool { return r.Whole }) {
		return
	}
	s.setting.Ends[b.ID] = ends(lines)
}

// ends are where lines but the last end, in bytes of their text.
func ends(lines []line) []int {
	var at []int
	for i := 0; i+1 < len(lines); i++ {
		at = append(at, lines[i].text.byteAt(lines[i].broken.End))
	}
	return at
}

// noteKept notes a paragraph that stays with the next one on their page.
func (s *setter) noteKept(above, below *piece) {
	if !above.keep || len(above.lines) == 0 {
		return
	}
	if node := above.lines[0].text.node(); node != 0 && node != below.lines[0].text.node() {
		s.setting.Kept[node] = true
	}
}

// noteSingle notes the paragraphs whose first line alone stands at a page's end, or whose
// last line alone begins one.
func (s *setter) noteSingle(pieces []piece, sheets [][]slot) {
	block := func(i int) doc.NodeID {
		if i < 0 || i >= len(pieces) || len(pieces[i].lines) == 0 {
			return 0
		}
		return pieces[i].lines[0].text.node()
	}
	for _, sheet := range sheets {
		if len(sheet) == 0 {
			continue
		}
		last := sheet[len(sheet)-1].piece
		if node := block(last); node != 0 && block(last+1) == node && (block(last-1) != node || block(last+2) != node) {
			s.setting.Single[node] = true
		}
	}
}

// node is the block that a text belongs to.
func (t *text) node() doc.NodeID {
	for _, sp := range t.spans {
		if sp.link == "" {
			return sp.node
		}
	}
	return 0
}

// noteRows notes the rows of a slot. A row that would find room on the page
// but was moved to the next is kept with those below it until one does not.
func (s *setter) noteRows(t *setTable, at slot, room unit.Length) {
	whole := at.from == 0 && at.to == t.grid.Rows()
	for r := at.from; r < at.to; r++ {
		s.setting.Rows[t.rows[r]] = doc.RowSetting{
			Height: t.grid.RowHeight(r),
			Keep:   r < at.to-1 && (whole || r <= t.grid.HeadRows()) || s.setting.Rows[t.rows[r]].Keep,
		}
	}
	for r := at.to; r+1 < t.grid.Rows() && t.grid.Plain(at.from, r+1) <= room; r++ {
		s.setting.Rows[t.rows[r]] = doc.RowSetting{Keep: true}
	}
}
