package configs

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

const county = `template: county
extends: open-government-2021
name: 本县
notice: 县府办发〔2024〕1号
years: {to: 2030}
sections:
  - {id: overview, help: 五个方面}
tables:
  - {id: requests, note: "注：{year}年的数。"}
phrases: {unit: '[件]', pieces: '{unit}'}
rules:
  - {id: P6, level: error}
  - {id: L1, name: 写平台, each: mention, in: [overview], mentions: [平台, {name: 网站, find: '网站#{pieces}'}]}
`

func TestTemplateTakesWhatItLeavesOutFromAnother(t *testing.T) {
	l := libraryOf(map[string]string{
		"county.yaml": county,
		"office.yaml": "template: office\nextends: county\nnotice: 镇发〔2024〕2号\nrules:\n  - {id: L1, level: warning}\n  - {id: L2, name: 字数, each: section, check: characters < 9, message: 长}\n",
	})
	base, _ := l.Template("open-government-2021")
	s, problems := l.Template("office")
	if s == nil {
		t.Fatal(problems)
	}
	if s.ID != "office" || s.Extends != "county" || s.Name != "本县" || s.Years != (Years{2021, 2030}) || s.Law != base.Law {
		t.Errorf("%s extends %s, %s, %v, %s", s.ID, s.Extends, s.Name, s.Years, s.Law)
	}
	o, b := s.Section("overview"), base.Section("overview")
	if o.Help != "五个方面" || o.Initial != b.Initial || len(s.Sections) != len(base.Sections) || s.Sections[1].ID != "overview" {
		t.Errorf("overview: %+v", o)
	}
	if table := s.Table("requests"); table.Note != "注：{year}年的数。" || table.NotePos.File != "county.yaml" || len(table.Grid) != len(base.Table("requests").Grid) {
		t.Errorf("note %q at %v", table.Note, table.NotePos)
	}
	if len(s.Rules) != len(base.Rules)+2 || base.Table("requests").Note != "" || base.Rule("P6").Level != diag.Warning {
		t.Error("extending a template changed it, or rules are lost")
	}
	for _, want := range []struct{ id, notice, file string }{
		{"P6", "县府办发〔2024〕1号", "county.yaml"}, {"L1", "镇发〔2024〕2号", "office.yaml"},
		{"L2", "镇发〔2024〕2号", "office.yaml"}, {"N1", "", "templates/open-government-2021.yaml"},
	} {
		if r := s.Rule(want.id); r.Notice != want.notice || r.Pos.File != want.file {
			t.Errorf("%s cites %q and stands in %s", want.id, r.Notice, r.Pos.File)
		}
	}
	if m := s.Rule("L1").Mentions; len(m) != 2 || m[0].Find != "平台" || m[1].Find != "网站#(?:(?:[件]))" {
		t.Errorf("mentions %+v", m)
	}
}

// All reports of a folder then follow it.
func TestTemplateMayExtendTheEmbeddedOneOfItsName(t *testing.T) {
	l := libraryOf(map[string]string{"open-government-2021.yaml": strings.Replace(county, "template: county", "template: open-government-2021", 1)})
	s, problems := l.TemplateForYear("", 2024)
	if s == nil {
		t.Fatal(problems)
	}
	if s.Rule("L1") == nil || s.Rule("N1") == nil || l.Embedded(s.ID) {
		t.Error("it is not the one that extends")
	}
}

func TestFaultsOfExtendingTemplatesAreNamedWithTheFileInWhichTheyStand(t *testing.T) {
	base := strings.Replace(small, "template: small-2020", "template: base-2020", 1)
	for _, test := range []struct{ name, own, base, file, says string }{
		{"unknown base", "extends: open-goverment-2021\n", base, "own.yaml", "没有名为“open-goverment-2021”的格式"},
		{"itself", "extends: own\n", base, "own.yaml", "格式“own”绕回来以自己为基础"},
		{"fault of its own", "extends: base-2020\nrules: [{id: S, each: nothing}]\n", base, "own.yaml", "nothing"},
		{"unknown key of an entry", "extends: base-2020\nsections: [{id: text, helpp: 写}]\n", base, "own.yaml", "helpp"},
		{"fault of the base", "extends: base-2020\n", strings.Replace(base, "style:", "stile:", 1), "base-2020.yaml", "stile"},
		{"empty list", "extends: base-2020\nrules: [{id: M, name: 写, each: mention, mentions: []}]\n", base, "own.yaml", "mentions"},
		{"id twice", "extends: base-2020\nrules: [{id: S, level: note}, {id: S, level: note}]\n", base, "own.yaml", "已经用过"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := libraryOf(map[string]string{"base-2020.yaml": test.base, "own.yaml": "template: own\n" + test.own})
			s, problems := l.Template("own")
			if s != nil || !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool {
				return d.Pos.File == test.file && strings.Contains(d.Message.ZH, test.says)
			}) {
				t.Errorf("template %v, said %v", s != nil, problems)
			}
		})
	}
}

func TestExampleOfLocalRulesIsATemplate(t *testing.T) {
	const file = "../examples/templates/open-government-wuwei.yaml"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	part, problems := NewLibrary(nil).Read(file, text)
	if part.Template == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, r := range part.Template.Rules {
		if local := strings.HasPrefix(r.ID, "W"); local != (r.Notice == "武政办发〔2025〕54号") {
			t.Errorf("%s cites %q", r.ID, r.Notice)
		}
	}
}

// TestTheEndOfTheYearsIsTakenAway: one that extends a template for past years may
// serve all that follow.
func TestTheEndOfTheYearsIsTakenAway(t *testing.T) {
	s, problems := libraryOf(map[string]string{"own.yaml": "template: own\nextends: open-government-2019\nyears: {to: ~}\n"}).Template("own")
	if s == nil {
		t.Fatal(problems)
	}
	if s.Years != (Years{2019, 0}) {
		t.Errorf("years %v", s.Years)
	}
}

// TestFaultsThatAnExtendingTemplateMakes are said at its own values, whatever the folder is
// called in which it stands.
func TestFaultsThatAnExtendingTemplateMakes(t *testing.T) {
	const head = "template: open-government-2021\nextends: open-government-2021\n"
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, c := range []struct{ name, text string }{
		{"rows in place of all", "tables:\n  - id: review\n    rows:\n      - {id: extra, label: 新行}\n"},
		{"columns in place of all", "tables:\n  - id: requests\n    columns:\n      applicants:\n        - {id: farmer, label: 农民, type: count}\n"},
		{"a table that is not there", "tables:\n  - {id: reviw, note: 注}\n"},
		{"a section that is not there", "sections:\n  - {id: overviw, help: 五个方面}\n"},
		{"another kind of a field", "header:\n  - {id: year, type: text}\nvalues:\n  - {id: count, kind: text}\n"},
		{"two causes", "tables:\n  - id: review\n    rows:\n      - {id: extra, label: 新行}\n  - id: requests\n    widths: [10mm]\n"},
		{"a fault of its own", "tables:\n  - {id: review, head_rows: 99}\n"},
	} {
		t.Chdir(t.TempDir())
		if err := os.Mkdir("templates", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("templates/open-government-2021.yaml", []byte(head+c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		l, problems := OpenLibrary("templates")
		if l == nil {
			t.Fatal(problems)
		}
		s, problems := l.Template("open-government-2021")
		if s != nil || !problems.HasErrors() {
			t.Errorf("%s: accepted", c.name)
		}
		fmt.Fprintf(&out, "== %s\n", c.name)
		for _, d := range problems {
			fmt.Fprintf(&out, "%s\n", d.Format(diag.ZH))
			checkDiagnostic(t, c.name, d)
			if d.Pos.Line > strings.Count(head+c.text, "\n") {
				t.Errorf("%s: %v is no place of the file", c.name, d.Pos)
			}
		}
	}
	golden.Check(t, filepath.Join(here, "testdata", "extending-faults.golden"), []byte(out.String()))
}

// A 公文 gets a table by configuration alone: what is new comes before the attachments.
func TestNewSectionsComeBeforeTheAttachments(t *testing.T) {
	l := libraryOf(map[string]string{"appointment.yaml": `template: appointment
extends: notice
sections:
  - {id: posts, label: 任免人员名单, kind: table}
values:
  - {id: words, kind: text}
tables:
  - id: posts
    columns:
      people:
        - {id: person, label: 姓名, type: words}
        - {id: post, label: 任免职务, type: words}
    rows:
      - {id: people, label: 任免人员, many: true}
    widths: [40mm, 116mm]
    row_height: 9mm
    head_rows: 1
    grid:
      - [{head: 姓名}, {head: 任免职务}]
      - [{numbers: people}]
`})
	s, problems := l.Template("appointment")
	if s == nil {
		t.Fatal(problems)
	}
	var ids []string
	for _, section := range s.Sections {
		ids = append(ids, section.ID)
	}
	if want := []string{"body", "posts", "attachments"}; !slices.Equal(ids, want) {
		t.Errorf("sections %q, not %q", ids, want)
	}
}
