package engine

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestANewReportBeginsWithTheYearBefore: its agency, the year after it and what
// it carried over.
func TestANewReportBeginsWithTheYearBefore(t *testing.T) {
	e := standard()
	before := uploaded("last.yaml", invented(t))
	file, said := e.Blank(t.Context(), &before, Order{}, BlankOrder{Path: "next.yaml", Usual: 1999})
	if file == nil {
		t.Fatal(said)
	}
	for _, want := range []string{"年度: 2025\n", "民族宗教事务局\n", "结转政府信息公开申请数量: [20, 3, 0, 0, 1, 0, 24]"} {
		if !strings.Contains(string(file.Data), want) {
			t.Errorf("it has no %q:\n%s", want, file.Data)
		}
	}
	alone, said := e.Blank(t.Context(), nil, Order{}, BlankOrder{Path: "next.json", Usual: 2024, Agency: "某局"})
	if alone == nil || !strings.Contains(string(alone.Data), "某局") || !strings.Contains(string(alone.Data), "2024") {
		t.Errorf("%v, %v", alone, said)
	}
}

func TestWhatIsNoYearBefore(t *testing.T) {
	e := standard()
	for _, c := range []struct {
		name   string
		before string
		order  BlankOrder
		want   string // empty where it may be
	}{
		{"another year", invented(t), BlankOrder{Year: 2026}, "这不是上一年度的报告：年度是 2024，应为 2025"},
		{"another agency", invented(t), BlankOrder{Agency: "某县教育局"}, "这是另一个机关的报告"},
		{"an agency that was renamed", invented(t), BlankOrder{Agency: "某县教育局", Renamed: true}, ""},
		{"an agency in other widths", invented(t), BlankOrder{Agency: "云岭市𬒈溪傣族佤族自治县　民族宗教事务局"}, ""},
		{"errors", invented(t, "licensing: 1286", "licensing: 许多"), BlankOrder{}, "上年的报告有错误，不能带入"},
		{"a template that there is none of", invented(t), BlankOrder{Template: "no-such"}, "没有名为“no-such”的格式"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := uploaded("last.yaml", c.before)
			c.order.Path = "next.yaml"
			file, said := e.Blank(t.Context(), &before, Order{}, c.order)
			if (file != nil) != (c.want == "") {
				t.Errorf("file: %v", file != nil)
			}
			if c.want != "" {
				says(t, said, c.want)
			}
		})
	}
}

// TestANewReportKeepsTheTemplateOfTheYearBefore where years alone do not choose it.
func TestANewReportKeepsTheTemplateOfTheYearBefore(t *testing.T) {
	e := standard()
	content, err := os.ReadFile("../../../examples/invented-rule-of-law-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before := uploaded("last.yaml", string(content))
	file, said := e.Blank(t.Context(), &before, Order{}, BlankOrder{Path: "next.yaml"})
	if file == nil || !strings.Contains(string(file.Data), "rule-of-law-government") || !strings.Contains(string(file.Data), "2024") {
		t.Errorf("%v %v", file, said)
	}
	before = uploaded("last.yaml", invented(t, "template: open-government-2021", "template: open-government-2019", "year: 2024", "year: 2020"))
	if file, _ = e.Blank(t.Context(), &before, Order{}, BlankOrder{Path: "next.yaml"}); file != nil && strings.Contains(string(file.Data), "open-government-2019") {
		t.Error("the template of 2019 does not serve 2021")
	}
}

func TestAYearWithoutATemplate(t *testing.T) {
	file, said := standard().Blank(t.Context(), nil, Order{}, BlankOrder{Path: "a.yaml", Year: 1950})
	if file != nil || !said.HasErrors() {
		t.Errorf("there is one: %v", said)
	}
}

// TestReportsOfTwoYearsAreCompared: what this year's carries in is what last
// year's carried out.
func TestReportsOfTwoYearsAreCompared(t *testing.T) {
	e := standard()
	last := uploaded("last.yaml", invented(t))
	file, said := e.Blank(t.Context(), &last, Order{}, BlankOrder{Path: "next.yaml"})
	if file == nil {
		t.Fatal(said)
	}
	text := string(file.Data)
	next := uploaded("next.yaml", strings.Replace(text, "[20, 3, 0, 0, 1, 0, 24]", "[20, 2, 0, 0, 1, 0, 23]", 1))
	var o Order
	if o.Previous, said = e.LastYear(t.Context(), last, next, o, false); o.Previous == nil {
		t.Fatal(said)
	}
	_, said = e.Check(t.Context(), next, o)
	says(t, said, "二、上年结转政府信息公开申请数量 · 商业企业：应为 3，实为 2", "[N5]")

	for name, c := range map[string]struct {
		last, current Input
		renamed       bool
		want          string // empty for nothing
	}{
		"errors":                        {uploaded("l.yaml", invented(t, "licensing: 1286", "licensing: 许多")), next, false, "没有用来核对"},
		"one that is not there":         {Input{File: "l.yaml", Path: "l.yaml"}, next, false, "找不到这个文件"},
		"the same year":                 {last, last, false, "年度是 2024，应为 2023"},
		"a current one without a year":  {last, uploaded("n.yaml", strings.Replace(text, "年度: 2025", "年度: 今年", 1)), false, ""},
		"a current one that is damaged": {last, uploaded("n.yaml", "["), false, ""},
		"another agency":                {last, uploaded("n.yaml", strings.Replace(text, "民族宗教事务局", "教育局", 1)), false, "这是另一个机关的报告"},
	} {
		t.Run(name, func(t *testing.T) {
			got, said := e.LastYear(t.Context(), c.last, c.current, Order{}, c.renamed)
			if got != nil {
				t.Error("it was taken")
			}
			if c.want == "" && len(said) > 0 || !strings.Contains(fmt.Sprint(said), c.want) {
				t.Errorf("said: %v", said)
			}
		})
	}
	renamed := uploaded("n.yaml", strings.Replace(text, "民族宗教事务局", "教育局", 1))
	if got, said := e.LastYear(t.Context(), last, renamed, Order{}, true); got == nil {
		t.Errorf("a renamed agency: %v", said)
	}
	// The format of another year has other tables.
	old := FileInput("../../../examples/invented-2020.yaml")
	got, said := e.LastYear(t.Context(), old, uploaded("n.yaml", strings.NewReplacer("2024", "2021", "2025", "2022").Replace(invented(t))), Order{}, true)
	if got != nil {
		t.Error("reports of two formats are compared")
	}
	says(t, said, "两年的格式不同")
}
