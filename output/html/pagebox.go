package html

import "gongwen/layout/doc"

// pages writes the page and its number (CSS Paged Media 3). Browsers that know
// no margin boxes leave the number out.
func (s *stylesheet) pages() {
	p := s.doc.Page
	s.rule("@page", "size:"+string(points(p.Width))+" "+string(points(p.Height))+
		";margin:"+string(points(p.Top))+" "+string(points(p.Right))+" "+string(points(p.Bottom))+" "+string(points(p.Left)))
	if p.Mirror {
		s.rule("@page:left", "margin-left:"+string(points(p.Right))+";margin-right:"+string(points(p.Left)))
	}
	switch p.Number.Place {
	case doc.Outside:
		s.pageNumber(":right", "right")
		s.pageNumber(":left", "left")
	case doc.Right:
		s.pageNumber("", "right")
	default:
		s.pageNumber("", "center")
	}
}

// pageNumber puts the number below the text block, at its left, center or right.
func (s *stylesheet) pageNumber(pages, side string) {
	style, ok := s.doc.Style(doc.PageNumberRole)
	if !ok {
		return
	}
	n := s.doc.Page.Number
	box := s.font(style) + ";content:" + quote(n.Before) + " counter(page) " + quote(n.After) +
		";vertical-align:top;padding-top:" + string(points(max(0, n.Drop-style.Leading/2)))
	if side != "center" {
		box += ";padding-" + side + ":" + string(points(n.Inset))
	}
	s.rule("@page"+pages, "@bottom-"+side+"{"+box+"}")
}

// draftMark marks every page of a draft, as far above the text block as the
// number is below it. The first page has the mark that stands in the text, for
// browsers that know no margin boxes.
func (s *stylesheet) draftMark() {
	style, ok := s.doc.Style(doc.DraftRole)
	if !ok || !s.doc.Meta.Draft {
		return
	}
	s.rule("."+class(doc.DraftRole), s.font(style)+";text-align:right;text-indent:0")
	s.rule("@page", "@top-right{"+s.font(style)+";content:"+quote(s.doc.Page.DraftMark)+
		";vertical-align:bottom;padding-bottom:"+string(points(max(0, s.doc.Page.Number.Drop-style.Leading/2)))+"}")
	s.rule("@page:first", "@top-right{content:none}")
}
