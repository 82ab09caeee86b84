package arch

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Lines without tests that a package may have: a package that would have more is
// two subjects.
const (
	largestShare   = 6 // of a hundred, of all packages
	largestData    = 1000
	largestProgram = 2500
)

// TestPackagesAreOfASize that somebody can read, and the report model and the
// door to the program stay small.
func TestPackagesAreOfASize(t *testing.T) {
	lines, all := map[string]int{}, 0
	for _, f := range sources(t) {
		content, err := os.ReadFile(filepath.Join(root, f.set.Position(f.syntax.Pos()).Filename))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(content, []byte("// Code generated ")) {
			continue
		}
		n := bytes.Count(content, []byte("\n"))
		lines[f.pkg] += n
		all += n
	}
	for pkg, n := range lines {
		if n*100 > all*largestShare {
			t.Errorf("%s has %d of %d lines, more than %d in a hundred", pkg, n, all, largestShare)
		}
	}
	for pkg, most := range map[string]int{"data": largestData, "cmd/gongwen": largestProgram} {
		if n := lines[pkg]; n == 0 || n > most {
			t.Errorf("%s has %d lines, at most %d are wanted", pkg, n, most)
		}
	}
}
