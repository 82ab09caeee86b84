package html

import (
	"slices"
	"strings"

	"gongwen/layout/doc"
)

// restAttribute holds what the style sheet puts behind a figure, unseen, so that
// the decimal points of a column stand below each other: CSS has no alignment
// for them.
const restAttribute = "data-rest"

// rests is what each figure of a table that is aligned by its decimal point lacks
// of the longest decimals of its column.
func (b *builder) rests(t *doc.Table) map[doc.NodeID]string {
	if b.opts.Fragment || !slices.ContainsFunc(b.doc.Styles, func(s doc.TextStyle) bool { return s.Align == doc.Decimal }) {
		return nil
	}
	longest := map[int]string{}
	b.eachDecimal(t, func(c *doc.Cell, decimals string) {
		if len(decimals) > len(longest[c.Col]) {
			longest[c.Col] = decimals
		}
	})
	rests := map[doc.NodeID]string{}
	b.eachDecimal(t, func(c *doc.Cell, decimals string) {
		if rest := longest[c.Col][len(decimals):]; rest != "" {
			rests[c.ID] = rest
		}
	})
	return rests
}

// eachDecimal visits the figures that are aligned by their decimal points, with
// the point and as many zeros as there are digits behind it.
func (b *builder) eachDecimal(t *doc.Table, visit func(c *doc.Cell, decimals string)) {
	for r := range t.Rows {
		for i := range t.Rows[r].Cells {
			c := &t.Rows[r].Cells[i]
			style, _ := b.doc.Style(c.Style)
			if style.Align != doc.Decimal || c.Role != doc.Number {
				continue
			}
			point, end := doc.DecimalPoint(doc.Text(c.Runs))
			decimals := ""
			if point < end {
				decimals = "." + strings.Repeat("0", end-point-1)
			}
			visit(c, decimals)
		}
	}
}
