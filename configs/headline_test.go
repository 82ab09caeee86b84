package configs

import (
	"slices"
	"strings"
	"testing"
)

// A headline has the unit of its figures, which is one.
func TestHeadlines(t *testing.T) {
	read := func(of string) (*Template, string) {
		text := strings.NewReplacer(
			"law: 某文", "law: 某文\nheadlines: [{label: 合起来, of: ["+of+"]}]",
			"whole: true, rule: V}", "whole: true, rule: V, unit: 件}\n  - {id: money, unit: 元, rule: V}",
			"label: 合计, type: count", "label: 合计, type: money",
		).Replace(small)
		template, said := libraryOf(map[string]string{"small-2020.yaml": text}).Template("small-2020")
		if template == nil {
			return nil, said.Error()
		}
		return template, ""
	}
	template, said := read("table.first.a, table.group.second.total")
	if template == nil {
		t.Fatal(said)
	}
	want := []FigureRef{{"table", "first", "a"}, {"table", "group.second", "total"}}
	if h := template.Headlines; len(h) != 1 || h[0].Unit != "件" || !slices.Equal(h[0].Of, want) {
		t.Errorf("%+v", h)
	}
	if _, said := read("table.first.a, table.group.last.sum"); !strings.Contains(said, "单位要相同") {
		t.Error(said)
	}
}
