package flow_test

import (
	"strings"
	"testing"

	"gongwen/bench/peers/flow"
	"gongwen/bench/peers/neutral"
)

// canvas keeps the texts of each page; every character is as wide as its size.
type canvas struct{ pages [][]string }

func (c *canvas) AddPage() { c.pages = append(c.pages, nil) }
func (c *canvas) Width(_ neutral.Face, size float64, text string) float64 {
	return size * float64(len([]rune(text)))
}
func (c *canvas) Text(_ neutral.Face, _, _, _ float64, text string) {
	c.pages[len(c.pages)-1] = append(c.pages[len(c.pages)-1], text)
}
func (c *canvas) Line(_, _, _, _, _ float64)        {}
func (c *canvas) Fill(_, _, _, _ float64, _ string) {}

// document has room for ten characters in a line and ten lines on a page.
func document(blocks ...neutral.Block) *neutral.Document {
	return &neutral.Document{
		Page:   neutral.Page{Width: 120, Height: 120, Top: 10, Bottom: 10, Left: 10, Right: 10},
		Faces:  map[string]neutral.Faces{"f": {Others: []neutral.Face{{File: "a.otf"}, {File: "b.ttf"}}}},
		Styles: map[string]neutral.Style{"body": {Font: "f", Size: 10, Leading: 10, Indent: 20}, "cell": {Font: "f", Size: 5, Leading: 8}},
		Blocks: blocks,
	}
}

func TestLinesEndWhereTheyAreFull(t *testing.T) {
	c := &canvas{}
	flow.Set(document(neutral.Block{Kind: neutral.Paragraph, Style: "body", Runs: []neutral.Run{{Text: "一二三四五六七八，九十"}}}), c)
	if got := strings.Join(c.pages[0], "|"); got != "一二三四五六七八，|九十" {
		t.Errorf("%s", got)
	}
}

func TestTableRepeatsItsHeadAndSharedCells(t *testing.T) {
	table := &neutral.Table{HeadRows: 1, Widths: []float64{50, 50}, RowHeight: 30, Rows: 5}
	cell := func(row, col, rows int, text string) {
		table.Cells = append(table.Cells, neutral.Cell{Row: row, Col: col, RowSpan: rows, ColSpan: 1, Style: "cell", Runs: []neutral.Run{{Text: text}}})
	}
	cell(0, 0, 1, "头")
	cell(0, 1, 1, "数")
	cell(1, 0, 4, "栏")
	for r := 1; r < 5; r++ {
		cell(r, 1, 1, string('0'+rune(r)))
	}
	c := &canvas{}
	flow.Set(document(neutral.Block{Kind: neutral.Grid, Table: table}), c)
	if len(c.pages) != 2 || strings.Join(c.pages[0], "") != "头数栏12" || strings.Join(c.pages[1], "") != "头数栏34" {
		t.Errorf("%q", c.pages)
	}
}

func TestTrueTypeTakesTheNextFace(t *testing.T) {
	d := document()
	flow.TrueType(d)
	if got := d.Faces["f"].Others[0].File; got != "b.ttf" {
		t.Error(got)
	}
	if files := flow.FilesOf(document()); len(files) != 1 || files[0].File != "b.ttf" {
		t.Errorf("%v", files)
	}
}
