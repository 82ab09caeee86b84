package judge

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSeeds(t *testing.T) {
	t.Setenv("GONGWEN_TOOLS", t.TempDir())
	if files := Seeds(t, "pdf"); len(files) != 0 {
		t.Errorf("%d files", len(files))
	}
	dir := filepath.Join(os.Getenv("GONGWEN_TOOLS"), "seeds")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.pdf", "b.docx"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if files := Seeds(t, "pdf"); len(files) != 1 || string(files[0]) != "a.pdf" {
		t.Errorf("%q", files)
	}
}
