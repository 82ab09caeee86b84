package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data/rules"
	"gongwen/internal/diag"
	"gongwen/internal/tier"
)

const (
	disclosure = "主动公开政府信息情况"
	requests   = "收到和处理政府信息公开申请情况"
	review     = "政府信息公开行政复议、行政诉讼情况"
)

// TestWorkbooksThatWereWorkedOn: what offices do to a workbook does not change
// what it says.
func TestWorkbooksThatWereWorkedOn(t *testing.T) {
	tier.Long(t, "writes and reads many workbooks")
	for _, c := range []struct {
		name   string
		change func(t *testing.T, f *excelize.File)
		said   string // a part of what is said; empty for nothing
	}{
		{"sheets renamed", func(t *testing.T, f *excelize.File) {
			for i, s := range sheets(f) {
				must(t, f.SetSheetName(s, fmt.Sprintf("Sheet%d", i+1)))
			}
		}, ""},
		{"sheets in another order", func(t *testing.T, f *excelize.File) {
			must(t, f.MoveSheet(review, "报告"), f.MoveSheet(requests, "报告"))
		}, ""},
		{"rows put in above every sheet", func(t *testing.T, f *excelize.File) {
			for _, s := range sheets(f) {
				must(t, f.InsertRows(s, 1, 3))
			}
		}, ""},
		{"a column put in before every sheet", func(t *testing.T, f *excelize.File) {
			for _, s := range sheets(f) {
				must(t, f.InsertCols(s, "A", 1))
			}
		}, ""},
		{"an empty row put in among the rows", func(t *testing.T, f *excelize.File) {
			must(t, f.InsertRows(requests, 12, 1), f.InsertRows(disclosure, 9, 2), f.InsertRows("报告", 6, 1))
		}, ""},
		{"an empty column put in among the figures", func(t *testing.T, f *excelize.File) {
			must(t, f.InsertCols(requests, "G", 1))
		}, ""},
		{"an empty row put in between head and figures", func(t *testing.T, f *excelize.File) {
			must(t, f.InsertRows(review, 5, 1))
		}, ""},
		{"all merged cells taken apart", func(t *testing.T, f *excelize.File) {
			for _, s := range sheets(f) {
				merges, err := f.GetMergeCells(s)
				must(t, err)
				for _, m := range merges {
					must(t, f.UnmergeCell(s, m.GetStartAxis(), m.GetEndAxis()))
				}
			}
		}, ""},
		{"a group's merged cell moved", func(t *testing.T, f *excelize.File) {
			must(t, f.UnmergeCell(requests, "B9", "B16"), f.MergeCell(requests, "B9", "B15"))
		}, ""},
		{"a title deleted", func(t *testing.T, f *excelize.File) {
			must(t, f.RemoveRow(requests, 1))
		}, ""},
		{"rows in another order", func(t *testing.T, f *excelize.File) {
			for col := 'C'; col <= 'J'; col++ {
				swap(t, f, requests, fmt.Sprintf("%c10", col), fmt.Sprintf("%c11", col))
			}
		}, ""},
		{"labels numbered otherwise and with blanks", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr(requests, "C9", "1、属于国家秘密"), f.SetCellStr(requests, "B8", "(二)部分公开"), f.SetCellStr(review, "A3", "结 果\n维 持"))
		}, ""},
		{"labels as offices vary them", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr(disclosure, "A5", "规范性文件"), f.SetCellStr(requests, "C10", "2.其他法律行政止公开"), f.SetCellStr(requests, "A29", "四、结转下年度继续办理数量"))
		}, "“2.其他法律行政止公开”按“其他法律行政法规禁止公开”读取"},
		{"a note typed behind a figure", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr(disclosure, "B5", "3（其中修订1件）"))
		}, ""},
		{"figures stored as text", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr(requests, "D5", "197"), f.SetCellStr(requests, "E5", " 25 "))
		}, "有 2 格的数以文本形式存储"},
		{"figures typed full-width", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr(requests, "D5", "１９７"))
		}, "全角的“１９７”按 197 计"},
		{"formulas in place of figures", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellFormula(requests, "D5", "=100+(98-1)"), f.SetCellFormula(disclosure, "C5", "SUM(B8:B12)-(B8+50)"))
		}, ""},
		{"a note under the table without its label", func(t *testing.T, f *excelize.File) {
			note := find(t, f, "报告", "注：行政复议、行政诉讼数量")
			text, err := f.GetCellValue("报告", note)
			must(t, err, f.SetCellStr("报告", note, ""), f.SetCellStr(review, "A7", text))
		}, ""},
		{"a note under the table with its label, as older workbooks have it", func(t *testing.T, f *excelize.File) {
			note := find(t, f, "报告", "注：行政复议、行政诉讼数量")
			text, err := f.GetCellValue("报告", note)
			must(t, err, f.SetCellStr("报告", note, ""), f.SetCellStr(review, "A6", "表注"), f.SetCellStr(review, "B6", text))
		}, ""},
		{"scribbles beside the table", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr(requests, "M5", "核对过"), f.SetCellInt(requests, "M6", 5))
		}, "M6: 警告: 表格外面有 1 格的数没有读取"},
		{"a sheet of their own", func(t *testing.T, f *excelize.File) {
			_, err := f.NewSheet("草稿")
			must(t, err, f.SetCellStr("草稿", "B2", "随便写写"))
		}, "草稿:B2: 警告: 工作表“草稿”不是报告的内容，没有读取"},
		{"hidden rows", func(t *testing.T, f *excelize.File) {
			must(t, f.SetRowVisible(requests, 10, false))
		}, "隐藏的行或列，照常读取"},
		{"a row of no height", func(t *testing.T, f *excelize.File) {
			must(t, f.SetRowHeight(requests, 10, 0))
		}, "隐藏的行或列，照常读取"},
		{"a figure that is white", func(t *testing.T, f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "FFFFFF"}})
			must(t, err, f.SetCellStyle(requests, "D5", "D5", style))
		}, "D5: 警告: 工作表“" + requests + "”的表格里有白底白字"},
		{"a figure that is white on black", func(t *testing.T, f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"000000"}}})
			must(t, err, f.SetCellStyle(requests, "D5", "D5", style))
		}, ""},
		{"a hidden sheet", func(t *testing.T, f *excelize.File) {
			must(t, f.SetSheetVisible(review, false))
		}, "在隐藏的工作表里，照常读取"},
		{"a hidden copy of a sheet", func(t *testing.T, f *excelize.File) {
			copied(t, f, review, "旧")
			must(t, f.SetSheetVisible("旧", false))
		}, "隐藏的工作表里还有一份"},
		{"the date typed, which becomes a date", func(t *testing.T, f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			cell := find(t, f, "报告", "2025-01-20")
			must(t, err, f.SetCellInt("报告", cell, 45677), f.SetCellStyle("报告", cell, cell, style))
		}, ""},
		{"a section's text in rows of its own", func(t *testing.T, f *excelize.File) {
			cell := find(t, f, "报告", "存在的主要问题")
			col, row, err := excelize.CellNameToCoordinates(cell)
			must(t, err, f.InsertRows("报告", row+1, 1))
			text, err := f.GetCellValue("报告", cell)
			must(t, err)
			first, second, _ := strings.Cut(text, "\n\n")
			must(t, f.SetCellStr("报告", cell, first), f.SetCellStr("报告", name(row+1, col), second))
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, list := Report("r.xlsx", changed(t, func(f *excelize.File) { c.change(t, f) }), library)
			if list.HasErrors() {
				t.Fatal(said(list))
			}
			differ(t, report, example(t, "invented-2024"))
			if got := said(list); c.said == "" && got != "" || !strings.Contains(got, c.said) {
				t.Errorf("said %q, want %q", got, c.said)
			}
		})
	}
}

func swap(t *testing.T, f *excelize.File, sheet, a, b string) {
	t.Helper()
	var values [2]string
	var formulas [2]string
	for i, cell := range []string{a, b} {
		var err error
		formulas[i], err = f.GetCellFormula(sheet, cell)
		must(t, err)
		values[i], err = f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
		must(t, err)
	}
	for i, cell := range []string{b, a} {
		if formulas[i] != "" {
			row := strings.TrimLeft(cell, "ABCDEFGHIJ")
			must(t, f.SetCellFormula(sheet, cell, fmt.Sprintf("SUM(D%s:I%s)", row, row)))
			continue
		}
		must(t, f.SetCellDefault(sheet, cell, values[i]))
	}
}

func copied(t *testing.T, f *excelize.File, from, to string) {
	t.Helper()
	index, err := f.NewSheet(to)
	must(t, err)
	source, err := f.GetSheetIndex(from)
	must(t, err, f.CopySheet(source, index))
}

// find is the cell of a sheet whose text begins so.
func find(t *testing.T, f *excelize.File, sheet, begin string) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	must(t, err)
	for r, row := range rows {
		for c, text := range row {
			if c > 0 && strings.HasPrefix(text, begin) {
				return name(r+1, c+1)
			}
		}
	}
	t.Fatalf("no cell begins with %q", begin)
	return ""
}

// TestFaultsOfWorkbooks: every fault is said at its cell.
func TestFaultsOfWorkbooks(t *testing.T) {
	tier.Long(t, "writes and reads many workbooks")
	for _, c := range []struct {
		name   string
		change func(t *testing.T, f *excelize.File)
		said   string
	}{
		{"text for a figure", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr(disclosure, "B5", "减4"))
		}, "r.xlsx!" + disclosure + ":B5: 错误: 行政规范性文件 · 本年制发件数：应为不小于零的整数，实为“减4” [N8]"},
		{"a figure left empty", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellValue(disclosure, "B8", nil))
		}, ":B8: 错误: 行政许可 · 本年处理决定数量：不应为空白 [N9]"},
		{"a struck figure", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr(disclosure, "B8", "/"))
		}, ":B8: 错误: 行政许可 · 本年处理决定数量：不应为“/” [N9]"},
		{"a date for a figure", func(t *testing.T, f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			must(t, err, f.SetCellInt(disclosure, "B4", 45296), f.SetCellStyle(disclosure, "B4", "B4", style))
		}, ":B4: 错误: 规章 · 本年制发件数：应为不小于零的整数，实为“2024-01-05” [N8]\n  提示：这一格是日期"},
		{"an error for a figure", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellValue(disclosure, "B4", nil), f.SetCellFormula(disclosure, "B4", "VLOOKUP(1,A1:B2,9)"), f.SetCellFormula(disclosure, "C4", "#REF!+1"))
		}, ":B4: 错误: 规章 · 本年制发件数：应为不小于零的整数，实为“=VLOOKUP(1,A1:B2,9)” [N8]\n  提示：工作簿里没有这个公式的结果"},
		{"decimals for a count", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellFloat(disclosure, "B4", 1.5, -1, 64))
		}, ":B4: 错误: 规章 · 本年制发件数：应为不小于零的整数，实为“1.5” [N8]"},
		{"a negative figure", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellInt(disclosure, "B4", -2))
		}, ":B4: 错误: 规章 · 本年制发件数：应为不小于零的整数，实为“-2” [N8]"},
		{"a row deleted", func(t *testing.T, f *excelize.File) {
			must(t, f.RemoveRow(requests, 10))
		}, ":C9: 错误: 表里没有找到“三、本年度办理结果（三）不予公开 2.其他法律行政法规禁止公开”这一行"},
		{"a column deleted", func(t *testing.T, f *excelize.File) {
			must(t, f.RemoveCol(requests, "E"))
		}, ":A3: 错误: 表里没有找到“商业企业”这一栏"},
		{"a row added", func(t *testing.T, f *excelize.File) {
			must(t, f.InsertRows(requests, 12, 1), f.SetCellStr(requests, "C12", "3.危及公共利益"), f.SetCellInt(requests, "D12", 7))
		}, ":D12: 错误: 这里的“7”没有读取：官方表格没有“3.危及公共利益”这一行"},
		{"a row that stands twice", func(t *testing.T, f *excelize.File) {
			must(t, f.DuplicateRow(requests, 9))
		}, "错误: 三、本年度办理结果（三）不予公开 1.属于国家秘密：分不清是这一格还是"},
		{"figures merged", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellValue(requests, "E9", nil), f.MergeCell(requests, "D9", "E9"))
		}, ":D9: 错误: 这一格合并了两个数的位置：三、本年度办理结果（三）不予公开 1.属于国家秘密 · 自然人"},
		{"a table that stands twice", func(t *testing.T, f *excelize.File) { copied(t, f, review, "副本") }, "的表格有两份\n  r.xlsx!政府信息公开行政复议、行政诉讼情况:A3: 另一份在这里"},
		{"a table deleted", func(t *testing.T, f *excelize.File) { must(t, f.DeleteSheet(review)) }, "r.xlsx: 错误: 没有找到“政府信息公开行政复议、行政诉讼情况”的表格"},
		{"a section deleted", func(t *testing.T, f *excelize.File) {
			row := strings.TrimLeft(find(t, f, "报告", "2024年，我局未收取"), "B")
			must(t, f.SetCellStr("报告", "A"+row, ""), f.SetCellStr("报告", "B"+row, ""))
		}, "r.xlsx!报告:B17: 错误: “其他需要报告的事项”不能为空"},
		{"a section emptied", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr("报告", find(t, f, "报告", "2024年，我局未收取"), ""))
		}, "错误: “其他需要报告的事项”不能为空"},
		{"a section twice", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr("报告", "A40", "总体情况"), f.SetCellStr("报告", "B40", "又一段"))
		}, "报告:A40: 错误: “总体情况”写了两次\n  r.xlsx!报告:B8: 另一次写在这里"},
		{"a label that is not known", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr("报告", "A40", "总体情祝"), f.SetCellStr("报告", "B40", "又一段"))
		}, "报告:A40: 错误: "},
		{"a character that cannot be printed", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr("报告", "B4", "某县\u200b教育局"))
		}, "报告:B4: 错误: 这里有不能印出的字符 U+200B"},
		{"marks without a partner", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellStr("报告", find(t, f, "报告", "2024年，我局坚持"), "**重点领域"))
		}, ":B8: 错误: “**”没有配对"},
		{"a total typed over", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellInt(requests, "J5", 240))
		}, ":J5: 错误: 一、本年新收政府信息公开申请数量 · 总计：应为 239，实为 240 [N3]"},
		{"a total that adds up too little", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellFormula(requests, "J5", "SUM(D5:H5)"))
		}, ":J5: 错误: 一、本年新收政府信息公开申请数量 · 总计：应为 239，实为 236 [N3]"},
		{"carried figures that do not agree", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellInt(requests, "D29", 21))
		}, ":D28: 错误: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, list := Report("r.xlsx", changed(t, func(f *excelize.File) { c.change(t, f) }), library)
			if report != nil {
				rules, problems := rules.Compile(report.Template)
				list = append(append(list, problems...), rules.Check(report)...)
			}
			if got := said(list); !strings.Contains(got, c.said) {
				t.Errorf("said\n%s\nwant\n%s", got, c.said)
			}
			for _, d := range list {
				if d.Pos.File == "" || d.Level == diag.Error && d.Message.EN == "" {
					t.Errorf("bad diagnostic %+v", d)
				}
			}
		})
	}
}
