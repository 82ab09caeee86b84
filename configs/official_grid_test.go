package configs

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

// placed is a cell of a printed table at its place, as official-grid.json has it.
type placed struct {
	R     int    `json:"r"`
	C     int    `json:"c"`
	RS    int    `json:"rs"`
	CS    int    `json:"cs"`
	Kind  string `json:"kind"`
	Text  string `json:"text"`
	Field string `json:"field"`
}

// place finds the places of a table's cells. field names a figure.
func place(t *Table, field func(c GridCell) string) []placed {
	free := make([]int, len(t.Widths))
	var out []placed
	for r, row := range t.Grid {
		c := 0
		for _, cell := range row.Cells {
			for free[c] > r {
				c++
			}
			p := placed{R: r, C: c, RS: cell.RowSpan, CS: cell.ColSpan, Kind: cell.Role.String(), Text: cell.Text}
			if cell.Role == NumberCell {
				p.Field = field(cell)
			}
			out = append(out, p)
			for i := range cell.ColSpan {
				free[c+i] = r + cell.RowSpan
			}
			c += cell.ColSpan
		}
	}
	return out
}

// The names of the figures in official-grid.json: by row of the first table,
// and by number of row and column of the others.
func fieldNames(t *Table) func(GridCell) string {
	columns := map[string]int{}
	for _, s := range t.Columns {
		for i, c := range s.Columns {
			columns[c.ID] = i
		}
	}
	rows := map[string]int{}
	var number func([]Row, string)
	number = func(in []Row, path string) {
		for _, r := range in {
			if len(r.Rows) > 0 {
				number(r.Rows, path+r.ID+".")
				continue
			}
			rows[path+r.ID] = len(rows)
		}
	}
	number(t.Rows, "")
	first := map[string]string{
		"regulations": "active.guizhang[%d]", "normative_documents": "active.guifan[%d]", "licensing": "active.xuke",
		"penalties": "active.chufa", "compulsion": "active.qiangzhi", "fees": "active.shoufei",
	}
	return func(c GridCell) string {
		switch t.ID {
		case "requests":
			return fmt.Sprintf("requests[%d].values[%d]", rows[c.Row], columns[c.Column])
		case "review":
			return fmt.Sprintf("review[%d]", rows[c.Row]*len(columns)+columns[c.Column])
		}
		if c.Row == "regulations" || c.Row == "normative_documents" {
			return fmt.Sprintf(first[c.Row], columns[c.Column])
		}
		return first[c.Row]
	}
}

func TestOpenGovernment2021IsTheOfficialTable(t *testing.T) {
	content, err := os.ReadFile("testdata/official-grid.json")
	if err != nil {
		t.Fatal(err)
	}
	var official map[string]struct {
		Rows, Cols int
		Cells      []placed
	}
	if err := json.Unmarshal(content, &official); err != nil {
		t.Fatal(err)
	}
	template, problems := NewLibrary(nil).Template("open-government-2021")
	if template == nil {
		t.Fatal(problems)
	}
	figures := 0
	for i, name := range []string{"A", "B", "C"} {
		table, want := &template.Tables[i], official[name]
		if len(table.Grid) != want.Rows || len(table.Widths) != want.Cols {
			t.Fatalf("table %s has %d rows and %d columns, want %d and %d", name, len(table.Grid), len(table.Widths), want.Rows, want.Cols)
		}
		got := place(table, fieldNames(table))
		if len(got) != len(want.Cells) {
			t.Fatalf("table %s has %d cells, want %d", name, len(got), len(want.Cells))
		}
		for j := range got {
			if got[j] != want.Cells[j] {
				t.Errorf("table %s, cell %d: %+v, want %+v", name, j, got[j], want.Cells[j])
			}
			if got[j].Kind == "number" {
				figures++
			}
		}
	}
	if figures != 200 {
		t.Errorf("%d figures are printed, want 200", figures)
	}
}
