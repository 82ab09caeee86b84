package output

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestWriteFilesMakesFoldersAndReplaces(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(dir, "r.pdf")
	for _, content := range []string{"one", "two"} {
		if err := WriteFiles([]File{{path, []byte(content)}}); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); string(got) != content {
			t.Errorf("got %q, want %q", got, content)
		}
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestWriteFilesKeepsEverythingWhenOneCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(dir, "r.docx"), filepath.Join(dir, "r.pdf")
	if err := os.WriteFile(first, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(second, 0o755); err != nil {
		t.Fatal(err)
	}
	err := WriteFiles([]File{{first, []byte("new")}, {second, []byte("new")}})
	if !errors.Is(err, ErrIsDirectory) {
		t.Errorf("error = %v, want ErrIsDirectory", err)
	}
	if got, _ := os.ReadFile(first); string(got) != "old" {
		t.Errorf("the first file was replaced: %q", got)
	}
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("left behind: %v", got)
	}
}

func TestWriteFilesWhereTheFolderIsAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles([]File{{filepath.Join(file, "r.pdf"), []byte("x")}}); err == nil {
		t.Error("no error")
	}
}
