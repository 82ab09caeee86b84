package html

import (
	"fmt"
	"strings"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// Classes of paragraphs that stand apart on paper.
const (
	newPageClass = prefix + "-new-page"
	blankClass   = prefix + "-blank"
)

// classesOf is the classes of a paragraph, empty for plain text.
func classesOf(p *doc.Paragraph) string {
	var names []string
	if p.Style != doc.BodyRole {
		names = append(names, class(p.Style))
	}
	if p.NewPage {
		names = append(names, newPageClass)
	}
	if p.Blank > 0 {
		names = append(names, blankClass)
	}
	return strings.Join(names, " ")
}

// hanging is the style of a paragraph beside a label, empty without one.
func hanging(l doc.Label) string {
	if l.Text == "" {
		return ""
	}
	return fmt.Sprintf("padding-left:%dem;text-indent:%dem", l.Hang, l.At-l.Hang)
}

// label writes the label of a paragraph.
func (b *builder) label(l doc.Label) {
	if l.Text == "" {
		return
	}
	role := ""
	if l.Style != "" {
		role = class(l.Style)
	}
	b.w.open("span", "class", role, "style", fmt.Sprintf("display:inline-block;text-indent:0;min-width:%dem", l.Hang-l.At))
	b.w.text(l.Text, diag.Pos{})
	b.w.close("span")
}

// apart writes how paragraphs that begin a page or stand below blank lines are
// set on paper, and headings that have the look of another level.
func (s *stylesheet) apart() {
	newPage, blank := false, 0
	for _, b := range s.doc.Body {
		switch b := b.(type) {
		case *doc.Paragraph:
			newPage = newPage || b.NewPage
			blank = max(blank, b.Blank)
		case *doc.Table:
			newPage = newPage || b.NewPage
		case *doc.Heading:
			newPage = newPage || b.NewPage
			s.borrow(b.Role)
		}
	}
	if newPage {
		s.rule("."+newPageClass, "break-before:page")
	}
	if blank > 0 {
		s.rule("."+blankClass, "margin-top:"+string(points(s.doc.Page.Pitch)))
	}
}

// borrow writes, once, the look of a heading's level for elements of another.
func (s *stylesheet) borrow(role string) {
	if doc.HeadingLevel(role) == 0 || strings.Contains(string(s.b), "\n."+class(role)+"{") {
		return
	}
	if style, ok := s.doc.Style(role); ok {
		s.text("."+class(role), style)
	}
}
