package rules

import (
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

// TestGrowth: what the rules of a template cost grows with the prose, not with
// its square: in paragraphs, in sentences, in the numbers of one sentence and in
// what stands between them.
func TestGrowth(t *testing.T) {
	tier.Long(t, "checks reports that grow")
	config, said := configs.NewLibrary(nil).Template("open-government-2021")
	if said.HasErrors() {
		t.Fatal(said)
	}
	set := Prepare(config)
	for name, text := range map[string]func(n int) []string{
		"paragraphs":            func(n int) []string { return slices.Repeat([]string{"收到申请12件，办结3件。"}, n) },
		"sentences":             func(n int) []string { return []string{strings.Repeat("收到申请12件，办结3件。", n)} },
		"numbers of a sentence": func(n int) []string { return []string{strings.Repeat("收到申请12件，", n)} },
		"parts of a sum":        func(n int) []string { return []string{"收到申请12件，" + strings.Repeat("其中5件，", n)} },
		"parts of parts":        func(n int) []string { return []string{strings.Repeat("共12条，其中5条（含2条）、", n)} },
		"percentages": func(n int) []string {
			return []string{strings.Repeat("收到12件，占5%，办结3件，办结率25%，增长3%；", n)}
		},
		"nothing and all": func(n int) []string { return []string{strings.Repeat("没有均未全部", n)} },
		"words":           func(n int) []string { return []string{strings.Repeat("信息公开工作", n)} },
		"blanks":          func(n int) []string { return []string{"收到" + strings.Repeat(" ", 6*n) + "申请12件"} },
		"digits":          func(n int) []string { return []string{"收到申请" + strings.Repeat("1", 6*n) + "件"} },
		"brackets":        func(n int) []string { return []string{strings.Repeat("（1）", n)} },
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 200, func(n int) func() {
				r := report(config)
				var blocks []data.Block
				for i, p := range text(n) {
					blocks = append(blocks, block(i+1, 0, "", p))
				}
				r.Prose = prose(blocks...)
				return func() { _ = set.Check(r) }
			})
		})
	}
}
