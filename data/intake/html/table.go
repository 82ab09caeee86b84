package html

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
)

// table reads a table; one that only arranges the page becomes what it holds.
func (r *reader) table(n *html.Node, as textStyle) error {
	if err := r.flush(); err != nil {
		return err
	}
	at := r.pos
	found := flow.Found{Pos: at}
	groups, head := r.groups(n)
	found.Head = head
	as = r.within(n, as)
	for _, group := range groups {
		if err := r.rowGroup(group, &found, as); err != nil {
			return err
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if element(c) == atom.Caption {
			r.caption = true
			if err := r.element(c, as); err != nil {
				return err
			}
			r.caption = false
		}
	}
	blocks, flattened := found.Blocks()
	for range flattened {
		r.left[nestedTable] = append(r.left[nestedTable], mention{at: at})
	}
	for _, b := range blocks {
		if b.Kind == flow.Tabular && !hasCells(b.Table) {
			continue
		}
		from := origin{node: n}
		if known, ok := r.origins[b.Pos]; ok && b.Pos != at {
			from = known
		}
		if err := r.add(b, from); err != nil {
			return err
		}
	}
	return nil
}

func hasCells(t *flow.Table) bool {
	return slices.ContainsFunc(t.Rows, func(row flow.Row) bool { return len(row.Cells) > 0 })
}

// groups are the rows of a table, in its row groups in the order in which they
// are shown: a foot comes last. Rows that are not shown are left out. heads is how
// many rows are heads.
func (r *reader) groups(table *html.Node) (groups [][]*html.Node, heads int) {
	var head, out, foot [][]*html.Node
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if isHidden(c) {
			r.hide(c)
			continue
		}
		var rows []*html.Node
		for row := c.FirstChild; row != nil; row = row.NextSibling {
			switch {
			case element(row) != atom.Tr:
			case isHidden(row):
				r.hide(row)
			default:
				rows = append(rows, row)
			}
		}
		switch element(c) {
		case atom.Thead:
			head = append(head, rows)
			heads += len(rows)
		case atom.Tfoot:
			foot = append(foot, rows)
		case atom.Tbody:
			out = append(out, rows)
		}
	}
	return slices.Concat(head, out, foot), heads
}

// hide notes a part of a table that is hidden.
func (r *reader) hide(n *html.Node) {
	r.move(n)
	r.unseen(n)
}

// rowGroup reads the rows of a group and puts their cells into the table's grid
// (HTML Living Standard 4.9.12). Cells do not reach out of their group.
func (r *reader) rowGroup(rows []*html.Node, found *flow.Found, as textStyle) error {
	var covered []int // rows that a cell still covers, by column
	for i, row := range rows {
		r.move(row)
		out := flow.FoundRow{Pos: r.pos}
		as := r.within(row, r.within(row.Parent, as))
		col := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if e := element(c); e != atom.Td && e != atom.Th {
				continue
			}
			if isHidden(c) {
				r.hide(c)
				continue
			}
			for col < len(covered) && covered[col] > 0 {
				col++
			}
			cell, err := r.cell(c, as, len(rows)-i)
			if err != nil {
				return err
			}
			if col+cell.ColSpan > maxColumns {
				r.left[wideTable] = append(r.left[wideTable], mention{cell.Pos, textOf(c)})
				break
			}
			cell.Col = col
			out.Cells = append(out.Cells, cell)
			for end := col + cell.ColSpan; col < end; col++ {
				if col == len(covered) {
					covered = append(covered, 0)
				}
				covered[col] = max(covered[col], cell.RowSpan)
			}
		}
		for k := range covered {
			covered[k] = max(covered[k]-1, 0)
		}
		found.Rows = append(found.Rows, out)
	}
	return nil
}

// cell reads a cell; rows are those that its group has from it on.
func (r *reader) cell(n *html.Node, as textStyle, rows int) (flow.FoundCell, error) {
	if r.cells++; r.cells > maxCells {
		return flow.FoundCell{}, errTooLarge
	}
	r.move(n)
	out := flow.FoundCell{Cell: flow.Cell{Pos: r.pos, RowSpan: r.span(n, "rowspan", rows), ColSpan: r.span(n, "colspan", maxSpan)}}
	outer, level, missing := r.blocks, r.level, r.missing
	r.blocks, r.level, r.missing = nil, 0, false
	look := r.within(n, textStyle{pre: as.pre, means: as.means & cell.Struck, invisible: as.invisible, sizeless: as.sizeless, ink: as.ink, painted: as.painted})
	look.cell = true
	if hasLook(n, "generated") || turned(n) {
		r.line.Miss()
	}
	err := r.children(n, look)
	if err == nil {
		err = r.flush()
	}
	if out.Blocks = r.blocks; r.missing {
		out.AddMissing()
	}
	for i := range out.Blocks {
		out.Blocks[i].Align = alignOf(n)
	}
	r.blocks, r.level, r.missing = outer, level, missing
	return out, err
}

// span is the rows or columns of a cell, of those there are at most. One of 0
// rows goes to the end of its group (4.9.11).
func (r *reader) span(n *html.Node, key string, most int) int {
	said, given := lookUp(n, key)
	if !given {
		return 1
	}
	said = strings.TrimSpace(said)
	digits := said[:len(said)-len(strings.TrimLeft(said, "0123456789"))]
	span, err := strconv.Atoi(digits)
	switch {
	case digits == "" || span == 0 && key == "colspan":
		return 1
	case err != nil || span > most:
		r.leave(wrongSpan, key+"="+said)
		return most
	case span == 0:
		return most
	}
	return span
}

// figures counts the cells of a report's table: of those that are no table of
// figures with labels it gives 0.
func figures(t *flow.Table) int {
	const few = 3
	labels, numbers := 0, 0
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			if flow.IsFigure(cell.Text) {
				numbers++
			} else if isLabel(cell.Text) {
				labels++
			}
		}
	}
	if labels < few || numbers < few {
		return 0
	}
	return numbers
}

// isLabel reports whether a text has two Chinese characters at least, as the days
// of a calendar do not.
func isLabel(s string) bool {
	n := 0
	for _, r := range s {
		if isWide(r) {
			n++
		}
	}
	return n >= 2
}
