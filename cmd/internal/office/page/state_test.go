package page

import (
	"testing"

	"gongwen/internal/diag"
)

// On the page nothing is said of command lines or of what stands in report files.
func TestHintsAreOfThePage(t *testing.T) {
	for hint, want := range map[string]string{
		"填写后再生成；先看样子用 --draft":                       "填写后再生成",
		"写成 落款: {成文日期: 2024-01-25}":                  "",
		"取来的对，再运行 gongwen pull --force；这里的对，删去清单的各行": "这里的对，删去清单的各行",
		"写成 2024-01-25 或 2024年1月25日":                 "写成 2024-01-25 或 2024年1月25日",
		"总计是结果维持、结果纠正、其他结果之和":                        "总计是结果维持、结果纠正、其他结果之和",
	} {
		if got := hintOf(diag.Diagnostic{Hint: diag.Text{ZH: hint}}); got != want {
			t.Errorf("%q: %q, not %q", hint, got, want)
		}
	}
}
