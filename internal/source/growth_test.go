package source

import (
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowthOfYAML(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 2000, func(content []byte) { _, _ = Parse("a.yaml", content) }, map[string]func(int) string{
		"keys":           func(n int) string { return growth.Numbered(n, "k%d: 甲\n") },
		"equal keys":     func(n int) string { return strings.Repeat("k: 甲\n", n) },
		"items":          func(n int) string { return strings.Repeat("- 甲\n", n) },
		"a long line":    func(n int) string { return "k: " + strings.Repeat("甲 ", 10*n) },
		"a long text":    func(n int) string { return "k: |\n" + strings.Repeat("  甲乙\n", 10*n) },
		"flow":           func(n int) string { return "k: [" + strings.Repeat("1, ", n) + "1]" },
		"quoted":         func(n int) string { return strings.Repeat("- \"甲\\u4e59\"\n", n) },
		"tabs":           func(n int) string { return strings.Repeat("- 甲\n\t- 乙\n", n) },
		"full-width":     func(n int) string { return growth.Numbered(n, "k%d：甲\n") },
		"open quotes":    func(n int) string { return strings.Repeat("- \"甲\n", n) },
		"blank lines":    func(n int) string { return "k: 甲" + strings.Repeat("\n", 20*n) },
		"comments":       func(n int) string { return "k: 甲\n" + strings.Repeat("# 乙\n", 10*n) },
		"odd characters": func(n int) string { return "k: 甲" + strings.Repeat("\u200b", 10*n) },
	})
}

func TestGrowthOfJSON(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 2000, func(content []byte) { _, _ = Parse("a.json", content) }, map[string]func(int) string{
		"keys":       func(n int) string { return "{" + growth.Numbered(n, "\"k%d\": 1,\n") + `"k": 1}` },
		"equal keys": func(n int) string { return "{" + strings.Repeat("\"k\": 1,\n", n) + `"k": 1}` },
		"items":      func(n int) string { return "[" + strings.Repeat("1,", n) + "1]" },
		"one line":   func(n int) string { return `{"k": "` + strings.Repeat("甲乙", 10*n) + `"}` },
		"escapes":    func(n int) string { return `{"k": "` + strings.Repeat(`\u7532`, 10*n) + `"}` },
		"cut off":    func(n int) string { return "[" + strings.Repeat("1,", n) },
	})
}

// The places of all characters of a text that has many parts.
func TestGrowthOfPlaces(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	for name, text := range map[string]func(n int) *Node{
		"parts": func(n int) *Node {
			parts := make([]Part, n)
			for i := range parts {
				parts[i].Text = "甲乙"
			}
			return Join(parts...)
		},
		"a long line": func(n int) *Node { return scalar(t, "k: "+strings.Repeat("甲乙", n)) },
		"quoted":      func(n int) *Node { return scalar(t, "k: \""+strings.Repeat("甲\\u4e59", n)+"\"") },
		"lines":       func(n int) *Node { return scalar(t, "k: |\n"+strings.Repeat("  甲乙\n", n)) },
		"folded":      func(n int) *Node { return scalar(t, "k: >\n"+strings.Repeat("  甲乙\n", n)) },
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 500, func(n int) func() {
				node := text(n)
				return func() {
					for i := range node.Text {
						node.At(i)
					}
				}
			})
		})
	}
}

// scalar is the value of the only key.
func scalar(t *testing.T, content string) *Node {
	t.Helper()
	tree, said := Parse("a.yaml", []byte(content))
	if tree == nil || len(tree.Entries) != 1 {
		t.Fatal(said)
	}
	return tree.Entries[0].Value
}
