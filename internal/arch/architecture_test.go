package arch

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestArchitectureNamesEveryPackage: the table of ARCHITECTURE.md has each
// package once, by its whole name, and nothing that is none.
func TestArchitectureNamesEveryPackage(t *testing.T) {
	content, err := os.ReadFile(root + "/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := tableOf(string(content))
	var found []string
	for _, f := range sources(t) {
		if !slices.Contains(found, f.pkg) {
			found = append(found, f.pkg)
		}
	}
	for _, pkg := range found {
		if !slices.Contains(listed, pkg) {
			t.Errorf("ARCHITECTURE.md says nothing of %s: add a row to its table of packages", pkg)
		}
	}
	slices.Sort(listed)
	for i, pkg := range listed {
		if !slices.Contains(found, pkg) {
			t.Errorf("ARCHITECTURE.md has a row for %s, which is no package", pkg)
		}
		if i > 0 && listed[i-1] == pkg {
			t.Errorf("ARCHITECTURE.md has %s twice", pkg)
		}
	}
}

// tableOf is the packages that the rows below "## Packages" name, several of one
// row between commas.
func tableOf(text string) []string {
	_, section, _ := strings.Cut(text, "\n## Packages\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var listed []string
	for _, row := range regexp.MustCompile(`(?m)^\| ([a-z0-9/, ]+) \|`).FindAllStringSubmatch(section, -1) {
		if row[1] != "package" {
			listed = append(listed, strings.Split(row[1], ", ")...)
		}
	}
	return listed
}

func TestTableOf(t *testing.T) {
	got := tableOf("# A\n\n## Packages\n\n| package | holds |\n|---|---|\n| a/b | one |\n| c, d/e2 | two, three |\n\n## Next\n\n| f | four |\n")
	if want := []string{"a/b", "c", "d/e2"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
