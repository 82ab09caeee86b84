package linedump

import (
	"fmt"

	"gongwen/layout/doc"
)

// Said is the texts of a document in reading order, each of a line of the title,
// a heading, a paragraph, a cell or a caption. A block of a kind that it does
// not know is said as its type, which no page says.
func Said(d *doc.Document) []string {
	var said []string
	for _, block := range d.Body {
		said = append(said, saidOf(block)...)
	}
	return said
}

func saidOf(block doc.Block) []string {
	switch b := block.(type) {
	case *doc.Title:
		var lines []string
		for _, l := range b.Lines {
			lines = append(lines, doc.Text(l))
		}
		return lines
	case *doc.Heading:
		said := []string{b.Number + doc.Text(b.Runs)}
		if b.Text != nil {
			said = append(said, saidOf(b.Text)...)
		}
		return said
	case *doc.Paragraph:
		return []string{b.Label.Text + doc.Text(b.Runs)}
	case *doc.List:
		var said []string
		for _, item := range b.Items {
			if item.Label.Text != "" {
				said = append(said, item.Label.Text) // apart: some formats count items themselves
			}
			said = append(said, doc.Text(item.Runs))
		}
		return said
	case *doc.Table:
		return saidOfTable(b)
	case *doc.Figure:
		if b.Caption == nil {
			return nil
		}
		return saidOf(b.Caption)
	case *doc.SignOff:
		return saidOfAll(b.Lines())
	case *doc.Masthead:
		return saidOfAll(b.Paragraphs())
	case *doc.Colophon:
		return saidOfAll(b.Paragraphs())
	}
	return []string{fmt.Sprintf("%T", block)}
}

func saidOfAll(paragraphs []*doc.Paragraph) []string {
	var said []string
	for _, p := range paragraphs {
		said = append(said, saidOf(p)...)
	}
	return said
}

func saidOfTable(b *doc.Table) []string {
	said := saidOfAll(b.Lines())
	for _, row := range b.Rows {
		for _, c := range row.Cells {
			said = append(said, doc.Text(c.Runs))
		}
	}
	for _, n := range b.Notes {
		said = append(said, saidOf(n)...)
	}
	return said
}
