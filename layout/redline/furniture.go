package redline

import (
	"slices"

	"gongwen/layout/doc"
)

// The parts of 落款, 版头 and 版记 stand at places of their own, of which there are as
// many as the new document has: they are merged one by one, and what the old one
// has beyond them has no place.

// parts merges parts in place.
func (m merger) parts(old, new []*doc.Paragraph) {
	for i, p := range new {
		if i < len(old) {
			p.Runs = Runs(old[i].Runs, p.Runs)
		} else {
			p.Runs = marked(p.Runs, doc.Inserted)
		}
	}
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
		out.Rows[i].Text, out.Rows[i].Right = copied(b.Rows[i].Text), copied(b.Rows[i].Right)
	}
	return &out
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
