package layout

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/unit"
	"gongwen/layout/linebreak"
	"gongwen/layout/table"
)

// pieces reads a column of text: t is a line of the grid, k a line that is
// kept with the next, l one that is kept loosely, x one of the text, n a line of half its height off the grid, and T a table
// of a head row and as many rows as letters T follow each other.
func pieces(t *testing.T, text string) []piece {
	t.Helper()
	const line = 10 * unit.Point
	var all []piece
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case 't', 'k', 'l', 'x':
			all = append(all, piece{height: line, snap: true, keep: text[i] != 't', loose: text[i] == 'l' || text[i] == 'x', text: text[i] == 'x'})
		case 'n':
			all = append(all, piece{height: line / 2})
		case 'T':
			rows := len(text[i:]) - len(strings.TrimLeft(text[i:], "T"))
			i += rows - 1
			all = append(all, tablePiece(t, rows, line))
		}
	}
	return all
}

func tablePiece(t *testing.T, rows int, height unit.Length) piece {
	t.Helper()
	spec := table.Spec{Widths: []unit.Length{1}, HeadRows: 1}
	for r := range rows + 1 {
		spec.Heights = append(spec.Heights, height)
		spec.Cells = append(spec.Cells, table.Cell{Row: r, RowSpan: 1, ColSpan: 1})
	}
	grid := table.New(spec)
	return piece{gap: height / 10, height: grid.Height(0), table: &setTable{grid: grid}}
}

// TestPages divides columns of text into pages of ten lines. A page is
// written as its pieces with their places in tenths of a line.
func TestPages(t *testing.T) {
	tests := []struct {
		name, text string
		want       string
	}{
		{"an empty body has a page", "", ""},
		{"lines fill pages", "tttttttttttt", "t0 t10 t20 t30 t40 t50 t60 t70 t80 t90 / t0 t10"},
		{"kept lines go together", "tttttttttkt", "t0 t10 t20 t30 t40 t50 t60 t70 t80 / k0 t10"},
		{"a chain longer than a page breaks", "kkkkkkkkkkkk", "k0 k10 k20 k30 k40 k50 k60 k70 k80 k90 / k0 k10"},
		{"a chain longer than a page breaks where it is loose", "kkkkkkklkktkt", "k0 k10 k20 k30 k40 k50 k60 k70 / k0 k10 t20 k30 t40"},
		{"what is loose breaks nowhere else", "ttttttlkkktt", "t0 t10 t20 t30 t40 t50 / k0 k10 k20 k30 t40 t50"},
		{"but where the first page would show no text", "ttttttxkkktt", "t0 t10 t20 t30 t40 t50 k60 / k0 k10 k20 t30 t40"},
		{"a page behind it need show none", "tttttttttttttttttxkkt", "t0 t10 t20 t30 t40 t50 t60 t70 t80 t90 / t0 t10 t20 t30 t40 t50 t60 / k0 k10 k20 t30"},
		{"a line off the grid does not move the grid", "tnt", "t0 n10 t20"},
		{"after a table the grid goes on", "tTTt", "t0 T11:0-3 t50"},
		{"a table that fits the next page and leaves a small gap moves with its heading", "tttttttkTTTT", "t0 t10 t20 t30 t40 t50 t60 / k0 T11:0-5"},
		{"a table that would leave a large gap is divided", "tttttkTTTTTTT", "t0 t10 t20 t30 t40 k50 T61:0-3 / T0:3-8"},
		{"a table higher than a page is divided", "tttttttkTTTTTTTTTTTT", "t0 t10 t20 t30 t40 t50 t60 / k0 T11:0-8 / T0:8-13"},
		{"a table never leaves its head alone", "tttttttttTTTTTTTTTTTT", "t0 t10 t20 t30 t40 t50 t60 t70 t80 / T0:0-10 / T0:10-13"},
		{"a table at the top is divided", "TTTTTTTTTTTT", "T0:0-10 / T0:10-13"},
		{"no row stands alone on the last page", "TTTTTTTTTT", "T0:0-9 / T0:9-11"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all := pieces(t, test.text)
			b := breaker{pieces: all, pitch: 10 * unit.Point, limit: 100 * unit.Point}
			var sheets []string
			for _, slots := range b.sheets() {
				var sheet []string
				for _, s := range slots {
					sheet = append(sheet, written(all[s.piece], s))
				}
				sheets = append(sheets, strings.Join(sheet, " "))
			}
			if got := strings.Join(sheets, " / "); got != test.want {
				t.Errorf("pages\n%s, want\n%s", got, test.want)
			}
		})
	}
}

// FuzzPages: every piece and every row stands on a page once, in order, and
// nothing reaches below a page that does not stand alone on it.
func FuzzPages(f *testing.F) {
	f.Add("tktttTTTTnkTTtttttTTTTTTTTTTTTTTtttkkkktt", uint8(10))
	f.Add("kkTTTT", uint8(1))
	f.Add("kklkktlTTtk", uint8(4))
	f.Fuzz(growth.Bounded(func(t *testing.T, text string, lines uint8) {
		if len(text) > 500 {
			t.Skip()
		}
		all := pieces(t, text)
		b := breaker{pieces: all, pitch: 10 * unit.Point, limit: max(1, unit.Length(lines)) * 10 * unit.Point}
		next := place{}
		for n, slots := range b.sheets() {
			if len(slots) == 0 && len(all) > 0 {
				t.Fatalf("page %d is empty", n+1)
			}
			end := unit.Length(0)
			for i, s := range slots {
				p := &all[s.piece]
				if s.piece != next.piece || s.from != next.row || s.y < end {
					t.Fatalf("page %d has %+v at its place %d, want %+v below %s", n+1, s, i, next, end)
				}
				end = s.y + p.height
				next = place{piece: s.piece + 1}
				if p.table != nil {
					end = s.y + p.table.grid.Part(s.from, s.to).Height()
					next = b.following(s)
				}
				if end > b.limit && i > 0 && p.table == nil {
					t.Fatalf("page %d: %+v reaches below the page", n+1, s)
				}
			}
		}
		if next.piece != len(all) {
			t.Fatalf("%d of %d pieces are on pages", next.piece, len(all))
		}
	}))
}

func written(p piece, s slot) string {
	y := s.y / unit.Point
	switch {
	case p.table != nil:
		return fmt.Sprintf("T%d:%d-%d", y, s.from, s.to)
	case p.keep:
		return fmt.Sprintf("k%d", y)
	case p.snap:
		return fmt.Sprintf("t%d", y)
	}
	return fmt.Sprintf("n%d", y)
}

func TestSignaturePlaces(t *testing.T) {
	tests := []struct {
		name         string
		agency, date unit.Length
		wantA, wantD unit.Length
	}{
		{"a date shorter than the agency begins two characters right of it", 1000, 600, 1600, 1800},
		{"a longer date stands at the right", 500, 800, 1800 - 200, 1800},
		{"an agency beside a date as wide as the page begins at the left", 2500, 2600, 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			lines := []line{{broken: linebreak.Line{Width: test.agency}}}
			date := line{broken: linebreak.Line{Width: test.date}}
			setApart(lines, &date, 2800, 200)
			if lines[0].shift != test.wantA || date.shift != test.wantD {
				t.Errorf("agency at %d, date at %d; want %d, %d", lines[0].shift, date.shift, test.wantA, test.wantD)
			}
		})
	}
}
