package load

import (
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

const growthHead = "template: open-government-2021\nagency: 某局\nyear: 2023\n"

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 500, func(content []byte) { _, _ = Report("a.yaml", content, library()) }, map[string]func(int) string{
		"unknown keys": func(n int) string { return growthHead + growth.Numbered(n, "k%d: 甲\n") },
		"paragraphs": func(n int) string {
			return growthHead + "overview: |\n" + strings.Repeat("  某局主动公开。\n\n", n)
		},
		"a paragraph": func(n int) string {
			return growthHead + "overview: |\n  " + strings.Repeat("某局主动公开。", 10*n) + "\n"
		},
		"figures":    func(n int) string { return growthHead + "overview: |\n  " + strings.Repeat("收到26件，", n) + "\n" },
		"bold":       func(n int) string { return growthHead + "overview: |\n  " + strings.Repeat("甲**乙**", n) + "\n" },
		"open bold":  func(n int) string { return growthHead + "overview: |\n  " + strings.Repeat("**甲 ", n) + "\n" },
		"list items": func(n int) string { return growthHead + "overview: |\n" + strings.Repeat("  - 甲\n", n) },
		"text table": func(n int) string {
			return growthHead + "overview: |\n  |甲|乙|\n  |-|-|\n" + strings.Repeat("  |1|2|\n", min(n, 400))
		},
		"numbers":       func(n int) string { return growthHead + "overview: |\n" + strings.Repeat("  1. 甲\n", n) },
		"long item":     func(n int) string { return growthHead + "overview: |\n  - 甲\n" + strings.Repeat("    - 乙\n", n) },
		"headings":      func(n int) string { return growthHead + "overview: |\n" + strings.Repeat("  # 甲\n", n) },
		"attachments":   func(n int) string { return growthHead + "attachments:\n" + strings.Repeat("  - title: 甲\n", n) },
		"waivers":       func(n int) string { return growthHead + "waive:\n" + growth.Numbered(n, "  R%d: 原因\n") },
		"table rows":    func(n int) string { return growthHead + "disclosure:\n" + growth.Numbered(n, "  row%d: [1, 2]\n") },
		"row of values": func(n int) string { return growthHead + "disclosure:\n  rules: [" + strings.Repeat("1, ", n) + "1]\n" },
	})
}
