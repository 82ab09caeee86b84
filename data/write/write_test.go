package write

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

func read(t *testing.T, name, content string) *data.Report {
	t.Helper()
	report, said := load.Report(name, []byte(content), configs.NewLibrary(nil))
	if slices.ContainsFunc(said, func(d diag.Diagnostic) bool { return d.Level == diag.Error && d.Rule != "N9" }) {
		t.Fatal(said)
	}
	return report
}

func TestInventedReport(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	report := read(t, "invented.yaml", string(content))
	yaml, err := YAML(report, false)
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/invented.golden.yaml", yaml)
	golden.Check(t, "testdata/invented.golden.json", JSON(report))
	for name, again := range map[string]*data.Report{"r.yaml": read(t, "r.yaml", string(yaml)), "r.json": read(t, "r.json", string(JSON(report)))} {
		if back, err := YAML(again, false); err != nil || string(back) != string(yaml) {
			t.Errorf("the report has changed in %s: %v", name, err)
		}
	}
}

// TestFigures: what a row was written as is what is written of it.
func TestFigures(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ given, yaml, json string }{
		{"new: [197, 25, 2, 4, 8, 3, 239]", "一、本年新收政府信息公开申请数量: [197, 25, 2, 4, 8, 3, 239]", `"new": [197, 25, 2, 4, 8, 3, 239]`},
		{"new: [197, 25, 2, 4, 8, 3]", "一、本年新收政府信息公开申请数量: [197, 25, 2, 4, 8, 3]", `"new": [197, 25, 2, 4, 8, 3]`},
		{"new: {other: 3, natural_person: 197, welfare: 4, business: 25, research: 2, legal_service: 8}", "数量: [197, 25, 2, 4, 8, 3]", `"new": [197, 25, 2, 4, 8, 3]`},
		{"new: [/, 25, {value: 2, note: 含1件}, 4, 8, 3, 239]", "数量: [null, 25, {数值: 2, 说明: 含1件}, 4, 8, 3, 239]", `"note": "含1件"`},
	} {
		report := read(t, "r.yaml", strings.Replace(string(content), "new: [197, 25, 2, 4, 8, 3, 239]", c.given, 1))
		yaml, err := YAML(report, false)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(yaml), c.yaml) {
			t.Errorf("%s: no %q in the YAML", c.given, c.yaml)
		}
		if !strings.Contains(string(JSON(report)), c.json) {
			t.Errorf("%s: no %q in the JSON", c.given, c.json)
		}
	}
}

// Figures with a sign, and those that are none, have no number in JSON.
func TestFiguresThatJSONHasNoNumberForAreStrings(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2020.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{"", "+21", "减4", "1,234"} {
		changed := strings.Replace(string(content), "new: [106", "new: ['"+change+"'", 1)
		report, _ := load.Report("r.yaml", []byte(changed), configs.NewLibrary(nil))
		written := JSON(report)
		if !json.Valid(written) {
			t.Errorf("with %q it is no JSON", change)
		}
		again, _ := load.Report("r.json", written, configs.NewLibrary(nil))
		if again == nil || string(JSON(again)) != string(written) {
			t.Errorf("with %q the report has changed", change)
		}
	}
}
