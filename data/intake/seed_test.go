package intake_test

import (
	"os"
	"strings"
	"testing"

	"gongwen/data/intake"
	"gongwen/internal/diag"
)

// TestPublishedReport: of a published report as pasted text exactly the three
// rows are refused that have lost a figure; all else comes back, with the
// paragraphs joined that a page break had cut.
func TestPublishedReport(t *testing.T) {
	text, err := os.ReadFile("testdata/shaxian-xinfangju-2023.txt")
	if err != nil {
		t.Fatal(err)
	}
	got, said := pasted(string(text), intake.Options{})
	if got == nil {
		t.Fatal(said)
	}
	lost := map[string]string{
		"outcome.not_processed.complaint": "1.信访举报投诉类申请：应有 7 个数，实有 6 个",
		"outcome.otherwise.no_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请：应有 7 个数，实有 6 个",
		"carried_out":                     "四、结转下年度继续办理：应有 7 个数，实有 6 个",
	}
	var errors []string
	for _, d := range said {
		if d.Level == diag.Error {
			errors = append(errors, d.Message.ZH)
		}
	}
	if len(errors) != len(lost) {
		t.Errorf("%d errors: %s", len(errors), strings.Join(errors, "\n"))
	}
	want := example(t, "shaxian-xinfangju-2023")
	for path, message := range lost {
		if !says(said, diag.Error, message) {
			t.Errorf("no error %q", message)
		}
		for ref := range want.Tables["requests"].Cells {
			if ref.Row != path {
				continue
			}
			if c, there := got.Tables["requests"].Cells[ref]; there {
				t.Errorf("%v is %s", ref, c.Printed())
			}
			got.Tables["requests"].Cells[ref] = want.Tables["requests"].Cells[ref]
		}
	}
	same(t, got, want)
	if !says(said, diag.Note, "txt:29:1", "接着上一段") || !says(said, diag.Note, "txt:39:1", "接着上一段") {
		t.Errorf("the joined paragraphs are not named: %s", said)
	}
}
