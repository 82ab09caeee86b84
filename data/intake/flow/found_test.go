package flow

import (
	"strings"
	"testing"
)

func TestIsFigure(t *testing.T) {
	for s, want := range map[string]bool{
		"12": true, " 1,234 ": true, "-4": true, "12.3860": true, "１２": true, "97.3%": true, "1 234": true,
		"": false, "-": false, "/": false, "12件": false, "2024-01-20": false, "减4": false, strings.Repeat("1", 25): false,
	} {
		if IsFigure(s) != want {
			t.Errorf("IsFigure(%q) is %v", s, !want)
		}
	}
}

// holding is a cell with a paragraph, or a table of cells parted by bars when text begins with one.
func holding(text string) FoundCell {
	if inner, ok := strings.CutPrefix(text, "|"); ok {
		var row Row
		for s := range strings.SplitSeq(inner, "|") {
			row.Cells = append(row.Cells, Cell{Text: s})
		}
		return FoundCell{Blocks: []Block{{Kind: Tabular, Table: &Table{Rows: []Row{row}}}}}
	}
	return FoundCell{Blocks: []Block{{Runs: []Run{{Text: text}}}}}
}

func TestTablesOfDataAndTablesThatArrangeThePage(t *testing.T) {
	prose := strings.Repeat("字", proseLength)
	for _, test := range []struct {
		name      string
		rows      [][]string
		data      bool
		flattened int
	}{
		{"figures", [][]string{{"甲", "1", "2"}, {"乙", "3", "4"}}, true, 0},
		{"words in columns", [][]string{{"甲", "乙"}}, true, 0},
		{"one column of words", [][]string{{"甲"}, {"乙"}}, false, 0},
		{"one column with a figure", [][]string{{"甲"}, {"1"}}, true, 0},
		{"prose in a column", [][]string{{"甲", prose}}, false, 0},
		{"prose beside figures", [][]string{{"1", "2", "3", prose}}, true, 0},
		{"a table beside words", [][]string{{"甲", "|1|2|3"}}, false, 0},
		{"a table among more figures", [][]string{{"1", "2", "3", "|4|件"}}, true, 1},
		{"a table with more figures than those around it", [][]string{{"1", "2", "3", "|1|2|3|4"}}, false, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found Found
			for _, row := range test.rows {
				var out FoundRow
				for _, text := range row {
					out.Cells = append(out.Cells, holding(text))
				}
				found.Rows = append(found.Rows, out)
			}
			blocks, flattened := found.Blocks()
			data := len(blocks) == 1 && blocks[0].Kind == Tabular && len(blocks[0].Table.Rows) == len(test.rows)
			if data != test.data || flattened != test.flattened {
				t.Errorf("data is %v, flattened %d", data, flattened)
			}
		})
	}
}

func TestLineJoinsRunsOfOneLook(t *testing.T) {
	var l Line
	for _, r := range []Run{{Text: " \u3000甲"}, {Text: "\u00A0乙\u200B"}, {Bold: true}, {Text: "\uFEFF"}, {Text: "丙"}, {Text: "丁", Bold: true}, {Text: " \t"}} {
		l.Add(r)
	}
	runs := l.Runs()
	if len(runs) != 2 || runs[0].Text != "甲 乙丙" || runs[1] != (Run{Text: "丁", Bold: true}) {
		t.Errorf("got %v", runs)
	}
	l.Add(Run{Text: "戊"})
	if again := l.Runs(); len(again) != 4 || again[3].Text != "戊" || !(&Line{}).Empty() || l.Empty() {
		t.Errorf("got %v behind what was read before", again)
	}
}
