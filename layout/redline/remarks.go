package redline

import (
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// At is something said about a place of the report that the document was composed of.
type At struct {
	Pos  diag.Pos
	Text string
}

// Remark puts remarks into a document at the texts that they speak of, to the end
// of the sentence; those about what it does not print at the text beside it, or at
// its title. The document is changed.
func Remark(d *doc.Document, remarks []At) {
	for _, r := range remarks {
		n := len(d.Remarks)
		d.Remarks = append(d.Remarks, doc.Remark{Text: r.Text})
		found := locate(d, r.Pos)
		if found.runs != nil {
			found.attach(n)
		}
	}
}

// spot is a run of a text, and how many characters of it stand before a place.
type spot struct {
	runs   *[]doc.Run
	at     int
	offset int
	rank   int // how sure it is that the place is there; the greatest is taken
}

// The ranks of spots.
const (
	anywhere = iota
	above    // a line above the place
	below    // the first line below a place that names a section
	sameLine
	sameCell
	there
)

func locate(d *doc.Document, pos diag.Pos) spot {
	var best spot
	eachText(d, func(runs *[]doc.Run) {
		for i, r := range *runs {
			if r.Text == "" || r.Change == doc.Deleted {
				continue
			}
			if s := spotOf(runs, i, r, pos); best.runs == nil || s.rank > best.rank || s.rank == best.rank && s.rank == above {
				best = s
			}
		}
	})
	return best
}

func spotOf(runs *[]doc.Run, i int, r doc.Run, pos diag.Pos) spot {
	s := spot{runs: runs, at: i}
	offset := pos.Col - r.Pos.Col
	switch {
	case r.Pos.File != pos.File || pos == diag.Pos{File: pos.File}:
	case pos.Cell != "":
		if r.Pos.Sheet == pos.Sheet && r.Pos.Cell == pos.Cell {
			s.rank = sameCell
		}
	case r.Pos.Line == pos.Line && offset >= 0 && offset < utf8.RuneCountInString(r.Text):
		s.rank, s.offset = there, offset
	case r.Pos.Line == pos.Line:
		s.rank = sameLine
	case r.Pos.Line > pos.Line && r.Pos.Line <= pos.Line+2:
		s.rank = below
	case r.Pos.Line > 0 && r.Pos.Line < pos.Line:
		s.rank = above
	}
	return s
}

// attach puts a remark on the text from the spot to the end of its sentence.
func (s spot) attach(remark int) {
	r := (*s.runs)[s.at]
	start := 0
	for range s.offset {
		_, size := utf8.DecodeRuneInString(r.Text[start:])
		start += size
	}
	end := len(r.Text)
	if i := strings.IndexAny(r.Text[start:], "。；\n"); i >= 0 && s.rank == there {
		_, size := utf8.DecodeRuneInString(r.Text[start+i:])
		end = start + i + size
	}
	before, rest := Cut([]doc.Run{r}, start)
	of, behind := Cut(rest, end-start)
	for i := range of {
		of[i].Remarks = append(append([]int(nil), of[i].Remarks...), remark)
	}
	var out []doc.Run
	for _, part := range [][]doc.Run{(*s.runs)[:s.at], before, of, behind, (*s.runs)[s.at+1:]} {
		out = append(out, part...)
	}
	*s.runs = out
}

// eachText calls f with every text of the body in reading order, which it may change.
func eachText(d *doc.Document, f func(runs *[]doc.Run)) {
	for _, block := range d.Body {
		switch b := block.(type) {
		case *doc.Title:
			for i := range b.Lines {
				f(&b.Lines[i])
			}
		case *doc.Heading:
			f(&b.Runs)
			if b.Text != nil {
				f(&b.Text.Runs)
			}
		case *doc.Paragraph:
			f(&b.Runs)
		case *doc.List:
			for _, item := range b.Items {
				f(&item.Runs)
			}
		case *doc.Table:
			eachCell(b, f)
		case *doc.Figure:
			if b.Caption != nil {
				f(&b.Caption.Runs)
			}
		case *doc.SignOff:
			eachOf(b.Lines(), f)
		case *doc.Masthead:
			eachOf(b.Paragraphs(), f)
		case *doc.Colophon:
			eachOf(b.Paragraphs(), f)
		}
	}
}

func eachOf(list []*doc.Paragraph, f func(runs *[]doc.Run)) {
	for _, p := range list {
		f(&p.Runs)
	}
}

func eachCell(t *doc.Table, f func(runs *[]doc.Run)) {
	eachOf(t.Lines(), f)
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			f(&t.Rows[i].Cells[j].Runs)
		}
	}
	for _, n := range t.Notes {
		f(&n.Runs)
	}
}
