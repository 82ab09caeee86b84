package text_test

import (
	"strings"
	"testing"

	"gongwen/data/intake/text"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 1000, func(content []byte) { _, _ = text.Read(t.Context(), "a.txt", content) }, map[string]func(int) string{
		"lines":        func(n int) string { return strings.Repeat("某局共收到26件。\n", n) },
		"a line":       func(n int) string { return strings.Repeat("字", 10*n) },
		"tabs":         func(n int) string { return strings.Repeat("甲\t1\t2\n", n) },
		"bars":         func(n int) string { return "|甲|1|\n|-|-|\n" + strings.Repeat("|乙|2|\n", n) },
		"commas":       func(n int) string { return strings.Repeat("甲,1,\"2\"\n", n) },
		"one open row": func(n int) string { return "\"" + strings.Repeat("甲,1\n", n) },
		"cells":        func(n int) string { return strings.Repeat("甲\t", n) },
		"bold":         func(n int) string { return strings.Repeat("**甲**乙", min(n, 4000)) },
		"open stars":   func(n int) string { return strings.Repeat("**甲 ", n) },
		"stars":        func(n int) string { return strings.Repeat("*", 10*n) },
		"links":        func(n int) string { return strings.Repeat("[甲](http://a.cn)", n/4) },
		"open links":   func(n int) string { return strings.Repeat("[甲](", n) },
		"brackets":     func(n int) string { return strings.Repeat("[", 10*n) },
		"addresses":    func(n int) string { return strings.Repeat("<http://a.cn>", n/4) },
		"open angles":  func(n int) string { return strings.Repeat("<http://a.cn", n) },
		"backslashes":  func(n int) string { return strings.Repeat("\\*", 10*n) },
		"headings":     func(n int) string { return strings.Repeat("# 甲\n", n) },
		"GB 18030":     func(n int) string { return strings.Repeat("\xD7\xD6\n", n) },
	})
}
