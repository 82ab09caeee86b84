package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "gongwen/"
)

// The files are read with go/parser: a test that asked the go command would be
// answered from the test cache after a change elsewhere.
func TestImportsGoOneWay(t *testing.T) {
	var found []string
	for _, f := range sources(t) {
		if !slices.Contains(found, f.pkg) {
			found = append(found, f.pkg)
		}
		for _, spec := range f.syntax.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			imported, ours := strings.CutPrefix(name, module)
			if !ours || house.level(f.pkg) < 0 {
				continue
			}
			if fault := house.fault(f.pkg, imported); fault != "" {
				t.Errorf("%s: %s", f.set.Position(spec.Pos()), fault)
			}
		}
	}
	for _, stray := range house.strays(found) {
		t.Error(stray)
	}
}

func TestFault(t *testing.T) {
	for _, c := range []struct {
		pkg, imported string
		says          string // a part of the fault, empty where the import is right
	}{
		{"layout/linebreak", "data", "through compose"},
		{"layout/linebreak", "data/load", "through compose"},
		{"layout/table", "configs", "through compose"},
		{"layout", "data/sum", "through compose"},
		{"layout/doc", "fonts/sfnt", "no glyphs"},
		{"layout/chart", "fonts", "no glyphs"},
		{"layout/compose", "data", ""},
		{"layout/compose", "configs", ""},
		{"layout", "layout/compose", ""},
		{"layout/compose", "layout", "above"},
		{"output/markup", "data", "the document only"},
		{"output/html", "data/load", "the document only"},
		{"output/html", "data/intake/flow", "the document only"},
		{"output/sign/pki", "configs", "the document only"},
		{"output/sign/pki", "layout/doc", "no kind of document"},
		{"output/sign/pki", "output/pdf", "no kind of document"},
		{"output/sign/cms", "output", "no kind of document"},
		{"output/sign/pki", "output/sign/cms", ""},
		{"output/pdf", "layout", "layout has decided"},
		{"output/pdf", "layout/linebreak", "layout has decided"},
		{"output/pdf", "layout/frame", ""},
		{"output/docx", "layout/frame", "no pages"},
		{"output/docx", "layout/doc", ""},
		{"output/docx", "output/html", "beside"},
		{"fonts", "configs", "no report"},
		{"fonts/sfnt", "configs", "beside"},
		{"data", "fonts/sfnt", "no look"},
		{"data/intake/html", "data", "what it means"},
		{"data/intake/html", "data/load", "what it means"},
		{"data/intake/html", "data/intake/flow", ""},
		{"data/intake", "data/load", ""},
		{"data", "data/load", "above"},
		{"internal/source", "internal/diag", ""},
		{"internal/diag", "internal/source", "beside"},
		{"internal/source", "configs", "above"},
		{"configs", "cmd/gongwen", "above"},
		{"output/pdf", "internal/golden", "for tests"},
		{"internal/refpic", "internal/golden", ""},
		{"output/sign/pades", "output/sign/padestest", "beside"},
		{"cmd/internal/engine", "layout/linedump", "for tests"},
		{"data/nowhere", "data", "no layer"},
		{"data/load", "data/nowhere", "no layer"},
	} {
		fault := house.fault(c.pkg, c.imported)
		if c.says == "" && fault != "" || !strings.Contains(fault, c.says) {
			t.Errorf("%s imports %s: %q, wanted %q", c.pkg, c.imported, fault, c.says)
		}
	}
}

func TestStrays(t *testing.T) {
	s := shape{
		layers:  [][]string{{"a", "a/b"}, {"c", "a"}},
		never:   []ban{{of: []string{"c/..."}, no: []string{"d/..."}}},
		testing: []string{"a/b"},
	}
	want := []string{
		"new stands in no layer: add it where it belongs",
		"a stands in the layers twice",
		"c stands in a layer and is no package",
		"d/... is named and meets no package of the layers",
	}
	if got := s.strays([]string{"a", "a/b", "new"}); !slices.Equal(got, want) {
		t.Errorf("strays are %q", got)
	}
}

// sourceFile is a file of the module that is no test.
type sourceFile struct {
	pkg    string
	set    *token.FileSet
	syntax *ast.File
}

// sources are all files of the module without tests, whatever their build tags.
func sources(t *testing.T) []sourceFile {
	t.Helper()
	return goFiles(t, false)
}

// goFiles are the tests or the other files.
func goFiles(t *testing.T, tests bool) []sourceFile {
	t.Helper()
	set := token.NewFileSet()
	var files []sourceFile
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name != ".." && strings.HasPrefix(name, ".") || name == "testdata" || name == "dist" || name == "node_modules" {
				return filepath.SkipDir
			}
			if _, err := os.Stat(filepath.Join(file, "go.mod")); err == nil && file != root {
				return filepath.SkipDir // a module of its own
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") != tests {
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(set, rel, content, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, sourceFile{path.Dir(rel), set, syntax})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
