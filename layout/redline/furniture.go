package redline

import (
	"slices"

	"gongwen/internal/textdiff"
	"gongwen/layout/doc"
)

// The parts of 落款, 版头 and 版记 have places by what they are: what the old one has
// of a place beyond the new one stands there too.

func (m merger) masthead(old, new *doc.Masthead) *doc.Masthead {
	out := *new
	out.Corner, out.Mark = m.paragraphs(old.Corner, new.Corner), m.paragraphs(old.Mark, new.Mark)
	out.Word, out.Number = m.optional(old.Word, new.Word), m.optional(old.Number, new.Number)
	before, now := signersOf(old), signersOf(new)
	if old.Signers != nil || new.Signers != nil {
		out.Signers = &doc.SignerList{Label: m.optional(before.Label, now.Label), Names: m.paragraphs(before.Names, now.Names)}
	}
	return &out
}

func signersOf(b *doc.Masthead) doc.SignerList {
	if b.Signers == nil {
		return doc.SignerList{}
	}
	return *b.Signers
}

func (m merger) colophon(old, new *doc.Colophon) *doc.Colophon {
	out := *new
	out.Rows = nil
	for _, p := range textdiff.Texts(textsOfRows(old.Rows), textsOfRows(new.Rows)) {
		var before, now doc.ColophonRow
		if p.Old >= 0 {
			before = old.Rows[p.Old]
			now.Joined = before.Joined
		}
		if p.New >= 0 {
			now = new.Rows[p.New]
		}
		if p.Old < 0 || p.New < 0 {
			before.Text, now.Text = labelled(before.Text), labelled(now.Text)
		}
		out.Rows = append(out.Rows, doc.ColophonRow{Text: m.optional(before.Text, now.Text), Right: m.optional(before.Right, now.Right), Joined: now.Joined})
	}
	return &out
}

// labelled is a paragraph with its label in its text, so that the label comes and goes
// with it; nil for none.
func labelled(p *doc.Paragraph) *doc.Paragraph {
	if p == nil || p.Label.Text == "" {
		return p
	}
	out := *p
	out.Runs = append([]doc.Run{{Text: p.Label.Text, Pos: doc.Pos(p.Runs)}}, p.Runs...)
	out.Label.Text, out.Label.Hang = "", 0
	return &out
}

func textsOfRows(rows []doc.ColophonRow) []string {
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = doc.Text(row.Text.Runs)
	}
	return out
}

// signOff merges who signs. Agencies and persons stand at different places: where the
// old document is signed by the ones and the new by the others, the old ones stand
// before the first of the new.
func (m merger) signOff(old, new *doc.SignOff) *doc.SignOff {
	out := copySignOff(new)
	out.Date = *paragraph(&old.Date, &new.Date)
	switch {
	case (len(old.Signers) > 0) != (len(new.Signers) > 0):
		lines := out.Lines()
		m.mark(lines[:len(lines)-1], doc.Inserted)
		for i, line := range slices.Backward(old.Lines()) {
			if i < len(old.Lines())-1 {
				lines[0].Runs = append(marked(line.Runs, doc.Deleted), lines[0].Runs...)
			}
		}
		return out
	case len(new.Signers) > 0:
		out.Signers = nil
		for i := range max(len(old.Signers), len(new.Signers)) {
			out.Signers = append(out.Signers, m.signatory(old.Signers, new.Signers, i))
		}
		return out
	}
	out.Agency, out.Others = *paragraph(&old.Agency, &new.Agency), nil
	for _, p := range m.paragraphs(pointers(old.Others), pointers(new.Others)) {
		out.Others = append(out.Others, *p)
	}
	return out
}

// signatory is who signs at a place.
func (m merger) signatory(old, new []doc.Signatory, i int) doc.Signatory {
	switch {
	case i >= len(old):
		return doc.Signatory{Post: *m.wholeParagraph(&new[i].Post, doc.Inserted), Name: *m.wholeParagraph(&new[i].Name, doc.Inserted)}
	case i >= len(new):
		return doc.Signatory{Post: *m.wholeParagraph(&old[i].Post, doc.Deleted), Name: *m.wholeParagraph(&old[i].Name, doc.Deleted)}
	}
	return doc.Signatory{Post: *paragraph(&old[i].Post, &new[i].Post), Name: *paragraph(&old[i].Name, &new[i].Name)}
}

func pointers(list []doc.Paragraph) []*doc.Paragraph {
	out := make([]*doc.Paragraph, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// mark marks parts in place.
func (m merger) mark(list []*doc.Paragraph, change doc.Change) {
	for _, p := range list {
		*p = *m.wholeParagraph(p, change)
	}
}

func copySignOff(b *doc.SignOff) *doc.SignOff {
	out := *b
	out.Others, out.Signers = slices.Clone(b.Others), slices.Clone(b.Signers)
	return &out
}

func copyMasthead(b *doc.Masthead) *doc.Masthead {
	out := *b
	out.Corner, out.Mark = copies(b.Corner), copies(b.Mark)
	out.Word, out.Number = copied(b.Word), copied(b.Number)
	if b.Signers != nil {
		out.Signers = &doc.SignerList{Label: copied(b.Signers.Label), Names: copies(b.Signers.Names)}
	}
	return &out
}

func copyColophon(b *doc.Colophon) *doc.Colophon {
	out := *b
	out.Rows = slices.Clone(b.Rows)
	for i := range out.Rows {
		out.Rows[i].Text, out.Rows[i].Right = copied(labelled(b.Rows[i].Text)), copied(b.Rows[i].Right)
	}
	return &out
}

// tableLines merges the lines over a table one by one.
func (m merger) tableLines(old, new []doc.TableLine) []doc.TableLine {
	out := make([]doc.TableLine, len(new))
	for i, l := range new {
		var was doc.TableLine
		if i < len(old) {
			was = old[i]
		}
		out[i] = doc.TableLine{Text: m.optional(was.Text, l.Text), Right: m.optional(was.Right, l.Right)}
	}
	return out
}

func copyTableLines(lines []doc.TableLine) []doc.TableLine {
	out := make([]doc.TableLine, len(lines))
	for i, l := range lines {
		out[i] = doc.TableLine{Text: copied(l.Text), Right: copied(l.Right)}
	}
	return out
}

// tableLines is the texts of the lines over a table.
func tableLines(lines []doc.TableLine) []*doc.Paragraph {
	return (&doc.Table{Above: lines}).Lines()
}

func copies(list []*doc.Paragraph) []*doc.Paragraph {
	out := make([]*doc.Paragraph, len(list))
	for i, p := range list {
		out[i] = copied(p)
	}
	return out
}

func copied(p *doc.Paragraph) *doc.Paragraph {
	if p == nil {
		return nil
	}
	out := *p
	return &out
}
