package redline

import (
	"gongwen/internal/textdiff"
	"gongwen/layout/doc"
)

// block is a block of the new document with what the old one had in its place.
func (m merger) block(old, new doc.Block) doc.Block {
	switch b := new.(type) {
	case *doc.Title:
		return m.title(old.(*doc.Title), b)
	case *doc.Heading:
		out, before := *b, old.(*doc.Heading)
		out.Runs = Runs(before.Runs, b.Runs)
		if b.Text != nil {
			out.Text = paragraph(before.Text, b.Text)
		}
		return &out
	case *doc.Paragraph:
		return paragraph(old.(*doc.Paragraph), b)
	case *doc.List:
		return m.list(old.(*doc.List), b)
	case *doc.Table:
		return m.table(old.(*doc.Table), b)
	case *doc.Figure:
		out := *b
		out.Caption = m.optional(old.(*doc.Figure).Caption, b.Caption)
		return &out
	case *doc.SignOff:
		return m.signOff(old.(*doc.SignOff), b)
	case *doc.Masthead:
		return m.masthead(old.(*doc.Masthead), b)
	case *doc.Colophon:
		return m.colophon(old.(*doc.Colophon), b)
	}
	return new
}

// title merges line by line.
func (m merger) title(old, new *doc.Title) *doc.Title {
	out := *new
	out.Lines = nil
	for i := range max(len(old.Lines), len(new.Lines)) {
		var a, b []doc.Run
		if i < len(old.Lines) {
			a = old.Lines[i]
		}
		if i < len(new.Lines) {
			b = new.Lines[i]
		}
		out.Lines = append(out.Lines, Runs(a, b))
	}
	return &out
}

func paragraph(old, new *doc.Paragraph) *doc.Paragraph {
	out := *new
	out.Runs = Runs(old.Runs, new.Runs)
	return &out
}

// optional merges paragraphs that either may lack.
func (m merger) optional(old, new *doc.Paragraph) *doc.Paragraph {
	switch {
	case old == nil && new == nil:
		return nil
	case old == nil:
		return m.wholeParagraph(new, doc.Inserted)
	case new == nil:
		return m.wholeParagraph(old, doc.Deleted)
	}
	return paragraph(old, new)
}

func (m merger) list(old, new *doc.List) *doc.List {
	out := *new
	out.Items = m.paragraphs(old.Items, new.Items)
	return &out
}

func (m merger) paragraphs(old, new []*doc.Paragraph) []*doc.Paragraph {
	var out []*doc.Paragraph
	for _, p := range textdiff.Texts(textsOf(old), textsOf(new)) {
		switch {
		case p.New < 0:
			out = append(out, m.wholeParagraph(old[p.Old], doc.Deleted))
		case p.Old < 0:
			out = append(out, m.wholeParagraph(new[p.New], doc.Inserted))
		default:
			out = append(out, paragraph(old[p.Old], new[p.New]))
		}
	}
	return out
}

func textsOf(list []*doc.Paragraph) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = doc.Text(p.Runs)
	}
	return out
}

func (m merger) table(old, new *doc.Table) *doc.Table {
	out := *new
	out.Caption = m.optional(old.Caption, new.Caption)
	out.Above = m.tableLines(old.Above, new.Above)
	out.Notes = m.paragraphs(old.Notes, new.Notes)
	out.Rows = make([]doc.Row, len(new.Rows))
	for i, row := range new.Rows {
		out.Rows[i] = row
		out.Rows[i].Cells = make([]doc.Cell, len(row.Cells))
		for j, c := range row.Cells {
			out.Rows[i].Cells[j] = cell(old.Rows[i].Cells[j], c)
		}
	}
	return &out
}

// cell merges cells. A figure is replaced whole, and is set as text: two figures
// in a cell have no decimal point of their own.
func cell(old, new doc.Cell) doc.Cell {
	a, b := doc.Text(old.Runs), doc.Text(new.Runs)
	switch {
	case a == b:
	case new.Role == doc.Number:
		new.Role = doc.Words
		gone := marked(old.Runs, doc.Deleted)
		if a != "" && b != "" { // where a line may end between the two
			gone = append(gone, doc.Run{Text: " ", Change: doc.Deleted})
		}
		new.Runs = append(gone, marked(new.Runs, doc.Inserted)...)
	default:
		new.Runs = Runs(old.Runs, new.Runs)
	}
	return new
}

// whole is a block that only one of the documents has.
func (m merger) whole(block doc.Block, change doc.Change) doc.Block {
	switch b := block.(type) {
	case *doc.Title:
		out := *b
		out.ID, out.Lines = m.id(change, b.ID), nil
		for _, line := range b.Lines {
			out.Lines = append(out.Lines, marked(line, change))
		}
		return &out
	case *doc.Heading:
		out := *b
		out.ID, out.Runs = m.id(change, b.ID), marked(b.Runs, change)
		if b.Text != nil {
			out.Text = m.wholeParagraph(b.Text, change)
		}
		return &out
	case *doc.Paragraph:
		return m.wholeParagraph(b, change)
	case *doc.List:
		out := *b
		out.ID, out.Items = m.id(change, b.ID), nil
		for _, item := range b.Items {
			out.Items = append(out.Items, m.wholeParagraph(item, change))
		}
		return &out
	case *doc.Table:
		return m.wholeTable(b, change)
	case *doc.Figure:
		out := *b
		out.ID = m.id(change, b.ID)
		if b.Caption != nil {
			out.Caption = m.wholeParagraph(b.Caption, change)
		}
		return &out
	case *doc.SignOff:
		out := copySignOff(b)
		m.mark(out.Lines(), change)
		return out
	case *doc.Masthead:
		out := copyMasthead(b)
		out.ID = m.id(change, b.ID)
		m.mark(out.Paragraphs(), change)
		return out
	case *doc.Colophon:
		out := copyColophon(b)
		out.ID = m.id(change, b.ID)
		m.mark(out.Paragraphs(), change)
		return out
	}
	return block
}

func (m merger) wholeParagraph(p *doc.Paragraph, change doc.Change) *doc.Paragraph {
	out := *p
	out.ID, out.Label.ID, out.Runs = m.id(change, p.ID), m.id(change, p.Label.ID), marked(p.Runs, change)
	return &out
}

func (m merger) wholeTable(t *doc.Table, change doc.Change) *doc.Table {
	out := *t
	out.ID, out.Rows, out.Notes = m.id(change, t.ID), make([]doc.Row, len(t.Rows)), nil
	if t.Caption != nil {
		out.Caption = m.wholeParagraph(t.Caption, change)
	}
	out.Above = copyTableLines(t.Above)
	m.mark(tableLines(out.Above), change)
	for i, row := range t.Rows {
		row.ID, row.Change = m.id(change, row.ID), change
		row.Cells = append([]doc.Cell(nil), row.Cells...)
		for j := range row.Cells {
			c := &row.Cells[j]
			c.ID, c.Runs = m.id(change, c.ID), marked(c.Runs, change)
			heads := make([]doc.NodeID, len(c.Headers))
			for k, h := range c.Headers {
				heads[k] = m.id(change, h)
			}
			c.Headers = heads
		}
		out.Rows[i] = row
	}
	for _, n := range t.Notes {
		out.Notes = append(out.Notes, m.wholeParagraph(n, change))
	}
	return &out
}
