package load

import (
	"os"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/rules"
	"gongwen/internal/diag"
)

// check reads a report and checks its rules. What is said about half-width
// marks inside book titles is left out: the reports have them on purpose.
func check(t *testing.T, name, content string) diag.List {
	t.Helper()
	report, said := Report(name, []byte(content), library())
	if report == nil {
		t.Fatal(said)
	}
	said.Add(rulesOf(t, report.Template).check(t, report, nil)...)
	said.Sort()
	var kept diag.List
	for _, d := range said {
		if d.Rule != "F5" || !strings.Contains(d.Message.ZH, "《〈") {
			kept.Add(d)
		}
	}
	return kept
}

// bothRules are a template's rules, all compiled and compiled as they are needed.
type bothRules struct{ all, postponed *rules.Set }

// check is what both say, which is the same.
func (r bothRules) check(t *testing.T, report, previous *data.Report) diag.List {
	t.Helper()
	said := r.all.CheckWith(report, previous)
	if postponed := r.postponed.CheckWith(report, previous); !postponed.Equal(said) {
		t.Errorf("rules that are compiled as they are needed say\n%s\nnot\n%s", postponed.Error(), said.Error())
	}
	return said
}

// compiledRules are the rules of templates that tests have used, by id.
var compiledRules = map[string]bothRules{}

// rulesOf compiles the rules of a template once for all tests, which run one
// after another.
func rulesOf(t *testing.T, template *configs.Template) bothRules {
	t.Helper()
	both, ok := compiledRules[template.ID]
	if !ok {
		all, problems := rules.Compile(template)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		both = bothRules{all, rules.Prepare(template)}
		compiledRules[template.ID] = both
	}
	return both
}

// TestEmbeddedRulesHaveNoFaults is why programs need not compile all of them
// before they check a report.
func TestEmbeddedRulesHaveNoFaults(t *testing.T) {
	lib := configs.NewLibrary(nil)
	for _, id := range lib.Templates() {
		template, problems := lib.Template(id)
		if template == nil {
			t.Fatal(problems)
		}
		if _, problems := rules.Compile(template); len(problems) > 0 {
			t.Errorf("%s: %s", id, problems.Error())
		}
	}
}

func figures(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile("testdata/figures/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestPublishedReportsBreakNoRule(t *testing.T) {
	for _, name := range []string{"suqian-2023.json", "suqian-2024.json", "shuyang-fagaiju-2023.json"} {
		if said := check(t, name, figures(t, name)); len(said) > 0 {
			t.Errorf("%s: %s", name, said.Error())
		}
	}
}

// The published report of the example says that it has seven parts, lists
// seven and has six.
func TestPublishedPrefaceWithAPartTooMany(t *testing.T) {
	content, err := os.ReadFile("../../examples/shaxian-xinfangju-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	said := check(t, "r.yaml", string(content))
	const want = "r.yaml:7:114: 警告: 引言说共七项、列出 7 项，报告实有 6 项 [P4]"
	if got := listing(said); len(said) != 1 || !strings.HasPrefix(got, want) {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
}

// TestBrokenRules changes one place of a published report that is right and
// expects what is said about it: a diagnostic a line, without its place and
// hint.
func TestBrokenRules(t *testing.T) {
	const (
		city   = "suqian-2023.json"
		bureau = "shuyang-fagaiju-2023.json"
	)
	for _, c := range []struct {
		name, file string
		changes    []string // old and new text by turns
		want       []string
	}{
		{"N1: a column does not balance", city, []string{`"carried_out": [118, 3,`, `"carried_out": [117, 4,`}, []string{
			"error N1 三、本年度办理结果（七）总计 · 自然人：应为 3376，实为 3375",
			"error N1 三、本年度办理结果（七）总计 · 商业企业：应为 98，实为 99",
		}},
		{"N1 and N2: a total of the results is wrong in one column", city,
			[]string{`"total": [3375, 99, 0`, `"total": [3375, 98, 0`}, []string{
				"error N1 三、本年度办理结果（七）总计 · 商业企业：应为 99，实为 98",
				"error N2 三、本年度办理结果（七）总计 · 商业企业：应为 99，实为 98",
				"error N3 三、本年度办理结果（七）总计 · 总计：应为 3485，实为 3486",
			}},
		{"N2: the results do not add up", city, []string{`"fee_unpaid": [10, 0, 0, 0, 0, 0, 10]`, `"fee_unpaid": [11, 0, 0, 0, 0, 0, 11]`}, []string{
			"error N2 三、本年度办理结果（七）总计 · 自然人：应为 3376，实为 3375",
			"error N2 三、本年度办理结果（七）总计 · 总计：应为 3487，实为 3486",
		}},
		{"N1: totals that were left out are computed and judged", city,
			[]string{",\n   \"total\": [3375, 99, 0, 4, 7, 1, 3486]", "", `"fee_unpaid": [10,`, `"fee_unpaid": [11,`, "0, 0, 10]", "0, 0, 11]"}, []string{
				"error N1 三、本年度办理结果（七）总计 · 自然人：应为 3375，各项相加为 3376",
				"error N1 三、本年度办理结果（七）总计 · 总计：应为 3486，各项相加为 3487",
			}},
		{"N3: the total of a row is wrong", city, []string{`"state_secret": [0, 0, 0, 0, 0, 0, 0]`, `"state_secret": [0, 0, 0, 0, 0, 0, 1]`}, []string{
			"error N3 三、本年度办理结果（三）不予公开 1.属于国家秘密 · 总计：应为 0，实为 1",
			"error N2 三、本年度办理结果（七）总计 · 总计：应为 3487，实为 3486",
		}},
		{"N3: a total left empty though its parts are not zero", bureau,
			[]string{`"carried_out": [0, 0, 0, 0, 0, 0, 0]`, `"carried_out": [1, 0, 0, 0, 0, 0, ""]`, `"new": [26, 0, 0, 0, 0, 0, 26]`, `"new": [27, 0, 0, 0, 0, 0, 27]`}, []string{
				"warning T1 “我单位共收到政府信息公开申请26件”：文字里是 26，表中“一、本年新收政府信息公开申请数量 · 总计”是 27",
				"error N9 四、结转下年度继续办理 · 总计：不应为空白",
				"error N3 四、结转下年度继续办理 · 总计：应为 1，实为空白",
			}},
		{"N4: totals of reconsideration and litigation are wrong", bureau,
			[]string{`"reconsideration": [0, 0, 0, 1, 1]`, `"reconsideration": [10, 1, 0, 0, 0]`,
				`"litigation_after_reconsideration": [0, 0, 0, 0, 0]`, `"litigation_after_reconsideration": [0, 0, 0, 0, 5]`}, []string{
				"error N4 行政复议 · 总计：应为 11，实为 0",
				"error N4 复议后起诉 · 总计：应为 0，实为 5",
			}},
		{"N4: a total of litigation is wrong", bureau, []string{`"litigation": [0, 0, 0, 0, 0]`, `"litigation": [2, 0, 1, 0, 0]`}, []string{
			"error N4 未经复议直接起诉 · 总计：应为 3，实为 0",
		}},
		{"review without requests is legal", bureau, []string{`26`, `0`, `"litigation": [0, 0, 0, 0, 0]`, `"litigation": [2, 0, 1, 0, 3]`}, nil},
		{"N7: fewer in force than made", bureau, []string{`[8, 0, 18]`, `[8, 1, 6]`}, []string{
			"warning N7 行政规范性文件 · 现行有效件数：6 件，少于本年制发 8 件减本年废止 1 件",
		}},
		{"N7: as many in force as made", bureau, []string{`[8, 0, 18]`, `[8, 1, 7]`}, nil},
		{"N8: a figure that is none takes part in no rule", bureau, []string{`"regulations": [0, 0, 0]`, `"regulations": ["减4", 0, 0]`, `"new": [26, 0`, `"new": ["26件", 0`}, []string{
			"error N8 规章 · 本年制发件数：应为不小于零的整数，实为“减4”",
			"error N8 一、本年新收政府信息公开申请数量 · 自然人：应为不小于零的整数，实为“26件”",
		}},
		{"N10: a town has made regulations", bureau, []string{`沭阳县发展和改革局`, `某县某镇人民政府`, `"regulations": [0, 0, 0]`, `"regulations": [0, 0, 6]`}, []string{
			"warning N10 规章 · 现行有效件数：某县某镇人民政府一般没有规章制定权，规章件数应为 0",
		}},
		{"N10: a city with districts may make regulations", city, nil, nil},
		{"N10: an autonomous region may make regulations", city, []string{`宿迁市人民政府`, `广西壮族自治区人民政府`}, nil},
		{"F2: a subheading out of order", bureau, []string{`## 依申请公开情况`, `## （三）依申请公开情况`}, []string{
			"warning F2 小标题“依申请公开情况”的编号“（三）”与顺序不符，应为“（二）”",
		}},
		{"F2: subheadings numbered in order", bureau, []string{`## 主动公开情况`, `## 一、主动公开情况`, `## 依申请公开情况`, `## 2.依申请公开情况`}, nil},
		{"F2: a paragraph repeats a heading", bureau, []string{`"problems": "`, `"problems": "五、存在的主要问题及改进情况\n\n`}, []string{
			"warning F2 “存在的主要问题及改进情况”是一级标题，由程序印出，正文里不再写",
		}},
		{"F2: a heading is repeated on the line before the text", bureau, []string{`"others": "`, `"others": "六、其他需要报告的事项\n`}, []string{
			"warning F2 “其他需要报告的事项”是一级标题，由程序印出，正文里不再写",
		}},
		{"F2: a subheading repeats a heading", bureau, []string{`## 主动公开情况`, `## 总体情况`}, []string{
			"warning F2 “总体情况”是一级标题，由程序印出，正文里不再写",
		}},
		{"F5: half-width brackets", bureau, []string{`"others": "`, `"others": "(一)收费。`, `## 主动公开情况`, `## (一)主动公开情况`}, []string{
			"warning F5 “(一)”应写作“（一）”",
			"warning F5 “(一)”应写作“（一）”",
		}},
		{"P4: a part more is listed and said", bureau, []string{"存在的主要问题及改进情况、其他", "信息处理费收取情况、存在的主要问题及改进情况、其他", "共六项", "共七项"}, []string{
			"warning P4 引言说共七项、列出 7 项，报告实有 6 项",
		}},
		{"P4: a part less is listed than said", bureau, []string{"存在的主要问题及改进情况、其他", "其他"}, []string{
			"warning P4 引言说共六项、列出 5 项，报告实有 6 项",
		}},
		{"P4: the number alone is wrong", bureau, []string{"共六项内容组成", "共5个部分组成"}, []string{
			"warning P4 引言说共5项、列出 6 项，报告实有 6 项",
		}},
		{"P4: nothing is listed", bureau, []string{"本报告由", "本报告共六部分。", "共六项内容", "等内容"}, nil},
		{"P4: a part under its older name", bureau, []string{"政府信息公开行政复议、行政诉讼情况、存在", "因政府信息公开工作被申请行政复议、提起行政诉讼的情况、存在"}, nil},
		{"P5: last year's period", bureau, []string{"统计期限为2023年1月1日至2023年12月31日", "统计期限为2022年1月1日至2023年12月31日"}, []string{
			"warning P5 “报告中所列数据的统计期限为2022年1月1日至2023年12月31日”不是 2023 年的全年，统计期限是 1 月 1 日至 12 月 31 日",
		}},
		{"P5: last year's end and title", bureau, []string{"至2023年12月31日", "至2022年12月31日", "局2023年度政府信息公开工作年度报告", "局2022年度政府信息公开工作年度报告"}, []string{
			"warning P5 “2022年度政府信息公开工作年度报告”的年份与报告年度 2023 不一致",
			"warning P5 “报告中所列数据的统计期限为2023年1月1日至2022年12月31日”不是 2023 年的全年，统计期限是 1 月 1 日至 12 月 31 日",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := figures(t, c.file)
			for i := 0; i < len(c.changes); i += 2 {
				if !strings.Contains(content, c.changes[i]) {
					t.Fatalf("%q is not in %s", c.changes[i], c.file)
				}
				content = strings.ReplaceAll(content, c.changes[i], c.changes[i+1])
			}
			var got []string
			for _, d := range check(t, c.file, content) {
				got = append(got, d.Level.String()+" "+d.Rule+" "+d.Message.ZH)
				if d.Pos.Line == 0 || d.Message.EN == "" {
					t.Errorf("%s has no place or no English", d.Format(diag.ZH))
				}
			}
			if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}
