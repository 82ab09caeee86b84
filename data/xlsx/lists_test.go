package xlsx

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/rules"
	"gongwen/data/write"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/judge"
	"gongwen/internal/source"
	"gongwen/internal/tier"
)

// listLibrary knows the example formats too.
var listLibrary = configs.NewLibrary(os.DirFS("../../examples/templates"))

// csvFolder is the CSV files of a folder.
type csvFolder string

func (f csvFolder) Rows(file, _ string, _ int) ([][]*source.Node, diag.List) {
	content, err := os.ReadFile(filepath.Join(string(f), file))
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "%v", "%v", err)}
	}
	records, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "%v", "%v", err)}
	}
	var rows [][]*source.Node
	for _, record := range records {
		var row []*source.Node
		for _, text := range record {
			n := &source.Node{Kind: source.Scalar, Text: text, Pos: diag.Pos{File: file, Line: len(rows) + 1}}
			if text == "" {
				n.Kind = source.Null
			}
			row = append(row, n)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// listReport is an example with lists, with its rows as if they stood in it.
func listReport(t testing.TB, folder, name string) *data.Report {
	t.Helper()
	folder = filepath.Join("..", "..", "examples", folder)
	content, err := os.ReadFile(filepath.Join(folder, name))
	must(t, err)
	report, list := load.ReportBeside(name, content, listLibrary, csvFolder(folder))
	if list.HasErrors() {
		t.Fatal(said(list))
	}
	for _, table := range report.Tables {
		for path, l := range table.Lists {
			l.File, l.Sheet = "", ""
			table.Lists[path] = l
		}
	}
	return report
}

func listBook(t testing.TB, report *data.Report) []byte {
	t.Helper()
	style, list := listLibrary.Style(report.Template.Style)
	if list.HasErrors() {
		t.Fatal(said(list))
	}
	book, err := Write(report, style)
	must(t, err)
	return book
}

func funds(t testing.TB) *data.Report { return listReport(t, "tables", "project-funds-2023.yaml") }

func accounts(t testing.TB) *data.Report { return listReport(t, "documents", "final-accounts.yaml") }

// TestLinesAboveATableAreNoFields: what names a field that is still empty is not read as
// its row.
func TestLinesAboveATableAreNoFields(t *testing.T) {
	report := funds(t)
	report.Fields["agency"] = data.Field{}
	if _, list := Report("r.xlsx", listBook(t, report), listLibrary); strings.Contains(said(list), "写了两次") {
		t.Error(said(list))
	}
}

// TestListsComeBack: reports with tables of any number of rows are the same when
// their workbooks are read, and say the same when they are checked.
func TestListsComeBack(t *testing.T) {
	for name, want := range map[string]*data.Report{"groups": funds(t), "codes": accounts(t)} {
		t.Run(name, func(t *testing.T) {
			book := listBook(t, want)
			back, list := Report("r.xlsx", book, listLibrary)
			if len(list) > 0 {
				t.Fatal(said(list))
			}
			if got, want := string(write.JSON(back)), string(write.JSON(want)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			compiled, list := rules.Compile(back.Template)
			if list.HasErrors() {
				t.Fatal(said(list))
			}
			if found := compiled.Check(back); len(found) > 0 {
				t.Error(said(found))
			}
			if !bytes.Equal(listBook(t, back), book) {
				t.Error("the same report makes another workbook")
			}
		})
	}
}

// TestListsGoThroughLibreOffice: another program computes and saves them.
func TestListsGoThroughLibreOffice(t *testing.T) {
	office := judge.Path(t, "localc")
	dir := t.TempDir()
	want := map[string]*data.Report{"funds.xlsx": funds(t), "accounts.xlsx": accounts(t)}
	var files []string
	for name, report := range want {
		files = append(files, filepath.Join(dir, name))
		must(t, os.WriteFile(files[len(files)-1], listBook(t, report), 0o644))
	}
	out := filepath.Join(dir, "out")
	judge.Run(t, office, append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", out}, files...)...)
	for name, report := range want {
		content, err := os.ReadFile(filepath.Join(out, name))
		must(t, err)
		back, list := Report(name, content, listLibrary)
		if len(list) > 0 {
			t.Fatal(said(list))
		}
		// Decimals that are zero are not kept by other programs.
		for _, table := range report.Template.Tables {
			for _, leaf := range data.Lists(&table) {
				mine, theirs := report.Tables[table.ID].Lists[leaf.Path], back.Tables[table.ID].Lists[leaf.Path]
				if len(mine.Rows) != len(theirs.Rows) {
					t.Fatalf("%s %s: %d rows, want %d", name, table.ID, len(theirs.Rows), len(mine.Rows))
				}
				for n := range mine.Rows {
					for i := range mine.Rows[n].Cells {
						a, b := mine.Rows[n].Cells[i], theirs.Rows[n].Cells[i]
						if a.Text != b.Text || a.State != b.State || !a.Value().Equal(b.Value()) {
							t.Errorf("%s %s row %d column %d: %+v, want %+v", name, table.ID, n, i, b, a)
						}
					}
				}
			}
		}
	}
}

// edited is the workbook of a report after somebody has worked on it.
func edited(t testing.TB, report *data.Report, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(listBook(t, report)))
	must(t, err)
	defer f.Close()
	change(f)
	var out bytes.Buffer
	must(t, f.Write(&out))
	return out.Bytes()
}

const fundsSheet = "项目资金明细"

// TestWhatPeopleDoToLists: rows put in, columns moved, sums typed by hand.
func TestWhatPeopleDoToLists(t *testing.T) {
	row := func(f *excelize.File, sheet string, n int, values ...any) {
		must(t, f.SetSheetRow(sheet, fmt.Sprintf("A%d", n), &values))
	}
	for _, c := range []struct {
		name   string
		report func(testing.TB) *data.Report
		change func(f *excelize.File)
		want   []string // of what is said, or of the report as JSON; "-" in front of what is not there
	}{
		{"a row is put in", funds, func(f *excelize.File) {
			must(t, f.InsertRows(fundsSheet, 9, 1))
			row(f, fundsSheet, 9, "0000", "新项目", "县教育局", "2023-02-01", nil, 1.5, 2, 3)
		}, []string{`["0000", "新项目", "县教育局", "2023-02-01", 1.5, 2, 3]`}},
		{"a row below the last", funds, func(f *excelize.File) {
			row(f, fundsSheet, 71, "0099", "新项目", "县水务局", "2023-02-01", nil, 1.5, 2, 3)
		}, []string{`["0099", "新项目", "县水务局", "2023-02-01", 1.5, 2, 3]`}},
		{"sums of groups", funds, func(f *excelize.File) {
			must(t, f.InsertRows(fundsSheet, 19, 1))
			row(f, fundsSheet, 19, "县教育局小计", "县教育局小计", "县教育局小计", "县教育局小计", 1, 2, 3, 4)
		}, []string{"-小计", "错误: 合计 · 中央资金：各行相加为 26969801.12，实为 26969803.12"}},
		{"a column in another place", funds, func(f *excelize.File) {
			must(t, f.InsertCols(fundsSheet, "B", 1))
			must(t, f.SetCellStr(fundsSheet, "B5", "备注"))
			must(t, f.SetCellStr(fundsSheet, "B8", "补录"))
		}, []string{fundsSheet + ":B8: 警告: “备注”不是这张表的栏目，没有读取", `["0001", "提升卫生院门诊楼项目", "县教育局", "2023-10-01", 795430.16, 45653.25, 109696.45]`}},
		{"a wrong sum", funds, func(f *excelize.File) {
			must(t, f.SetCellFormula(fundsSheet, "E8", ""))
			must(t, f.SetCellFloat(fundsSheet, "E8", 841083.42, 2, 64))
		}, []string{fundsSheet + ":E8: 错误: 项目 0001 提升卫生院门诊楼项目 县教育局 2023-10-01 · 资金总额：各栏相加为 841083.41，实为 841083.42"}},
		{"a figure that is none", funds, func(f *excelize.File) {
			must(t, f.SetCellStr(fundsSheet, "F8", "约八十万"))
		}, []string{fundsSheet + ":F8: 错误: "}},
		{"a date that is none", funds, func(f *excelize.File) {
			must(t, f.SetCellStr(fundsSheet, "D8", "去年"))
		}, []string{fundsSheet + ":D8: 错误: 项目 · 开工日期：看不懂“去年”"}},
		{"merged figures", funds, func(f *excelize.File) {
			must(t, f.MergeCell(fundsSheet, "F8", "F9"))
		}, []string{fundsSheet + ":F9: 错误: 这一格和上面的格合并了"}},
		{"a merged group", funds, func(f *excelize.File) {
			must(t, f.MergeCell(fundsSheet, "C8", "C10"))
		}, []string{"-错误", `"改扩建老旧小区项目", "县教育局"`}},
		{"two columns of one name", funds, func(f *excelize.File) {
			must(t, f.SetCellStr(fundsSheet, "I6", "中央"))
		}, []string{fundsSheet + ":I6: 错误: 有两栏都是“中央资金”"}},
		{"a column that is gone", funds, func(f *excelize.File) {
			must(t, f.RemoveCol(fundsSheet, "H"))
		}, []string{"错误: 表里没有找到“实际支出”这一栏"}},
		{"a sheet that is gone", accounts, func(f *excelize.File) {
			must(t, f.DeleteSheet("支出决算表"))
		}, []string{"错误: 没有找到“支出决算表”的表格"}},
		{"an optional sheet that is gone", accounts, func(f *excelize.File) {
			must(t, f.DeleteSheet("国有资本经营预算财政拨款支出决算表"))
		}, []string{"-错误"}},
		{"codes as numbers", accounts, func(f *excelize.File) {
			must(t, f.SetCellInt("支出决算表", "A8", 201))
		}, []string{"-错误", `["201", "一般公共服务支出", null`}},
		{"a code out of order", accounts, func(f *excelize.File) {
			must(t, f.SetCellStr("支出决算表", "A9", "100"))
		}, []string{"支出决算表:A9: 错误: 科目：“100”不应在“201”之后"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, list := Report("r.xlsx", edited(t, c.report(t), c.change), listLibrary)
			text := said(list)
			if report != nil && !list.HasErrors() {
				compiled, _ := rules.Compile(report.Template)
				text += "\n" + said(compiled.Check(report)) + "\n" + string(write.JSON(report))
			}
			for _, want := range c.want {
				if absent, not := strings.CutPrefix(want, "-"); not == strings.Contains(text, cmpText(absent, want)) {
					t.Errorf("want %q in\n%s", want, text)
				}
			}
		})
	}
}

// TestListsWithoutOurLook: the table as another program writes it, with its heads in
// one row, lines above it and a note below.
func TestListsWithoutOurLook(t *testing.T) {
	book := plainBook(t, "", "格式|project-funds\n编制单位|某县财政局\n年度|2023\n",
		"2023年度项目资金明细表\n编制单位：某县财政局|||||||金额单位：万元\n项目名称|项目编码|主管部门|资金总额|中央资金|地方资金|实际支出|开工日期\n"+
			"合计|||3|1|2|1|\n甲|A1|局|3|1|2|1|2023-01-05\n局小计|||3|1|2|1|\n注：数据截至年底。|||||||\n某人|||9||||\n")
	report, list := Report("r.xlsx", book, listLibrary)
	if list.HasErrors() {
		t.Fatal(said(list))
	}
	rows := report.Tables["funds"].Lists["projects"].Rows
	if len(rows) != 1 || rows[0].Cells[0].Text != "A1" || rows[0].Cells[3].Text != "2023-01-05" || rows[0].Cells[7].Number.String() != "1" {
		t.Errorf("%+v\n%s", rows, said(list))
	}
}

func TestListsThatAreTooLong(t *testing.T) {
	report := funds(t)
	list := report.Tables["funds"].Lists["projects"]
	list.Rows = slices.Repeat(list.Rows[:1], mostLines+1)
	report.Tables["funds"].Lists["projects"] = list
	if book, err := Write(report, nil); book != nil || err == nil || !strings.Contains(err.Error(), "工作簿里最多") {
		t.Errorf("%v", err)
	}
}

// TestGrowthOfLists: twice the rows cost twice as much.
func TestGrowthOfLists(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 1000, func(content []byte) { _, _ = Report("r.xlsx", content, listLibrary) }, map[string]func(int) string{
		"rows": func(n int) string {
			var b strings.Builder
			b.WriteString("项目编码|项目名称|主管部门|开工日期|资金总额|中央资金|地方资金|实际支出\n")
			for i := range n {
				fmt.Fprintf(&b, "%04d|名称%d|局|2023-01-05||1|2|1\n", i, i)
			}
			return string(plainBook(t, "", "格式|project-funds\n编制单位|某县财政局\n年度|2023\n", b.String()))
		},
	})
}

// TestSourcesComeBack: where figures lie, and what was pulled, are not lost.
func TestSourcesComeBack(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	must(t, err)
	text := string(content) + `
sources:
  - file: a.xlsx
    into: {disclosure.penalties: "表1!C7", requests.new: {sheet: 表2, row: 新收, column: 件数}}
  - {name: 登记, connection: GONGWEN_X, query: "SELECT 1\nFROM t", into: {disclosure.licensing: 1}}
`
	want, list := load.Report("r.yaml", []byte(text), library)
	if list.HasErrors() {
		t.Fatal(said(list))
	}
	cell := want.Tables["disclosure"].Cells[data.Ref{Row: "penalties", Column: "decisions"}]
	text += "pulled:\n  disclosure.penalties.decisions: {value: " + cell.Number.String() + ", from: \"a.xlsx!表1:C7\"}\n"
	if want, list = load.Report("r.yaml", []byte(text), library); list.HasErrors() {
		t.Fatal(said(list))
	}
	back, list := read(t, written(t, want))
	if len(list) > 0 {
		t.Error(said(list))
	}
	if got, want := string(write.JSON(back)), string(write.JSON(want)); got != want || !strings.Contains(want, "GONGWEN_X") || !strings.Contains(want, "表1:C7") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
