package mend

import (
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 4000, func(content []byte) { _, _ = Edits("a.yaml", content) }, map[string]func(int) string{
		"marks":         func(n int) string { return "a: " + strings.Repeat("甲,", n) + "\n" },
		"open brackets": func(n int) string { return "a: 甲" + strings.Repeat("(", n) + strings.Repeat(")", n) + "\n" },
		"open titles":   func(n int) string { return "a: " + strings.Repeat("《", n) + strings.Repeat("》", n) + "\n" },
		"angles":        func(n int) string { return "a: 《" + strings.Repeat("<", n) + "\n" },
		"links":         func(n int) string { return "a: 甲" + strings.Repeat("](", n) + "\n" },
		"blanks":        func(n int) string { return "a: 甲" + strings.Repeat("乙 ", n) + "\n" },
		"lines":         func(n int) string { return "a: |\n" + strings.Repeat("  甲,乙 丙\n", n) },
	})
}
