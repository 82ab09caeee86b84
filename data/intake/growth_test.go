package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/data/intake"
	"gongwen/data/intake/text"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	for name, input := range map[string]func(n int) string{
		"paragraphs": func(n int) string { return strings.Repeat("某局共收到申请26件。\n", n) },
		"headings":   func(n int) string { return strings.Repeat("（一）甲\n乙\n", n) },
		"rows": func(n int) string {
			return "二、主动公开政府信息情况\n" + strings.Repeat("规章\t1\t2\t3\n", n)
		},
		"names": func(n int) string { return growth.Numbered(n, "名称%d\t1\n") },
		"bold": func(n int) string {
			return "一、总体情况\n" + strings.Repeat("甲**乙**丙\n", n)
		},
		"links":   func(n int) string { return "一、总体情况\n" + strings.Repeat("甲[乙](http://a.cn)\n", n) },
		"columns": func(n int) string { return strings.Repeat("甲\t", n) + "\n" },
		"tables":  func(n int) string { return strings.Repeat("规章\t1\n\n正文\n\n", n) },
		"attachments": func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "附件%d\n正文\n", i%90+1)
			}
			return b.String()
		},
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 300, func(n int) func() {
				document, said := text.Read(t.Context(), "a.txt", []byte("某局2023年政府信息公开工作年度报告\n"+input(n)))
				if document == nil {
					t.Fatal(said)
				}
				return func() {
					_, _ = intake.Report("a.txt", document, library(), intake.Options{Agency: "某局", Year: 2023, Wrapped: true})
				}
			})
		})
	}
}
