package xlsx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"gongwen/data"
	"gongwen/data/blank"
)

// toFillIn is the workbook of a report to fill in.
func toFillIn(t *testing.T) *excelize.File {
	t.Helper()
	template, _ := library.Template("open-government-2021")
	report := blank.Report(template, blank.Header{Agency: "某县教育局", Year: "2024"}, nil)
	f, err := excelize.OpenReader(bytes.NewReader(written(t, report)))
	must(t, err)
	t.Cleanup(func() { must(t, f.Close()) })
	return f
}

func TestSheetsHaveTheMergedCellsOfTheOfficialTables(t *testing.T) {
	f := toFillIn(t)
	template, _ := library.Template("open-government-2021")
	for i, sheet := range []string{disclosure, requests, review} {
		var want []string
		table := &template.Tables[i]
		grid := cover(table)
		for r, row := range table.Grid {
			for c := range row.Cells {
				cell := &row.Cells[c]
				col := slices.Index(grid[r], cell)
				if text, err := f.GetCellValue(sheet, name(r+2, col+1)); err != nil || cell.Text != "" && text != cell.Text {
					t.Errorf("%s: %q at row %d, want %q", sheet, text, r+2, cell.Text)
				}
				if cell.RowSpan > 1 || cell.ColSpan > 1 {
					want = append(want, name(r+2, col+1)+":"+name(r+1+cell.RowSpan, col+cell.ColSpan))
				}
			}
		}
		merges, err := f.GetMergeCells(sheet)
		must(t, err)
		var got []string
		for _, m := range merges {
			if m.GetStartAxis() != "A1" && !strings.HasPrefix(m.GetStartAxis(), fmt.Sprintf("B%d", 2+len(table.Grid))) {
				got = append(got, m.GetStartAxis()+":"+m.GetEndAxis())
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %v\nwant %v", sheet, got, want)
		}
	}
}

func TestOnlyFiguresAndTextMayBeChanged(t *testing.T) {
	f := toFillIn(t)
	for _, c := range []struct {
		sheet, cell string
		locked      bool
	}{
		{"报告", "A4", true}, {"报告", "B3", false}, {"报告", "B4", false}, {"报告", "B7", false},
		{disclosure, "A4", true}, {disclosure, "B4", false}, {disclosure, "D8", false}, {disclosure, "A2", true},
		{requests, "D5", false}, {requests, "I29", false}, {requests, "J5", true}, {requests, "D28", true}, {requests, "J28", true},
		{review, "A5", false}, {review, "E5", true}, {review, "O5", true},
	} {
		id, err := f.GetCellStyle(c.sheet, c.cell)
		must(t, err)
		style, err := f.GetStyle(id)
		must(t, err)
		if locked := style.Protection == nil || style.Protection.Locked; locked != c.locked {
			t.Errorf("%s!%s: locked %v", c.sheet, c.cell, locked)
		}
	}
	for _, sheet := range f.GetSheetList() {
		options, err := f.GetSheetProtection(sheet)
		must(t, err)
		if options.Password != "" || !options.SelectLockedCells || options.EditObjects || options.InsertRows != (sheet == "报告") {
			t.Errorf("%s: protection %+v", sheet, options)
		}
	}
}

func TestTotalsAreFormulas(t *testing.T) {
	f := toFillIn(t)
	for cell, want := range map[string]string{requests + "!J5": "SUM(D5:I5)", requests + "!D28": "SUM(D7:D27)", requests + "!J28": "SUM(D28:I28)", review + "!J5": "SUM(F5:I5)"} {
		sheet, at, _ := strings.Cut(cell, "!")
		got, err := f.GetCellFormula(sheet, at)
		must(t, err)
		value, err := f.GetCellValue(sheet, at)
		must(t, err)
		kind, err := f.GetCellType(sheet, at)
		must(t, err)
		if got != want || value != "0" || kind == excelize.CellTypeFormula {
			t.Errorf("%s is %s = %q (type %d), want %s", cell, got, value, kind, want)
		}
	}
}

// TestTotalsThatAreWrongStandAsGiven: so that the rule they break is seen.
func TestTotalsThatAreWrongStandAsGiven(t *testing.T) {
	report := example(t, "invented-2024")
	ref := data.Ref{Row: "new", Column: "total"}
	cell := report.Tables["requests"].Cells[ref]
	cell.Number = data.NewNumber("240", cell.Value().Add(decimal.NewFromInt(1)))
	report.Tables["requests"].Cells[ref] = cell
	back, _ := read(t, written(t, report))
	if got := back.Tables["requests"].Cells[ref]; got.State != data.Given || got.Number.String() != "240" {
		t.Errorf("the total is %+v", got)
	}
}

func TestRulesAreConditionalFormats(t *testing.T) {
	f := toFillIn(t)
	formats, err := f.GetConditionalFormats(requests)
	must(t, err)
	for cell, want := range map[string][]string{
		"D28": {"$D$28<>(($D$5+$D$6)-$D$29)", "$D$28<>SUM($D$7:$D$27)"},
		"J5":  {"$J$5<>((((($D$5+$E$5)+$F$5)+$G$5)+$H$5)+$I$5)"},
	} {
		var got []string
		for _, o := range formats[cell] {
			got = append(got, o.Criteria)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", cell, got, want)
		}
	}
	formats, err = f.GetConditionalFormats(disclosure)
	must(t, err)
	if got := formats["D4"]; len(got) == 0 || got[0].Criteria != "NOT(($D$4>=($B$4-$C$4)))" {
		t.Errorf("D4: %v", got)
	}
}

func TestFiguresAreValidated(t *testing.T) {
	f := toFillIn(t)
	list, err := f.GetDataValidations(disclosure)
	must(t, err)
	var got []string
	for _, v := range list {
		got = append(got, fmt.Sprintf("%s %s %s %s..%s %s", v.Sqref, v.Type, v.Operator, v.Formula1, v.Formula2, *v.Error))
	}
	want := []string{
		"B4 C4 D4 B5 C5 D5 B8 B11 B12 whole between 0..999999999999 填不小于零的整数，单位：件；没有的填 0，不留空、不画线。",
		"B15 decimal between 0..999999999999 填不小于零的数，最多 6 位小数，单位：万元；没有的填 0，不留空、不画线。",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestHelpIsInComments(t *testing.T) {
	f := toFillIn(t)
	for cell, want := range map[string]string{
		requests + "!C9": "条例第十四条", requests + "!B28": "N1　第一项加第二项之和，等于第三项加第四项之和\nN2　", requests + "!J3": "N3　总计等于六类申请人之和",
		disclosure + "!A4": "只有国务院部门", "报告!A4": "与印章一致的机关全称",
	} {
		sheet, at, _ := strings.Cut(cell, "!")
		comments, err := f.GetComments(sheet)
		must(t, err)
		i := slices.IndexFunc(comments, func(c excelize.Comment) bool { return c.Cell == at })
		if i < 0 {
			t.Errorf("%s has no comment", cell)
			continue
		}
		got := comments[i].Text
		for _, p := range comments[i].Paragraph {
			got += p.Text
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", cell, got, want)
		}
	}
}

func TestSheetsPrintOnA4(t *testing.T) {
	f := toFillIn(t)
	for _, sheet := range f.GetSheetList() {
		layout, err := f.GetPageLayout(sheet)
		must(t, err)
		if *layout.Size != 9 || *layout.FitToWidth != 1 {
			t.Errorf("%s: paper %d", sheet, *layout.Size)
		}
	}
	panes, err := f.GetPanes(requests)
	must(t, err)
	if !panes.Freeze || panes.YSplit != 4 {
		t.Errorf("panes %+v", panes)
	}
}

func TestPropertiesNameNoPerson(t *testing.T) {
	f := toFillIn(t)
	p, err := f.GetDocProps()
	must(t, err)
	if p.Creator != "某县教育局" || p.LastModifiedBy != "某县教育局" || p.Title != "某县教育局2024年政府信息公开工作年度报告" {
		t.Errorf("properties %+v", p)
	}
}
