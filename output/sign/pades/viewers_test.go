package pades

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/judge"
)

// viewers say what the first page of each file shows, empty for a file that they
// do not open.
var viewers = map[string]func(t *testing.T, paths []string) []string{
	"poppler": each(func(t *testing.T, path string) string {
		return shownBy(t, "pdftotext", "-q", "-f", "1", "-l", "1", path, "-")
	}),
	"MuPDF": each(func(t *testing.T, path string) string {
		return shownBy(t, "mutool", "draw", "-q", "-F", "text", "-o", "-", path, "1")
	}),
	"qpdf": each(func(t *testing.T, path string) string {
		whole := strings.TrimSuffix(path, ".pdf") + ".qpdf"
		shownBy(t, "qpdf", "--no-warn", path, whole)
		return shownBy(t, "pdftotext", "-q", "-f", "1", "-l", "1", whole, "-")
	}),
	"pdf.js": inBrowser,
}

func each(ask func(t *testing.T, path string) string) func(t *testing.T, paths []string) []string {
	return func(t *testing.T, paths []string) []string {
		var out []string
		for _, p := range paths {
			out = append(out, ask(t, p))
		}
		return out
	}
}

// shownBy is what a program prints, whatever it thinks of the file.
func shownBy(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, _ := exec.CommandContext(t.Context(), judge.Path(t, program), args...).Output() // damage is what this is about
	return strings.TrimSpace(string(out))
}

// inBrowser asks pdf.js in Chromium.
func inBrowser(t *testing.T, paths []string) []string {
	t.Helper()
	args := append([]string{"testdata/pdfjs.mjs", judge.Modules(t, "pdfjs-dist", "playwright-core"), judge.Path(t, "chromium")}, paths...)
	cmd := exec.CommandContext(t.Context(), judge.Path(t, "node"), args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdfjs.mjs: %v", err)
	}
	var found []string // null stays empty
	if err := json.Unmarshal(out, &found); err != nil || len(found) != len(paths) {
		t.Fatalf("%d answers of %d, %v", len(found), len(paths), err)
	}
	return found
}

// inFiles writes files to a folder, by number.
func inFiles(t *testing.T, list []variant) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i, v := range list {
		path := filepath.Join(dir, fmt.Sprintf("%d.pdf", i))
		if err := os.WriteFile(path, v.data, 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}
