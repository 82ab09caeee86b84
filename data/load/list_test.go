package load_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/rules"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/source"
)

// lists is a template with a list by codes and one by groups.
const lists = `template: lists
name: 行数不定的表
years: {from: 2012}
style: gb9704
header:
  - {id: agency, label: 机关, type: agency}
title: ["{agency}"]
sections:
  - {id: codes, label: 支出, kind: table, optional: true}
  - {id: groups, label: 项目, kind: table, optional: true}
values:
  - {id: code, kind: code}
  - {id: name, kind: text}
  - {id: day, kind: date}
  - {id: amount, unit: 万元, decimals: 2, format: "#,##0.00"}
  - {id: blank, unit: 万元, decimals: 2, blank: zero}
tables:
  - id: codes
    columns: {all: [{id: code, label: 编码, type: code}, {id: name, label: 名称, type: name}, {id: sum, label: 小计, type: amount, total: [a, b]}, {id: a, label: 甲, type: amount}, {id: b, label: 乙, type: amount}]}
    rows: [{id: total, label: 合计, total: true}, {id: items, label: 科目, many: {code: code, levels: [3, 5, 7]}}]
    tolerance: 0.01
    widths: [10mm, 10mm, 10mm, 10mm, 10mm]
    head_rows: 1
    grid: [[{head: 编码}, {head: 名称}, {head: 小计}, {head: 甲}, {head: 乙}], [{stub: 合计, colspan: 2}, {numbers: total}], [{numbers: items}]]
  - id: groups
    columns: {all: [{id: name, label: 名称, type: name}, {id: of, label: 部门, type: name}, {id: day, label: 日期, type: day}, {id: a, label: 金额, type: blank}]}
    rows: [{id: items, label: 项目, many: {group: of}}, {id: total, label: 合计, total: true}]
    widths: [10mm, 10mm, 10mm, 10mm]
    head_rows: 1
    grid: [[{head: 名称}, {head: 部门}, {head: 日期}, {head: 金额}], [{numbers: items}], [{stub: 合计, colspan: 3}, {numbers: total}]]
rules:
  - {id: L1, name: 甲不大于乙, level: error, each: row, table: codes, rows: [items], cell: a, check: a <= b or code == "203", message: "{cell}：{a} 大于 {b}，{name}"}
  - {id: L2, name: 一致, level: error, each: row, table: groups, rows: [total], cell: a, equals: 'at("codes", "201", "sum")'}
`

func listLibrary() *configs.Library {
	return configs.NewLibrary(fstest.MapFS{"lists.yaml": {Data: []byte(lists)}})
}

// table is files with one table of rows of texts.
type table struct{ rows [][]string }

func (t table) Rows(file, sheet string, _ int) ([][]*source.Node, diag.List) {
	if file != "rows.csv" {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "找不到 %s %s", "no %s %s", file, sheet)}
	}
	var rows [][]*source.Node
	for i, row := range t.rows {
		var nodes []*source.Node
		for _, cell := range row {
			n := &source.Node{Kind: source.Scalar, Text: cell, Pos: diag.Pos{File: file, Line: i + 1, Col: 1}}
			if cell == "" {
				n.Kind = source.Null
			}
			nodes = append(nodes, n)
		}
		rows = append(rows, nodes)
	}
	return rows, nil
}

func loadLists(t *testing.T, text string, files load.Files) (*data.Report, diag.List) {
	t.Helper()
	library := listLibrary()
	report, said := load.ReportBeside("r.yaml", []byte("template: lists\n机关: 某局\n"+text), library, files)
	if report == nil {
		t.Fatal(said)
	}
	set, more := rules.Compile(report.Template)
	if len(more) > 0 {
		t.Fatal(more)
	}
	return report, append(said, set.Check(report)...)
}

func saidOf(said diag.List) string {
	var b strings.Builder
	for _, d := range said {
		fmt.Fprintf(&b, "%s\n", d.Format(diag.ZH))
	}
	return b.String()
}

func row(list data.List, n int) string {
	var texts []string
	for _, c := range list.Rows[n].Cells {
		texts = append(texts, c.In(configs.NumberFormat{Fixed: true, Decimals: 2, Grouped: true}))
	}
	return strings.Join(texts, " ")
}

// TestListsByCodes computes what rows of upper levels leave out, totals and the sum
// of all.
func TestListsByCodes(t *testing.T) {
	report, said := loadLists(t, `支出:
  - ["201", 一般公共服务支出, null, null]
  - ["20101", 人大事务, null, null, null]
  - ["2010101", 行政运行, 3, 1000.5]
  - {编码: "2010102", 名称: 一般行政管理事务, 甲: 1, 乙: 2}
  - ["203", 国防支出, 5, 2]
`, nil)
	if len(said) > 0 {
		t.Fatal(saidOf(said))
	}
	list := report.Tables["codes"].Lists["items"]
	for i, want := range []string{"201 一般公共服务支出 1,006.50 4.00 1,002.50", "20101 人大事务 1,006.50 4.00 1,002.50", "2010101 行政运行 1,003.50 3.00 1,000.50"} {
		if got := row(list, i); got != want || list.Rows[i].Level != i {
			t.Errorf("row %d is %q of level %d, want %q", i, got, list.Rows[i].Level, want)
		}
	}
	if got := report.Tables["codes"].Cells[data.Ref{Row: "total", Column: "sum"}]; got.Number.String() != "1013.5" || got.State != data.Computed {
		t.Errorf("total %+v", got)
	}
}

// TestListsByGroups reads rows from a file, by the names of its columns, with a title
// above them and a column that is not asked for.
func TestListsByGroups(t *testing.T) {
	files := table{[][]string{{"项目表"}, {"部门", "名称", "备注", "金额", "日期"}, {"教育局", "一小", "旧", "1.5", "2023年3月1日"}, {"教育局", "二小", "", "", "2023-4-5"}, {}, {"水利局", "水库", "", "2", "20230506"}}}
	report, said := loadLists(t, "项目: rows.csv\n", files)
	list := report.Tables["groups"].Lists["items"]
	if got := saidOf(said); got != "" && !strings.Contains(got, "L2") {
		t.Fatal(got)
	}
	if list.File != "rows.csv" || row(list, 1) != "二小 教育局 2023-04-05 0.00" || row(list, 2) != "水库 水利局 2023-05-06 2.00" {
		t.Errorf("%+v", list)
	}
	var groups []string
	list.Groups(1, func(from, to int, name string) { groups = append(groups, fmt.Sprint(name, from, to)) })
	if got := strings.Join(groups, " "); got != "教育局0 2 水利局2 3" {
		t.Error(got)
	}
}

// TestFaultsOfLists says what is wrong with lists, each at its place.
func TestFaultsOfLists(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no row", "支出: [[1, 2]]", "应有 4 个数"},
		{"a word", "支出: [甲]", "应为一行"},
		{"an unknown column", "支出: [{编码: \"201\", 名字: 某}]", "没有“名字”这一项"},
		{"a code of another length", "支出: [[\"2010\", 某, 1, 2]]", "编码应有 3、5、7 位"},
		{"a code that is none", "支出: [[一, 某, 1, 2]]", "不是编码"},
		{"codes in another order", "支出: [[\"203\", 某, 1, 2], [\"201\", 某, 1, 2]]", "不应在“203”之后"},
		{"a line break in words", "项目: [[\"一\\n小\", 教育局, 2023-01-01, 2]]", "看前面的引号有没有关上"},
		{"no figure", "支出: [{编码: \"201\", 名称: 某, 甲: 1}]", "缺少“科目 201 某 · 乙”"},
		{"a figure that is none", "支出: [[\"201\", 某, 一, 2]]", "应为不小于零的数"},
		{"a wrong total", "支出: [[\"201\", 某, 4, 1, 2]]", "科目 201 某 · 小计：各栏相加为 3，实为 4"},
		{"a total within the tolerance", "支出: [[\"201\", 某, 3.02, 1, 2]]", ""},
		{"a wrong sum of parts", "支出: [[\"201\", 某, 1, 3], [\"20101\", 某, 1, 2]]", "科目 201 某 · 乙：下级各行相加为 2，实为 3"},
		{"a wrong sum of all", "支出: {合计: [3, 1, 3], 科目: [[\"201\", 某, 1, 2]]}", "合计 · 乙：各行相加为 2，实为 3"},
		{"a rule for rows", "支出: [[\"201\", 某, 3, 2]]", "科目 201 某 · 甲：3 大于 2，某 [L1]"},
		{"a rule for rows that is not for this", "支出: [[\"203\", 某, 3, 2]]", ""},
		{"another table", "支出: [[\"201\", 某, 1, 2]]\n项目: [[一小, 教育局, 2023-01-01, 2]]", "合计 · 金额：应为 3，各项相加为 2 [L2]"},
		{"groups apart", "项目: [[一, 甲, 2023-01-01, 0], [二, 乙, 2023-01-01, 0], [三, 甲, 2023-01-01, 0]]", "“甲”的各行没有排在一起"},
		{"a list that is not sorted", "项目: [[一, 甲, 2023-01-01, 0], [二, 乙, 2023-01-01, 0], [三, 甲, 2023-01-01, 0], [四, 乙, 2023-01-01, 0], [五, 甲, 2023-01-01, 0]]", "项目：“甲”“乙”的各行没有排在一起"},
		{"a mark behind a figure", "支出: [[\"201\", 某, \"1、\", 2]]", "数后不加标点，写成 1"},
		{"a unit and a mark behind a figure", "支出: [[\"201\", 某, \"3.5万,\", 2]]", "只填数字；是 3.5 万元就写 3.5"},
		{"no group", "项目: [[一, null, 2023-01-01, 0]]", "这一行没有“部门”"},
		{"no day", "项目: [[一, 甲, 昨天, 0]]", "看不懂“昨天”"},
		{"the list left out", "支出: {合计: [0, 0, 0]}", "没有的写 []"},
		{"another file", "支出: other.csv", "找不到 other.csv"},
		{"a file outside", "支出: ../rows.csv", "文件夹之外"},
		{"a sheet", "支出: {文件: other.xlsx, 工作表: 表2}", "找不到 other.xlsx 表2"},
		{"no head", "支出: rows.csv", "没有找到各栏的名称"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, said := loadLists(t, test.text+"\n", table{[][]string{{"一", "二"}, {"1", "2"}}})
			got := saidOf(said)
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("said\n%s, want %q", got, test.want)
			}
		})
	}
}

// TestAColumnCalledCodeIsTheColumn, where rows have no codes.
func TestAColumnCalledCodeIsTheColumn(t *testing.T) {
	text := strings.NewReplacer(`{id: name, label: 名称, type: name}, {id: of,`, `{id: code, label: 名称, type: code}, {id: of,`,
		"rows: [total], cell: a, equals: 'at(\"codes\", \"201\", \"sum\")'", `rows: [items], cell: a, check: code != "7", message: "编码是{code}"`).Replace(lists)
	library := configs.NewLibrary(fstest.MapFS{"lists.yaml": {Data: []byte(text)}})
	r, said := load.Report("r.yaml", []byte("格式: lists\n机关: 某局\n项目: [[\"7\", 甲, 2023-01-01, 1], [\"8\", 甲, 2023-01-01, 2]]\n"), library)
	if r == nil {
		t.Fatal(said)
	}
	set, said := rules.Compile(r.Template)
	if len(said) > 0 {
		t.Fatal(said)
	}
	if said := set.Check(r); len(said) != 1 || said[0].Message.ZH != "编码是7" {
		t.Errorf("said %v", said)
	}
}

// TestRulesJudgeEveryRow of a long list.
func TestRulesJudgeEveryRow(t *testing.T) {
	const most = 20_000
	text := strings.Replace(lists, `a <= b or code == "203"`, `a + b + a + b <= b + b + b + b and a + b - b + b - b > 0`, 1)
	library := configs.NewLibrary(fstest.MapFS{"lists.yaml": {Data: []byte(text)}})
	files := table{[][]string{{"编码", "名称", "甲", "乙"}}}
	for i := range most {
		files.rows = append(files.rows, []string{fmt.Sprintf("%07d", i), "某项支出", "1.00", "2.00"})
	}
	files.rows[most][2] = "3.00"
	report, said := load.ReportBeside("r.yaml", []byte("template: lists\n机关: 某局\n支出: rows.csv\n"), library, files)
	set, more := rules.Compile(report.Template)
	if len(more) > 0 {
		t.Fatal(more)
	}
	said.Add(set.Check(report)...)
	if len(said) != 1 || said[0].Rule != "L1" || said[0].Pos.Line != most+1 {
		t.Errorf("said\n%s", saidOf(said))
	}
}

// TestManyFaultsOfAList are said up to a number of them.
func TestManyFaultsOfAList(t *testing.T) {
	text := "支出: ["
	for i := range 200 {
		text += fmt.Sprintf("[\"%03d\", 某, 一, 2], ", 201+i)
	}
	_, said := loadLists(t, text+"]\n", nil)
	if n := len(said); n > 60 || !strings.Contains(saidOf(said), "错误太多") {
		t.Errorf("%d are said\n%s", n, saidOf(said))
	}
}

func TestListsGrow(t *testing.T) {
	library := listLibrary()
	growth.Linear(t, 200, func(n int) func() {
		files := table{[][]string{{"编码", "名称", "甲", "乙"}}}
		for i := range n {
			files.rows = append(files.rows, []string{fmt.Sprintf("%07d", i), "某项支出", "1.00", "2.00"})
		}
		return func() {
			report, _ := load.ReportBeside("r.yaml", []byte("template: lists\n机关: 某局\n支出: rows.csv\n"), library, files)
			if len(report.Tables["codes"].Lists["items"].Rows) != n {
				t.Fatal("rows are missing")
			}
		}
	})
}

// TestAListThatCannotBeReadHasNoTotal: rules would say that it does not agree with
// others, which is not what is wrong.
func TestAListThatCannotBeReadHasNoTotal(t *testing.T) {
	report, said := loadLists(t, "支出: gone.csv\n", table{})
	cell, there := report.Tables["codes"].Cells[data.Ref{Row: "total", Column: "sum"}]
	if !said.HasErrors() || there || !report.Tables["codes"].Broken() {
		t.Errorf("%v: total %+v, %t", saidOf(said), cell, there)
	}
}
