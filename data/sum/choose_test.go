package sum

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// from is a source that says nothing but what it is.
func from(agency, template, year string) *Source {
	return &Source{
		File: agency + ".yaml", Agency: data.Field{Text: agency}, Year: data.Field{Text: year},
		Template: &configs.Template{ID: template}, Figures: []Value{},
	}
}

func names(list []*Source) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Agency.Text)
	}
	return strings.Join(out, " ")
}

func roster(t *testing.T, list ...string) *Roster {
	t.Helper()
	r, said := ReadRoster("名册.txt", []byte(strings.Join(list, "\n")))
	if r == nil {
		t.Fatal(said)
	}
	return r
}

func TestChoose(t *testing.T) {
	const new, old = "open-government-2021", "open-government-2019"
	broken := func(agency string) *Source {
		s := from(agency, new, "2023")
		s.Reason = diag.Text{ZH: "有 2 处错误"}
		return s
	}
	for _, c := range []struct {
		name                 string
		sources              []*Source
		options              Options
		added, left, missing string
		stopped              bool
		said                 []string // parts of what is said, in order
	}{
		{
			name:    "sound reports are added as they are given",
			sources: []*Source{from("某县乙局", new, "2023"), from("某县甲局", new, "2023")},
			added:   "某县乙局 某县甲局",
		},
		{
			name:    "a report with errors stops the sum",
			sources: []*Source{from("某县甲局", new, "2023"), broken("某县乙局")},
			added:   "某县甲局", left: "某县乙局", stopped: true,
			said: []string{"某县乙局.yaml: 错误: 没有计入：有 2 处错误"},
		},
		{
			name:    "a partial sum leaves it out",
			sources: []*Source{from("某县甲局", new, "2023"), broken("某县乙局")},
			options: Options{Partial: true},
			added:   "某县甲局", left: "某县乙局",
			said: []string{"某县乙局.yaml: 警告: 没有计入：有 2 处错误"},
		},
		{
			name:    "a file that could not be understood is left out",
			sources: []*Source{from("某县甲局", new, "2023"), Unread("x.yaml")},
			added:   "某县甲局", left: "", stopped: true,
			said: []string{"x.yaml: 错误: 没有计入：读不懂"},
		},
		{
			name:    "reports of the trial format do not add to those of the other",
			sources: []*Source{from("某县甲局", old, "2020"), from("某县乙局", new, "2023"), from("某县丙局", new, "2023")},
			added:   "某县乙局 某县丙局", left: "某县甲局", stopped: true,
			said: []string{"某县甲局.yaml: 错误: 没有计入：格式是 open-government-2019（2020 年度），与其他 2 份的 open-government-2021（2023 年度）不能相加"},
		},
		{
			name:    "reports of another year do not add",
			sources: []*Source{from("某县甲局", new, "2023"), from("某县乙局", new, "2022"), from("某县丙局", new, "2023")},
			added:   "某县甲局 某县丙局", left: "某县乙局", stopped: true,
			said: []string{"是 2022 年度的，其他 2 份是 2023 年度的"},
		},
		{
			name:    "the year may be asked for",
			sources: []*Source{from("某县甲局", new, "2023"), from("某县乙局", new, "2022"), from("某县丙局", new, "2023")},
			options: Options{Year: "2022", Partial: true},
			added:   "某县乙局", left: "某县甲局 某县丙局",
			said: []string{"是 2023 年度的，其他 1 份是 2022 年度的", "是 2023"},
		},
		{
			name:    "a year that no report has",
			sources: []*Source{from("某县甲局", new, "2023")},
			options: Options{Year: "2024", Partial: true},
			left:    "某县甲局", stopped: true,
			said: []string{"是 2023 年度的，不是 2024 年度的", "没有可以汇总的报告"},
		},
		{
			name:    "two reports of one agency always stop the sum",
			sources: []*Source{from("某县甲局（乙局）", new, "2023"), from("某县 甲局(乙局)", new, "2023")},
			options: Options{Partial: true},
			added:   "某县甲局（乙局） 某县 甲局(乙局)", stopped: true,
			said: []string{"某县 甲局(乙局).yaml: 错误: “某县 甲局(乙局)”有两份报告\n  某县甲局（乙局）.yaml: 另一份在这里"},
		},
		{
			name:    "similar names are asked about",
			sources: []*Source{from("某县教育局", new, "2023"), from("教育体育局", new, "2023"), from("某县教育体育局", new, "2023")},
			added:   "某县教育局 教育体育局 某县教育体育局",
			said:    []string{"“某县教育体育局”与“教育体育局”（教育体育局.yaml）名称相近"},
		},
		{
			name:    "the order is the roster's, and who is missing is named",
			sources: []*Source{from("某县乙局", new, "2023"), from("某县 甲局", new, "2023")},
			options: Options{Roster: roster(t, "某县甲局", "某县丙局", "某县乙局"), Partial: true},
			added:   "某县 甲局 某县乙局", missing: "某县丙局",
			said: []string{"名册.txt:2:1: 警告: “某县丙局”没有报告"},
		},
		{
			name:    "who is missing stops the sum",
			sources: []*Source{from("某县乙局", new, "2023")},
			options: Options{Roster: roster(t, "某县甲局", "某县乙局")},
			added:   "某县乙局", missing: "某县甲局", stopped: true,
			said: []string{"名册.txt:1:1: 错误: “某县甲局”没有报告"},
		},
		{
			name:    "a report with errors is not missing",
			sources: []*Source{from("某县乙局", new, "2023"), broken("某县甲局")},
			options: Options{Roster: roster(t, "某县甲局", "某县乙局"), Partial: true},
			added:   "某县乙局", left: "某县甲局",
			said: []string{"没有计入"},
		},
		{
			name:    "who is not on the roster is named with who was meant",
			sources: []*Source{from("某县乙局", new, "2023"), from("某县民政所", new, "2023")},
			options: Options{Roster: roster(t, "某县民政局", "某县乙局")},
			added:   "某县乙局", left: "某县民政所", missing: "某县民政局", stopped: true,
			said: []string{"某县民政所.yaml: 说明: “某县民政所”不在名册里，是不是名册的“某县民政局”（名册.txt:1:1）？", "“某县民政局”没有报告", "没有计入：“某县民政所”不在名册里"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			choice, said := Choose(c.sources, c.options)
			if got := names(choice.Sources); got != c.added {
				t.Errorf("added %q, want %q", got, c.added)
			}
			if got := strings.TrimSpace(names(choice.Left)); got != c.left {
				t.Errorf("left %q, want %q", got, c.left)
			}
			if got := strings.Join(choice.Missing, " "); got != c.missing {
				t.Errorf("missing %q, want %q", got, c.missing)
			}
			if choice.Stopped != c.stopped {
				t.Errorf("stopped = %v", choice.Stopped)
			}
			if len(said) != len(c.said) {
				t.Fatalf("said\n%v", said)
			}
			for i, want := range c.said {
				if got := said[i].Format(diag.ZH); !strings.Contains(got, want) {
					t.Errorf("said %s, want %s", got, want)
				}
			}
		})
	}
}

func TestCopiesUnderAnotherNameAreAskedAbout(t *testing.T) {
	list, _ := sources(t, office(t, "甲局", "[1, 1, 1]", "[1, 2]", "[3, 4]"), office(t, "乙局", "[1, 1, 1]", "[1, 2]", "[3, 4]"))
	choice, said := Choose(list, Options{})
	if choice.Stopped || !strings.Contains(said.Error(), "表里的数与 甲局.yaml（甲局）完全相同") {
		t.Errorf("said %v", said)
	}
	zeros, _ := sources(t, office(t, "丙局", "[0, 0, 0]", "[0, 0]", "[0, 0]"), office(t, "丁局", "[0, 0, 0]", "[0, 0]", "[0, 0]"))
	if _, said := Choose(zeros, Options{}); len(said) > 0 {
		t.Errorf("two agencies without anything: %v", said)
	}
}

func TestNamesThatMayBeOneAgency(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"某县教育局", "某县教育局（体育局）", true},
		{"某县教育局", "教育局", false}, // too short to tell
		{"某县教育体育局", "教育体育局", true},
		{"某县住房城乡建设局", "某县住房和城乡建设局", true},
		{"某县卫生健康局", "某县健康卫生局", false},
		{"某县医疗保障局", "某县医疗障保局", true},
		{"某县财政局", "某县民政局", false},
		{"某县东关镇人民政府", "某县西关镇人民政府", false},
		{"某县第一中学", "某县第二中学", false},
		{"某县第二中学", "某县第十二中学", false},
		{"某县河镇人民政府", "某县小河镇人民政府", false},
		{"某县人民政府", "某县人民政府办公室", false},
	} {
		if pairs := len(resembling([]string{c.a, "某县别的局", c.b})) + len(resembling([]string{c.b, c.a})); pairs != map[bool]int{true: 2}[c.want] {
			t.Errorf("%s, %s: %v", c.a, c.b, !c.want)
		}
	}
}

func TestKeysOfNames(t *testing.T) {
	same := []string{"某县教育局（体育局）", "某县教育局(体育局)", " 某县 教育局〔体育局〕", "某县教育局　【体育局】"}
	for _, name := range same {
		if key(name) != key(same[0]) {
			t.Errorf("%s is another agency", name)
		}
	}
	if key("某县教育局") == key(same[0]) {
		t.Error("a bracketed addition does not count")
	}
}

// TestTemplatesWithTheSameFiguresAreOneKind: a county's own rules do not part its
// reports from those of others; another table does.
func TestTemplatesWithTheSameFiguresAreOneKind(t *testing.T) {
	template, problems := configs.NewLibrary(nil).Template("open-government-2021")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tables := template.Tables
	base, own, other := from("某县甲局", "base", "2023"), from("某县乙局", "own", "2023"), from("某县丙局", "other", "2023")
	base.Template.Tables, own.Template.Tables = tables, tables
	other.Template.Tables = tables[:1]
	choice, said := Choose([]*Source{base, own, other}, Options{Partial: true})
	if names(choice.Sources) != "某县甲局 某县乙局" || !strings.Contains(said.Error(), "格式是 other（2023 年度），与其他 2 份的 base（2023 年度）不能相加") {
		t.Errorf("%s: %s", names(choice.Sources), said)
	}
}
