package rules

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// paragraphsOf is prose of these paragraphs.
func paragraphsOf(texts ...string) data.Prose {
	p := data.Prose{Pos: diag.Pos{File: "r.yaml", Line: 7, Col: 1}}
	for _, t := range texts {
		p.Blocks = append(p.Blocks, data.Block{Runs: []data.Run{{Text: t}}})
	}
	return p
}

const lastYearsText = "2022年，我局认真落实条例要求，通过门户网站主动公开政府信息218条，其中机构职能类12条、规划计划类6条。" +
	"健全信息发布审核机制，落实专人负责，做到先审查、后公开。全年收到政府信息公开申请3件，均在法定期限内答复。" +
	"加强平台建设，优化栏目设置，及时更新公开指南和公开目录，方便群众查询。组织业务培训2次，参加培训46人次，工作人员的能力有所提高。"

func TestSectionsAreComparedWithLastYears(t *testing.T) {
	rule := configs.Rule{ID: "P6", Each: configs.EachSection, Previous: true, In: []string{"preface"}, Check: "length < 60 or similar < 85",
		Message: diag.Text{ZH: `{label}{similar}%：{join(carried, "／")}`}}
	for _, c := range []struct{ name, last, now, want string }{
		{"the same text with other years and numbers", lastYearsText,
			strings.NewReplacer("2022", "2023", "218", "305", "12条", "9条", "3件", "七件", "46", "51").Replace(lastYearsText),
			"引言100%：2023年，我局认真落实条例要求，通过门户网站主动公开政府信息305条…／健全信息发布审核机制，落实专人负责，做到先审查、后公开／全年收到政府信息公开申请七件，均在法定期限内答复"},
		{"one sentence of many is new", lastYearsText, strings.Replace(lastYearsText, "组织业务培训2次", "开设企业服务专栏。组织业务培训3次", 1), "引言91%："},
		{"the order of the sentences is another", lastYearsText, strings.Join(reversed(strings.SplitAfter(lastYearsText, "。")), ""), "引言"},
		{"the same outline with other content", lastYearsText,
			"2023年，我局把公开作为改进作风的抓手，在门户网站发布信息305条，比上年多87条，增加的主要是安全生产执法结果。" +
				"修订信息发布办法，明确三级审核的责任人，退回修改信息14条。收到申请7件，已答复6件，结转1件。" +
				"重建公开专栏，目录由五级改为三级，检索时间缩短一半。请省厅专家讲课两次，办理质量抽查得分居全市第三。", ""},
		{"set phrases in common", lastYearsText,
			"2023年，我局认真落实条例要求，聚焦企业关心的事项编制指引21份，制作图解和短视频34个，点击量达到12万次。" +
				"全年收到政府信息公开申请5件，其中3件涉及征收补偿，2件涉及历史档案，经补正后全部答复，无人申请复议。" +
				"建立与档案馆的移交机制，移交纸质文件306卷，电子文件同步入库。年底对下属五个中心开展评估，发现问题9个，已全部整改。", ""},
		{"a short text is not judged", "本年度未收取信息处理费，没有其他需要报告的事项。", "本年度未收取信息处理费，没有其他需要报告的事项。", ""},
		{"last year had no such text", "", lastYearsText, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := template(rule)
			config.Sections[0].Label = "引言"
			last, now := report(config), report(config)
			now.Prose["preface"] = paragraphsOf(c.now)
			if c.last != "" {
				last.Prose["preface"] = paragraphsOf(c.last)
			}
			said := compiled(t, config).CheckWith(now, last)
			if got := messages(said); c.want == "" && got != "" || !strings.HasPrefix(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if len(said) > 0 && said[0].Pos.Line != 7 {
				t.Errorf("said at %v", said[0].Pos)
			}
			if list := compiled(t, config).Check(now); len(list) > 0 {
				t.Errorf("without last year's report: %s", messages(list))
			}
		})
	}
}

func reversed(list []string) []string {
	var out []string
	for _, s := range list {
		out = append([]string{s}, out...)
	}
	return out
}

func TestPercentIsOfWhatIsNewRoundedDown(t *testing.T) {
	last := shinglesOf(essence("甲乙丙丁戊己庚"))
	for text, want := range map[string]int{"甲乙丙丁戊己庚": 100, "甲乙丙丁戊己": 100, "2023甲乙，丙丁 戊": 100, "甲乙丙丁戊己庚辛": 75, "丙丁戊己庚辛壬": 33, "甲乙丙丁": 0, "": 0} {
		if got := last.percent(essence(text)); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

func TestSubheadingsAreNotCompared(t *testing.T) {
	p := paragraphsOf("正文")
	p.Blocks = append(p.Blocks, data.Block{Level: 1, Runs: []data.Run{{Text: "主动公开"}}}, data.Block{Picture: &data.Picture{}, Runs: []data.Run{{Text: "图1"}}})
	if got := paragraphs(p); got != "正文\n" {
		t.Errorf("got %q", got)
	}
}

func TestSectionRulesSeeTheTextWithoutLastYears(t *testing.T) {
	config := template(configs.Rule{ID: "L", Each: configs.EachSection, Check: "length <= 3", Message: diag.Text{ZH: "{section} {length} {text}"}})
	r := report(config)
	r.Prose["preface"] = paragraphsOf("甲，乙2", "丙丁")
	if got := messages(compiled(t, config).Check(r)); got != "preface 4 甲，乙2\n丙丁\n" {
		t.Errorf("got %q", got)
	}
}

func TestSimilarIsThereOnlyBesideLastYears(t *testing.T) {
	_, problems := Compile(template(configs.Rule{ID: "L", Each: configs.EachSection, Check: "similar < 85"}))
	if !problems.HasErrors() {
		t.Error("similar is known without last year's report")
	}
}

// BenchmarkSimilar compares sections of 10,000 characters.
func BenchmarkSimilar(b *testing.B) {
	var text strings.Builder
	for i := 0; text.Len() < 30_000; i++ {
		fmt.Fprintf(&text, "第%c项工作由%c负责，已经%c办理完毕。", '一'+rune(i*7), '丁'+rune(i*13), '三'+rune(i*31))
	}
	last := shinglesOf(essence(text.String()))
	for b.Loop() {
		last.percent(essence(text.String()))
	}
}
