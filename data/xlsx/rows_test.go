package xlsx

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data"
	"gongwen/data/xlsx/workbook"
)

// filledRows is a workbook with a row for each agency, filled in from the example.
func filledRows(t *testing.T, change func(f *excelize.File), agencies ...string) []byte {
	t.Helper()
	report := example(t, "invented-2024")
	style, _ := library.Style(report.Template.Style)
	blank, err := WriteRows(report.Template, style)
	must(t, err)
	f, err := excelize.OpenReader(bytes.NewReader(blank))
	must(t, err)
	defer f.Close()
	for n, agency := range agencies {
		for i, sheet := range sheets(f) {
			rows, err := f.GetRows(sheet)
			must(t, err)
			for col, head := range rows[0] {
				at := workbook.Ref{Row: n + 2, Col: col + 1}.String()
				switch {
				case col == 0:
					must(t, f.SetCellStr(sheet, at, agency))
				case head == "年度":
					must(t, f.SetCellInt(sheet, at, 2024))
				case head == "成文日期":
					must(t, f.SetCellStr(sheet, at, "2025-01-20"))
				case i == 0 && report.Template.Section("overview") != nil && head != "称谓":
					must(t, f.SetCellStr(sheet, at, "全年平稳。"))
				case i > 0:
					must(t, f.SetCellInt(sheet, at, int64(n+1)))
				}
			}
		}
	}
	change(f)
	var out bytes.Buffer
	must(t, f.Write(&out))
	return out.Bytes()
}

func TestEachRowIsAReport(t *testing.T) {
	template := example(t, "invented-2024").Template
	content := filledRows(t, func(f *excelize.File) {}, "某县教育局", "某县民政局")
	reports, list := Rows("r.xlsx", content, template, "2024", library, workbook.StandardLimits())
	if list.HasErrors() || len(reports) != 2 {
		t.Fatalf("%d reports: %s", len(reports), said(list))
	}
	second := reports[1]
	if second.Agency().Text != "某县民政局" || second.Year().Text != "2024" || second.Prose["overview"].Source != "全年平稳。" || second.SignOff == nil {
		t.Errorf("%s", second.Agency().Text)
	}
	total := second.Tables["requests"].Cells[data.Ref{Row: "new", Column: "total"}]
	if total.Printed() != "12" || total.State != data.Computed {
		t.Errorf("the total is %q", total.Printed())
	}
}

func TestRowsThatAreWrong(t *testing.T) {
	template := example(t, "invented-2024").Template
	for name, c := range map[string]struct {
		change func(f *excelize.File)
		want   string
	}{
		"a column of another name": {func(f *excelize.File) { must(t, f.SetCellStr(sheets(f)[1], "B1", "规章 · 本年制发数")) }, "B1: 错误: 没有“规章 · 本年制发数”这一栏"},
		"no agency":                {func(f *excelize.File) { must(t, f.SetCellStr(sheets(f)[1], "A2", "")) }, "A2: 错误: 这一行没有填机关名称"},
		"an agency twice":          {func(f *excelize.File) { must(t, f.SetCellStr(sheets(f)[1], "A3", "某县教育局")) }, "A3: 错误: “某县教育局”在这张工作表里有两行"},
		"a word for a figure":      {func(f *excelize.File) { must(t, f.SetCellStr(sheets(f)[1], "B2", "无数")) }, "B2: 错误: 规章 · 本年制发件数"},
	} {
		_, list := Rows("r.xlsx", filledRows(t, c.change, "某县教育局", "某县民政局"), template, "2024", library, workbook.StandardLimits())
		if !list.HasErrors() || !strings.Contains(said(list), c.want) {
			t.Errorf("%s: %s", name, said(list))
		}
	}
	if _, list := Rows("r.xlsx", filledRows(t, func(*excelize.File) {}), template, "", library, workbook.StandardLimits()); !strings.Contains(said(list), "没有找到“机关名称”一栏下面的机关") {
		t.Error(said(list))
	}
}
