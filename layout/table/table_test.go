package table_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/table"
)

// drawing reads a table drawn with letters: each letter is a cell, which
// covers the rectangle in which it stands. Columns are 20 wide.
func drawing(rows ...string) table.Spec {
	seen := map[byte]int{}
	s := table.Spec{Border: 2, Owner: func(r, c int) int32 { return int32(seen[rows[r][c]]) }}
	for r, row := range rows {
		s.Heights = append(s.Heights, 10)
		for c := range len(row) {
			i, ok := seen[row[c]]
			if !ok {
				i = len(s.Cells)
				seen[row[c]] = i
				s.Cells = append(s.Cells, table.Cell{Row: r, Col: c})
			}
			s.Cells[i].RowSpan, s.Cells[i].ColSpan = r-s.Cells[i].Row+1, c-s.Cells[i].Col+1
		}
	}
	for range rows[0] {
		s.Widths = append(s.Widths, 20)
	}
	return s
}

func TestRowsGrowWithTheirCells(t *testing.T) {
	s := drawing("abb", "acd", "eed")
	s.Cells[0].Height = 55 // a spans rows 0 and 1
	s.Cells[2].Height = 15 // c, in row 1
	s.Cells[3].Height = 50 // d spans rows 1 and 2
	g := table.New(s)
	got := ""
	for _, a := range g.Part(0, 3).Areas() {
		got += fmt.Sprintf("%d,%d %dx%d; ", a.X, a.Y, a.Width, a.Height)
	}
	want := "0,0 20x55; 20,0 40x10; 20,10 20x45; 40,10 20x55; 0,55 40x10; "
	if got != want {
		t.Errorf("areas\n%s, want\n%s", got, want)
	}
}

func TestRulesAreJoinedAndReachTheCorners(t *testing.T) {
	g := table.New(drawing("aab", "cdb", "cee"))
	var got []string
	for _, r := range g.Part(0, 3).Rules() {
		got = append(got, fmt.Sprintf("%d,%d-%d,%d", r.X1, r.Y1, r.X2, r.Y2))
	}
	want := []string{
		"-1,0-61,0", "-1,10-41,10", "19,20-61,20", "-1,30-61,30",
		"0,-1-0,31", "20,9-20,31", "40,-1-40,21", "60,-1-60,31",
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("rules\n%s, want\n%s", got, want)
	}
}

func TestContinuedPart(t *testing.T) {
	s := drawing("hi", "ab", "ac", "ad", "ef")
	s.HeadRows = 1
	s.Cells[2].Height = 26 // a
	g := table.New(s)
	tests := []struct {
		name     string
		from, to int
		height   unit.Length
		areas    string
	}{
		{"the first part closes the cut cell", 0, 2, 36, "0:0,10 1:0,10 2:10,26 3:10,26 "},
		{"the next says head and label again", 2, 4, 36, "0:0,10again 1:0,10again 2:10,26again 4:10,10 5:20,16 "},
		{"a part below the cell is without it", 4, 5, 20, "0:0,10again 1:0,10again 6:10,10 7:10,10 "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := g.Part(test.from, test.to)
			got := ""
			for _, a := range p.Areas() {
				got += fmt.Sprintf("%d:%d,%d%s ", a.Cell, a.Y, a.Height, map[bool]string{true: "again"}[a.Again])
			}
			if got != test.areas || p.Height() != test.height {
				t.Errorf("height %d areas\n%s, want %d\n%s", p.Height(), got, test.height, test.areas)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	groups := []string{"hh", "ab", "ac", "ad", "ef", "eg", "ei", "ej"} // a: rows 1-3, e: rows 4-7
	bands := []string{"AA", "bc", "de", "fg", "BB", "jk", "lm"}
	tests := []struct {
		name string
		rows []string
		head int
		from int
		room unit.Length
		want int
		good bool
	}{
		{"between groups where the gap is small", groups, 1, 0, 55, 4, true},
		{"in a group rather than with a gap of two rows", groups, 1, 0, 65, 6, true},
		{"in a group rather than with a large gap", append(groups, "ek", "el", "em", "en"), 1, 0, 110, 10, true},
		{"not below the only row of a page", groups, 1, 0, 25, 2, false},
		{"not above the last row", groups, 1, 0, 75, 6, true},
		{"nothing fits", groups, 1, 0, 15, 0, false},
		{"on a continued page too", groups, 1, 3, 49, 6, true},
		{"above a band where the gap is small", bands, 0, 0, 65, 4, true},
		{"never between a band and its rows", bands, 0, 0, 50, 4, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := drawing(test.rows...)
			s.HeadRows = test.head
			for i := range s.Cells {
				c := &s.Cells[i]
				c.Band = c.ColSpan == 2 && test.head == 0
				c.Heads = c.Band || c.Row < test.head
			}
			to, good := table.New(s).Split(test.from, table.Room{Here: test.room, Page: 200})
			if to != test.want || good != test.good {
				t.Errorf("Split = %d, %v; want %d, %v", to, good, test.want, test.good)
			}
		})
	}
}

func TestSplitKeepsTheTableOnFewPages(t *testing.T) {
	s := drawing("ab", "ac", "ad", "ae", "an", "fg", "fi", "fj", "fk", "fl", "fm")
	g := table.New(s)
	// Going on with row 5 cuts no group, but leaves six rows for a page of five.
	if to, _ := g.Split(0, table.Room{Here: 65, Page: 50}); to != 6 {
		t.Errorf("Split = %d, want 6", to)
	}
	// The rest must leave room for what follows the table.
	if to, _ := g.Split(0, table.Room{Here: 65, Page: 60}); to != 5 {
		t.Errorf("Split = %d, want 5", to)
	}
	if to, _ := g.Split(0, table.Room{Here: 65, Page: 60, Tail: 10}); to != 6 {
		t.Errorf("Split before a tail = %d, want 6", to)
	}
}

func TestHeadingRowsStayWithTheRowsBelow(t *testing.T) {
	s := drawing("ab", "cd", "ef", "gg", "ij", "kl")
	s.Cells[6].Heads = true // g
	if to, _ := table.New(s).Split(0, table.Room{Here: 45, Page: 200}); to != 3 {
		t.Errorf("Split = %d, want 3", to)
	}
}
