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

func TestWriteFilesFollowsALink(t *testing.T) {
	dir := t.TempDir()
	there := filepath.Join(dir, "shared")
	if err := os.Mkdir(there, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, target string }{
		{"relative", "shared/a.pdf"}, {"absolute", filepath.Join(there, "b.pdf")}, {"chain", "relative"}, {"dangling", "shared/new.pdf"},
	} {
		link := filepath.Join(dir, c.name)
		if err := os.Symlink(c.target, link); err != nil {
			t.Skip(err)
		}
		if err := WriteFiles([]File{{link, []byte(c.name)}}); err != nil {
			t.Fatal(err)
		}
		if target, err := os.Readlink(link); err != nil || target != c.target {
			t.Errorf("%s: the link was replaced, %v", c.name, err)
		}
		if got, _ := os.ReadFile(link); string(got) != c.name {
			t.Errorf("%s: the file that it leads to has %q", c.name, got)
		}
	}
	if got := names(t, there); len(got) != 3 {
		t.Errorf("the shared folder has %v", got)
	}
	if err := os.Symlink("shared", filepath.Join(dir, "folder")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../up.pdf", filepath.Join(there, "up")); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles([]File{{filepath.Join(dir, "folder", "up"), []byte("up")}}); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "up.pdf")); string(got) != "up" {
		t.Errorf("through a link to a folder: %q", got)
	}
	loop := filepath.Join(dir, "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles([]File{{loop, []byte("x")}}); err == nil {
		t.Error("a link to itself: no error")
	}
}
