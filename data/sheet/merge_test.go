package sheet

import (
	"strings"
	"testing"
)

func TestMerge(t *testing.T) {
	for about, c := range map[string]struct{ was, one, other, want string }{
		"nobody":                   {"甲 乙 丙", "甲 乙 丙", "甲 乙 丙", "甲 乙 丙"},
		"one alone":                {"甲 乙 丙", "甲 乙改 丙", "甲 乙 丙", "甲 乙改 丙"},
		"the other alone":          {"甲 乙 丙", "甲 乙 丙", "甲 丙", "甲 丙"},
		"other paragraphs":         {"甲 乙 丙", "甲改 乙 丙", "甲 乙 丙改", "甲改 乙 丙改"},
		"neighbours":               {"甲 乙 丙", "甲改 乙 丙", "甲 乙改 丙", "甲改 乙改 丙"},
		"one puts in, one changes": {"甲 乙 丙", "甲 新 乙 丙", "甲 乙 丙改", "甲 新 乙 丙改"},
		"both behind different":    {"甲 乙", "甲 新 乙", "甲 乙 尾", "甲 新 乙 尾"},
		"the same":                 {"甲 乙", "甲 同", "甲 同", "甲 同"},
		"the same paragraph":       {"甲 乙", "甲 一", "甲 二", ""},
		"taken away and changed":   {"甲 乙 丙", "甲 丙", "甲 乙改 丙", ""},
		"both at one end":          {"甲", "甲 一", "甲 二", ""},
		"from nothing":             {"", "一", "二", ""},
		"moved and changed":        {"甲 乙 丙", "丙 甲 乙", "甲改 乙 丙", ""},
	} {
		text := func(s string) string { return strings.ReplaceAll(s, " ", "\n\n") }
		got, ok := Merge(text(c.was), text(c.one), text(c.other))
		if ok != (c.want != "") || got != text(c.want) {
			t.Errorf("%s: %q, %t", about, got, ok)
		}
	}
}

// Whoever merges, the changes of both are there.
func TestMergeIsTheSameFromBothSides(t *testing.T) {
	texts := []string{"甲\n\n乙\n\n丙", "甲\n\n乙\n\n丙\n\n丁", "乙\n\n丙", "甲\n\n丙改", "", "甲\n\n新\n\n乙\n\n丙"}
	for _, one := range texts {
		for _, other := range texts {
			a, okA := Merge(texts[0], one, other)
			b, okB := Merge(texts[0], other, one)
			if okA != okB || a != b {
				t.Errorf("%q and %q: %q, %q", one, other, a, b)
			}
		}
	}
}

func TestMergeRows(t *testing.T) {
	for about, c := range map[string]struct{ was, one, other, want string }{
		"nobody":                      {"1,甲/2,乙", "1,甲/2,乙", "1,甲/2,乙", "1,甲/2,乙"},
		"other rows":                  {"1,甲/2,乙", "1,甲改/2,乙", "1,甲/2,乙改", "1,甲改/2,乙改"},
		"other cells of a row":        {"1,甲/2,乙", "9,甲/2,乙", "1,甲改/2,乙", "9,甲改/2,乙"},
		"cells of the same value":     {"0,0,0", "0,0,5", "7,0,0", "7,0,5"},
		"the same cell":               {"1,甲", "1,甲一", "1,甲二", "-"},
		"both put in at the end":      {"1,甲", "1,甲/2,乙", "1,甲/3,丙", "1,甲/3,丙/2,乙"},
		"both begin":                  {"", "1,甲", "2,乙", "2,乙/1,甲"},
		"the same row":                {"", "1,甲", "1,甲", "1,甲"},
		"one removes, one changes it": {"1,甲/2,乙", "2,乙", "1,甲改/2,乙", "-"},
		"one removes another row":     {"1,甲/2,乙/3,丙", "1,甲/3,丙", "1,甲/2,乙/3,丙改", "-"},
		"one removes a row far away":  {"1,甲/2,乙/3,丙", "2,乙/3,丙", "1,甲/2,乙/3,丙改", "2,乙/3,丙改"},
		"a row of other cells":        {"1,甲", "1,甲,x", "1,乙", "-"},
	} {
		text := func(s string) string { return strings.NewReplacer("/", "\n", ",", "\t").Replace(s) }
		got, ok := MergeRows(text(c.was), text(c.one), text(c.other))
		if ok != (c.want != "-") || ok && got != text(c.want) {
			t.Errorf("%s: %q, %t", about, got, ok)
		}
	}
}
