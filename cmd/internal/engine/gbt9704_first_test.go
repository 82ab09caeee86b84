package engine

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/output"
)

// saidOf is what is said of an official document beside that it is laid out.
func saidOf(t *testing.T, text string) diag.List {
	t.Helper()
	e, o := New(configs.NewLibrary(nil), fonts.Options{}), Order{Exporters: []output.Exporter{&onlooker{}}}
	report, said := e.Check(t.Context(), uploaded("r.yaml", text), o)
	if report == nil {
		t.Fatal(said)
	}
	_, more := e.Documents(t.Context(), report, "r", o)
	return append(said, more...)
}

// TestDocumentWithoutText is no document whose first page has no room for it.
func TestDocumentWithoutText(t *testing.T) {
	text := letterOf([]string{"云岭市财政局"}, []string{"各区县"}, 1)
	said := saidOf(t, text[:strings.Index(text, "正文:")]+"正文: \"\"\n")
	if !said.HasErrors() || strings.Contains(said.Error(), "首页") {
		t.Error(said)
	}
}

// TestMarkOfAnEndlessName is set on one line, which is said where nobody can read it.
func TestMarkOfAnEndlessName(t *testing.T) {
	for name, small := range map[string]bool{"云岭市人力资源和社会保障局": false, "云岭市" + strings.Repeat("人力资源和社会保障", 8) + "局": true} {
		said := saidOf(t, strings.ReplaceAll(letterOf([]string{"云岭市财政局"}, []string{"各区县"}, 1), "云岭市财政局", name))
		if strings.Contains(said.Error(), "发文机关标志太长") != small {
			t.Errorf("%s: %v", name, said)
		}
	}
}
