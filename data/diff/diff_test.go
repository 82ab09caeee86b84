package diff

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

var library = configs.NewLibrary(nil)

// report is an example after some of its text was replaced.
func report(t *testing.T, example string, replaced ...string) *data.Report {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "examples", example+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	for i := 0; i < len(replaced); i += 2 {
		if !strings.Contains(text, replaced[i]) {
			t.Fatalf("%q is not in the example", replaced[i])
		}
		text = strings.Replace(text, replaced[i], replaced[i+1], 1)
	}
	r, said := load.Report(example+".yaml", []byte(text), library)
	if r == nil {
		t.Fatal(said)
	}
	return r
}

func TestReports(t *testing.T) {
	now := report(t, "invented-2024")
	before := report(t, "invented-2024", "公开信息326条", "公开信息298条", "，比上年增长12.5%", "", "licensing: 1286", "licensing: 1302",
		"  ## 监督保障\n", "  举办开放日活动2次。\n\n  ## 监督保障\n", "note: 其中修订1件", "note: 其中修订2件", "date: 2025-01-20", "date: 2024-01-18")
	d := Reports(before, now)
	golden.Check(t, filepath.Join("testdata", "changed.txt"), []byte(d.Format(diag.ZH)))
	content, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, filepath.Join("testdata", "changed.json"), content)
	if content, err = d.HTML(diag.ZH); err != nil {
		t.Fatal(err)
	}
	golden.Check(t, filepath.Join("testdata", "changed.html"), content)
}

// TestTheSameFigureWrittenInTwoWays is no difference.
func TestTheSameFigureWrittenInTwoWays(t *testing.T) {
	d := Reports(report(t, "invented-2024"), report(t, "invented-2024", "fees: 12.3860", "fees: 12.386"))
	if len(d.Figures) > 0 {
		t.Errorf("%+v", d.Figures)
	}
}

// TestReportsOfOtherTemplates: what only one of the tables has is there too.
func TestReportsOfOtherTemplates(t *testing.T) {
	d := Reports(report(t, "invented-2020"), report(t, "invented-2024"))
	golden.Check(t, filepath.Join("testdata", "templates.txt"), []byte(d.Format(diag.EN)))
}

func TestTheSameReport(t *testing.T) {
	d := Reports(report(t, "lists-and-tables-2023"), report(t, "lists-and-tables-2023"))
	if !d.Empty() {
		t.Error(d.Format(diag.ZH))
	}
	content, err := d.HTML(diag.ZH)
	if err != nil || !strings.Contains(string(content), "内容相同") {
		t.Errorf("%s, %v", content, err)
	}
}
