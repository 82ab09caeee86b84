// Package flow sets a document on pages for libraries that only draw: what a caller
// of them has to write. Lines end where they are full, rows are not split, and what
// a row's cells share with rows of the next page is drawn on both pages.
package flow

import (
	"math"
	"strings"

	"gongwen/bench/peers/neutral"
)

// Canvas is a library that draws; the unit is the point, y downwards.
type Canvas interface {
	AddPage()
	Width(face neutral.Face, size float64, text string) float64
	Text(face neutral.Face, size, x, baseline float64, text string)
	Line(x1, y1, x2, y2, width float64)
	Fill(x, y, width, height float64, color string)
}

// TrueType leaves out the faces with outlines of the other kind, which not every
// library reads: the next face of the role takes their place.
func TrueType(d *neutral.Document) {
	for name, f := range d.Faces {
		for len(f.Others) > 1 && strings.HasSuffix(f.Others[0].File, ".otf") {
			f.Others = f.Others[1:]
		}
		d.Faces[name] = f
	}
}

// FilesOf are the faces of d, each once.
func FilesOf(d *neutral.Document) []neutral.Face {
	var list []neutral.Face
	seen := map[string]bool{}
	for _, f := range d.Faces {
		for _, face := range append([]neutral.Face{f.Latin}, f.Others...) {
			if face.File != "" && strings.HasSuffix(face.File, ".ttf") && !seen[face.File] {
				seen[face.File] = true
				list = append(list, face)
			}
		}
	}
	return list
}

// Set draws d.
func Set(d *neutral.Document, c Canvas) {
	s := setter{Document: d, Canvas: c, widths: map[glyph]float64{}}
	s.newPage()
	for _, b := range d.Blocks {
		if b.Table != nil {
			s.table(b.Table)
			continue
		}
		style := d.Styles[b.Style]
		for _, line := range s.lines(b.Runs, style, d.Page.Width-d.Page.Left-d.Page.Right, style.Indent) {
			if s.y+style.Leading > d.Page.Height-d.Page.Bottom {
				s.newPage()
			}
			s.line(line, style, d.Page.Left, s.y, d.Page.Width-d.Page.Left-d.Page.Right)
			s.y += style.Leading
		}
	}
}

type setter struct {
	*neutral.Document
	Canvas
	y      float64
	widths map[glyph]float64 // of a size of 1
}

type glyph struct {
	file string
	r    rune
}

// piece is text of one face.
type piece struct {
	face  neutral.Face
	text  string
	width float64
}

type line struct {
	pieces []piece
	indent float64
	width  float64
}

func (s *setter) newPage() {
	s.AddPage()
	s.y = s.Document.Page.Top
}

func (s *setter) face(style neutral.Style, r rune) neutral.Face {
	f := s.Faces[style.Font]
	if r < 0x2000 && f.Latin.File != "" {
		return f.Latin
	}
	return f.Others[0]
}

func (s *setter) width(face neutral.Face, size float64, r rune) float64 {
	at := glyph{face.File, r}
	w, known := s.widths[at]
	if !known {
		w = s.Width(face, 100, string(r)) / 100
		s.widths[at] = w
	}
	return w * size
}

// lines breaks runs, the first line shorter by indent.
func (s *setter) lines(runs []neutral.Run, style neutral.Style, measure, indent float64) []line {
	list := []line{{indent: indent}}
	for _, run := range runs {
		for _, r := range run.Text {
			face := s.face(style, r)
			w := s.width(face, style.Size, r)
			l := &list[len(list)-1]
			if l.indent+l.width+w > measure && len(l.pieces) > 0 && !strings.ContainsRune("，。；：、）》”", r) {
				list = append(list, line{})
				l = &list[len(list)-1]
			}
			if n := len(l.pieces); n > 0 && l.pieces[n-1].face == face {
				l.pieces[n-1].text += string(r)
				l.pieces[n-1].width += w
			} else {
				l.pieces = append(l.pieces, piece{face, string(r), w})
			}
			l.width += w
		}
	}
	return list
}

func (s *setter) line(l line, style neutral.Style, x, y, measure float64) {
	x += l.indent
	switch style.Align {
	case "center":
		x += (measure - l.width) / 2
	case "right":
		x += measure - l.width
	}
	for _, p := range l.pieces {
		s.Text(p.face, style.Size, x, y+(style.Leading-style.Size)/2+style.Size*0.88, p.text)
		x += p.width
	}
}

// table draws a table, its head rows on each page again.
func (s *setter) table(t *neutral.Table) {
	heights := s.heights(t)
	for from := 0; from < t.Rows; {
		head := 0
		if from > 0 {
			head = t.HeadRows
		}
		to, used := from, sum(heights[:head])
		for to < t.Rows && s.y+used+heights[to] <= s.Document.Page.Height-s.Document.Page.Bottom {
			used += heights[to]
			to++
		}
		if to == from {
			if s.y == s.Document.Page.Top { // higher than a page: it is cut off
				to++
			} else {
				s.newPage()
				continue
			}
		}
		s.rows(t, heights, 0, head)
		s.rows(t, heights, from, to)
		if from = to; from < t.Rows {
			s.newPage()
		}
	}
}

// heights are those of the rows: a cell over many rows makes the last of them higher.
func (s *setter) heights(t *neutral.Table) []float64 {
	heights := make([]float64, t.Rows)
	for i := range heights {
		heights[i] = t.RowHeight
	}
	for _, single := range []bool{true, false} {
		for _, c := range t.Cells {
			if (c.RowSpan == 1) != single {
				continue
			}
			style := s.Styles[c.Style]
			need := float64(len(s.lines(c.Runs, style, s.inner(t, c), 0)))*style.Leading + 2
			last := c.Row + c.RowSpan - 1
			heights[last] = math.Max(heights[last], need-sum(heights[c.Row:last]))
		}
	}
	return heights
}

func (s *setter) inner(t *neutral.Table, c neutral.Cell) float64 {
	return sum(t.Widths[c.Col:c.Col+c.ColSpan]) - 2*s.Margin
}

// rows draws what lies in the rows from one to before another, at s.y.
func (s *setter) rows(t *neutral.Table, heights []float64, from, to int) {
	for _, c := range t.Cells {
		first, last := max(c.Row, from), min(c.Row+c.RowSpan, to)
		if first >= last {
			continue
		}
		x, y := s.Document.Page.Left+sum(t.Widths[:c.Col]), s.y+sum(heights[from:first])
		w, h := sum(t.Widths[c.Col:c.Col+c.ColSpan]), sum(heights[first:last])
		if c.Role == "band" && s.BandFill != "" {
			s.Fill(x, y, w, h, s.BandFill)
		}
		s.Line(x, y, x+w, y, s.Border)
		s.Line(x, y+h, x+w, y+h, s.Border)
		s.Line(x, y, x, y+h, s.Border)
		s.Line(x+w, y, x+w, y+h, s.Border)
		style := s.Styles[c.Style]
		lines := s.lines(c.Runs, style, s.inner(t, c), 0)
		top := y + (h-float64(len(lines))*style.Leading)/2
		for i, l := range lines {
			s.line(l, style, x+s.Margin, top+float64(i)*style.Leading, s.inner(t, c))
		}
	}
	if from < to {
		s.y += sum(heights[from:to])
	}
}

func sum(list []float64) float64 {
	total := 0.0
	for _, v := range list {
		total += v
	}
	return total
}
