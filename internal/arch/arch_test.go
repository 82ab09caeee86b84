// Package arch holds the project's shape: which package may import which.
package arch

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// layers are the packages from the ground up. A package may import those of
// lower layers only, and within its own layer only what allowed names.
var layers = [][]string{
	{"internal/unit", "internal/diag", "internal/source", "internal/picture", "internal/golden", "internal/arch", "internal/judge", "internal/numeral", "internal/refpic", "internal/pdfread", "internal/opc"},
	{"configs", "fonts/sfnt"},
	{"data", "fonts"},
	{"data/load", "data/write", "data/schema", "data/xlsx/workbook", "data/intake/flow"},
	{"data/intake/flow/flowtest"},
	{"data/blank", "data/xlsx", "data/sum", "data/intake", "data/intake/docx", "data/intake/html", "data/intake/text", "data/intake/pdf"},
	{"layout/doc"},
	{"layout/chart"},
	{"layout/frame", "layout/linebreak", "layout/compose"},
	{"layout/table", "layout/linedump"},
	{"layout"},
	{"output", "output/markup"},
	{"output/pdf", "output/docx", "output/html", "output/bag", "output/sign/cms"},
	{"output/sign/pki"},
	{"output/sign/pades", "output/sign/padestest"},
	{"cmd/internal/engine"},
	{"cmd/internal/fidelity"},
	{"cmd/gongwen", "cmd/fidelity"},
}

// allowed are imports between packages of one layer.
var allowed = map[string][]string{
	"internal/source":  {"internal/diag"},
	"internal/picture": {"internal/diag", "internal/unit"},
	"internal/refpic":  {"internal/golden", "internal/judge"},
	"internal/pdfread": {"internal/diag"},
}

// forbidden are imports that the order of the layers would permit.
var forbidden = map[string][]string{
	"output":            {"configs", "data", "layout/compose", "layout"},
	"output/pdf":        {"configs", "data", "layout/compose", "layout"},
	"output/sign/pades": {"configs", "data", "layout/compose", "layout"},
	"output/bag":        {"configs", "data", "layout/compose", "layout", "layout/frame"},
	"output/docx":       {"configs", "data", "layout/compose", "layout", "layout/frame"},
	"output/html":       {"configs", "data", "layout/compose", "layout", "layout/frame"},
	"layout":            {"configs", "data", "layout/compose"},
	"layout/doc":        {"configs", "data", "fonts"},
	"layout/chart":      {"configs", "data", "fonts"},
	"fonts":             {"configs", "data"},
}

// The files are read with go/parser: a test that asked the go command would be
// answered from the test cache after a change elsewhere.
func TestImportsGoOneWay(t *testing.T) {
	const root = "../.."
	level := map[string]int{}
	for i, layer := range layers {
		for _, pkg := range layer {
			level[pkg] = i
		}
	}
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata" || d.Name() == "dist" || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		mine, known := level[pkg]
		if !known {
			t.Errorf("package %s stands in no layer: add it where it belongs", pkg)
			return nil
		}
		seen[pkg] = true
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range syntax.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			target, ours := strings.CutPrefix(name, "gongwen/")
			if !ours {
				continue
			}
			if level[target] >= mine && !contains(allowed[pkg], target) || contains(forbidden[pkg], target) {
				t.Errorf("%s imports %s", path.Join(pkg, filepath.Base(file)), target)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) < 10 {
		t.Errorf("only %d packages were read", len(seen))
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
