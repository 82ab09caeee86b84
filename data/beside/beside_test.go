package beside_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/configs"
	"gongwen/data/beside"
	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/source"
)

func folder(t *testing.T) fstest.MapFS {
	t.Helper()
	book := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "编码", "B1": "金额", "A2": "0201", "C2": 3.5} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := book.NewSheet("表2"); err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellFormula("表2", "A1", "1/0"); err != nil {
		t.Fatal(err)
	}
	var xlsx bytes.Buffer
	if err := book.Write(&xlsx); err != nil {
		t.Fatal(err)
	}
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("编码,金额\n0201,3.50\n")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"a.csv": {Data: []byte("\ufeff编码,金额\n\"02,01\",3.50\n\n名称“一”,\n")}, "gbk.csv": {Data: []byte(gbk)}, "tab.txt": {Data: []byte("编码\t金额\n1,2\t3\n")},
		"a.xlsx": {Data: xlsx.Bytes()}, "b.xlsx": {Data: []byte("no workbook")}, "a.pdf": {Data: []byte("%PDF")},
	}
}

func said(rows [][]*source.Node, list diag.List) string {
	var b strings.Builder
	for _, row := range rows {
		for i, n := range row {
			if i > 0 {
				b.WriteString("|")
			}
			b.WriteString(n.Text)
		}
		b.WriteString("\n")
	}
	for _, d := range list {
		b.WriteString(d.Format(diag.ZH) + "\n")
	}
	return b.String()
}

func TestTablesBesideAReport(t *testing.T) {
	tests := []struct{ file, sheet, want string }{
		{"a.csv", "", "编码|金额\n02,01|3.50\n名称“一”|\n"},
		{"gbk.csv", "", "编码|金额\n0201|3.50\n"},
		{"tab.txt", "", "编码|金额\n1,2|3\n"},
		{"./a.xlsx", "", "编码|金额|\n0201||3.5\n"},
		{"a.xlsx", "Sheet1", "编码|金额|\n0201||3.5\n"},
		{"a.xlsx", "表3", "错误: “a.xlsx”里没有工作表“表3”\n  提示：是不是“表2”？\n"},
		{"a.xlsx", "表2", "a.xlsx!表2:A1: 错误: 公式没有结果，或者出错了\n  提示：在 WPS 或 Excel 中打开、重新计算并保存，或直接填数\n"},
		{"a.csv", "表1", "错误: “a.csv”里没有工作表“表1”\n"},
		{"none.csv", "", "错误: 找不到表格文件“none.csv”\n  提示：文件名从报告文件所在的文件夹算起，大小写要一致\n"},
		{"a.pdf", "", "错误: 表格文件“a.pdf”应是 .csv 或 .xlsx\n"},
	}
	tables := beside.In(folder(t), beside.StandardLimits())
	for _, test := range tests {
		for range 2 { // the second time from what was kept
			if got := said(tables.Rows(test.file, test.sheet, 100)); got != test.want {
				t.Errorf("%s %s:\n%s, want\n%s", test.file, test.sheet, got, test.want)
			}
		}
	}
	if rows, list := tables.Rows("b.xlsx", "", 100); rows != nil || !list.HasErrors() {
		t.Error("what is no workbook was read")
	}
	rows, _ := tables.Rows("a.csv", "", 100)
	if got := rows[1][1].Pos; got != (diag.Pos{File: "a.csv", Line: 2, Col: 1}) {
		t.Errorf("place %v", got)
	}
}

func TestTablesHaveLimits(t *testing.T) {
	if rows, list := beside.In(folder(t), beside.StandardLimits()).Rows("a.csv", "", 1); rows != nil || !list.HasErrors() {
		t.Error("more rows than are asked for")
	}
	if rows, list := beside.In(folder(t), beside.StandardLimits()).Rows("a.xlsx", "", 1); rows != nil || !list.HasErrors() {
		t.Error("more rows of a sheet than are asked for")
	}
	few := beside.StandardLimits()
	few.Files = 1
	tables := beside.In(folder(t), few)
	_, first := tables.Rows("a.csv", "", 9)
	if _, second := tables.Rows("tab.txt", "", 9); first.HasErrors() || !second.HasErrors() {
		t.Error("more files than the limit")
	}
	small := beside.StandardLimits()
	small.File = 4
	if rows, list := beside.In(folder(t), small).Rows("a.csv", "", 9); rows != nil || !list.HasErrors() {
		t.Error("a file above the limit")
	}
}

// accounts reads the table of a department's expenditure from a file of
// comma-separated values.
func accounts(content []byte) (rows int, said diag.List) {
	files := beside.In(fstest.MapFS{"a.csv": {Data: content}}, beside.StandardLimits())
	report, said := load.ReportBeside("r.yaml", []byte("template: final-accounts\n年度: 2023\n支出决算表: a.csv\n"), configs.NewLibrary(nil), files)
	return len(report.Tables["gk03"].Lists["items"].Rows), said
}

// TestHostileText: what is too much or cannot be read is said with its reason, and
// nothing of it is taken.
func TestHostileText(t *testing.T) {
	const head, row = "功能分类科目编码,科目名称,基本支出,项目支出,上缴上级支出,经营支出,对附属单位补助支出\n", "2010301,行政运行,1,2,,,\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(row)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, content, want string
		rows                int
	}{
		{"as it should be", head + row, "", 1},
		{"a hundred thousand rows", head + strings.Repeat(row, 100_000), "最多 50020 行，实有 100001 行", 0},
		{"ten thousand columns", strings.TrimSpace(head) + strings.Repeat(",列", 10_000) + "\n" + strings.TrimSpace(row) + strings.Repeat(",1", 10_000) + "\n", "", 1},
		{"a million columns without anything", strings.Repeat(",", 1_000_000) + "\n" + head + row, "", 1},
		{"millions of cells without anything", strings.Repeat(strings.Repeat(",", 300)+"\n", 50_000), "没有找到各栏的名称", 0},
		{"a byte that is no text", head + strings.Replace(row, "行政", "行\x00政", 1), "编码既不是 UTF-8 也不是 GB18030", 0},
		{"lines in two encodings", head + gb, "编码既不是 UTF-8 也不是 GB18030", 0},
		{"a cell of hundred megabytes", head + strings.Replace(row, "行政", strings.Repeat("甲", 34<<20), 1), "超过 16 MB", 0},
		{"a cell of a megabyte", head + strings.Replace(row, "行政", strings.Repeat("甲", 1<<18), 1), "最多", 1},
		{"a quotation mark that is not closed", head + "\"" + strings.Repeat(row, 1000), "从第 2 行起，引号没有关上", 0},
		{"nothing", "", "没有找到各栏的名称", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, said := accounts([]byte(c.content))
			var about strings.Builder
			for _, d := range said {
				if !strings.Contains(d.Message.ZH, "缺少") {
					about.WriteString(d.Format(diag.ZH) + "\n")
				}
			}
			if got := about.String(); c.want == "" && got != "" || !strings.Contains(got, c.want) || rows != c.rows {
				t.Errorf("%d rows, said\n%.2000s", rows, got)
			}
		})
	}
}

// FuzzRows: whatever stands in a file beside a report, it is read or refused.
func FuzzRows(f *testing.F) {
	for _, seed := range []string{
		"功能分类科目编码,科目名称,基本支出,项目支出,上缴上级支出,经营支出,对附属单位补助支出\n201,一般公共服务支出,,,,,\n20103,政府办公厅,,,,,\n2010301,行政运行,412.35,0.00,,,\n合计,,1,2\n注：无\n",
		"项目;基本支出\n;\n\"a\nb\";1", "\xff\xfea\x00,\x00", "\t\t\n功能分类科目编码\t科目名称\t基本支出\n201\t甲\t1",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		if rows, said := accounts(content); rows > load.MaxRows || len(said) == 0 {
			t.Errorf("%d rows, %v", rows, said)
		}
	}))
}
