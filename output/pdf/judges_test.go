package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongwen/internal/judge"
	"gongwen/output"
)

// sampleFile is the sample document in a file.
func sampleFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.pdf")
	if err := os.WriteFile(path, export(t, sample(t)), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestJudgeQPDF(t *testing.T) {
	if out := judge.Run(t, "qpdf", "--check", sampleFile(t)); strings.Contains(out, "WARNING") || !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
}

func TestJudgeMutool(t *testing.T) {
	path := sampleFile(t)
	for _, args := range [][]string{
		{"clean", "-s", path, filepath.Join(t.TempDir(), "clean.pdf")},
		{"show", path, "trailer", "outline"},
		{"draw", "-q", "-r", "20", "-o", filepath.Join(t.TempDir(), "page-%d.png"), path},
	} {
		out := judge.Run(t, "mutool", args...)
		// Some builds leave colour management out and say so.
		out = strings.ReplaceAll(out, "warning: ICC support is not available", "")
		if strings.Contains(out, "warning") || strings.Contains(out, "error") {
			t.Errorf("mutool %s: %s", args[0], out)
		}
	}
}

func TestJudgePopplerInfo(t *testing.T) {
	out := judge.Run(t, "pdfinfo", sampleFile(t))
	for _, want := range []string{"Tagged:          yes", "PDF version:     1.7", "Encrypted:       no", "Title:           洪泽区2021年度政府信息公开工作年度报告"} {
		if !strings.Contains(out, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, out)
		}
	}
}

func TestJudgePopplerFonts(t *testing.T) {
	out := judge.Run(t, "pdffonts", sampleFile(t))
	rows := strings.Split(strings.TrimSpace(out), "\n")[2:]
	if len(rows) != 5 {
		t.Errorf("%d fonts, want 5:\n%s", len(rows), out)
	}
	for _, row := range rows {
		if !strings.Contains(row, "yes yes yes") {
			t.Errorf("not embedded, no subset or without ToUnicode: %s", row)
		}
	}
}

func TestJudgePopplerText(t *testing.T) {
	out := judge.Run(t, "pdftotext", "-layout", sampleFile(t), "-")
	for _, want := range []string{"“三全一稳定”工作（试行）见《公开条例》。𬒈𫚖两镇", "ve AV To 2,345.5％", "三、本年度办理结果"} {
		if !strings.Contains(out, want) {
			t.Errorf("pdftotext does not give %q:\n%s", want, out)
		}
	}
}

func TestJudgePopplerStructure(t *testing.T) {
	out := judge.Run(t, "pdfinfo", "-struct-text", sampleFile(t))
	if strings.Contains(out, "Error") || strings.Contains(out, "Warning") {
		t.Error(out)
	}
	// It puts each piece of an element's content on a line of its own.
	out = regexp.MustCompile(`"\n +"`).ReplaceAllString(out, "")
	for _, want := range []string{
		"Document", `H1 (block)`, `H2 (block)`, "Table", "THead", "TBody", "TH", "TD",
		`"政府门户网站（hongze.gov.cn）"`, `“三全一稳定”工作（试行）见《公开条例》。𬒈𫚖两镇，Wave AV To 2,345.5％。`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("pdfinfo -struct-text does not give %q:\n%s", want, out)
		}
	}
}

func TestJudgePopplerDraws(t *testing.T) {
	path := sampleFile(t)
	prefix := filepath.Join(t.TempDir(), "page")
	if out := judge.Run(t, "pdftoppm", "-r", "40", "-gray", path, prefix); out != "" {
		t.Error(out)
	}
	pages, err := filepath.Glob(prefix + "*.pgm")
	if err != nil || len(pages) < 3 {
		t.Fatalf("pages %v, %v", pages, err)
	}
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if dark := len(data) - bytes.Count(data, []byte{255}); dark < 100 {
			t.Errorf("%s shows next to nothing", page)
		}
	}
}

// TestJudgePdfcpu takes a pdfcpu from the path: it is the judge that knows
// outline counts.
func TestJudgePdfcpu(t *testing.T) {
	if out := judge.Run(t, "pdfcpu", "validate", "-m", "strict", sampleFile(t)); !strings.Contains(out, "validation ok") {
		t.Error(out)
	}
}

// TestJudgeVeraPDF asks the reference checker of the standards about every level,
// with pictures and without.
func TestJudgeVeraPDF(t *testing.T) {
	program := judge.Optional(t, "verapdf")
	list, _ := pictures(t)
	for name, in := range map[string]output.Input{"sample": sample(t), "pictures": withPictures(t, list), "lists": withLists(t)} {
		for level, c := range claims {
			path := filepath.Join(t.TempDir(), name+".pdf")
			if err := os.WriteFile(path, exportAt(t, level, in), 0o644); err != nil {
				t.Fatal(err)
			}
			flavours := []string{string(level)}
			if c.access != "" {
				flavours = append(flavours, "ua"+c.access)
			}
			for _, flavour := range flavours {
				if out := judge.Run(t, program, "--format", "text", "-f", flavour, path); !strings.Contains(out, "PASS") {
					t.Errorf("%s at %v, as %s: %s", name, level, flavour, out)
				}
			}
		}
	}
}
