package numeral

import (
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 5000, func(content []byte) { Scan([]rune(string(content))) }, map[string]func(int) string{
		"digits":          func(n int) string { return strings.Repeat("1", n) },
		"numbers":         func(n int) string { return strings.Repeat("1,234.5件", n) },
		"Chinese numbers": func(n int) string { return strings.Repeat("三百二十一，", n) },
		"Chinese digits":  func(n int) string { return strings.Repeat("一", n) },
		"Chinese units":   func(n int) string { return strings.Repeat("万", n) },
		"points":          func(n int) string { return strings.Repeat("1.", n) },
		"commas":          func(n int) string { return strings.Repeat("1,", n) },
		"blanks":          func(n int) string { return strings.Repeat("1 ", n) },
		"percentages":     func(n int) string { return strings.Repeat("百分之", n) },
		"text":            func(n int) string { return strings.Repeat("公开", n) },
	})
}
