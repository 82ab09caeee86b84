// Package redline makes one document of two versions of it, in which is marked what
// was taken away and what was put in (花脸稿).
package redline

import (
	"slices"

	"gongwen/internal/textdiff"
	"gongwen/layout/doc"
)

// Merge is the new document with what the old one has and it has not. Both must
// have been composed with one style sheet. Neither is changed.
func Merge(old, new *doc.Document) *doc.Document {
	m := merger{shift: last(new)}
	out := *new
	out.Body = nil
	out.Styles = union(new.Styles, old.Styles, func(s doc.TextStyle) string { return s.Role })
	a, b := sketches(old.Body), sketches(new.Body)
	like := func(i, j int) int { return likeness(old.Body[i], new.Body[j], a[i], b[j]) }
	for _, p := range textdiff.Align(len(a), len(b), textdiff.Alike, like) {
		switch {
		case p.New < 0:
			out.Body = append(out.Body, m.whole(old.Body[p.Old], doc.Deleted))
		case p.Old < 0:
			out.Body = append(out.Body, m.whole(new.Body[p.New], doc.Inserted))
		default:
			out.Body = append(out.Body, m.block(old.Body[p.Old], new.Body[p.New]))
		}
	}
	return &out
}

// sketches are those of the texts of blocks, by which paragraphs are compared.
func sketches(body []doc.Block) []textdiff.Sketch {
	out := make([]textdiff.Sketch, len(body))
	for i, block := range body {
		switch b := block.(type) {
		case *doc.Heading:
			out[i] = textdiff.SketchOf(doc.Text(b.Runs))
		case *doc.Paragraph:
			out[i] = textdiff.SketchOf(doc.Text(b.Runs))
		case *doc.List:
			out[i] = textdiff.SketchOf(listText(b))
		}
	}
	return out
}

// merger gives what only the old document has numbers that the new one has not.
type merger struct{ shift doc.NodeID }

func (m merger) id(change doc.Change, id doc.NodeID) doc.NodeID {
	if change == doc.Deleted && id > 0 {
		return id + m.shift
	}
	return id
}

// last is a number above those of all nodes: each block has fewer nodes than this.
func last(d *doc.Document) doc.NodeID {
	const beyond = 1 << 20
	n := doc.NodeID(0)
	for _, b := range d.Body {
		n = max(n, b.Node())
	}
	return n + beyond
}

func union[T any](a, b []T, key func(T) string) []T {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.ContainsFunc(out, func(o T) bool { return key(o) == key(s) }) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(x, y T) int {
		switch {
		case key(x) < key(y):
			return -1
		case key(x) > key(y):
			return 1
		}
		return 0
	})
	return out
}

// likeness is how well a block of the new document stands for one of the old, of a
// hundred.
func likeness(old, new doc.Block, a, b textdiff.Sketch) int {
	switch was := old.(type) {
	case *doc.Title:
		_, ok := new.(*doc.Title)
		return full(ok)
	case *doc.SignOff:
		_, ok := new.(*doc.SignOff)
		return full(ok)
	case *doc.Masthead:
		_, ok := new.(*doc.Masthead)
		return full(ok)
	case *doc.Colophon:
		_, ok := new.(*doc.Colophon)
		return full(ok)
	case *doc.Heading:
		is, ok := new.(*doc.Heading)
		if !ok || was.Level != is.Level || (was.Text == nil) != (is.Text == nil) {
			return 0
		}
		return a.Likeness(b)
	case *doc.Paragraph:
		is, ok := new.(*doc.Paragraph)
		if !ok || was.Style != is.Style {
			return 0
		}
		return a.Likeness(b)
	case *doc.List:
		is, ok := new.(*doc.List)
		if !ok || was.Ordered != is.Ordered {
			return 0
		}
		return a.Likeness(b)
	case *doc.Table:
		is, ok := new.(*doc.Table)
		return full(ok && sameGrid(was, is))
	case *doc.Figure:
		is, ok := new.(*doc.Figure)
		return full(ok && was.Alt == is.Alt)
	}
	return 0
}

func full(is bool) int {
	if is {
		return 100
	}
	return 0
}

func listText(l *doc.List) string {
	var all []doc.Run
	for _, item := range l.Items {
		all = append(all, item.Runs...)
	}
	return doc.Text(all)
}

// sameGrid reports whether the cells of two tables stand for one another.
func sameGrid(a, b *doc.Table) bool {
	return a.Title == b.Title && slices.EqualFunc(a.Rows, b.Rows, func(x, y doc.Row) bool {
		return slices.EqualFunc(x.Cells, y.Cells, func(c, d doc.Cell) bool {
			return c.Row == d.Row && c.Col == d.Col && c.RowSpan == d.RowSpan && c.ColSpan == d.ColSpan && c.Role == d.Role
		})
	})
}
