package load

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"gongwen/data"
	"gongwen/data/rules"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
)

// small is a report of the small test template with everything given; values
// of the tables stand for %s.
const small = `template: small
agency: 某县档案局
year: 2024
overview: 情况良好。
documents: %s
requests: %s
`

const (
	noDocuments = `{rules: [0, 0], fees: 0}`
	noRequests  = `{new: [0, 0], outcome: {given: [0, 0], refused: {secret: [0, 0], stability: [0, 0]}}}`
)

// read reads a report that must be free of errors.
func read(t *testing.T, name, content string) *data.Report {
	t.Helper()
	report, said := Report(name, []byte(content), library())
	if said.HasErrors() {
		t.Fatal(said)
	}
	return report
}

// cell writes a figure as it is printed, with its state and place.
func figureAt(r *data.Report, section, row, column string) string {
	c := r.Tables[section].Cells[data.Ref{Row: row, Column: column}]
	state := [...]string{data.Bad: "bad", data.Given: "given", data.Empty: "empty", data.Computed: "computed", data.Unknown: "unknown"}[c.State]
	return fmt.Sprintf("%s %s %d:%d", c.Printed(), state, c.Pos.Line, c.Pos.Col)
}

func TestFigures(t *testing.T) {
	for _, c := range []struct{ name, documents, requests, row, column, want string }{
		{"are kept as they were written", `{rules: [0, 0], fees: 0.00}`, noRequests, "fees", "amount", "0.00 given 5:34"},
		{"keep all decimals", `{rules: [0, 0], fees: "59237.2449"}`, noRequests, "fees", "amount", "59237.2449 given 5:34"},
		{"may stand in a list of one", `{rules: [0, 0], fees: [7]}`, noRequests, "fees", "amount", "7 given 5:35"},
		{"may stand under their column", `{rules: [0, 0], fees: {金额: 7, amount: 7}}`, noRequests, "fees", "amount", ""},
		{"may stand under their column's id", `{rules: [0, 0], fees: {amount: 7}}`, noRequests, "fees", "amount", "7 given 5:43"},
		{"of one column may have a note", `{rules: [0, 0], fees: {value: 7, note: 含滞纳金}}`, noRequests, "fees", "amount", "7（含滞纳金） given 5:42"},
		{"under a column may have a note", `{rules: [0, {数值: 22, 说明: 其中修订16件}], fees: 0}`, noRequests, "rules", "kept", "22（其中修订16件） given 5:29"},
		{"written wide are printed narrow", `{rules: [１２, 0], fees: 0}`, noRequests, "rules", "made", "12 given 5:21"},
		{"left empty are blank", `{rules: [/, 0], fees: 0}`, noRequests, "rules", "made", " empty 5:21"},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, said := Report("r.yaml", fmt.Appendf(nil, small, c.documents, c.requests), library())
			if c.want == "" {
				if !said.HasErrors() {
					t.Error("no error")
				}
				return
			}
			if said.HasErrors() {
				t.Fatal(said)
			}
			if got := figureAt(report, "documents", c.row, c.column); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestTotals(t *testing.T) {
	const group = `{new: %s, outcome: {given: %s, refused: {secret: [3, 4], stability: {person: 5, company: 6}}%s}}`
	for _, c := range []struct{ name, requests, row, column, want string }{
		{"of a row are computed when left out of the list", fmt.Sprintf(group, "[1, 2]", "[0, 0]", ""), "new", "total", "3 computed 6:17"},
		{"of a row are computed when left out of the map", fmt.Sprintf(group, "[1, 2]", "[0, 0]", ""), "outcome.refused.stability", "total", "11 computed 6:76"},
		{"of a row are kept when given", fmt.Sprintf(group, "[1, 2, 4]", "[0, 0]", ""), "new", "total", "4 given 6:24"},
		{"of a group add up the groups in it", fmt.Sprintf(group, "[1, 2]", "[10, 20]", ""), "outcome.total", "person", "18 computed 6:25"},
		{"of totals add up", fmt.Sprintf(group, "[1, 2]", "[10, 20]", ""), "outcome.total", "total", "48 computed 6:25"},
		{"of a group are kept when given", fmt.Sprintf(group, "[1, 2]", "[0, 0]", ", total: [9, 10]"), "outcome.total", "company", "10 given 6:124"},
		{"of what is not known are not known", fmt.Sprintf(group, "[1, /]", "[0, 0]", ""), "new", "total", " unknown 6:17"},
		{"of what is wrong are wrong", fmt.Sprintf(group, "[1, x]", "[0, 0]", ""), "new", "total", " bad 6:17"},
		{"of a group with a wrong figure are wrong", fmt.Sprintf(group, "[1, 1]", "[0, x]", ""), "outcome.total", "company", " bad 6:25"},
		{"of a group are right in the other columns", fmt.Sprintf(group, "[1, 1]", "[0, x]", ""), "outcome.total", "person", "8 computed 6:25"},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, _ := Report("r.yaml", fmt.Appendf(nil, small, noDocuments, c.requests), library())
			if got := figureAt(report, "requests", c.row, c.column); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestHeaderSignOffAndNotes(t *testing.T) {
	r := read(t, "r.yaml", fmt.Sprintf(small, noDocuments, noRequests)+`phone: " ０１０-1234　"
表注:
  文件情况: 含**上年**结转数量。
落款: {date: 2024年1月5日}
`)
	if got := r.Fields["phone"]; got.Text != "０１０-1234" || got.Pos.String() != "r.yaml:7:10" {
		t.Errorf("phone is %q at %s", got.Text, got.Pos)
	}
	if got := data.RunsText(r.Notes["documents"].Runs); got != "含上年结转数量。" {
		t.Errorf("the note is %q", got)
	}
	if r.SignOff == nil || r.SignOff.Agency.Text != "某县档案局" || r.SignOff.Date.String() != "2024年1月5日" {
		t.Errorf("the sign-off is %+v", r.SignOff)
	}
	if r.File != "r.yaml" || r.Template.ID != "small" || !r.Has("overview") || r.Has("preface") {
		t.Errorf("the report is %+v", r)
	}
}

func TestDatesMayBeWrittenAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"2024-01-25": "2024年1月25日", "2024-1-5": "2024年1月5日", "２０２４年１月５日": "2024年1月5日", "2024 年 12 月 31 日": "2024年12月31日",
		"2024/1/5": "2024年1月5日", "2024.01.05": "2024年1月5日", "2024．1．5": "2024年1月5日", "20240105": "2024年1月5日", "二〇二四年一月五日": "2024年1月5日",
		"二○二五年十二月三十一日": "2025年12月31日", "45677": "2025年1月20日", "2024年1月20号": "2024年1月20日", "2024年元月20日": "2024年1月20日", "二零二四年元月廿一日": "2024年1月21日",
		"2024-01-20 00:00:00": "2024年1月20日", "2024/1/20 0:00": "2024年1月20日", "2024-01-20T08:30:00": "2024年1月20日", "2024-01-20 下午": "", "2024-1-5日": "2024年1月5日",
		"2024-02-30": "", "20241305": "", "二〇二四年二月三十日": "", "12345": "", "24-01-05": "", "2024-13-01": "", "1024-01-01": "", "9999-12-31": "",
	} {
		got := ""
		if d, what := parseDay(data.Field{Text: text}); what == someDay {
			got = d.String()
		}
		if got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

func TestTemplateIsChosenByYearUnlessNamed(t *testing.T) {
	for _, c := range []struct{ name, head, template, said string }{
		{"by year", "年度: 2023", "open-government-2021", ""},
		{"by a wide year", "year: ２０２３", "open-government-2021", ""},
		{"by name", "格式: small\nyear: 2023", "small", ""},
		{"a year before all templates", "year: 2008", "", "r.yaml:1:7: 错误: 没有用于 2008 年度的格式"},
		{"a year that the named one does not serve", "template: small\nyear: 2031", "small", "r.yaml:1:11: 错误: 格式 small 不用于 2031 年度的报告"},
		{"a name that is none", "template: open-goverment-2021\nyear: 2023", "", "r.yaml:1:11: 错误: 没有名为“open-goverment-2021”的格式\n  提示：是不是“open-government-2021”？"},
		{"an empty name", "template:\nyear: 2023", "open-government-2021", "r.yaml:1:10: 错误: “template”后面应为格式的名称"},
		{"no year", "agency: 某县档案局", "open-government-2021", "r.yaml:1:1: 错误: 缺少“年度”"},
		{"a year that is none", "year: 今年", "open-government-2021", "r.yaml:1:7: 错误: 年度：应为四位数字的年份，实为“今年”"},
		{"a year out of range", "year: 1023", "open-government-2021", "r.yaml:1:7: 错误: 年度：年份应在 2000 至 2099 之间，实为 1023"},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, said := Report("r.yaml", []byte(c.head+"\n"), library())
			got := ""
			if report != nil {
				got = report.Template.ID
			}
			if got != c.template {
				t.Errorf("the template is %q, want %q", got, c.template)
			}
			if text := said.Error(); !strings.Contains(text, c.said) || c.said == "" && strings.Contains(text, "格式") {
				t.Errorf("said\n%s\nwant\n%s", text, c.said)
			}
		})
	}
}

func TestYAMLAndJSONGiveTheSameReport(t *testing.T) {
	yaml := read(t, "r.yaml", fmt.Sprintf(small, `{rules: [1, {value: 2, note: 修订}], fees: 0.50}`, noRequests))
	json := read(t, "r.json", `{"template": "small", "agency": "某县档案局", "year": 2024, "overview": "情况良好。",
		"documents": {"rules": [1, {"value": 2, "note": "修订"}], "fees": 0.50},
		"requests": {"new": [0, 0], "outcome": {"given": [0, 0], "refused": {"secret": [0, 0], "stability": [0, 0]}}}}`)
	if a, b := shown(yaml), shown(json); a != b {
		t.Errorf("YAML\n%s\nJSON\n%s", a, b)
	}
}

// shown writes what a report holds, without places.
func shown(r *data.Report) string {
	var b strings.Builder
	for _, f := range r.Template.Header {
		fmt.Fprintln(&b, f.ID, r.Fields[f.ID].Text)
	}
	for _, s := range r.Template.Sections {
		fmt.Fprintln(&b, s.ID, outline(r.Prose[s.ID].Blocks))
	}
	for _, table := range r.Template.Tables {
		for _, l := range data.Leaves(&table) {
			for _, c := range l.Columns {
				cell := r.Tables[table.ID].Cells[data.Ref{Row: l.Path, Column: c.ID}]
				fmt.Fprintln(&b, l.Path, c.ID, cell.Printed(), cell.State)
			}
		}
	}
	return b.String()
}

func TestFileThatIsNoReport(t *testing.T) {
	for name, content := range map[string]string{"empty.yaml": "", "list.json": "[1]", "text.yaml": "一份报告", "broken.json": "{"} {
		report, said := Report(name, []byte(content), library())
		if report != nil || !said.HasErrors() {
			t.Errorf("%s: report %v, said %v", name, report, said)
		}
	}
}

// FuzzReport reads anything and checks the rules on what came of it. Nothing
// may panic, and every place must be in the file.
func FuzzReport(f *testing.F) {
	for _, file := range []string{"testdata/figures/shuyang-fagaiju-2023.json", "testdata/cases/everything-wrong-is-said-at-once.yaml",
		"testdata/cases/marks-without-a-partner.yaml", "testdata/cases/charts-that-are-wrong.yaml", "testdata/cases/attachments-that-are-wrong.yaml", "testdata/cases/pictures-that-are-wrong.yaml", "testdata/prose/quoted-and-folded.yaml", "testdata/prose/escapes.json"} {
		content, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add(fmt.Appendf(nil, small, `{rules: [１, {value: 2}], fees: /}`, noRequests))
	lib := library()
	compiled := map[string]*rules.Set{}
	for _, id := range lib.Templates() {
		template, problems := lib.Template(id)
		if template == nil {
			f.Fatal(problems)
		}
		compiled[id], _ = rules.Compile(template)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		report, said := Report("fuzz", content, lib)
		if report != nil {
			said.Add(compiled[report.Template.ID].Check(report)...)
			for _, p := range report.Prose {
				for _, block := range p.Blocks {
					for _, r := range block.Runs {
						said.Add(diag.Errorf(r.At(len([]rune(r.Text))-1), r.Text, ""))
					}
				}
			}
		}
		lines := 1 + bytes.Count(content, []byte("\n")) + bytes.Count(content, []byte("\r"))
		for _, d := range said {
			if d.Pos.File == "fuzz" && (d.Pos.Line > lines || d.Pos.Line > 0 && d.Pos.Col < 1) {
				t.Errorf("%s is not in the file", d.Format(diag.ZH))
			}
		}
	}))
}
