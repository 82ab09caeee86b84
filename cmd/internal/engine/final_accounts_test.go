package engine

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

// plant is a fault that is planted for a rule: in each file that is named the text is
// put in place of another.
type plant struct {
	rule    string
	changes []string // file, old and new in turn
}

// Files of the examples that faults are planted in.
const (
	accounts = "final-accounts.yaml"
	income   = "final-accounts-income.csv"
	expense  = "final-accounts-expense.csv"
	general  = "final-accounts-general.csv"
	funds    = "project-funds-2023.yaml"
	projects = "project-funds-2023.csv"
)

// accountsFaults are a fault for each rule of final-accounts. Where tables or totals
// agree with each other, more than one rule is broken by it.
func accountsFaults() []plant {
	return []plant{
		{"A0", []string{accounts, "公务员医疗补助缴费: 800.12", "公务员医疗补助缴费: 约800"}},
		{"A1", []string{accounts, "年末结转和结余: 1335.90", "年末结转和结余: 1340.90"}},
		{"A2", []string{accounts, "年初结转和结余: 1530.55", "年初结转和结余: 1530.55\n    总计: 78901.32"}},
		{"A2b", []string{accounts, "年末结转和结余: 1335.90", "年末结转和结余: 1335.90\n    总计: 78901.32"}},
		{"A3", []string{accounts, "其他收入: 120.35", "其他收入: 120.35\n      本年收入合计: 77330.77"}},
		{"A3b", []string{accounts, "抗疫特别国债安排的支出: 0\n    结余分配", "抗疫特别国债安排的支出: 0\n      本年支出合计: 77575.99\n    结余分配"}},
		{"A4", []string{expense, "20103,政府办公厅（室）及相关机构事务,,", "20103,政府办公厅（室）及相关机构事务,632.75,131.00"}},
		{"A5", []string{income, "附属单位上缴收入,其他收入\n", "附属单位上缴收入,其他收入,本年收入合计\n", income, "2010301,行政运行,412.35,,,,,", "2010301,行政运行,412.35,,,,,,421.35"}},
		{"A6", []string{expense, "对附属单位补助支出\n", "对附属单位补助支出,本年支出合计\n", expense, "2010301,行政运行,412.35,0.00,,,", "2010301,行政运行,412.35,0.00,,,,421.35"}},
		{"A7", []string{accounts, "[800.55, 30.00, 0]", "[810.55, 30.00, 0]"}},
		{"A7b", []string{accounts, "教育支出: [59744.63, 0, 0]", "教育支出: [59700.63, 59744.63, 0, 0]"}},
		{"A8", []string{general, "项目支出\n", "项目支出,小计\n", general, "2010301,行政运行,412.35,0.00", "2010301,行政运行,412.35,0.00,421.35"}},
		{"A8b", []string{accounts, "20.00, 360.00, 0, 350.00, 30.00", "20.00, 360.00, 0, 350.00, 20.00"}},
		{"A10", []string{accounts, "决算数: {", "决算数: {合计: 126.23, "}},
		{"A10b", []string{accounts, "决算数: {", "决算数: {公务用车购置及运行维护费小计: 90.00, "}},
		{"B1", []string{income, "2010302,一般行政管理事务,126.00", "2010302,一般行政管理事务,136.00"}},
		{"B1b", []string{income, "2010302,一般行政管理事务,126.00,,,,,", "2010302,一般行政管理事务,116.00,,,,,10.00"}},
		{"B1c", []string{accounts, "事业收入: 950.00", "事业收入: 940.00", accounts, "其他收入: 120.35", "其他收入: 130.35"}},
		{"B2", []string{expense, "2010302,一般行政管理事务,0.00,126.00", "2010302,一般行政管理事务,0.00,136.00"}},
		{"B2b", []string{accounts, "一般公共服务支出: 773.75", "一般公共服务支出: 783.75", accounts, "教育支出: 60619.63", "教育支出: 60609.63"}},
		{"B3", []string{accounts, "一般公共预算财政拨款: 75950.42", "一般公共预算财政拨款: 75940.42", accounts, "政府性基金预算财政拨款: 360.00", "政府性基金预算财政拨款: 370.00"}},
		{"B3b", []string{accounts, "一般公共预算财政拨款: 75950.42", "一般公共预算财政拨款: 75940.42"}},
		{"B4", []string{accounts, "一般公共服务支出: [773.75,", "一般公共服务支出: [763.75,", accounts, "教育支出: [59744.63,", "教育支出: [59754.63,"}},
		{"B4b", []string{accounts, "其他支出: [0, 350.00, 0]", "其他支出: [0, 340.00, 0]", accounts, "教育支出: [59744.63, 0,", "教育支出: [59744.63, 10.00,"}},
		{"B4c", []string{accounts, "国有资本经营预算支出: [0, 0, 0]", "国有资本经营预算支出: [0, 0, 10.00]"}},
		{"B5", []string{accounts, "办公费: 1502.33", "办公费: 1512.33"}},
		{"B6", []string{accounts, "      教育支出: 60619.63", "      教育支出: 59619.63", accounts, "科学技术支出: 0\n", "科学技术支出: 1000\n"}},
		{"B6b", []string{expense, "2010301,行政运行,412.35,0.00", "2010301,行政运行,400.35,12.00"}},
		{"B7", []string{accounts, "公务接待费: 35.88\n", "公务接待费: 45.88\n", accounts, "培训费: 620.33", "培训费: 610.33"}},
		{"B8", []string{accounts, "年初结转和结余: 1530.55", "年初结转和结余: 1430.55", accounts, "年末结转和结余: 1335.90", "年末结转和结余: 1235.90"}},
		{"B9", []string{accounts, "公务接待费: 42.00", "公务接待费: 32.00"}},
		{"E1", []string{accounts, "支出总计78911.32万元", "支出总计78911.23万元"}},
		{"E1", []string{accounts, "事业收入950.00万元", "事业收入905.00万元"}},
		{"E1", []string{accounts, "教育（类）支出59744.63万元", "教育（类）支出59774.63万元"}},
		{"E1", []string{accounts, "支出决算为412.35万元", "支出决算为421.35万元"}},
		{"E1", []string{accounts, "公务接待费预算为42.00万元，支出决算为35.88万元", "公务接待费预算为42.00万元，支出决算为38.88万元"}},
		{"E2", []string{accounts, "各减少194.65万元", "各增加（减少）194.65万元"}},
		{"E3", []string{accounts, "占98.62%", "占96.82%"}},
		{"E3", []string{accounts, "占78.25%", "占78.52%"}},
		{"E3", []string{accounts, "完成年初预算的103.09%", "完成年初预算的130.09%"}},
		{"E3", []string{accounts, "下降0.2%", "下降2.0%"}},
		{"E3", []string{accounts, "下降0.2%", "上升0.2%"}},
		{"E3", []string{accounts, "占83.73%", "占87.33%"}},
		{"E1", []string{accounts, "公务用车购置费为0，", "公务用车购置费为18.00万元，"}},
		{"E7", []string{accounts, "2023年度一般公共预算财政拨款支出76350.42万元", "2022年度一般公共预算财政拨款支出76350.42万元"}},
		{"E4", []string{accounts, "各减少194.65万元，下降0.2%", "各减少164.65万元，下降0.2%"}},
		{"E1", []string{accounts, "一般公共预算财政拨款支出76350.42万元", "一般公共预算财政拨款支出76305.42万元"}},
		{"E5", []string{accounts, "年初预算为400.00万元，支出决算为412.35万元，完成年初预算的103.09%", "年初预算为0万元，支出决算为412.35万元，完成年初预算的100%"}},
		{"E6", []string{accounts, "2023年度收入总计", "本单位2023年度收入总计"}},
		{"E7", []string{accounts, "2023年度收入总计", "2022年度收入总计"}},
		{"E8", []string{accounts, "部门名称: 某县教育局", "部门名称: 沭阳县教育局", accounts, "某县教育局贯彻执行", "沐阳县教育局贯彻执行"}},
		{"E9", []string{accounts, "公务用车购置费为0，", ""}},
		{"C1", []string{expense, "2050202,小学教育", "2050202,普通小学教育"}},
		{"C1b", []string{general, "2050202,小学教育", "2050202,普通小学教育"}},
		{"C1c", []string{general, "2050202,小学教育", "2050202,普通小学教育"}},
		{"C1d", []string{accounts, `["229", 其他支出, null`, `["229", 其他, null`}},
		{"C1e", []string{accounts, `["229", 其他支出, null`, `["229", 其他, null`}},
		{"C1f", []string{accounts, "# 没有国有资本经营预算：不写，空表和说明由程序列出。", "国有资本经营预算财政拨款支出决算表: [[\"205\", 教育, 1, 0]]"}},
	}
}

// TestEveryRuleOfFinalAccounts: what is planted for each rule is found at its cell, and
// nothing in the example as it is.
func TestEveryRuleOfFinalAccounts(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	every(t, e, "../../../examples/documents", accounts, accountsFaults())
}

// TestEveryRuleOfATableOfOnesOwn is the same for a format that is nothing but a file.
func TestEveryRuleOfATableOfOnesOwn(t *testing.T) {
	e := New(configs.NewLibrary(os.DirFS("../../../examples/templates")), fonts.Options{})
	every(t, e, "../../../examples/tables", funds, []plant{
		{"P1", []string{projects, "795430.16,45653.25,109696.45", "795430.16,45653.25,895430.16"}},
	})
}

// every plants the faults of a report in turn.
func every(t *testing.T, e *Engine, dir, report string, faults []plant) {
	t.Helper()
	in := Input{Folder: os.DirFS(dir), File: report, Path: report, Name: "r"}
	right, said := e.Check(t.Context(), in, Order{})
	if right == nil || len(said) > 0 {
		t.Fatal(said)
	}
	o := Order{}
	if slices.ContainsFunc(right.Template.Rules, func(r configs.Rule) bool { return r.Previous }) {
		before := planted(t, in, []string{report, "年度: 2023", "年度: 2022", report, "年末结转和结余: 1335.90", "年末结转和结余: 1530.55", report, "年初结转和结余: 1530.55", "年初结转和结余: 1725.20"})
		if o.Previous, _ = e.Check(t.Context(), before, Order{}); o.Previous == nil {
			t.Fatal("there is no report of the year before")
		}
		if _, said := e.Check(t.Context(), in, o); len(said) > 0 {
			t.Fatalf("said of what is right: %v", said)
		}
	}
	var told strings.Builder
	for _, f := range faults {
		told.WriteString("— " + f.rule + "\n")
		_, said := e.Check(t.Context(), planted(t, in, f.changes), o)
		if !slices.ContainsFunc(said, func(d diag.Diagnostic) bool { return d.Rule == f.rule }) {
			t.Errorf("%s is not found: %v", f.rule, said)
		}
		for _, d := range said {
			told.WriteString(d.Format(diag.ZH) + "\n")
		}
	}
	golden.Check(t, "testdata/faults/"+right.Template.ID+".golden", []byte(told.String()))
	for _, r := range right.Template.Rules {
		if !slices.ContainsFunc(faults, func(f plant) bool { return f.rule == r.ID }) {
			t.Errorf("no fault is planted for %s", r.ID)
		}
	}
}

// planted is a report with the changes made in its files.
func planted(t *testing.T, in Input, changes []string) Input {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := fs.ReadDir(in.Folder, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		content, err := fs.ReadFile(in.Folder, entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = &fstest.MapFile{Data: content}
	}
	for i := 0; i < len(changes); i += 3 {
		file, old, changed := changes[i], changes[i+1], changes[i+2]
		before := string(files[file].Data)
		if !strings.Contains(before, old) {
			t.Fatalf("%s has no %q", file, old)
		}
		files[file].Data = []byte(strings.Replace(before, old, changed, 1))
	}
	in.Folder = files
	return in
}
