package sum

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
)

// library has the embedded templates and this one: what adds up is said of the
// table, of rows and of columns.
const rates = `template: rates
name: 办件情况
years: {from: 2019}
style: gb9704
header:
  - {id: agency, label: 机关名称, type: agency}
  - {id: year, label: 年度, type: year}
title: ["{agency}"]
sections:
  - {id: cases, label: 办件, kind: table}
  - {id: more, label: 其他, kind: table, optional: true}
values:
  - {id: count, whole: true, digits: 4}
  - {id: rate, decimals: 2}
  - {id: change, whole: true, signed: true}
tables:
  - id: cases
    sum: add
    columns:
      kinds:
        - {id: count, label: 件数, type: count}
        - {id: rate, label: 按期率, type: rate, sum: none}
        - {id: change, label: 增减, type: change}
      both:
        - {id: a, label: 甲, type: count}
        - {id: b, label: 乙, type: count}
        - {id: total, label: 计, type: count, total: true}
    rows:
      - {id: all, label: 全部, columns: kinds}
      - {id: rank, label: 名次, columns: both, sum: none}
      - id: group
        label: 分类
        columns: both
        rows:
          - {id: one, label: 一, columns: both}
          - {id: two, label: 二, columns: both}
          - {id: total, label: 计, columns: both, total: true}
    widths: [20mm, 20mm, 20mm, 20mm]
    grid:
      - [{stub: 全部}, {numbers: all}]
      - [{stub: 名次}, {numbers: rank}]
      - [{stub: 一}, {numbers: group.one}]
      - [{stub: 二}, {numbers: group.two}]
      - [{stub: 计}, {numbers: group.total}]
  - id: more
    columns: {one: [{id: n, label: 数, type: count}]}
    rows: [{id: r, label: 行}]
    widths: [20mm, 20mm]
    grid: [[{stub: 行}, {numbers: r}]]
`

func parse(t *testing.T, name, content string) *data.Report {
	t.Helper()
	library := configs.NewLibrary(folder{"rates.yaml": rates}.fs())
	report, said := load.Report(name, []byte(content), library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	return report
}

// office is a report of the template rates.
func office(t *testing.T, agency, all, one, two string) *data.Report {
	t.Helper()
	return parse(t, agency+".yaml", fmt.Sprintf(`template: rates
agency: %s
year: 2023
cases:
  all: %s
  rank: [3, 4]
  group: {one: %s, two: %s}
`, agency, all, one, two))
}

func sources(t *testing.T, reports ...*data.Report) ([]*Source, *Plan) {
	t.Helper()
	plan := NewPlan(reports[0].Template)
	var list []*Source
	for _, r := range reports {
		s, said := plan.Take(r, nil)
		if len(said) > 0 {
			t.Fatal(said)
		}
		list = append(list, s)
	}
	return list, plan
}

func (r *Result) at(t *testing.T, table, row, column string) string {
	t.Helper()
	for i := range r.Figures {
		f := &r.Figures[i]
		if f.Table.ID == table && f.Leaf.Path == row && f.Column.ID == column {
			if !r.Sums[i].Known {
				return "—"
			}
			return r.Sums[i].String()
		}
	}
	t.Fatalf("no figure %s %s %s", table, row, column)
	return ""
}

func TestFiguresAddAsTheTemplateSays(t *testing.T) {
	list, plan := sources(t,
		office(t, "甲局", "[10, 99.5, 减4]", "[1, 2]", "[3, 4]"),
		office(t, "乙局", "{count: {value: 5, note: 其中修订1件}, rate: 88, change: 1}", "[10, 20]", "[30, 40]"))
	choice, said := Choose(list, Options{})
	if len(said) > 0 || choice.Stopped {
		t.Fatal(said)
	}
	result, said := plan.Add(choice, "")
	if len(said) != 1 || !strings.Contains(said.Error(), "“其他”的数能不能相加") {
		t.Errorf("said %v", said)
	}
	for _, want := range []struct{ row, column, value string }{
		{"all", "count", "15"}, {"all", "rate", "—"}, {"all", "change", "-3"},
		{"rank", "a", "—"}, {"rank", "total", "—"},
		{"group.one", "a", "11"}, {"group.one", "total", "33"}, {"group.two", "total", "77"},
		{"group.total", "a", "44"}, {"group.total", "b", "66"}, {"group.total", "total", "110"},
	} {
		if got := result.at(t, "cases", want.row, want.column); got != want.value {
			t.Errorf("%s %s = %s, want %s", want.row, want.column, got, want.value)
		}
	}
	if got := strings.Join(result.Open(), "、"); got != "全部 · 按期率、名次 · 甲、名次 · 乙" {
		t.Errorf("open: %s", got)
	}
	if got := list[1].Remarks; len(got) != 1 || got[0].Figure != "全部 · 件数" || got[0].Text != "其中修订1件" || got[0].Number != "5" {
		t.Errorf("remarks: %+v", got)
	}
	filled := result.Fill(&data.Report{Template: plan.Template})
	if cell := filled.Tables["cases"].Cells[data.Ref{Row: "all", Column: "rate"}]; cell.State != data.Empty {
		t.Errorf("what does not add up is %+v", cell)
	}
	if _, ok := filled.Tables["more"]; ok {
		t.Error("a table that no source has is in the sum")
	}
}

func TestDecimalsAddExactly(t *testing.T) {
	var reports []*data.Report
	for i := range 10 {
		reports = append(reports, official(t, fmt.Sprintf("第%d局", i), "0.1"))
	}
	reports = append(reports, official(t, "财政局", "59237.2449"), official(t, "税务局", "0.00"))
	list, plan := sources(t, reports...)
	choice, _ := Choose(list, Options{})
	result, said := plan.Add(choice, "")
	if len(said) > 0 {
		t.Error(said)
	}
	if got := result.at(t, "disclosure", "fees", "amount"); got != "59238.2449" {
		t.Errorf("the amounts add up to %s", got)
	}
}

func TestSumsThatAreTooLongAreErrors(t *testing.T) {
	list, plan := sources(t, office(t, "甲局", "[9999, 0, 0]", "[0, 0]", "[0, 0]"), office(t, "乙局", "[1, 0, 0]", "[0, 0]", "[0, 0]"))
	choice, _ := Choose(list, Options{})
	if _, said := plan.Add(choice, ""); !strings.Contains(said.Error(), "全部 · 件数：合计 10000 超过格式允许的 4 位数") {
		t.Errorf("said %v", said)
	}
}

func TestTotalsThatNoRuleChecksAreChecked(t *testing.T) {
	report := office(t, "甲局", "[1, 1, 1]", "[1, 2, 4]", "[3, 4]")
	s, said := NewPlan(report.Template).Take(report, nil)
	if s.Sound() || !strings.Contains(said.Error(), "甲局.yaml:7:23: 错误: 分类 一 · 计：应为各项之和 3，实为 4") {
		t.Errorf("said %v", said)
	}
}

func TestReportsWithErrorsAreNoSources(t *testing.T) {
	report := office(t, "甲局", "[1, 1, 1]", "[1, 2]", "[3, 4]")
	plan := NewPlan(report.Template)
	s, _ := plan.Take(report, diag.List{diag.Errorf(diag.Pos{}, "错", "wrong"), diag.Warnf(diag.Pos{}, "疑", "odd")})
	if s.Sound() || s.Figures != nil || s.Reason.ZH != "有 1 处错误" {
		t.Errorf("%+v", s)
	}
	if s := Unread("x.yaml"); s.Sound() {
		t.Error("a file that could not be understood is sound")
	}
}

// What a source says around a table is listed in the order of the page.
func TestRemarksOnATable(t *testing.T) {
	report := office(t, "甲局", "[10, 99.5, 4]", "[1, 2]", "[3, 4]")
	report.Around["cases"] = data.Around{Before: data.Prose{Source: "## 一\n\n**表前**的话。"}, After: data.Prose{Source: "表后的话。"}}
	report.Notes["cases"] = data.Line{Runs: []data.Run{{Text: "注：一行。"}}}
	list, _ := sources(t, report)
	var got []string
	for _, r := range list[0].Remarks {
		got = append(got, r.Figure+" "+r.Text)
	}
	if want := "表前 ## 一\n\n**表前**的话。|表注 注：一行。|表后 表后的话。"; strings.Join(got, "|") != want {
		t.Errorf("remarks %q, want %q", got, want)
	}
}
