package main

import (
	"fmt"
	"html"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/bench/peers/neutral"
)

// page is a document as HTML with what print needs of CSS.
func page(d *neutral.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=%q><head><meta charset=\"utf-8\"><title>%s</title><meta name=\"author\" content=%q><style>\n", d.Lang, html.EscapeString(d.Title), d.Author)
	seen := map[string]bool{}
	for _, name := range keys(d.Faces) {
		f := d.Faces[name]
		for _, face := range append([]neutral.Face{f.Latin}, f.Others...) {
			if face.File != "" && !seen[face.File] {
				seen[face.File] = true
				fmt.Fprintf(&b, "@font-face{font-family:%q;src:url(\"file://%s\")}\n", base(face), face.File)
			}
		}
	}
	p := d.Page
	fmt.Fprintf(&b, "@page{size:%.2fpt %.2fpt;margin:%.2fpt %.2fpt %.2fpt %.2fpt}\nbody,h1,h2,h3,h4,p{margin:0}\na{color:inherit}\ntable{border-collapse:collapse;table-layout:fixed}\nthead{display:table-header-group}\ntr{break-inside:avoid}\nth,td{border:%.2fpt solid #000;padding:1pt %.2fpt;vertical-align:middle}\n", p.Width, p.Height, p.Top, p.Right, p.Bottom, p.Left, d.Border, d.Margin)
	if d.BandFill != "" {
		fmt.Fprintf(&b, ".band{background:%s;print-color-adjust:exact;-webkit-print-color-adjust:exact}\n", d.BandFill)
	}
	for _, role := range keys(d.Styles) {
		s := d.Styles[role]
		var families []string
		f := d.Faces[s.Font]
		for _, face := range append([]neutral.Face{f.Latin}, f.Others...) {
			if face.File != "" {
				families = append(families, fmt.Sprintf("%q", base(face)))
			}
		}
		weight := "normal"
		if s.Bold {
			weight = "bold"
		}
		fmt.Fprintf(&b, ".%s{font:%s %.2fpt/%.2fpt %s;text-align:%s;text-indent:%.2fpt}\n", role, weight, s.Size, s.Leading, strings.Join(families, ","), s.Align, s.Indent)
	}
	b.WriteString("</style></head><body>\n")
	for _, block := range d.Blocks {
		switch block.Kind {
		case neutral.Grid:
			table(&b, block.Table)
		case neutral.Title:
			element(&b, "h1", block)
		case neutral.Heading:
			element(&b, fmt.Sprintf("h%d", block.Level+1), block)
		default:
			element(&b, "p", block)
		}
	}
	b.WriteString("</body></html>\n")
	return b.String()
}

func keys[T any](m map[string]T) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

func base(face neutral.Face) string {
	return strings.TrimSuffix(filepath.Base(face.File), filepath.Ext(face.File))
}

func element(b *strings.Builder, name string, block neutral.Block) {
	fmt.Fprintf(b, "<%s class=%q>%s</%s>\n", name, block.Style, inline(block.Runs), name)
}

func inline(runs []neutral.Run) string {
	var b strings.Builder
	for _, r := range runs {
		said := html.EscapeString(r.Text)
		if r.Bold {
			said = "<b>" + said + "</b>"
		}
		if r.Link != "" {
			said = fmt.Sprintf("<a href=\"%s\">%s</a>", html.EscapeString(r.Link), said)
		}
		b.WriteString(said)
	}
	return b.String()
}

func table(b *strings.Builder, t *neutral.Table) {
	width := 0.0
	for _, w := range t.Widths {
		width += w
	}
	fmt.Fprintf(b, "<table style=\"width:%.2fpt\"><colgroup>", width)
	for _, w := range t.Widths {
		fmt.Fprintf(b, "<col style=\"width:%.2fpt\">", w)
	}
	b.WriteString("</colgroup>")
	next := 0
	for row := range t.Rows {
		if row == 0 && t.HeadRows > 0 {
			b.WriteString("<thead>")
		}
		if row == t.HeadRows {
			if row > 0 {
				b.WriteString("</thead>")
			}
			b.WriteString("<tbody>")
		}
		fmt.Fprintf(b, "<tr style=\"height:%.2fpt\">", t.RowHeight)
		for ; next < len(t.Cells) && t.Cells[next].Row == row; next++ {
			c := t.Cells[next]
			name := "td"
			if c.Role == "head" || c.Role == "stub" || c.Role == "band" {
				name = "th"
			}
			fmt.Fprintf(b, "<%s class=\"%s %s\" rowspan=\"%d\" colspan=\"%d\">%s</%s>", name, c.Role, c.Style, c.RowSpan, c.ColSpan, inline(c.Runs), name)
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table>\n")
}
