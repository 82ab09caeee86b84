package doc

// EachText calls f with every text of the body, in reading order, the leaf that it
// belongs to and the role of its style.
func (d *Document) EachText(f func(id NodeID, role string, runs []Run)) {
	for _, block := range d.Body {
		switch b := block.(type) {
		case *Title:
			for _, line := range b.Lines {
				f(b.ID, TitleRole, line)
			}
		case *Heading:
			f(b.ID, b.StyleRole(), append([]Run{{Text: b.Number}}, b.Runs...))
			if b.Text != nil {
				b.Text.eachText(f)
			}
		case *Paragraph:
			b.eachText(f)
		case *List:
			for _, item := range b.Items {
				item.eachText(f)
			}
		case *Table:
			b.eachText(f)
		case *Figure:
			b.eachText(f)
		case *SignOff:
			eachText(b.Lines(), f)
		case *Masthead:
			eachText(b.Paragraphs(), f)
		case *Colophon:
			eachText(b.Paragraphs(), f)
		}
	}
}

func eachText(paragraphs []*Paragraph, f func(id NodeID, role string, runs []Run)) {
	for _, p := range paragraphs {
		p.eachText(f)
	}
}

func (b *Paragraph) eachText(f func(id NodeID, role string, runs []Run)) {
	if b.Label.Style != "" {
		f(b.ID, b.Label.Style, []Run{{Text: b.Label.Text}})
		f(b.ID, b.Style, b.Runs)
		return
	}
	f(b.ID, b.Style, append([]Run{{Text: b.Label.Text}}, b.Runs...))
}

func (b *Table) eachText(f func(id NodeID, role string, runs []Run)) {
	eachText(b.Lines(), f)
	for _, row := range b.Rows {
		for _, c := range row.Cells {
			f(c.ID, c.Style, c.Runs)
		}
	}
	for _, n := range b.Notes {
		n.eachText(f)
	}
	if b.Continued.Text != "" {
		f(b.ID, TableRightMarkRole, []Run{b.Continued})
	}
}

func (b *Figure) eachText(f func(id NodeID, role string, runs []Run)) {
	if b.Drawing != nil {
		for _, l := range b.Drawing.Labels {
			f(b.ID, ChartRole, []Run{{Text: l.Text, Pos: b.Pos}})
		}
	}
	if b.Caption != nil {
		b.Caption.eachText(f)
	}
}
