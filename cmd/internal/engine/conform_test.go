package engine

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/golden"
	"gongwen/internal/judge"
	"gongwen/internal/tier"
	"gongwen/output"
	"gongwen/output/pdf"
)

// claimed are the levels with the profiles of veraPDF that their files claim.
var claimed = map[pdf.Level][]string{
	pdf.PDFA2B: {"2b"}, pdf.PDFA2U: {"2u"}, pdf.PDFA2A: {"2a", "ua1"}, pdf.PDFA3A: {"3a", "ua1"}, pdf.PDFA4: {"4", "ua2"}, pdf.PDFA4F: {"4f", "ua2"},
}

// carrying are the levels whose files carry the report.
var carrying = map[pdf.Level]bool{pdf.PDFA3A: true, pdf.PDFA4F: true}

// TestConform builds every example at every level and asks all judges. Our own
// checks of the same files are in output/pdf.
func TestConform(t *testing.T) {
	tier.Long(t, "builds the examples at every level")
	reports, err := filepath.Glob("../../../examples/*.yaml")
	if err != nil || len(reports) == 0 {
		t.Fatal(reports, err)
	}
	for _, level := range pdf.Levels() {
		for _, report := range reports {
			name := strings.TrimSuffix(filepath.Base(report), ".yaml")
			t.Run(string(level)+"/"+name, func(t *testing.T) {
				o := Order{Dir: t.TempDir(), Exporters: []output.Exporter{pdf.New(pdf.Options{Level: level})}}
				r := New(configs.NewLibrary(nil), fonts.Options{}).Build(t.Context(), FileInput(report), o)
				if len(r.Files) != 1 {
					t.Fatal(r.Said)
				}
				askJudges(t, level, name, r.Files[0])
				if carrying[level] {
					t.Run("pdfdetach", func(t *testing.T) { carriesReport(t, r.Files[0], report) })
				}
			})
		}
	}
}

func askJudges(t *testing.T, level pdf.Level, name, file string) {
	t.Run("qpdf", func(t *testing.T) {
		if out := judge.Run(t, "qpdf", "--check", file); strings.Contains(out, "WARNING") {
			t.Error(out)
		}
	})
	t.Run("mutool", func(t *testing.T) {
		for _, args := range [][]string{
			{"clean", "-s", file, filepath.Join(t.TempDir(), "clean.pdf")},
			{"draw", "-q", "-r", "30", "-o", filepath.Join(t.TempDir(), "page-%d.png"), file},
		} {
			// Some builds leave colour management out and say so.
			out := strings.ReplaceAll(judge.Run(t, "mutool", args...), "warning: ICC support is not available", "")
			if strings.Contains(out, "warning") || strings.Contains(out, "error") {
				t.Error(out)
			}
		}
	})
	t.Run("pdfcpu", func(t *testing.T) {
		mode := "strict"
		switch level {
		case pdf.PDFA3A:
			mode = "relaxed" // in strict mode it knows AFRelationship as a part of PDF 2.0 only
		case pdf.PDFA4F:
			judge.Cannot(t, "pdfcpu 0.15 does not know the associated files of PDF 2.0")
		}
		judge.Run(t, "pdfcpu", "validate", "-m", mode, file)
	})
	t.Run("pdfinfo", func(t *testing.T) { sameTree(t, level, name, file) })
	for _, flavour := range claimed[level] {
		t.Run("veraPDF-"+flavour, func(t *testing.T) {
			program := judge.Optional(t, "verapdf")
			if out := judge.Run(t, program, "--format", "text", "-f", flavour, file); !strings.Contains(out, "PASS") {
				t.Error(out)
			}
		})
	}
}

// sameTree compares the structure that poppler finds with the golden one: with
// its text at the default level, which takes poppler seconds, and without at the
// others, whose trees are the same.
func sameTree(t *testing.T, level pdf.Level, name, file string) {
	path := "testdata/structure/" + name + ".golden"
	option := "-struct"
	if level == pdf.DefaultLevel {
		option = "-struct-text"
	}
	tree := judge.Run(t, "pdfinfo", option, file)
	if strings.Contains(tree, "Error") || strings.Contains(tree, "Warning") {
		t.Error(tree)
	}
	// It puts each piece of an element's content on a line of its own. Where lines
	// end and where pictures stand is not the tree's business.
	tree = regexp.MustCompile(`"\n +"`).ReplaceAllString(tree, "")
	tree = regexp.MustCompile(`(/BBox \[)[^]]*`).ReplaceAllString(tree, "$1…")
	if level == pdf.DefaultLevel {
		golden.Check(t, path, []byte(tree))
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := regexp.MustCompile(`(?m)^ *"(?s:.*?)"\n`).ReplaceAllString(string(want), ""); tree != want {
		t.Errorf("the structure differs from that of %v:\n%s", pdf.DefaultLevel, tree)
	}
}

// carriesReport takes the report file out of a document.
func carriesReport(t *testing.T, file, report string) {
	out := filepath.Join(t.TempDir(), "report")
	judge.Run(t, "pdfdetach", "-save", "1", "-o", out, file)
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the report in the document differs from the file it was made from")
	}
	if list := judge.Run(t, "pdfdetach", "-list", file); !strings.Contains(list, filepath.Base(report)) {
		t.Errorf("the file is called otherwise: %s", list)
	}
}
