package layout

import (
	"reflect"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// TestDecimalPointsStandBelowEachOther: all of a column together in its middle,
// and what is free at the right is told to the word processor.
func TestDecimalPointsStandBelowEachOther(t *testing.T) {
	d := read(t, "正文。")
	style, _ := d.Style(doc.TableNumberRole)
	style.Role, style.Align = doc.TableDecimalRole, doc.Decimal
	d.Styles = append(d.Styles, style)
	table := &doc.Table{ID: 50, Widths: []unit.Length{d.Page.TextWidth()}, RowHeight: 20 * unit.Point}
	for i, s := range []string{"1,234.5", "7", "80.25", "9.1（含结转）"} {
		table.Rows = append(table.Rows, doc.Row{ID: doc.NodeID(60 + i), Cells: []doc.Cell{{
			ID: doc.NodeID(70 + i), Row: i, RowSpan: 1, ColSpan: 1, Role: doc.Number, Style: doc.TableDecimalRole, Runs: []doc.Run{{Text: s}},
		}}})
	}
	d.Body = append(d.Body, table)
	pages, setting, problems := Typeset(t.Context(), d, book(t), Wants{Lines: true})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	digit := 5 * unit.Point // half of the size
	var left unit.Length
	for _, item := range pages[0].Items {
		text, ok := item.(*frame.Text)
		if !ok || text.Node < 70 || text.String == "" || text.String[0] > '9' {
			continue
		}
		switch text.Node {
		case 70:
			left = text.X
		case 71:
			if text.X-left != 3*digit+digit/2 {
				t.Errorf("7 stands %s behind 1,234.5", text.X-left)
			}
		case 72:
			if text.X-left != 2*digit+digit/2 {
				t.Errorf("80.25 stands %s behind 1,234.5", text.X-left)
			}
		case 73:
			if text.X-left != 3*digit+digit/2 {
				t.Errorf("9.1 stands %s behind 1,234.5", text.X-left)
			}
		}
	}
	if got := setting.Free[70] - setting.Free[72]; got != digit || setting.Free[71]-setting.Free[72] != 2*digit+digit/2 {
		t.Errorf("free at the right are %v", setting.Free)
	}
	whole := 4*digit + digit/2 + 2*digit + digit/2
	if room := d.Page.TextWidth() - 2*d.Tables.CellMargin; setting.Free[72] != (room-whole)/2 {
		t.Errorf("the figures are not in the middle: %s are free of %s", setting.Free[72], room)
	}
}

// TestATableOfManyCellsLooksLikeOneOfFew: the lines of many cells are not kept but made
// again where they are drawn, as they were.
func TestATableOfManyCellsLooksLikeOneOfFew(t *testing.T) {
	texts := func(rows int) []frame.Text {
		d := read(t, "正文。")
		style, _ := d.Style(doc.TableNumberRole)
		style.Role, style.Align = doc.TableDecimalRole, doc.Decimal
		d.Styles = append(d.Styles, style)
		half := d.Page.TextWidth() / 2
		table := &doc.Table{ID: 50, Widths: []unit.Length{half, half}, RowHeight: 20 * unit.Point}
		for i := range rows {
			said := []string{"1,234.5", "7", "80.25"}[i%3]
			table.Rows = append(table.Rows, doc.Row{ID: doc.NodeID(100 + 3*i), Cells: []doc.Cell{
				{ID: doc.NodeID(101 + 3*i), Row: i, RowSpan: 1, ColSpan: 1, Role: doc.Stub, Style: doc.TableStubRole, Runs: []doc.Run{{Text: "农村公路（第二标段）的改造、养护和安全防护工程"}}},
				{ID: doc.NodeID(102 + 3*i), Row: i, Col: 1, RowSpan: 1, ColSpan: 1, Role: doc.Number, Style: doc.TableDecimalRole, Runs: []doc.Run{{Text: said}}},
			}})
		}
		d.Body = append(d.Body, table)
		pages, problems := pagesOf(d, book(t))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		var list []frame.Text
		for _, item := range pages[0].Items {
			if text, ok := item.(*frame.Text); ok && text.Node > 100 && text.Node <= 108 {
				list = append(list, *text)
			}
		}
		return list
	}
	few, many := texts(3), texts(manyCells)
	if len(few) < 6 || !reflect.DeepEqual(few, many) {
		t.Errorf("of few cells %v, of many %v", few, many)
	}
}
