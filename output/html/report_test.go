package html

import (
	"bytes"
	"os"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/layout/compose"
	"gongwen/layout/doc"
	"gongwen/output"
)

// report is an example report as the program makes it.
func report(t testing.TB, name string, draft bool) *doc.Document {
	t.Helper()
	path := "../../examples/" + name + ".yaml"
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	library := configs.NewLibrary(nil)
	r, said := load.Report(path, content, library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	style, said := library.Style(r.Template.Style)
	if said.HasErrors() {
		t.Fatal(said)
	}
	d, said := compose.Document(r, style, compose.Options{Draft: draft})
	if said.HasErrors() {
		t.Fatal(said)
	}
	return d
}

// examples are the names of the example reports.
func examples() []string {
	return []string{"shaxian-xinfangju-2023", "invented-2024", "invented-2020", "invented-rule-of-law-2023"}
}

// export is a document as HTML.
func export(t testing.TB, d *doc.Document, opts Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := New(opts).Export(&b, output.Input{Doc: d}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
