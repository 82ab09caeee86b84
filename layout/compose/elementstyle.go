package compose

import (
	"gongwen/configs"
	"gongwen/layout/doc"
)

// withElementStyles says where 版头 and 版记 stand.
func withElementStyles(d *doc.Document, sheet *configs.StyleSheet) {
	h, p, f := sheet.Head, sheet.FirstPage, sheet.Foot
	d.Masthead = doc.MastheadStyle{
		Mark: h.Mark, Lines: h.Lines, Rule: ruleStyle(h.Rule), UnderMark: h.UnderMark, Drop: h.Drop, Gap: h.Gap, Below: h.Below, Preprinted: h.Preprinted,
	}
	d.First = doc.FirstPage{Rule: ruleStyle(p.Rule), Bottom: p.Bottom, Unnumbered: p.Unnumbered}
	if h.Preprinted {
		d.First.Rule.Strokes = nil
	}
	d.Colophon = doc.ColophonStyle{Outer: f.Outer, Inner: f.Inner, Inset: f.Inset, Even: f.Even}
}

func ruleStyle(r configs.RuleStyle) doc.Rule {
	return doc.Rule{Width: r.Width, Strokes: r.Strokes, Color: color(r.Color)}
}
