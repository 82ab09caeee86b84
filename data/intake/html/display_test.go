package html

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pages are those of a folder of testdata/display, by name.
func pages(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "display", folder, "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatal(folder, err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".html")] = content
	}
	return all
}

func TestPagesThatShowSomethingElse(t *testing.T) {
	readme, err := os.ReadFile("testdata/display/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for folder, changed := range map[string]bool{"changed": true, "kept": false} {
		for name, page := range pages(t, folder) {
			t.Run(name, func(t *testing.T) {
				d, said := StandardLimits().Display(t.Context(), name+".html", page)
				if d == nil {
					t.Fatal(said)
				}
				if got := len(d.Changed) > 0; got != changed {
					t.Errorf("changed: %v, %v", got, d.Changed)
				}
				if !strings.Contains(string(readme), "| "+name+" | ") {
					t.Error("nothing is said of it in README.md")
				}
			})
		}
	}
}
