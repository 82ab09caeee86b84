package page

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

// On the page nothing is said of command lines or of what stands in report files.
func TestHintsAreOfThePage(t *testing.T) {
	for hint, want := range map[string]string{
		"填写后再生成；先看样子用 --draft":                       "填写后再生成",
		"写成 落款: {成文日期: 2024-01-25}":                  "",
		"取来的对，再运行 gongwen pull --force；这里的对，删去清单的各行": "这里的对，删去清单的各行",
		"写成 2024-01-25 或 2024年1月25日":                 "写成 2024-01-25 或 2024年1月25日",
		"总计是结果维持、结果纠正、其他结果之和":                        "总计是结果维持、结果纠正、其他结果之和",
	} {
		if got := hintOf(diag.Diagnostic{Hint: diag.Text{ZH: hint}}); got != want {
			t.Errorf("%q: %q, not %q", hint, got, want)
		}
	}
}

// A part of which all figures are the zeros that it began with does not look as if it were done.
func TestPartsOfZerosAreNotDone(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	answer, _ := b.upload("/new", map[string]string{"how": "blank", "template": "", "year": "2023"}, "", "", nil)
	at := answer.Header.Get("Location")
	word := func() string {
		var state stateView
		_, body := b.get(at + "/state")
		if err := json.Unmarshal([]byte(body), &state); err != nil {
			t.Fatal(err)
		}
		for _, p := range state.Parts {
			if p.ID == "review" {
				return p.Kind + " " + p.Word
			}
		}
		return ""
	}
	if got := word(); got != "none 都是 0" {
		t.Errorf("at the beginning: %q", got)
	}
	body := `{"id": "x", "edits": [{"place": "note:review", "was": "", "value": "注"}]}`
	if answer, said := b.send(http.MethodPost, at+"/edits", "application/json", strings.NewReader(body)); answer.StatusCode != http.StatusOK {
		t.Fatal(said)
	}
	if got := word(); got != "done 已填" {
		t.Errorf("with a note: %q", got)
	}
}
