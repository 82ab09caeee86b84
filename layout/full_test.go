package layout

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

const twentyEight = 28

// TestSingleLines: with 孤行控制 off a page takes all the lines that fit.
func TestSingleLines(t *testing.T) {
	text := strings.Repeat("无\n", 21) + strings.Repeat("字", 4*twentyEight)
	for widows, want := range map[int]int{2: 21, 1: 22} {
		d := read(t, text)
		d.Page.Widows = widows
		if got := len(contentLines(paginate(t, d)[0])); got != want {
			t.Errorf("with %d lines kept together the first page has %d lines, want %d", widows, got, want)
		}
	}
}

// TestAFewLinesMakeNoPage: the lines of a last page go to the pages before it
// where these have room, a free line or rows that may be lower.
func TestAFewLinesMakeNoPage(t *testing.T) {
	tests := []struct {
		name, text string
		pages      int
		singles    bool
	}{
		{"a free line is taken", strings.Repeat("无\n", 21) + strings.Repeat("字", 24*twentyEight-2) + "\n无", 3, false},
		{"where a paragraph's lines were kept together", strings.Repeat("无\n", 21) + strings.Repeat("字", 22*twentyEight-2) + "\n无", 2, true},
		{"by lower rows", strings.Repeat("无\n", 7) + "@disclosure\n" + strings.Repeat("无\n", 4) + "无", 1, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, test.text)
			for _, b := range d.Body {
				if b, ok := b.(*doc.Table); ok {
					b.RowHeight = 21 * unit.Point
				}
			}
			pages, setting, problems := Typeset(t.Context(), d, book(t), Wants{Lines: true})
			if problems.HasErrors() {
				t.Fatal(problems)
			}
			checkWhole(t, d, pages)
			if len(pages) != test.pages || setting.Singles != test.singles {
				t.Errorf("%d pages, single lines %t; want %d, %t", len(pages), setting.Singles, test.pages, test.singles)
			}
		})
	}
}

// TestTableThatFitsOnTheNextPageMovesWhole: as far as the style sheet lets a page
// stay empty for it.
func TestTableThatFitsOnTheNextPageMovesWhole(t *testing.T) {
	for gap, want := range map[unit.Length]bool{0: false, 75 * unit.Millimetre: true} {
		d := read(t, strings.Repeat("无\n", 14)+"正文\n@disclosure")
		d.Tables.Gap = gap
		_, setting, _ := Typeset(t.Context(), d, book(t), Wants{Lines: true})
		table := d.Body[len(d.Body)-1].(*doc.Table)
		moved := true
		for _, row := range table.Rows[:len(table.Rows)-1] {
			moved = moved && setting.Rows[row.ID].Keep
		}
		if moved != want {
			t.Errorf("with a gap of %s the table is whole: %t", gap, moved)
		}
	}
}
