package xlsx

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data"
)

// TestWhatStandsInACell: a figure is the one that is meant, with a word about
// what stands beside it.
func TestWhatStandsInACell(t *testing.T) {
	rich := func(runs ...excelize.RichTextRun) func(t *testing.T, f *excelize.File) {
		return func(t *testing.T, f *excelize.File) { must(t, f.SetCellRichText(disclosure, "B8", runs)) }
	}
	styled := func(font excelize.Font) func(t *testing.T, f *excelize.File) {
		return func(t *testing.T, f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{Font: &font})
			must(t, err, f.SetCellInt(disclosure, "B8", 12), f.SetCellStyle(disclosure, "B8", "B8", style))
		}
	}
	for _, c := range []struct {
		name   string
		change func(t *testing.T, f *excelize.File)
		want   string
		said   string
	}{
		{"struck out", rich(excelize.RichTextRun{Text: "12", Font: &excelize.Font{Strike: true}}, excelize.RichTextRun{Text: "15"}), "15", "警告: 划去的“12”没有读入，这里读作“15”"},
		{"raised", rich(excelize.RichTextRun{Text: "1472"}, excelize.RichTextRun{Text: "1", Font: &excelize.Font{VertAlign: "superscript"}}), "1472", "说明: “1”是注号"},
		{"lowered", rich(excelize.RichTextRun{Text: "1472"}, excelize.RichTextRun{Text: "注1", Font: &excelize.Font{VertAlign: "subscript"}}), "1472", "说明: “注1”是注号"},
		{"the whole cell struck out", styled(excelize.Font{Strike: true}), "", "划去的“12”没有读入，这里读作“”"},
		{"the whole cell raised", styled(excelize.Font{VertAlign: "superscript"}), "12", ""},
		{"a mark of characters", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "1472①")) }, "1472", "“①”是注号"},
		{"a comment", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellInt(disclosure, "B8", 12), f.AddComment(disclosure, excelize.Comment{Cell: "B8", Author: "张三", Text: "改为9"}))
		}, "12", "B8: 警告: 这一格的批注没有读入：改为9"},
		{"about so many", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "约1472")) }, "", "错误: 行政许可"},
		{"a letter for a digit", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "l472")) }, "", "错误: 行政许可"},
		{"two figures", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "12\n15")) }, "", "错误: 行政许可"},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, list := Report("r.xlsx", changed(t, func(f *excelize.File) { c.change(t, f) }), library)
			if report == nil {
				t.Fatal(said(list))
			}
			cell := report.Tables["disclosure"].Cells[data.Ref{Row: "licensing", Column: "decisions"}]
			if cell.State != data.Given && c.want != "" || cell.State == data.Given && cell.Printed() != c.want {
				t.Errorf("%q: %s", cell.Printed(), said(list))
			}
			if !strings.Contains(said(list), c.said) {
				t.Error(said(list))
			}
		})
	}
}
