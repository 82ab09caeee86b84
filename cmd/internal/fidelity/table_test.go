package fidelity

import (
	"strings"
	"testing"
)

// TestScoresAsTables: a row for each report and one for all of them, and the
// differences by their reasons.
func TestScoresAsTables(t *testing.T) {
	results := []Result{
		{Name: "a", Pages: 2, Printed: 3, Score: Score{
			Headings: Count{4, 4}, Rows: Count{9, 10}, Lines: Count{7, 8}, LinePages: Count{6, 8},
			Differences: []Difference{{Class: LaterEnd}, {Class: NotFound}, {Class: LaterEnd}},
		}},
		{Name: "b", Pages: 1, Printed: 1, Score: Score{Headings: Count{0, 1}, Lines: Count{1, 1}, LinePages: Count{1, 1}}},
	}
	var table, classes strings.Builder
	Table(&table, results)
	want := `| a | 2, 3 | 4/4 (100.0 %) | 9/10 (90.0 %) | 7/8 (87.5 %) | 6/8 (75.0 %) |
| b | 1, 1 | 0/1 (0.0 %) | – | 1/1 (100.0 %) | 1/1 (100.0 %) |
| **all** | 3, 4 | 4/5 (80.0 %) | 9/10 (90.0 %) | 8/9 (88.9 %) | 7/9 (77.8 %) |
`
	if !strings.HasSuffix(table.String(), "|\n"+want) {
		t.Errorf("got\n%s\nwant\n%s", &table, want)
	}
	Classes(&classes, results)
	if want := "| difference | places |\n|---|---|\n| not found | 1 |\n| the word processor's line is longer | 2 |\n"; classes.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &classes, want)
	}
	if (Count{}).Percent() != 100 {
		t.Error("of nothing not all is the same")
	}
}

func TestWhyALineEndsElsewhere(t *testing.T) {
	for _, c := range []struct {
		ours, theirs string
		want         Class
	}{
		{"我局公开", "我局公开信", LaterEnd},
		{"我局公开信", "我局公开", EarlierEnd},
		{"网址为http", "网址为", Western},
		{"网址为", "网址为www.a.cn/", Western},
		{"共公开12件", "共公开12", Number},
		{"公开—", "公开", Dash},
		{"公开，", "公开", Marks},
	} {
		line := func(text string) Line { return Line{To: len([]rune(text)), Text: text} }
		if got := classOfLine(line(c.ours), line(c.theirs)); got != c.want {
			t.Errorf("%s and %s: %s, want %s", c.ours, c.theirs, got, c.want)
		}
	}
	if got := classOfPage(Block{Page: 1}, Block{}); got != NotFound {
		t.Error(got)
	}
	if got := classOfPage(Block{Page: 1}, Block{Page: 2}); got != OtherPage {
		t.Error(got)
	}
}
