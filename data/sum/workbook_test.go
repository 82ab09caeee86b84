package sum

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/judge"
)

// added is the sum of a few reports with agencies whose names look like
// formulas, one report with errors and one missing.
func addedFew(t *testing.T) *Result {
	t.Helper()
	list, plan := sources(t,
		office(t, "\"=1+1局\"", "[10, 99.5, 减4]", "[1, 2]", "[3, 4]"),
		office(t, "\"@SUM(A1)局\"", "{count: {value: 5, note: 其中修订1件}, rate: 88, change: 1}", "[10, 20]", "[30, 40]"),
		office(t, "\"-丙局\"", "[1, 1, 1]", "[0, 0]", "[0, 7]"))
	list = append(list, &Source{File: "坏.yaml", Reason: diag.T("有 1 处错误", "")})
	choice, _ := Choose(list, Options{Partial: true, Roster: roster(t, "-丙局", "=1+1局", "@SUM(A1)局", "+丁局")})
	result, said := plan.Add(choice, "某县")
	if said.HasErrors() {
		t.Fatal(said)
	}
	return result
}

func bookOf(t *testing.T, content []byte) *workbook.Book {
	t.Helper()
	book, said := workbook.Read("w.xlsx", content)
	if book == nil {
		t.Fatal(said)
	}
	return book
}

// dump is the cells of a workbook, a row a line. Formulas stand in front of
// their results.
func dump(book *workbook.Book, formulas bool) string {
	var out strings.Builder
	for _, s := range book.Sheets {
		fmt.Fprintf(&out, "[%s]", s.Name)
		row := 0
		for _, c := range s.Cells() {
			if c.Row != row {
				fmt.Fprintf(&out, "\n%d", c.Row)
				row = c.Row
			}
			fmt.Fprintf(&out, " | %s ", workbook.ColumnName(c.Col))
			if formulas && c.Formula != "" {
				fmt.Fprintf(&out, "=%s → ", c.Formula)
			}
			out.WriteString(c.Text)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func TestWorkbookShowsWhoContributedWhat(t *testing.T) {
	content, err := addedFew(t).Workbook()
	if err != nil {
		t.Fatal(err)
	}
	got := dump(bookOf(t, content), true)
	for _, want := range []string{
		"[汇总]\n1 | A 某县2023年度办件情况汇总表\n2 | A 不完整：只汇总 3 份报告，1 份没有计入，1 个机关没有报告，见“来源”\n4 | A 办件\n5 | A 项目 | B 件数 | C 按期率 | D 增减\n",
		"6 | A 全部 | B ='表1 办件'!D4 → 16 | C 不相加 | D ='表1 办件'!F4 → -2\n",
		"8 | A 名次 | B 不相加 | C 不相加 | D 不相加\n",
		"9 | A 分类 一 | B ='表1 办件'!J4 → 11 | C ='表1 办件'!K4 → 22 | D =B9+C9 → 33\n",
		"11 | A 分类 计 | B =B9+B10 → 44 | C =C9+C10 → 73 | D =B11+C11 → 117\n",
		"| B 机关名称 | C 年度 | D 文件 | E 情况 |",
		"4 | A 1 | B -丙局 | C 2023 | D \"-丙局\".yaml | E 已汇总 |",
		"7 | A 4 | D 坏.yaml | E 没有计入：有 1 处错误\n8 | A 5 | B +丁局 | E 没有报告\n",
		"4 | A 合计 | D =SUM(D5:D7) → 16 | E 不相加 | F =SUM(F5:F7) → -2 |",
		"6 | A 2 | B =1+1局 | C \"=1+1局\".yaml | D 10 | E 99.5 | F -4 |",
		"3 | A @SUM(A1)局 | B \"@SUM(A1)局\".yaml | C 办件 | D 全部 · 件数 | E 5 | F 其中修订1件\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
}

func TestWorkbookIsTheSameEveryTime(t *testing.T) {
	first, err := addedFew(t).Workbook()
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if again, err := addedFew(t).Workbook(); err != nil || !bytes.Equal(again, first) {
			t.Fatalf("the bytes differ (%v)", err)
		}
	}
}

func TestNamesOfAgenciesAreNeverFormulas(t *testing.T) {
	content, err := addedFew(t).Workbook()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	found := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				if !strings.HasPrefix(text, "=") && !strings.HasPrefix(text, "@") && !strings.HasPrefix(text, "+") && !strings.HasPrefix(text, "-丙") {
					continue
				}
				found++
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				formula, _ := f.GetCellFormula(sheet, cell)
				kind, _ := f.GetCellType(sheet, cell)
				id, _ := f.GetCellStyle(sheet, cell)
				style, err := f.GetStyle(id)
				if formula != "" || kind != excelize.CellTypeInlineString || err != nil || style.NumFmt != 49 {
					t.Errorf("%s!%s %q: formula %q, type %v, format %d", sheet, cell, text, formula, kind, style.NumFmt)
				}
			}
		}
	}
	if found < 7 {
		t.Errorf("only %d such names were found", found)
	}
}

func TestNamesOfSheets(t *testing.T) {
	result := addedFew(t)
	template := *result.Template
	template.Sections = append(template.Sections[:0:0], template.Sections...)
	template.Sections[0].Label = "[很长]:*?/\\'" + strings.Repeat("表", 40)
	w := writer{Result: &Result{Plan: &Plan{Template: &template}}}
	if got := w.sheetName(0); got != "表1 很长"+strings.Repeat("表", 26) {
		t.Errorf("the sheet is called %s", got)
	}
}

// unsummed is a workbook without the stored results of formulas, which
// LibreOffice would take.
func unsummed(t *testing.T, content []byte) []byte {
	t.Helper()
	reader, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	stored := regexp.MustCompile(`</f><v>[^<]*</v>`)
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range reader.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		w, err := archive.Create(f.Name)
		if err == nil {
			_, err = w.Write(stored.ReplaceAll(text, []byte("</f>")))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestWorkbookGoesThroughLibreOffice: another program computes the same sums.
func TestWorkbookGoesThroughLibreOffice(t *testing.T) {
	office := judge.Path(t, "localc")
	content, err := addedFew(t).Workbook()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "w.xlsx")
	if err := os.WriteFile(file, unsummed(t, content), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	judge.Run(t, office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", out, file)
	back, err := os.ReadFile(filepath.Join(out, "w.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := dump(bookOf(t, back), false), dump(bookOf(t, content), false); got != want {
		t.Errorf("LibreOffice has\n%s\nwant\n%s", got, want)
	}
}

// TestWorkbookIsValid: the Open XML SDK finds nothing wrong with it.
func TestWorkbookIsValid(t *testing.T) {
	validator := judge.Path(t, "ooxml-validator")
	content, err := addedFew(t).Workbook()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "w.xlsx")
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	judge.Run(t, validator, file)
}
