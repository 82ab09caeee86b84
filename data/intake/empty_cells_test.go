package intake_test

import (
	"slices"
	"strings"
	"testing"

	"gongwen/data"
	"gongwen/data/intake"
	"gongwen/internal/diag"
)

// zerosEmpty is a table whose figures that are 0 were left empty.
func zerosEmpty(grid [][]place) [][]place {
	out := make([][]place, len(grid))
	for i, row := range grid {
		out[i] = slices.Clone(row)
		for k, p := range row {
			if p.number && p.text == "0" {
				out[i][k].text = ""
			}
		}
	}
	return out
}

// filled writes rows as programs do that make text of web pages: a bar behind
// each cell, and as many more as make all rows as long as the grid. between is
// what stands behind the bar of a cell in a row, before what stands before a row.
func filled(grid [][]place, rows [][]string, before, between string) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(before + strings.Join(row, " |"+between) + " |" + strings.TrimSuffix(between, " ") + strings.Repeat("|", len(grid[0])-len(row)) + "\n")
	}
	return strings.ReplaceAll(b.String(), "\n\n", "\n")
}

// spread are the cells that begin in a row, with empty ones for the columns
// that they reach over, and none for rows.
func spread(grid [][]place) [][]string {
	rows := make([][]string, len(grid))
	for i, row := range grid {
		for _, p := range row {
			switch {
			case p.begins:
				rows[i] = append(rows[i], p.text)
			case p.top:
				rows[i] = append(rows[i], "")
			}
		}
	}
	return rows
}

// TestEmptyCells: an empty cell is told from one that fills a row up or that a
// merged cell reaches into, by what all rows of the table have in common.
func TestEmptyCells(t *testing.T) {
	want := example(t, "invented-2024")
	for name, write := range map[string]shape{
		"tabs between cells":               func(g [][]place) string { return lines(cellsOf(g), "", "\t", "") },
		"a cell for each place":            func(g [][]place) string { return lines(placed(g), "", "\t", "") },
		"bars":                             func(g [][]place) string { return lines(cellsOf(g), "", " | ", " |") },
		"bars, rows filled up":             func(g [][]place) string { return filled(g, cellsOf(g), "", " ") },
		"bars around, rows filled up":      func(g [][]place) string { return filled(g, cellsOf(g), "| ", " ") },
		"a cell on a line, rows filled up": func(g [][]place) string { return filled(g, cellsOf(g), "", "\n") },
		"a cell on a line, a bar before":   func(g [][]place) string { return filled(g, cellsOf(g), "| \n ", "\n ") },
		"a cell on a line":                 func(g [][]place) string { return lines(cellsOf(g), "", " |\n", " |") },
		"a bar on a line": func(g [][]place) string {
			return strings.ReplaceAll(lines(cellsOf(g), "", "\n|\n", "\n|"), "\n\n", "\n")
		},
		"merged columns as empty cells": func(g [][]place) string { return lines(spread(g), "| ", " | ", " |") },
		"merged columns, Markdown's ruling": func(g [][]place) string {
			return strings.Replace(lines(spread(g), "|", "|", "|"), "\n", "\n|---|---|\n", 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, said := pasted(printedText(want, func(g [][]place) string { return write(zerosEmpty(g)) }), intake.Options{})
			if got == nil || said.HasErrors() {
				t.Fatal(said)
			}
			for id, table := range want.Tables {
				for ref, c := range table.Cells {
					is := got.Tables[id].Cells[ref]
					if c.Printed() == "0" && is.State != data.Empty && is.State != data.Computed || c.Printed() != "0" && is.Printed() != c.Printed() {
						t.Errorf("%s %v is %v %q, want %q", id, ref, is.State, is.Printed(), c.Printed())
					}
				}
			}
		})
	}
}

// TestDroppedCellsAreNotGuessed: where a program left out empty cells, figures
// whose column is not certain are not in the report.
func TestDroppedCellsAreNotGuessed(t *testing.T) {
	want := example(t, "invented-2024")
	dropped := func(g [][]place) [][]string {
		rows := cellsOf(zerosEmpty(g))
		for i := range rows {
			rows[i] = slices.DeleteFunc(rows[i], func(s string) bool { return s == "" })
		}
		return rows
	}
	for name, write := range map[string]shape{
		"rows filled up":                   func(g [][]place) string { return filled(g, dropped(g), "", " ") },
		"a cell on a line, rows filled up": func(g [][]place) string { return filled(g, dropped(g), "", "\n") },
		"bars":                             func(g [][]place) string { return lines(dropped(g), "", " | ", " |") },
		"one cell a line":                  func(g [][]place) string { return lines(dropped(g), "", "\n", "") },
	} {
		t.Run(name, func(t *testing.T) {
			got, said := pasted(printedText(want, write), intake.Options{})
			if got == nil || !says(said, diag.Error, "1.属于国家秘密：应有 7 个数，实有 2 个") {
				t.Fatal(said)
			}
			for id, table := range got.Tables {
				for ref, c := range table.Cells {
					if is := want.Tables[id].Cells[ref].Printed(); c.State == data.Given && c.Printed() != is {
						t.Errorf("%s %v is %q, want %q", id, ref, c.Printed(), is)
					}
				}
			}
		})
	}
}

// TestEmptyTables are read as empty, not as missing.
func TestEmptyTables(t *testing.T) {
	want := example(t, "invented-2024")
	for name, write := range map[string]shape{
		"bars":             func(g [][]place) string { return lines(cellsOf(g), "| ", " | ", " |") },
		"bars behind":      func(g [][]place) string { return lines(cellsOf(g), "", " | ", " |") },
		"a cell on a line": func(g [][]place) string { return filled(g, cellsOf(g), "", "\n") },
	} {
		t.Run(name, func(t *testing.T) {
			got, said := pasted(printedText(want, func(g [][]place) string {
				if len(g) == 4 {
					for k := range g[3] {
						g[3][k].text = ""
					}
				}
				return write(g)
			}), intake.Options{})
			if got == nil || said.HasErrors() {
				t.Fatal(said)
			}
			if c := got.Tables["review"].Cells[data.Ref{Row: "reconsideration", Column: "upheld"}]; c.State != data.Empty {
				t.Errorf("结果维持 is %v %q", c.State, c.Printed())
			}
			if is := figure(got, "requests", "new", "total"); is != figure(want, "requests", "new", "total") {
				t.Errorf("总计 is %q", is)
			}
		})
	}
}

// TestGluedFigures: figures with nothing between them are taken apart where
// that is certain, which is for zeros alone.
func TestGluedFigures(t *testing.T) {
	glue := func(g [][]place, zeros bool) string {
		rows := make([][]string, len(g))
		for i, row := range cellsOf(g) {
			for _, c := range row {
				if zeros && strings.Trim(c, "0123456789.") == "" {
					c = "0"
				}
				rows[i] = append(rows[i], c)
			}
		}
		return lines(rows, "    ", "", "")
	}
	want := example(t, "shaxian-xinfangju-2023")
	got, said := pasted(printedText(want, func(g [][]place) string { return glue(g, true) }), intake.Options{})
	if got == nil || said.HasErrors() || !says(said, diag.Note, "“0000000”按 7 个 0 读取") {
		t.Fatal(said)
	}
	for id, table := range got.Tables {
		for ref, c := range table.Cells {
			if c.Printed() != "0" {
				t.Errorf("%s %v is %q", id, ref, c.Printed())
			}
		}
	}
	_, said = pasted(printedText(example(t, "invented-2024"), func(g [][]place) string { return glue(g, false) }), intake.Options{})
	for _, row := range []string{"一、本年新收政府信息公开申请数量：应有 7 个数，实有 1 个", "行政复议、未经复议直接起诉、复议后起诉：应有 15 个数，实有 1 个"} {
		if !says(said, diag.Error, row, "数字连在一起") {
			t.Errorf("no error %q in\n%s", row, said)
		}
	}
}
