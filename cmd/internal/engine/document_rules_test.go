package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/pdf"
)

// TestRulesOfOfficialDocuments breaks the examples in one place each; the rule for
// that place, and no other, has to say so.
func TestRulesOfOfficialDocuments(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	for _, c := range []struct{ example, old, changed, rule string }{
		{"notice", "〔2024〕5号", "〔2024〕05号", "D1"},
		{"order", "发文字号: 第12号", "发文字号: 12号", "D1"},
		{"notice", "〔2024〕5号", "〔2023〕5号", "D2"},
		{"notice", "印发日期: 2024-01-08", "印发日期: 2024-01-04", "D3"},
		{"notice", "期限: 1年", "期限: 21年", "D4"},
		{"notice", "期限: 1年", "期限: 20年", ""},
		{"notice", "份号: \"000001\"\n", "", "D4a"},
		{"notice", "此件发至县处级", "此件公开发布", "D4b"},
		{"notice", "此件发至县处级", "此件主动公开", "D4b"},
		{"notice", "此件发至县处级", "此件依申请公开", "D4b"},
		{"notice", "此件发至县处级", "此件不予公开", ""},
		{"notice", "此件发至县处级", "此件删减后公开发布", ""},
		{"letter", "抄送:", "附注: 此件公开发布\n抄送:", ""},
		{"notice", "\"000001\"", "\"1\"", "D5"},
		{"joint", "签发人: [何世平, 张明远, 罗文]", "签发人: [何世平, 张明远]", "D6"},
		{"joint", "发文机关: [云岭市财政局, 云岭市教育局, 云岭市人力资源和社会保障局]", "发文机关: 云岭市财政局", "D6a D6"},
		{"request", "主送机关: 云岭市人民政府", "主送机关: [云岭市人民政府, 云岭市委员会]", "D7"},
		{"request", "附注: 联系人：李文清，电话：0799-12345678\n", "", "D7c"},
		{"report", "特此报告。", "请予批准。", "D7b"},
		{"notice", "标题: 政府信息公开工作年度报告格式", "标题: 政府信息公开工作年度报告格式；", "D8"},
		{"notice", "标题: 政府信息公开工作年度报告格式", "标题: 《政府信息公开工作年度报告格式》", "D8a"},
		{"notice", "特此通知。", "见附件3。", "D8b"},
		{"letter", "请予支持，", "详见附件，请予支持，", "D8c"},
		{"notice", "标题: 政府信息公开工作年度报告格式", "标题: 政府信息公开工作年度报告格式\n    装订: 另订", ""},
		{"resolution", "题注:", "附件: [{标题: 政府工作报告, 装订: 另订}]\n题注:", "D8d"},
		{"letter", "乡村医生培训工作的函", "乡村医生培训工作", "D9"},
		{"request", "所需建设用地的请示", "所需建设用地，资金的请示", "D9a"},
		{"letter", "落款:", "印发: {印发机关: 云岭市人民政府办公室, 印发日期: 2024-04-08}\n落款:", "D14a"},
		{"order", "抄送:", "主送机关: 市政府各部门\n抄送:", "D14b"},
		{"letter", "[市卫生健康委员会, 市财政局]", "[云岭医学院, 市财政局]", "D12"},
		{"letter", "标题: 云岭市人民政府办公室关于", "标题: 云岭市教育局关于", "D13b"},
		{"letter", "标题: 云岭市人民政府办公室关于", "标题: 关于", ""},
		{"letter", "标题: 云岭市人民政府办公室关于", "标题: 云岭市政府办公室关于", ""},
		{"letter", "标题: 云岭市人民政府办公室关于", "标题: 云岭市人民政府办公室转发市教育局关于", ""},
		{"letter", "落款: {", "落款: {机关名称: 云岭市审计局, ", "D13"},
		{"letter", "发文机关: 云岭市人民政府办公室", "发文机关: 云岭市人民政府办公室文件", "D14"},
		{"letter", "2024年第三季度", "二〇二四年第三季度", "D3a"},
		{"reply", "（云教〔2024〕18号）", "", "D17"},
		{"reply", "《关于新建第三中学所需建设用地的请示》", "来文", "D17"},
		{"motion", "  签署人:\n    - {职务: 市长, 姓名: 陈志高}\n", "", "D16"},
		{"announcement", "落款:", "主送机关: 各区县\n落款:", "D14b"},
		{"order", "  签署人:\n    - {职务: 市长, 姓名: 陈志高}\n", "", "D16"},
	} {
		t.Run(c.example+" "+c.rule, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join("../../../examples/documents", c.example+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(content), c.old) {
				t.Fatalf("the example has no %q", c.old)
			}
			_, said := e.Check(t.Context(), uploaded("document.yaml", strings.Replace(string(content), c.old, c.changed, 1)), Order{})
			var broken []string
			for _, d := range said {
				broken = append(broken, d.Rule)
			}
			if got := strings.Join(broken, " "); got != c.rule {
				t.Errorf("%q for %q: rules %q, want %q: %v", c.changed, c.old, got, c.rule, said)
			}
		})
	}
}

// TestRulesOfPages: of a 版记 on an odd page, and of a first page without text, by id; both
// may be switched off.
func TestRulesOfPages(t *testing.T) {
	styles := fstest.MapFS{"odd.yaml": {Data: []byte("style: odd\nextends: gb9704-document\nname: 单面\nfoot: {even: false}\n")}}
	e := New(configs.NewLibrary(styles), fonts.Options{})
	var issuers, signers strings.Builder
	for i := range 49 {
		fmt.Fprintf(&issuers, "云岭市第%d人力资源和社会保障局, ", i+1)
		fmt.Fprintf(&signers, "何世平%d, ", i+1)
	}
	many := "格式: joint\n发文机关: [" + issuers.String() + "云岭市财政局]\n签发人: [" + signers.String() + "张明远]\n发文字号: 云财〔2024〕1号\n标题: 关于开展工作的请示\n主送机关: 各区县\n正文: 请认真执行。\n落款: {成文日期: 2024-01-05}\n"
	const short = "格式: notice\n发文机关: 云岭市财政局\n发文字号: 云财〔2024〕1号\n标题: 关于开展工作的通知\n主送机关: 各区县\n正文: 请认真执行。\n抄送: 市政府\n落款: {成文日期: 2024-01-05}\n"
	for _, c := range []struct {
		name, content, style string
		rules                []string
	}{
		{"an even page", short, "", nil},
		{"an odd page", short, "odd", []string{configs.ColophonOnAnOdd}},
		{"a bare first page, and seals of so many that no text is beside them", many, "", []string{configs.SealsAlone, configs.BareFirstPage}},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := func(levels configs.RuleLevels) string {
				o := Order{Style: c.style, Levels: levels, Exporters: []output.Exporter{pdf.New(pdf.Options{})}}
				report, list := e.Check(t.Context(), uploaded("document.yaml", c.content), o)
				if report == nil || list.HasErrors() {
					t.Fatal(list)
				}
				_, list = e.Documents(t.Context(), report, "document", o)
				var rules []string
				for _, d := range list {
					if d.Level != diag.Note {
						rules = append(rules, d.Rule)
					}
				}
				return strings.Join(rules, " ")
			}
			if got, want := said(nil), strings.Join(c.rules, " "); got != want {
				t.Errorf("rules %q, want %q", got, want)
			}
			var off configs.RuleLevels
			for _, rule := range c.rules {
				off = append(off, configs.RuleLevel{ID: rule, Off: true})
			}
			if got := said(off); got != "" {
				t.Errorf("%q in spite of the configuration", got)
			}
		})
	}
}
