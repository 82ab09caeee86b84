package html

import (
	"strings"

	"gongwen/layout/doc"
)

// Classes of tables that stand apart on paper, and of the lines over them.
const (
	turnedClass    = prefix + "-turned"
	tableLineClass = prefix + "-table-line"
)

// onPage writes a table with all that belongs to it, in a box where it begins a page
// or stands on pages that are turned (GB/T 9704-2012 8).
func (b *builder) onPage(t *doc.Table, write func()) {
	var classes []string
	if t.NewPage {
		classes = append(classes, newPageClass)
	}
	if t.Turned {
		classes = append(classes, turnedClass)
	}
	if len(classes) == 0 {
		write()
		return
	}
	b.w.open("div", "class", strings.Join(classes, " "))
	b.w.line()
	write()
	b.w.close("div")
	b.w.line()
}

// tableLines writes the lines over a table, those of two texts in a row.
func (b *builder) tableLines(lines []doc.TableLine) {
	for _, l := range lines {
		if l.Text == nil || l.Right == nil {
			b.lines(l.Paragraphs())
			continue
		}
		b.w.open("div", "class", tableLineClass, "style", b.inline("display:flex;justify-content:space-between"))
		b.w.line()
		b.lines(l.Paragraphs())
		b.w.close("div")
		b.w.line()
	}
}

// tableLooks writes how the lines over tables are set, and the pages that are
// turned, where the document has any.
func (s *stylesheet) tableLooks() {
	lines, turned := false, false
	for _, b := range s.doc.Body {
		if t, ok := b.(*doc.Table); ok {
			lines, turned = lines || len(t.Above) > 0, turned || t.Turned
		}
	}
	if lines {
		s.rule("."+tableLineClass, "display:flex;justify-content:space-between;gap:1em;break-after:avoid")
		s.rule("."+tableLineClass+" p", "margin:0")
		for _, role := range []string{doc.TableTitleRole, doc.TableMarkRole, doc.TableRightMarkRole} {
			s.rule("."+class(role), "text-indent:0;break-after:avoid")
		}
	}
	if turned {
		s.turnedPages()
	}
}

// turnedPages are the pages of tables that are turned: their number stands where
// other pages have it when the sheets lie one on the other.
func (s *stylesheet) turnedPages() {
	p := s.doc.Page.Turned(1)
	s.rule("."+turnedClass, "page:"+turnedClass)
	s.rule("@page "+turnedClass, "size:"+string(points(p.Width))+" "+string(points(p.Height))+
		";margin:"+string(points(p.Top))+" "+string(points(p.Right))+" "+string(points(p.Bottom))+" "+string(points(p.Left)))
	style, ok := s.doc.Style(doc.PageNumberRole)
	if !ok {
		return
	}
	n := s.doc.Page.Number
	number := s.font(style) + ";content:" + quote(n.Before) + " counter(page) " + quote(n.After) +
		";writing-mode:vertical-rl;text-orientation:sideways;text-align:end;padding-right:" + string(points(max(0, n.Drop-style.Leading/2)))
	none := "@bottom-left{content:none}@bottom-center{content:none}@bottom-right{content:none}"
	sides := map[string]string{":right": "bottom", ":left": "top"}
	for _, pages := range []string{":right", ":left"} {
		side := "middle"
		switch n.Place {
		case doc.Outside:
			side = sides[pages]
		case doc.Right:
			side = "bottom"
		}
		box := number
		if side != "middle" {
			box += ";padding-" + side + ":" + string(points(n.Inset))
		}
		s.rule("@page "+turnedClass+pages, none+"@left-"+side+"{"+box+"}")
	}
}
