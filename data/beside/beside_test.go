package beside_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/data/beside"
	"gongwen/internal/diag"
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
