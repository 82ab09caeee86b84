package xlsx

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/internal/golden"
)

// TestMishaps: what is said after somebody went wrong in a workbook. Each cause is
// said once, at a cell that can be mended, in the words of spreadsheets.
func TestMishaps(t *testing.T) {
	set := func(f *excelize.File, sheet int, cell string, value any) {
		must(t, f.SetCellValue(sheets(f)[sheet], cell, value))
	}
	for _, c := range []struct {
		name   string
		change func(f *excelize.File)
	}{
		{"a template of another name", func(f *excelize.File) { set(f, 0, "B3", "政府信息公开") }},
		{"no template", func(f *excelize.File) { set(f, 0, "B3", "") }},
		{"a year that the template does not serve", func(f *excelize.File) { set(f, 0, "B5", 2018) }},
		{"the sheet of the text removed", func(f *excelize.File) { must(t, f.DeleteSheet(sheets(f)[0])) }},
		{"the sheet of a table removed", func(f *excelize.File) { must(t, f.DeleteSheet(sheets(f)[2])) }},
		{"a column removed", func(f *excelize.File) { must(t, f.RemoveCol(sheets(f)[2], "F")) }},
		{"the head of a column changed", func(f *excelize.File) { set(f, 2, "D4", "个人") }},
		{"a row removed", func(f *excelize.File) { must(t, f.RemoveRow(sheets(f)[2], 9)) }},
		{"the label of a row changed", func(f *excelize.File) { set(f, 2, "A6", "收到的申请") }},
		{"a table left blank", func(f *excelize.File) {
			for _, row := range []string{"D", "E", "F", "G", "H", "I"} {
				for n := 6; n < 29; n++ {
					set(f, 2, row+[]string{"", "1", "2"}[n/10]+string(rune('0'+n%10)), nil)
				}
			}
		}},
		{"a figure with a unit", func(f *excelize.File) { set(f, 2, "E6", "2件") }},
		{"a figure stored as text", func(f *excelize.File) { set(f, 2, "D6", "11") }},
		{"a percentage", func(f *excelize.File) {
			set(f, 2, "D6", 0.1)
			style, err := f.NewStyle(&excelize.Style{NumFmt: 9})
			must(t, err, f.SetCellStyle(sheets(f)[2], "D6", "D6", style))
		}},
		{"a row that the text does not have", func(f *excelize.File) {
			must(t, f.InsertRows(sheets(f)[0], 6, 1))
			set(f, 0, "A6", "备注")
			set(f, 0, "B6", "本表由办公室填")
		}},
		{"no sign-off", func(f *excelize.File) {
			rows, err := f.GetRows(sheets(f)[0])
			must(t, err)
			for i := len(rows); i > 0; i-- {
				if len(rows[i-1]) > 0 && (rows[i-1][0] == "成文日期" || rows[i-1][0] == "落款机关名称") {
					set(f, 0, name(i, 2), "")
				}
			}
		}},
		{"a waiver without its rule", func(f *excelize.File) {
			rows, err := f.GetRows(sheets(f)[0])
			must(t, err)
			set(f, 0, name(len(rows), 2), "本年没有")
		}},
		{"no workbook of a report", func(f *excelize.File) {
			for _, s := range sheets(f)[1:] {
				must(t, f.DeleteSheet(s))
			}
			must(t, f.UnprotectSheet(sheets(f)[0]))
			for range 60 {
				must(t, f.RemoveRow(sheets(f)[0], 1))
			}
			set(f, 0, "A1", "姓名")
			set(f, 0, "B1", "工资")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, list := Report("r.xlsx", changed(t, c.change), library)
			golden.Check(t, filepath.Join("testdata", "mishaps", strings.ReplaceAll(c.name, " ", "-")+".txt"), []byte(said(list)+"\n"))
		})
	}
}
