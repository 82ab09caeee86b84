package layout

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// longTable is a document of a table of n rows of three cells below a head.
func longTable(t testing.TB, n int) (*doc.Document, *doc.Table) {
	t.Helper()
	d := read(t, "正文。")
	for role, like := range map[string]string{doc.TableTitleRole: "note", doc.TableMarkRole: "note", doc.TableRightMarkRole: "note"} {
		style, _ := d.Style(like)
		style.Role = role
		d.Styles = append(d.Styles, style)
	}
	b := &doc.Table{
		ID: 50, HeadRows: 1, RowHeight: 20 * unit.Point, Continued: doc.Run{Text: "续表"},
		Above:  []doc.TableLine{{Text: &doc.Paragraph{ID: 51, Style: doc.TableMarkRole, Runs: []doc.Run{{Text: "部门：某局"}}}, Right: &doc.Paragraph{ID: 52, Style: doc.TableRightMarkRole, Runs: []doc.Run{{Text: "单位：万元"}}}}},
		Widths: []unit.Length{50 * unit.Millimetre, 50 * unit.Millimetre, 50 * unit.Millimetre},
	}
	next := doc.NodeID(100)
	for r := range n + 1 {
		row := doc.Row{ID: next}
		for c := range 3 {
			next++
			cell := doc.Cell{ID: next, Row: r, Col: c, RowSpan: 1, ColSpan: 1, Role: doc.Number, Style: doc.TableNumberRole, Runs: []doc.Run{{Text: fmt.Sprint(r, ".", c)}}}
			if r == 0 {
				cell.Role, cell.Style = doc.Head, doc.TableHeadRole
			}
			row.Cells = append(row.Cells, cell)
		}
		next++
		b.Rows = append(b.Rows, row)
	}
	d.Body = append(d.Body, b)
	return d, b
}

// TestTablesOnTurnedPages: the head of the table is at the left of the sheet, on odd
// and on even pages, where the number is as on other sheets (GB/T 9704-2012 8).
func TestTablesOnTurnedPages(t *testing.T) {
	d, b := longTable(t, 60)
	b.Turned, d.Page.Mirror = true, true
	d.Body = append(d.Body, &doc.Paragraph{ID: 9000, Style: doc.BodyRole, Runs: []doc.Run{{Text: "后面的正文。"}}})
	pages, setting, problems := Typeset(t.Context(), d, book(t), Wants{})
	if len(problems) > 0 || len(pages) < 5 {
		t.Fatal(len(pages), problems)
	}
	mm := unit.Millimetre
	for i, page := range pages {
		turned := i > 0 && i < len(pages)-1
		width, height := 210*mm, 297*mm
		if turned {
			width, height = height, width
		}
		if page.Turned != turned || page.Width != width || page.Height != height {
			t.Fatalf("page %d is %v by %v, turned %t", page.Number, page.Width, page.Height, page.Turned)
		}
		if !turned {
			continue
		}
		inner := 28 * mm // at the binding, which is at the top of odd pages
		if page.Number%2 == 0 {
			inner = 26 * mm
		}
		var said []string
		for _, item := range page.Items {
			text, ok := item.(*frame.Text)
			if !ok {
				continue
			}
			said = append(said, text.String)
			switch {
			case text.Down:
				middle := text.X + text.Size.MulDiv(38, 100) // of the em box, which lies right of a baseline that runs down
				if want := 35*mm - 7*mm; middle < want-mm/10 || middle > want+mm/10 {
					t.Errorf("page %d: the number stands %v from the left, want %v", page.Number, middle, want)
				}
				if odd := text.Y > page.Height/2; odd != (page.Number%2 == 1) {
					t.Errorf("page %d: the number stands %v from the top", page.Number, text.Y)
				}
			case text.String == "续表":
				if text.Artifact != frame.Pagination || text.Y > inner {
					t.Errorf("page %d: %s stands %v from the top", page.Number, text.String, text.Y)
				}
			case text.X < 35*mm || text.Y < inner || text.Y > inner+156*mm:
				t.Errorf("page %d: %q stands at %v, %v", page.Number, text.String, text.X, text.Y)
			}
		}
		all := strings.Join(said, " ")
		if got := strings.Contains(all, "续表"); got != (page.Number > 2) {
			t.Errorf("page %d says %s", page.Number, all)
		}
		if !strings.Contains(all, fmt.Sprint(page.Number)) || !strings.Contains(all, "0.0") {
			t.Errorf("page %d has no number or no head: %s", page.Number, all)
		}
	}
	if len(setting.Rows) != 61 {
		t.Errorf("%d rows are set", len(setting.Rows))
	}
}

// TestLinesOverATable stay with it and reach to both sides.
func TestLinesOverATable(t *testing.T) {
	d, b := longTable(t, 3)
	b.NewPage = true
	pages, _, problems := Typeset(t.Context(), d, book(t), Wants{})
	if len(problems) > 0 || len(pages) != 2 {
		t.Fatal(len(pages), problems)
	}
	left, right := unit.Length(0), unit.Length(0)
	for _, item := range pages[1].Items {
		if text, ok := item.(*frame.Text); ok && text.Node == 51 {
			left = text.X
		} else if ok && text.Node == 52 {
			right = text.X
			for _, g := range text.Glyphs {
				right += g.Advance
			}
		}
	}
	if left != d.Page.Left || right != d.Page.Left+d.Page.TextWidth() {
		t.Errorf("the line reaches from %v to %v", left, right)
	}
}

// TestLongTablesGrow: ten times the rows cost ten times as much, where their lines are kept
// no more.
func TestLongTablesGrow(t *testing.T) {
	faces := book(t)
	growth.Linear(t, manyCells, func(n int) func() {
		d, _ := longTable(t, n)
		return func() {
			if pages, _, _ := Typeset(t.Context(), d, faces, Wants{}); len(pages) == 0 {
				t.Fatal("there are no pages")
			}
		}
	})
}
