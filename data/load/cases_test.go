package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

// library has the embedded templates and those of testdata/templates.
func library() *configs.Library { return configs.NewLibrary(os.DirFS("testdata/templates")) }

// TestCases reads each report of testdata/cases and compares what is said
// about it with the text beside it.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	lib := library()
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(strings.TrimSuffix(name, ".yaml"), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, said := Report(name, content, lib)
			golden.Check(t, strings.TrimSuffix(file, ".yaml")+".txt", []byte(listing(said)))
		})
	}
}

// listing writes diagnostics as a golden file keeps them, the English after the Chinese.
func listing(said diag.List) string {
	var b strings.Builder
	for _, d := range said {
		b.WriteString(d.Format(diag.ZH) + "\n")
		if d.Message.EN == "" {
			b.WriteString("  no English\n")
		}
	}
	return b.String()
}
