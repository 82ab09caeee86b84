package engine

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/refpic"
	"gongwen/layout/frame"
	"gongwen/layout/linedump"
	"gongwen/output"
)

const (
	casesDir = "testdata/pages"
	official = "../../../configs/templates/open-government-2021.yaml"
)

// pageCase is a report file of testdata/pages, named for the behaviour that it
// shows. Its comments say the rule, and what must be true of its lines whatever
// the golden files say: see docs/testing.md.
type pageCase struct {
	name, about string
	claims      []claim
}

func pageCases(t *testing.T) []pageCase {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(casesDir, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	cases := make([]pageCase, len(files))
	for i, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := pageCase{name: strings.TrimSuffix(filepath.Base(file), ".yaml")}
		for line := range strings.Lines(string(raw)) {
			comment, ok := strings.CutPrefix(strings.TrimSpace(line), "# ")
			if !ok {
				continue
			}
			if said, ok := strings.CutPrefix(comment, "claim "); ok {
				c.claims = append(c.claims, readClaim(t, file, said))
				continue
			}
			c.about = strings.TrimSpace(c.about + " " + comment)
		}
		if c.about == "" {
			t.Errorf("%s does not say which rule it shows", file)
		}
		cases[i] = c
	}
	return cases
}

// TestPages sets every case and compares its lines, as text, and its pages, as
// pictures, with those kept beside it.
func TestPages(t *testing.T) {
	cases := pageCases(t)
	report := refpic.NewReport(t)
	library := configs.NewLibrary(caseTemplates(t))
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(casesDir, c.name)
			pages, file := set(t, library, path+".yaml")
			for _, claim := range c.claims {
				claim.check(t, pages)
			}
			checkEnds(t, pages)
			checkRules(t, pages)
			report.Text(t, c.about, path+".txt", []byte(linedump.Spacing(pages)))
			t.Run("picture", func(t *testing.T) {
				for i, page := range refpic.Draw(t, file) {
					report.Picture(t, c.about, path+"-"+strconv.Itoa(i+1)+".png", page)
				}
			})
			expectNoFile(t, path+"-"+strconv.Itoa(len(pages)+1)+".png")
		})
	}
	expectNoStrays(t, cases)
}

// set builds the report file at path and gives its pages and its PDF.
func set(t *testing.T, library *configs.Library, path string) ([]frame.Page, []byte) {
	t.Helper()
	in := given(t, library, path)
	return in.Pages, exported(t, in)
}

// given is what a writer of the report file at path is given.
func given(t *testing.T, library *configs.Library, path string) output.Input {
	t.Helper()
	seen := &onlooker{}
	o := Order{Exporters: []output.Exporter{seen}, Dir: t.TempDir()}
	result := New(library, fonts.Options{}).Build(t.Context(), FileInput(path), o)
	if len(result.Files) != 1 {
		t.Fatal(result.Said)
	}
	for _, said := range result.Said {
		if said.Rule != configs.ColophonOnAnOdd && said.Level != diag.Note { // a case whose style leaves the 版记 where the text ends
			t.Errorf("%v", said)
		}
	}
	return seen.in
}

// onlooker keeps what a writer is given.
type onlooker struct {
	in  output.Input
	all []output.Input // what it saw before too
}

func (o *onlooker) Format() output.Format { return output.Format{Extension: "seen", NeedsPages: true} }

func (o *onlooker) Export(_ io.Writer, in output.Input) error {
	o.in, o.all = in, append(o.all, in)
	return nil
}

// caseTemplates are the templates of the cases, and of each table of the
// official format one that holds this table and a text before it.
func caseTemplates(t *testing.T) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	kept, err := filepath.Glob(filepath.Join(casesDir, "templates", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range kept {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(file)] = &fstest.MapFile{Data: raw}
	}
	raw, err := os.ReadFile(official)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"disclosure", "requests", "review"} {
		files["official-"+table+".yaml"] = &fstest.MapFile{Data: onlyTable(t, raw, table)}
	}
	return files
}

// onlyTable leaves one table of a template and its first text, without rules.
func onlyTable(t *testing.T, raw []byte, table string) []byte {
	t.Helper()
	var whole struct {
		Style    string
		SignOff  bool `yaml:"sign_off"`
		Header   []map[string]any
		Sections []map[string]any
		Tables   []map[string]any
	}
	if err := yaml.Unmarshal(raw, &whole); err != nil {
		t.Fatal(err)
	}
	only := map[string]any{
		"template": "official-" + table, "name": table, "years": map[string]int{"from": 2021},
		"style": whole.Style, "header": []map[string]any{{"id": "agency", "label": "机关名称"}}, "title": []string{"{agency}"},
		"values": []map[string]any{
			{"id": "count", "whole": true}, {"id": "amount", "decimals": 6},
		},
	}
	sections := []map[string]any{{"id": "before", "label": "前文", "kind": "prose", "optional": true}}
	for _, s := range whole.Sections {
		if s["id"] == table {
			sections = append(sections, s)
		}
	}
	only["sections"] = append(sections, map[string]any{"id": "after", "label": "后文", "kind": "prose", "optional": true})
	for _, one := range whole.Tables {
		if one["id"] == table {
			only["tables"] = []map[string]any{one}
		}
	}
	out, err := yaml.Marshal(only)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// expectNoStrays fails for golden files that belong to no case.
func expectNoStrays(t *testing.T, cases []pageCase) {
	t.Helper()
	named := map[string]bool{}
	for _, c := range cases {
		named[c.name] = true
	}
	for _, pattern := range []string{"*.txt", "*.png"} {
		files, err := filepath.Glob(filepath.Join(casesDir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
			if cut := strings.LastIndexByte(name, '-'); filepath.Ext(file) == ".png" && cut > 0 {
				name = name[:cut]
			}
			if !named[name] {
				expectNoFile(t, file)
			}
		}
	}
}

// expectNoFile fails when there is a golden file that nothing is compared
// with, and removes it where golden files are rewritten.
func expectNoFile(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		return
	}
	if os.Getenv("UPDATE_GOLDEN") == "1" && os.Getenv("CI") == "" {
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
		return
	}
	t.Errorf("nothing is compared with %s (UPDATE_GOLDEN=1 removes it)", path)
}
