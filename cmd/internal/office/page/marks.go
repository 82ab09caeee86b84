package page

import (
	"strings"

	"gongwen/cmd/internal/office/places"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// mark is a stretch of text on a page that was taken away or put in.
type mark struct {
	X, Y, Width, Height string // in points
	Deleted             bool
	First               int // the number of the change that begins with it, from 1; 0 for none
}

// change is what was changed in one place, in words.
type change struct{ deleted, inserted string }

func (c change) String() string {
	const most = 20
	short := func(s string) string {
		if r := []rune(s); len(r) > most {
			return string(r[:most]) + "…"
		}
		return s
	}
	switch {
	case c.inserted == "":
		return "删去“" + short(c.deleted) + "”"
	case c.deleted == "":
		return "加“" + short(c.inserted) + "”"
	}
	return "“" + short(c.deleted) + "”改为“" + short(c.inserted) + "”"
}

// marksOf are the marks of a page, the lines beside which a bar stands, and what was
// changed. Changes are counted on from before.
func marksOf(page *frame.Page, before int) (marks []mark, bars []mark, changes []change) {
	left := page.Width
	begun := false
	for _, item := range page.Items {
		t, ok := item.(*frame.Text)
		if !ok || len(t.Glyphs) == 0 || t.Artifact != frame.Content {
			continue
		}
		left = min(left, t.X)
		deleted, inserted := t.Color == doc.ChangeColour(doc.Deleted), t.Color == doc.ChangeColour(doc.Inserted)
		if !deleted && !inserted {
			begun = begun && strings.TrimSpace(t.String) == ""
			continue
		}
		m := markOf(t, deleted)
		if !begun || deleted && changes[len(changes)-1].inserted != "" { // one thing after the other
			changes = append(changes, change{})
			m.First = before + len(changes)
		}
		begun = true
		c := &changes[len(changes)-1]
		if deleted {
			c.deleted += t.String
		} else {
			c.inserted += t.String
		}
		if n := len(bars); n == 0 || bars[n-1].Y != m.Y {
			bars = append(bars, m)
		}
		marks = append(marks, m)
	}
	const aside, thick = 19 * unit.Point, 2 * unit.Point
	for i := range bars {
		bars[i].X, bars[i].Width = inPoints(left-aside), inPoints(thick)
	}
	return marks, bars, changes
}

func markOf(t *frame.Text, deleted bool) mark {
	var width unit.Length
	for i := range t.Glyphs {
		width += t.Glyphs[i].Advance
	}
	const above, high = 96, 118 // hundredths of the em
	return mark{
		X: inPoints(t.X), Y: inPoints(t.Y - t.Size.MulDiv(above, 100)), Width: inPoints(width), Height: inPoints(t.Size.MulDiv(high, 100)), Deleted: deleted,
	}
}

// inPoints is a length in points, without its unit.
func inPoints(l unit.Length) string {
	n := places.Tenths(l)
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return sign + number(n/10) + "." + number(n%10)
}
