package sarif

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"gongwen/internal/diag"
)

// TestSARIF checks what the standard asks of a log (SARIF 2.1.0, sections in
// brackets) and what viewers need.
func TestSARIF(t *testing.T) {
	known := Rule{ID: "N1", Name: "横向合计", Level: diag.Error, Law: diag.T("条例", "the law"), Help: diag.T("改数", "mend")}
	other := Rule{ID: "F5", Name: "括号", Level: diag.Warning}
	said := diag.List{
		{Level: diag.Error, Rule: "N1", Pos: diag.Pos{File: "dir/a b.yaml", Line: 3, Col: 7}, Message: diag.T("数不对", "wrong"), Hint: diag.T("改数", "mend"), Related: []diag.Place{
			{Pos: diag.Pos{File: "b.yaml", Line: 2, Col: 1}, Text: diag.T("另一个数", "the other")}, {Text: diag.T("其中", "of which")},
		}},
		{Level: diag.Error, Rule: "N1", Pos: diag.Pos{File: "dir/a b.yaml", Line: 9, Col: 7}, Message: diag.T("数不对", "wrong")},
		{Level: diag.Note, Rule: "F5", Pos: diag.Pos{File: "/srv/年报.xlsx", Sheet: "报告", Cell: "B4"}, Message: diag.T("括号", "brackets"), Waived: "沿用原文"},
		{Level: diag.Warning, Pos: diag.Pos{File: "dir/a b.yaml"}, Message: diag.T("别的", "other")},
		{Level: diag.Warning, Message: diag.T("没有地方", "nowhere")},
	}
	content, err := Write(said, Tool{Name: "gongwen", Version: "1", Rules: []Rule{known, other, known}}, diag.ZH)
	if err != nil {
		t.Fatal(err)
	}
	var found log
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&found); err != nil {
		t.Fatal(err)
	}
	if found.Version != "2.1.0" || len(found.Runs) != 1 {
		t.Fatalf("version %s, %d runs", found.Version, len(found.Runs)) // 3.13.2, 3.13.4
	}
	run := found.Runs[0]
	rules := run.Tool.Driver.Rules
	if run.Tool.Driver.Name != "gongwen" || run.Language != "zh-CN" || len(rules) != 3 {
		t.Errorf("%s, %s, %d rules", run.Tool.Driver.Name, run.Language, len(rules))
	}
	levels := []string{"error", "warning", "note"}
	for i, r := range rules {
		again := slices.IndexFunc(rules, func(o ruleText) bool { return o.ID == r.ID }) // 3.49.3
		if again != i || r.ShortDescription.Text == "" || !slices.Contains(levels, r.Configuration.Level) {
			t.Errorf("rule %+v", r)
		}
		if explained := r.Help != nil && r.FullDescription != nil; explained != (r.ID == known.ID) {
			t.Errorf("the rule %s is explained: %v", r.ID, explained)
		}
	}
	seen := map[string]bool{}
	for i, r := range run.Results {
		if rules[r.RuleIndex].ID != r.RuleID || r.Message.Text == "" || r.Level != said[i].Level.String() { // 3.27.5, 3.27.6, 3.27.10
			t.Errorf("result %+v", r)
		}
		if r.Suppressions == nil || (len(r.Suppressions) > 0) != (said[i].Waived != "") { // 3.27.23: of all results or of none
			t.Errorf("suppressions %v", r.Suppressions)
		}
		for _, l := range slices.Concat(r.Locations, r.Related) {
			file := l.Physical.Artifact
			if file.Index == nil || run.Artifacts[*file.Index].Location.URI != file.URI { // 3.4.5
				t.Errorf("file %+v", file)
			}
		}
		if mark := r.Fingerprints[fingerprint]; mark == "" || seen[mark] {
			t.Errorf("fingerprint %q", mark)
		} else {
			seen[mark] = true
		}
	}
	first, waived := run.Results[0], run.Results[2]
	if first.Message.Text != "数不对\n其中\n提示：改数" || first.Locations[0].Physical.Artifact.URI != "dir/a%20b.yaml" || *first.Locations[0].Physical.Region != (region{3, 7}) {
		t.Errorf("first result %+v", first)
	}
	if len(first.Related) != 1 || first.Related[0].Message.Text != "另一个数" || first.Related[0].Physical.Artifact.URI != "b.yaml" || *first.Related[0].Physical.Region != (region{2, 1}) { // 3.27.22
		t.Errorf("related places %+v", first.Related)
	}
	place := waived.Locations[0]
	if place.Physical.Region != nil || place.Physical.Artifact.URI != "file:///srv/%E5%B9%B4%E6%8A%A5.xlsx" || place.Logical[0].Qualified != "报告!B4" {
		t.Errorf("place in a workbook %+v", place)
	}
	if waived.Suppressions[0] != (suppression{"inSource", "沿用原文"}) || run.Results[3].RuleID != inputRule || len(run.Results[4].Locations) != 0 {
		t.Errorf("results %+v", run.Results[2:])
	}
}

// A result keeps its fingerprint when lines are put before it and when it is
// said in the other language.
func TestFingerprintsDoNotDependOnLines(t *testing.T) {
	mark := func(line int, lang diag.Lang) string {
		content, err := Write(diag.List{{Rule: "N1", Pos: diag.Pos{File: "a.yaml", Line: line, Col: 1}, Message: diag.T("数不对", "wrong")}}, Tool{}, lang)
		if err != nil {
			t.Fatal(err)
		}
		var found log
		if err := json.Unmarshal(content, &found); err != nil {
			t.Fatal(err)
		}
		return found.Runs[0].Results[0].Fingerprints[fingerprint]
	}
	if mark(1, diag.ZH) != mark(20, diag.EN) {
		t.Error("the fingerprints differ")
	}
}
