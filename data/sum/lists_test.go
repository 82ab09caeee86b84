package sum

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/write"
	"gongwen/internal/diag"
)

const listTemplate = `template: lists
name: 行数不定的表
years: {from: 2012}
style: gb9704
header:
  - {id: agency, label: 机关名称, type: agency}
  - {id: year, label: 年度, type: year}
title: ["{agency}"]
sections:
  - {id: codes, label: 支出, kind: table, optional: true}
  - {id: groups, label: 项目, kind: table, optional: true}
values:
  - {id: code, kind: code}
  - {id: name, kind: text}
  - {id: amount, decimals: 2, digits: 6}
  - {id: rate, decimals: 2}
tables:
  - id: codes
    sum: add
    tolerance: 0.01
    columns: {all: [{id: code, label: 编码, type: code}, {id: name, label: 名称, type: name}, {id: sum, label: 小计, type: amount, total: [a, b]}, {id: a, label: 甲, type: amount}, {id: b, label: 乙, type: amount}]}
    rows: [{id: total, label: 合计, total: true}, {id: items, label: 科目, many: {code: code, levels: [3, 5, 7]}}]
    widths: [10mm, 10mm, 10mm, 10mm, 10mm]
    head_rows: 1
    grid: [[{head: 编码}, {head: 名称}, {head: 小计}, {head: 甲}, {head: 乙}], [{stub: 合计, colspan: 2}, {numbers: total}], [{numbers: items}]]
  - id: groups
    sum: add
    columns: {all: [{id: name, label: 名称, type: name}, {id: of, label: 部门, type: name}, {id: a, label: 金额, type: amount}, {id: rate, label: 进度, type: rate, sum: none}]}
    rows: [{id: items, label: 项目, many: {group: of}}]
    widths: [10mm, 10mm, 10mm, 10mm]
    head_rows: 1
    grid: [[{head: 名称}, {head: 部门}, {head: 金额}, {head: 进度}], [{numbers: items}]]
`

func listReport(t *testing.T, agency, text string) *data.Report {
	t.Helper()
	library := configs.NewLibrary(folder{"lists.yaml": listTemplate}.fs())
	report, said := load.Report(agency+".yaml", []byte("template: lists\n机关名称: "+agency+"\n年度: 2023\n"+text), library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	return report
}

// summedLists is the sum of reports as a report file.
func summedLists(t *testing.T, reports ...*data.Report) (*Result, string, diag.List) {
	t.Helper()
	list, plan := sources(t, reports...)
	choice, said := Choose(list, Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	result, said := plan.Add(choice, "全县")
	report := result.Fill(&data.Report{Template: plan.Template, Fields: map[string]data.Field{}})
	text, err := write.YAML(report, false)
	if err != nil {
		t.Fatal(err)
	}
	return result, string(text), said
}

// TestRowsOfOneCodeAreAdded: those that only some reports have are taken over, in the
// order of codes; what others add up to is left to be computed, totals add the lists.
func TestRowsOfOneCodeAreAdded(t *testing.T) {
	_, text, said := summedLists(t,
		listReport(t, "甲局", "支出:\n  - [\"201\", 一般公共服务支出, null, null]\n  - [\"20101\", 人大事务, null, null]\n  - [\"2010101\", 行政运行, 3, 1000.5]\n  - [\"205\", 教育支出, 1, 1]\n"),
		listReport(t, "乙局", "支出:\n  - [\"201\", 一般公共服务支出, null, null]\n  - [\"20101\", 人大事务, null, null]\n  - [\"2010101\", 行政运行, 1, 0.25]\n  - [\"2010102\", 机关服务, 2, 2]\n  - [\"203\", 国防支出, 5, 2]\n"),
		listReport(t, "丙局", ""))
	if len(said) > 0 {
		t.Error(said)
	}
	for _, want := range []string{
		`合计: [1017.75, 12, 1005.75]`, `["201", 一般公共服务支出, null, null, null]`, `["2010101", 行政运行, 4, 1000.75]`,
		`["2010102", 机关服务, 2, 2]`, `["203", 国防支出, 5, 2]`, `["205", 教育支出, 1, 1]`,
	} {
		if !strings.Contains(text, strings.Replace(want, ", null, null, null]", ", null, null]", 1)) && !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Index(text, `"203"`) > strings.Index(text, `"205"`) {
		t.Error("the codes are not in order")
	}
}

// TestRowsOfTheSameWordsAreAdded: others stand with those of their group, and columns
// that do not add up are left empty.
func TestRowsOfTheSameWordsAreAdded(t *testing.T) {
	result, text, said := summedLists(t,
		listReport(t, "甲局", "项目:\n  - [一小, 教育局, 1, 50]\n  - [水库, 水利局, 2, 50]\n"),
		listReport(t, "乙局", "项目:\n  - [二小, 教育局, 4, 50]\n  - [水库, 水利局, 3, 60]\n"))
	if len(said) > 0 {
		t.Error(said)
	}
	var names []string
	for _, row := range result.Lists[1].Rows {
		names = append(names, row.Cells[0].Text+row.Cells[2].Number.String())
		if row.Cells[3].State != data.Empty {
			t.Errorf("rates were added: %+v", row.Cells[3])
		}
	}
	if got := strings.Join(names, " "); got != "一小1 二小4 水库5" {
		t.Errorf("%s in\n%s", got, text)
	}
	book, err := result.Workbook()
	if err != nil || len(book) == 0 {
		t.Fatal(err)
	}
}

// TestRowsThatCannotBeAdded: one that is parted elsewhere only, names of one code that
// differ, sums that are too large.
func TestRowsThatCannotBeAdded(t *testing.T) {
	for _, c := range []struct{ one, other, want string }{
		{`["201", 一般公共服务支出, 1, 1]`, "[\"201\", 一般公共服务支出, null, null]\n  - [\"20101\", 人大事务, 1, 1]", "甲局.yaml:5:5: 错误: 科目 201 一般公共服务支出在这份报告里没有分到下一级，在别的报告里分了，不能相加"},
		{`["201", 一般公共服务支出, 1, 1]`, `["201", 公共服务, 1, 1]`, "乙局.yaml:5:5: 警告: 科目 201 公共服务与别的报告里同一编码的“科目 201 一般公共服务支出”名称不同，用了后者"},
		{`["201", 一般公共服务支出, 999999, 0]`, `["201", 一般公共服务支出, 1, 0]`, "科目 201 一般公共服务支出 · 甲：合计 1000000 超过格式允许的 6 位数"},
	} {
		_, _, said := summedLists(t, listReport(t, "甲局", "支出:\n  - "+c.one+"\n"), listReport(t, "乙局", "支出:\n  - "+c.other+"\n"))
		var b strings.Builder
		for _, d := range said {
			b.WriteString(d.Format(diag.ZH) + "\n")
		}
		if !strings.Contains(b.String(), c.want) {
			t.Errorf("said\n%s, want %s", &b, c.want)
		}
	}
}
