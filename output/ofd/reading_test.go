package ofd

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/data/intake/flow/flowtest"
	ofdreader "gongwen/data/intake/ofd"
	pdfreader "gongwen/data/intake/pdf"
	"gongwen/layout/example"
	"gongwen/output/pdf"
)

// TestTagsTellTheStructure: a file without the report file is read through its
// tags, and says what the structure tree of the PDF of the same pages says.
func TestTagsTellTheStructure(t *testing.T) {
	for _, path := range append(example.Reports(t), example.Documents(t)...) {
		in := example.Report(t, path)
		in.Source = nil
		var file bytes.Buffer
		if err := pdf.New(pdf.Options{}).Export(&file, in); err != nil {
			t.Fatal(err)
		}
		want, said := pdfreader.Read(t.Context(), "a.pdf", file.Bytes())
		if want == nil {
			t.Fatal(said)
		}
		got, said := ofdreader.Read(t.Context(), "a.ofd", export(t, New(Options{}), in))
		if got == nil || len(said) > 0 {
			t.Fatalf("%s: %v", path, said)
		}
		for _, dumped := range [][2]string{{flowtest.Dump(got), flowtest.Dump(want)}, {flowtest.Parts(got), flowtest.Parts(want)}} {
			if dumped[0] != dumped[1] {
				t.Errorf("%s: %s", filepath.Base(path), firstDifference(dumped[0], dumped[1]))
			}
		}
	}
}

// firstDifference is the first line that differs, and the two behind it.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return "got\n" + strings.Join(g[i:min(i+3, len(g))], "\n") + "\nwant\n" + strings.Join(w[min(i, len(w)):min(i+3, len(w))], "\n")
		}
	}
	return "less than " + strings.Join(w[len(g):], "\n")
}
