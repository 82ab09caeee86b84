package write

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/data/blank"
	"gongwen/data/load"
)

// Everything a report may have comes back from its files: attachments, lines
// under tables, waivers, the 落款.
func TestRarePartsComeBack(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-rule-of-law-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	given := string(content) + "\nwaive:\n  P6: 机构改革，口径不同\n"
	if !strings.Contains(given, "sign_off:") && !strings.Contains(given, "落款:") {
		given += "\nsign_off: {agency: 某局, date: 2024-01-05}\n"
	}
	report, said := load.Report("r.yaml", []byte(given), configs.NewLibrary(nil))
	if report == nil {
		t.Fatal(said)
	}
	yaml, err := YAML(report, false)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"r.yaml": yaml, "r.json": JSON(report)} {
		again, said := load.Report(name, file, configs.NewLibrary(nil))
		if again == nil {
			t.Fatal(said)
		}
		if len(again.Attachments) == 0 || len(again.Attachments) != len(report.Attachments) {
			t.Errorf("%s has %d attachments of %d", name, len(again.Attachments), len(report.Attachments))
		}
		for i, a := range again.Attachments {
			if a.Title.Text != report.Attachments[i].Title.Text || a.Text.Source != report.Attachments[i].Text.Source {
				t.Errorf("%s: attachment %d is %q: %s", name, i+1, a.Title.Text, a.Text.Source)
			}
		}
		if len(again.Waivers) != 1 || again.Waivers[0].Rule != "P6" || again.Waivers[0].Reason != "机构改革，口径不同" {
			t.Errorf("%s has the waivers %+v", name, again.Waivers)
		}
		if again.SignOff == nil || again.SignOff.Agency.Text != report.SignOff.Agency.Text || again.SignOff.Date.String() != report.SignOff.Date.String() {
			t.Errorf("%s has the 落款 %+v", name, again.SignOff)
		}
	}
}

// What a field consists of stands beside it, whether its template has words for that or not.
func TestGuidesToParts(t *testing.T) {
	library := configs.NewLibrary(fstest.MapFS{"own.yaml": {Data: []byte(`template: own
extends: notice
header:
  - {id: paid, label: 罚款, optional: true, parts: [{id: amount, label: 金额}, {id: bank, label: 银行}]}
`)}})
	template, said := library.Template("own")
	if template == nil {
		t.Fatal(said)
	}
	text, err := YAML(blank.Report(template, blank.Header{}, nil), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# 写成 {金额: …, 银行: …}\n罚款:", "# 如 {印发机关: 某县教育局办公室, 印发日期: 2024-01-26}\n印发:"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// A guide stands beside every key that a clerk fills in.
func TestGuides(t *testing.T) {
	library := configs.NewLibrary(nil)
	for _, id := range []string{"open-government-2021", "rule-of-law-government"} {
		template, said := library.Template(id)
		if template == nil {
			t.Fatal(said)
		}
		guide, err := YAML(blank.Report(template, blank.Header{}, nil), true)
		if err != nil {
			t.Fatal(err)
		}
		text := string(guide)
		if !strings.HasPrefix(text, "# "+title(template)+"\n") || !strings.Contains(text, "gongwen check") {
			t.Errorf("%s: the guide begins %.200s", id, text)
		}
		for _, f := range template.Header {
			if f.Help != "" && !strings.Contains(text, "# "+strings.SplitN(f.Help, "\n", 2)[0]) {
				t.Errorf("%s: %s has no help", id, f.ID)
			}
		}
		for _, want := range map[bool][]string{true: {"落款"}, false: nil}[template.SignOff || template.NeedsSignOff] {
			if !strings.Contains(text, want) {
				t.Errorf("%s: there is no %s", id, want)
			}
		}
		if template.Attachments() != nil && !strings.Contains(text, "每个附件写成：") {
			t.Errorf("%s: how attachments are written is not said", id)
		}
	}
}

func TestTitleOfAGuide(t *testing.T) {
	for want, template := range map[string]configs.Template{
		"年度报告":       {Name: "年度报告"},
		"年度报告（某某条例）": {Name: "年度报告", Law: "某某条例"},
	} {
		if got := title(&template); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
