package engine

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/html"
	"gongwen/output/pdf"
)

// asJSON is a report file as its values, the marks taken off the title.
func asJSON(t *testing.T, content []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(content, &m); err != nil {
		t.Fatalf("%v: %s", err, content)
	}
	return m
}

// unbroken is a report file without the places at which the lines of its title may end.
func unbroken(m map[string]any) map[string]any {
	if title, ok := m["title"].(string); ok {
		m["title"] = strings.ReplaceAll(title, "|", "")
	}
	return m
}

// TestOwnOfficialDocumentsComeBack: a document of every kind, made of its example, is
// read into the report file that it was made of. A title that stands on one line does
// not say where it might have been broken, and HTML has no lines, nor the tags of PDF.
func TestOwnOfficialDocumentsComeBack(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	files, err := filepath.Glob("../../../examples/documents/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		if name == "final-accounts" {
			continue // of its tables of unknown length import reads nothing yet
		}
		t.Run(name, func(t *testing.T) {
			report, said := e.Check(t.Context(), FileInput(file), Order{})
			if said.HasErrors() {
				t.Fatal(said)
			}
			written, said := e.ReportFile("want.json", report, false)
			if said.HasErrors() {
				t.Fatal(said)
			}
			documents, said := e.Documents(t.Context(), report, name, Order{Exporters: []output.Exporter{docx.New(docx.Options{}), html.New(html.Options{}), pdf.New(pdf.Options{})}})
			if said.HasErrors() {
				t.Fatal(said)
			}
			for _, d := range documents {
				path := filepath.Join(t.TempDir(), d.Path)
				if err := os.WriteFile(path, d.Data, 0o600); err != nil {
					t.Fatal(err)
				}
				got, said := e.Import(t.Context(), FileInput(path), ImportOrder{Path: "got.json"})
				if got == nil {
					t.Fatalf("%s is not read: %v", d.Path, said)
				}
				want, have := asJSON(t, written.Data), asJSON(t, got.Data)
				if filepath.Ext(d.Path) != ".docx" || !strings.Contains(have["title"].(string), "|") {
					want, have = unbroken(want), unbroken(have)
				}
				if !reflect.DeepEqual(want, have) {
					t.Errorf("%s:\n%s\nwant\n%s", d.Path, got.Data, written.Data)
				}
			}
		})
	}
}

// TestOfficialDocumentsOfOthers: what python-docx, docx.js and LibreOffice wrote, with
// direct formatting, text boxes, frames and tables for 版头 and 版记. What is read of
// the PDF files, which LibreOffice printed without tags, is what is read of the DOCX.
func TestOfficialDocumentsOfOthers(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	files, err := filepath.Glob("testdata/official/*.docx")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		base := strings.TrimSuffix(file, ".docx")
		t.Run(filepath.Base(base), func(t *testing.T) {
			read := func(path string) []byte {
				got, said := e.Import(t.Context(), FileInput(path), ImportOrder{Path: "got.json", Partial: true})
				if got == nil {
					t.Fatalf("%s is not read: %v", path, said)
				}
				return got.Data
			}
			content := read(file)
			golden.Check(t, base+".json", content)
			if _, err := os.Stat(base + ".pdf"); err != nil {
				return
			}
			if printed := read(base + ".pdf"); !bytes.Equal(printed, content) {
				t.Errorf("the PDF is read as\n%s\nnot\n%s", printed, content)
			}
		})
	}
}

// TestOfficialDocumentsAreBuiltAnew: what was read of one is a report file of which
// documents are made.
func TestOfficialDocumentsAreBuiltAnew(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	for _, name := range []string{"notice", "request", "joint-table", "minutes", "circular-styles"} {
		file, said := e.Import(t.Context(), FileInput(filepath.Join("testdata/official", name+".docx")), ImportOrder{Path: "got.yaml"})
		if file == nil {
			t.Fatalf("%s is not read: %v", name, said)
		}
		report, said := e.Check(t.Context(), uploaded("got.yaml", string(file.Data)), Order{})
		if said.HasErrors() {
			t.Fatalf("%s: %v", name, said)
		}
		if documents, said := e.Documents(t.Context(), report, name, Order{Exporters: []output.Exporter{docx.New(docx.Options{})}}); said.HasErrors() || len(documents[0].Data) == 0 {
			t.Errorf("%s is not built: %v", name, said)
		}
	}
}

// TestOwnWordFilesKeepTheStandard: nothing is said of the form of a document of any kind
// that this program wrote, nor of an annual report's.
func TestOwnWordFilesKeepTheStandard(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	files, err := filepath.Glob("../../../examples/documents/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range append(files, "../../../examples/shaxian-xinfangju-2023.yaml") {
		report, said := e.Check(t.Context(), FileInput(file), Order{})
		if said.HasErrors() {
			t.Fatal(said)
		}
		documents, said := e.Documents(t.Context(), report, "own", Order{Exporters: []output.Exporter{docx.New(docx.Options{})}})
		if said.HasErrors() {
			t.Fatal(said)
		}
		path := filepath.Join(t.TempDir(), "own.docx")
		if err := os.WriteFile(path, documents[0].Data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, said = e.Proof(t.Context(), FileInput(path), Order{})
		for _, d := range said {
			if strings.HasPrefix(d.Rule, "W") {
				t.Errorf("%s: %v", file, d.Format(diag.ZH))
			}
		}
	}
}

// TestFormIsJudgedBehindContent: what import and the rules of the report say comes
// first; a rule of form may be switched off; and the order of numbers is said once.
func TestFormIsJudgedBehindContent(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	in := FileInput("../../../data/form/testdata/faults.docx")
	_, said := e.Proof(t.Context(), in, Order{})
	rules, form := "", false
	for _, d := range said {
		isForm := strings.HasPrefix(d.Rule, "W")
		if form && !isForm {
			t.Errorf("%v is said behind the form", d.Format(diag.ZH))
		}
		form = form || isForm
		rules += d.Rule + " "
	}
	for _, rule := range []string{"D1 ", "W2 ", "W29 "} {
		if !strings.Contains(rules, rule) {
			t.Errorf("%s is not said: %s", rule, rules)
		}
	}
	_, said = e.Proof(t.Context(), in, Order{Levels: configs.RuleLevels{{ID: "W5", Off: true}, {ID: "W6", Level: diag.Error}}})
	for _, d := range said {
		if d.Rule == "W5" || d.Rule == "W6" && d.Level != diag.Error {
			t.Errorf("%v in spite of the configuration", d.Format(diag.ZH))
		}
	}
}
