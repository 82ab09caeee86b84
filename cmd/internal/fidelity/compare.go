// Package fidelity measures how far the DOCX of a report is the same document
// as its PDF when LibreOffice prints it with the same faces: whether headings
// and table rows stand on the same pages, and lines of text break at the same
// places.
package fidelity

import (
	"fmt"
	"maps"

	"gongwen/layout/doc"
)

// Count is how many of All things that were compared are the Same in both.
type Count struct{ Same, All int }

// String is such as 7/8 (87.5 %), and a dash where nothing was compared.
func (c Count) String() string {
	if c.All == 0 {
		return "–"
	}
	return fmt.Sprintf("%d/%d (%.1f %%)", c.Same, c.All, c.Percent())
}

// Percent is how much of All is Same; 100 where nothing was compared.
func (c Count) Percent() float64 {
	if c.All == 0 {
		return 100
	}
	return float64(c.Same) * 100 / float64(c.All)
}

func (c *Count) add(same bool) {
	c.All++
	if same {
		c.Same++
	}
}

// Score is the result of a comparison.
type Score struct {
	Headings, Rows Count // on the same page
	Lines          Count // of body text: the same first and last character
	LinePages      Count // of body text: lines that are the same and on the same page
	Texts          Count // pages whose text blocks show the same characters, in whatever lines
	Differences    []Difference
}

// Difference is what differs between the PDF and the printed DOCX.
type Difference struct {
	Kind  Kind
	Ours  string // page or line in the PDF
	There string // in the printed DOCX
	Class Class
}

// Compare compares where the PDF and the printed DOCX have the blocks of d.
func Compare(d *doc.Document, pdf, docx []Mark) Score {
	s := Score{Texts: sameTexts(d, pdf, docx)}
	ours, theirs := Locate(d, pdf), Locate(d, docx)
	for i, o := range ours {
		t := theirs[i]
		if o.Kind != Paragraph {
			same := o.Page == t.Page && o.Page > 0
			count := &s.Headings
			if o.Kind == Row {
				count = &s.Rows
			}
			count.add(same)
			if !same {
				s.Differences = append(s.Differences, Difference{
					Kind: o.Kind, Class: classOfPage(o, t),
					Ours: fmt.Sprintf("%s: page %d", o.Text, o.Page), There: fmt.Sprintf("page %d", t.Page),
				})
			}
			continue
		}
		s.paragraph(o, t)
	}
	return s
}

// sameTexts counts the pages that show the same characters.
func sameTexts(d *doc.Document, pdf, docx []Mark) Count {
	ours, theirs := texts(d, pdf), texts(d, docx)
	var c Count
	for i := range max(len(ours), len(theirs)) {
		c.add(i < len(ours) && i < len(theirs) && maps.Equal(ours[i], theirs[i]))
	}
	return c
}

// texts is how often each character stands in the text block of each page.
func texts(d *doc.Document, marks []Mark) []map[rune]int {
	var pages []map[rune]int
	for _, m := range marks {
		for len(pages) < m.Page {
			pages = append(pages, map[rune]int{})
		}
		if inText(d.Page, m) {
			pages[m.Page-1][m.Rune]++
		}
	}
	return pages
}

// paragraph compares line by line. A line that ends elsewhere moves the start
// of the next; both count, one is named.
func (s *Score) paragraph(ours, theirs Block) {
	named := false
	for _, line := range ours.Lines {
		there := lineFrom(theirs.Lines, line.From)
		same := there != nil && there.To == line.To
		s.Lines.add(same)
		s.LinePages.add(same && there.Page == line.Page)
		switch {
		case same:
			named = false
		case there == nil && named:
		case there == nil:
			s.Differences = append(s.Differences, Difference{Kind: Paragraph, Ours: line.Text, Class: NotFound})
		default:
			named = true
			s.Differences = append(s.Differences, Difference{
				Kind: Paragraph, Ours: line.Text, There: there.Text, Class: classOfLine(line, *there),
			})
		}
	}
	if len(ours.Lines) == 0 {
		s.Lines.add(false)
		s.Differences = append(s.Differences, Difference{Kind: Paragraph, Ours: ours.Text, Class: NotFound})
	}
}

// lineFrom is the line that begins with the given character.
func lineFrom(lines []Line, from int) *Line {
	for i := range lines {
		if lines[i].From == from {
			return &lines[i]
		}
	}
	return nil
}
