package layout

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

func newSetting() *doc.Setting {
	return &doc.Setting{
		Stretches: map[doc.NodeID][]doc.Stretch{}, Above: map[doc.NodeID]unit.Length{}, Below: map[doc.NodeID]unit.Length{},
		Rows: map[doc.NodeID]doc.RowSetting{}, Sizes: map[doc.NodeID]unit.Length{},
	}
}

// notePlaces notes how tables were divided and what stands below them.
func (s *setter) notePlaces(pieces []piece, sheets [][]slot, b breaker) {
	for _, sheet := range sheets {
		for i, at := range sheet {
			p := &pieces[at.piece]
			if p.table != nil {
				s.noteRows(p.table, at, b.limit-at.y)
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
			if above := &pieces[before.piece]; above.table != nil {
				s.setting.Above[p.lines[0].text.node()] = at.y - before.y - above.table.height(before.from)
			}
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
