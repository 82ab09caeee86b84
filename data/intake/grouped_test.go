package intake_test

import (
	"strings"
	"testing"

	"gongwen/data/intake"
	"gongwen/internal/diag"
)

// Heads over others may stand on lines of their own before all of those. Where they are
// exchanged, so are the figures below, which are not read by their places then.
func TestGroupsOfHeadsOverOthers(t *testing.T) {
	want := example(t, "invented-2024")
	text := tabbed(t)
	start := strings.Index(text, "行政复议\t")
	end := start
	for line := range strings.Lines(text[start:]) {
		if first := line[0]; first >= '0' && first <= '9' {
			break
		}
		end += len(line)
	}
	results := strings.Repeat("结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t", 3)
	for _, between := range []string{"\t", "  "} {
		with := func(groups string) string {
			heads := "行政复议\t行政诉讼\n" + groups + "\n" + strings.TrimSuffix(results, "\t") + "\n"
			return text[:start] + strings.ReplaceAll(heads, "\t", between) + text[end:]
		}
		got, said := pasted(with("未经复议直接起诉\t复议后起诉"), intake.Options{})
		if said.HasErrors() {
			t.Fatal(said)
		}
		same(t, got, want)
		if _, said := pasted(with("复议后起诉\t未经复议直接起诉"), intake.Options{}); !says(said, diag.Error, "未经复议直接起诉", "顺序") {
			t.Errorf("groups of heads are exchanged: %v", said)
		}
	}
}
