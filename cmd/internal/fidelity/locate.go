package fidelity

import (
	"strings"
	"unicode"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// Line is a printed line of a block: the characters of the block's text that it
// holds, blanks not counted.
type Line struct {
	Page     int
	From, To int
	Text     string
}

// Block is where a heading, a paragraph or a table row was found.
type Block struct {
	Node  doc.NodeID
	Kind  Kind
	Text  string
	Page  int // of its first line; 0 when it was not found
	Lines []Line
}

// Kind is what is compared.
type Kind uint8

// The kinds.
const (
	Heading Kind = iota
	Paragraph
	Row
)

// locator finds the blocks of a document, in their order, among printed marks.
type locator struct {
	page  doc.PageStyle
	lines [][]Mark
	at    int // line to go on with
}

// Locate finds the headings, paragraphs and table rows of d among the marks of
// a printed document.
func Locate(d *doc.Document, marks []Mark) []Block {
	l := locator{page: d.Page}
	l.keepText(marks)
	var blocks []Block
	for _, block := range d.Body {
		switch b := block.(type) {
		case *doc.Heading:
			if p := b.Text; p != nil {
				both := l.text(p.ID, Paragraph, b.Number+doc.Text(b.Runs)+doc.Text(p.Runs))
				blocks = append(blocks, Block{Node: b.ID, Kind: Heading, Text: b.Label(), Page: both.Page}, both)
				continue
			}
			blocks = append(blocks, l.text(b.ID, Heading, b.Number+doc.Text(b.Runs)))
		case *doc.Paragraph:
			if b.Style == doc.BodyRole {
				blocks = append(blocks, l.text(b.ID, Paragraph, doc.Text(b.Runs)))
			}
		case *doc.List:
			for _, item := range b.Items {
				blocks = append(blocks, l.text(item.ID, Paragraph, item.Label.Text+doc.Text(item.Runs)))
			}
		case *doc.Table:
			blocks = append(blocks, l.rows(b)...)
		}
	}
	return blocks
}

// keepText leaves out what stands above and below the text block; on pages that are
// turned, where page numbers stand beside it, also what stands there.
func (l *locator) keepText(marks []Mark) {
	for _, m := range marks {
		if !inText(l.page, m) {
			continue
		}
		if n := len(l.lines); n > 0 && l.lines[n-1][0].Page == m.Page && l.lines[n-1][0].Y == m.Y {
			l.lines[n-1] = append(l.lines[n-1], m)
		} else {
			l.lines = append(l.lines, []Mark{m})
		}
	}
}

// inText reports whether a mark stands in the text block of its page, given the page
// that is not turned.
func inText(page doc.PageStyle, m Mark) bool {
	const slack = 8
	if m.Turned {
		page = page.Turned(1)
		if left := points(page.Left) - slack; m.X < left || m.X > left+points(page.TextWidth())+2*slack {
			return false
		}
	}
	return m.Y >= points(page.Top)-slack && m.Y <= points(page.Height-page.Bottom)+slack
}

func points(n unit.Length) float64 { return float64(n) / float64(unit.Point) }

// text finds a block that has its lines to itself.
func (l *locator) text(node doc.NodeID, kind Kind, text string) Block {
	b := Block{Node: node, Kind: kind, Text: text}
	want := visible(text)
	for i := l.at; i < len(l.lines) && len(want) > 0; i++ {
		if n := l.chain(i, want); n > 0 {
			from := 0
			for _, line := range l.lines[i : i+n] {
				to := from + len(line)
				b.Lines = append(b.Lines, Line{Page: line[0].Page, From: from, To: to, Text: string(want[from:to])})
				from = to
			}
			b.Page, l.at = b.Lines[0].Page, i+n
			break
		}
	}
	return b
}

// chain is the number of lines from line i on that hold exactly want, 0 for none.
func (l *locator) chain(i int, want []rune) int {
	n := 0
	for len(want) > 0 {
		if i+n == len(l.lines) || len(l.lines[i+n]) > len(want) {
			return 0
		}
		for k, m := range l.lines[i+n] {
			if m.Rune != want[k] {
				return 0
			}
		}
		want = want[len(l.lines[i+n]):]
		n++
	}
	return n
}

// rows finds the rows of a table, each by the longest text that it has for itself.
func (l *locator) rows(t *doc.Table) []Block {
	edges := make([]float64, len(t.Widths)+1)
	page := l.page
	if t.Turned {
		page = page.Turned(1)
	}
	edges[0] = points(page.Left)
	for i, w := range t.Widths {
		edges[i+1] = edges[i] + points(w)
	}
	var blocks []Block
	for r := range t.Rows {
		var longest *doc.Cell
		for i := range t.Rows[r].Cells {
			if c := &t.Rows[r].Cells[i]; c.RowSpan == 1 && (longest == nil || len(doc.Text(c.Runs)) > len(doc.Text(longest.Runs))) {
				longest = c
			}
		}
		if longest == nil || len(visible(doc.Text(longest.Runs))) == 0 {
			continue
		}
		b := Block{Node: t.Rows[r].ID, Kind: Row, Text: doc.Text(longest.Runs)}
		b.Page = l.cell(string(visible(b.Text)), edges[longest.Col], edges[longest.Col+longest.ColSpan])
		blocks = append(blocks, b)
	}
	return blocks
}

// cell finds text between two edges below the line to go on with, and goes on
// below its last line. It gives the page, 0 for none.
func (l *locator) cell(text string, left, right float64) int {
	var column strings.Builder
	var lines []int // of each byte of column
	for i := l.at; i < len(l.lines); i++ {
		seen := max(0, column.Len()-len(text))
		for _, m := range l.lines[i] {
			if left < m.X && m.X < right {
				column.WriteRune(m.Rune)
				for len(lines) < column.Len() {
					lines = append(lines, i)
				}
			}
		}
		if at := strings.Index(column.String()[seen:], text); at >= 0 {
			l.at = i + 1
			return l.lines[lines[seen+at]][0].Page
		}
	}
	return 0
}

// visible is text without its blanks.
func visible(text string) []rune {
	var out []rune
	for _, r := range text {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}
