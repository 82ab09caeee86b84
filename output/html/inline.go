package html

import (
	"slices"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// Properties by which a table tells the style sheet its own measures.
const (
	widthProperty  = "--width:" // least width on the screen
	heightProperty = "--height:"
)

// inline is a style that a fragment carries in the element, and a whole file in
// its style sheet.
func (b *builder) inline(style string) string {
	if b.opts.Fragment {
		return style
	}
	return ""
}

// tableStyle is the style attribute of a table. On a narrow screen it keeps the
// width at which its narrowest column shows two Chinese characters: labels of
// such columns are words of two.
func (b *builder) tableStyle(t *doc.Table) string {
	least := ""
	if narrowest := slices.Min(append(slices.Clone(t.Widths), unit.Sum(t.Widths))); narrowest > 0 {
		const column = 280 // hundredths of an em: two characters, the margins and the rules
		least = hundredths(int64(unit.Sum(t.Widths).MulDiv(column, int64(narrowest)))) + "em"
	}
	if b.opts.Fragment {
		style := "border-collapse:collapse;width:100%"
		if least != "" {
			style += ";min-width:" + least
		}
		return style
	}
	style := ""
	if least != "" {
		style = widthProperty + least
	}
	if t.RowHeight > 0 {
		if style != "" {
			style += ";"
		}
		style += heightProperty + string(points(t.RowHeight))
	}
	return style
}

// cellStyle is the style attribute of a cell of a fragment.
func (b *builder) cellStyle(c *doc.Cell) string {
	if !b.opts.Fragment {
		return ""
	}
	style, _ := b.doc.Style(c.Style)
	return "border:1px solid;padding:.2em .3em;text-align:" + alignment(style.Align)
}

// points is a length as CSS writes it.
func points(l unit.Length) []byte { return append(unit.AppendPoints(nil, l, 4), "pt"...) }

// alignment is the value of text-align (CSS Text 3, 6.1).
func alignment(a doc.Align) string {
	return [...]string{doc.Justify: "justify", doc.Left: "left", doc.Centred: "center", doc.AlignRight: "right", doc.Decimal: "right"}[a]
}
