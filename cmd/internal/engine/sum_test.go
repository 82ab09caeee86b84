package engine

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"gongwen/data/sum"
)

// sourcesOf are the sources of reports that differ in their agencies.
func sourcesOf(t *testing.T, e *Engine, reports ...string) []*sum.Source {
	t.Helper()
	var inputs []Input
	for i, text := range reports {
		inputs = append(inputs, uploaded(fmt.Sprintf("r%d.yaml", i), strings.Replace(text, "民族宗教事务局", fmt.Sprintf("第%d局", i), 1)))
	}
	var sources []*sum.Source
	for c := range e.Sources(t.Context(), inputs, Order{Workers: 2}) {
		if c.Kept.File != inputs[len(sources)].Path {
			t.Fatalf("source %d is of %s", len(sources), c.Kept.File)
		}
		sources = append(sources, c.Kept)
	}
	return sources
}

// TestASumIsAReport of another agency, with the figures of all of them and the
// workbook that says whose they are.
func TestASumIsAReport(t *testing.T) {
	e := standard()
	sources := sourcesOf(t, e, invented(t), invented(t, "penalties: 47", "penalties: 3"))
	order := SumOrder{Path: "sum.yaml", Workbook: "who.xlsx", Agency: "云岭市人民政府"}
	files, said := e.Sum(t.Context(), sources, Order{}, order)
	if len(files) != 2 || files[0].Path != "sum.yaml" || files[1].Path != "who.xlsx" {
		t.Fatal(said)
	}
	says(t, said, "汇总了 2 份报告")
	for _, want := range []string{"机关名称: 云岭市人民政府\n", "行政处罚: 50\n", "行政许可: 2572\n"} {
		if !bytes.Contains(files[0].Data, []byte(want)) {
			t.Errorf("the sum has no %q:\n%s", want, files[0].Data)
		}
	}
	if !bytes.HasPrefix(files[1].Data, []byte("PK")) {
		t.Error("the workbook is none")
	}
	_, said = e.Sum(t.Context(), sources, Order{}, SumOrder{Path: "sum.yaml"})
	says(t, said, "没有用 --agency 写明机关名称")
}

// TestASumWaitsForAllOfThem unless a part of it is wanted.
func TestASumWaitsForAllOfThem(t *testing.T) {
	e := standard()
	sources := func() []*sum.Source { return sourcesOf(t, e, invented(t), "[", invented(t, "2024", "2023")) }
	files, said := e.Sum(t.Context(), sources(), Order{}, SumOrder{Path: "sum.yaml", Agency: "某县"})
	if files != nil {
		t.Error("it did not wait")
	}
	says(t, said, "没有汇总，没有写任何文件", "--partial")
	o := SumOrder{Path: "sum.yaml", Agency: "某县", Options: sum.Options{Partial: true, Year: "2024"}}
	files, said = e.Sum(t.Context(), sources(), Order{}, o)
	if len(files) != 1 {
		t.Error("there is no sum of a part")
	}
	says(t, said, "不完整：汇总了 1 份报告，2 份没有计入")
	files, said = e.Sum(t.Context(), sourcesOf(t, e, "["), Order{}, o)
	if files != nil {
		t.Error("nothing was summed")
	}
	says(t, said, "没有汇总")
}

func TestASumHasSoManyReports(t *testing.T) {
	says(t, TooMany(make([]Input, sum.MaxSources)))
	says(t, TooMany(make([]Input, sum.MaxSources+1)), "一次最多汇总")
}

// TestAccountsOfDepartmentsAdd: of tables of any number of rows too. What has been added
// keeps the rules within tables and between them.
func TestAccountsOfDepartmentsAdd(t *testing.T) {
	e := standard()
	in := Input{Folder: os.DirFS("../../../examples/documents"), File: accounts, Path: accounts, Name: "r"}
	other := planted(t, in, []string{accounts, "部门名称: 某县教育局", "部门名称: 某县卫生健康局", accounts, "科学技术支出: 0", "科学技术支出: 5", accounts, "年末结转和结余: 1335.90", "年末结转和结余: 1330.90", accounts, "本年支出合计77575.42万元", "本年支出合计77580.42万元", accounts, "占本年支出合计的98.42%", "占本年支出合计的98.41%", expense, "208,社会保障", "206,科学技术支出,,,,,\n2060101,行政运行,,,,5,\n208,社会保障"})
	var sources []*sum.Source
	for c := range e.Sources(t.Context(), []Input{in, other}, Order{Workers: 1}) {
		sources = append(sources, c.Kept)
	}
	files, said := e.Sum(t.Context(), sources, Order{}, SumOrder{Path: "sum.yaml", Workbook: "who.xlsx", Agency: "某县人民政府"})
	if said.HasErrors() || len(files) != 2 {
		t.Fatal(said)
	}
	for _, want := range []string{`["2060101", 行政运行, 0, 0, 0, 5, 0]`, `["2050202", 小学教育, 36410.66, 4289.32, 0, 0, 0]`, `["208", 社会保障和就业支出, null`, "科学技术支出: 5\n"} {
		if !bytes.Contains(files[0].Data, []byte(want)) {
			t.Errorf("the sum has no %s:\n%s", want, files[0].Data)
		}
	}
}
