package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
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
		if err := WriteFiles([]File{{Path: path, Data: []byte(content)}}); err != nil {
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
	err := WriteFiles([]File{{Path: first, Data: []byte("new")}, {Path: second, Data: []byte("new")}})
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
	if err := WriteFiles([]File{{Path: filepath.Join(file, "r.pdf"), Data: []byte("x")}}); err == nil {
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
		if err := WriteFiles([]File{{Path: link, Data: []byte(c.name)}}); err != nil {
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
	if err := WriteFiles([]File{{Path: filepath.Join(dir, "folder", "up"), Data: []byte("up")}}); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "up.pdf")); string(got) != "up" {
		t.Errorf("through a link to a folder: %q", got)
	}
	loop := filepath.Join(dir, "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles([]File{{Path: loop, Data: []byte("x")}}); err == nil {
		t.Error("a link to itself: no error")
	}
}

func TestANewFileReplacesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.yaml")
	made := make(chan error)
	const several = 8
	for i := range several {
		go func() { made <- WriteFiles([]File{{Path: path, Data: []byte{byte('0' + i)}, New: true}}) }()
	}
	won := 0
	for range several {
		switch err := <-made; {
		case err == nil:
			won++
		case !errors.Is(err, ErrExists):
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d of %d wrote the file", won, several)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles([]File{{Path: path, New: true}}); !errors.Is(err, ErrExists) {
		t.Errorf("a file that stands there: %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Errorf("%q was replaced by %q", before, after)
	}
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestAFileThatAnotherProgramHolds(t *testing.T) {
	refused := &fs.PathError{Op: "rename", Path: "r.docx", Err: fs.ErrPermission}
	for system, want := range map[string]error{"windows": ErrInUse, "linux": fs.ErrPermission} {
		if err := inUse(refused, system); !errors.Is(err, want) {
			t.Errorf("%s: %v", system, err)
		}
	}
	if err := inUse(nil, "windows"); err != nil {
		t.Error(err)
	}
}

func TestANewFileWhereTheFileSystemKnowsNoLinks(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []error{nil, ErrExists} {
		file, err := temporaryFile(dir, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		p := &pendingFile{path: filepath.Join(dir, "r.yaml"), fresh: true, file: file}
		if err := p.release(); err != nil {
			t.Fatal(err)
		}
		if err := p.claim(); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
		p.drop()
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestErrorsNameTheFile(t *testing.T) {
	err := &WriteError{Path: "a.pdf", Err: ErrExists}
	if !strings.Contains(err.Error(), "a.pdf") || !OfFile(err) {
		t.Errorf("%v", err)
	}
}

func TestFull(t *testing.T) {
	for _, c := range []struct {
		err    error
		system string
		want   bool
	}{
		{&WriteError{"a", &fs.PathError{Err: syscall.ENOSPC}}, "linux", true}, {syscall.EDQUOT, "linux", true}, {syscall.Errno(112), "windows", true}, {syscall.Errno(39), "windows", true},
		{syscall.Errno(112), "linux", false}, {fs.ErrPermission, "linux", false}, {fs.ErrPermission, "windows", false}, {nil, "linux", false},
	} {
		if full(c.err, c.system) != c.want {
			t.Errorf("%v on %s", c.err, c.system)
		}
	}
}
