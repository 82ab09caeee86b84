package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
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
		{"request", "主送机关: 云岭市人民政府", "主送机关: [云岭市人民政府, 云岭市委员会]", "D7"},
		{"request", "附注: 联系人：李文清，电话：0799-12345678\n", "", "D7a"},
		{"report", "特此报告。", "请予批准。", "D7b"},
		{"notice", "标题: 政府信息公开工作年度报告格式", "标题: 政府信息公开工作年度报告格式；", "D8"},
		{"notice", "标题: 政府信息公开工作年度报告格式", "标题: 《政府信息公开工作年度报告格式》", "D8a"},
		{"notice", "特此通知。", "见附件3。", "D8b"},
		{"letter", "请予支持，", "详见附件，请予支持，", "D8c"},
		{"letter", "乡村医生培训工作的函", "乡村医生培训工作", "D9"},
		{"request", "所需建设用地的请示", "所需建设用地，资金的请示", "D9a"},
		{"letter", "落款:", "印发: {印发机关: 云岭市人民政府办公室, 印发日期: 2024-04-08}\n落款:", "D10"},
		{"order", "抄送:", "主送机关: 市政府各部门\n抄送:", "D11"},
		{"letter", "[市卫生健康委员会, 市财政局]", "[云岭医学院, 市财政局]", "D12"},
		{"letter", "落款: {", "落款: {机关名称: 云岭市审计局, ", "D13"},
		{"letter", "发文机关: 云岭市人民政府办公室", "发文机关: 云岭市人民政府办公室文件", "D14"},
		{"letter", "2024年第三季度", "二〇二四年第三季度", "D15"},
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
