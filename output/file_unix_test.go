//go:build unix

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestNewFilesHaveWhatTheUmaskLeaves(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "old.pdf")
	if err := os.WriteFile(old, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(old, 0o640); err != nil {
		t.Fatal(err)
	}
	before := syscall.Umask(0o077)
	defer syscall.Umask(before)
	fresh, first := filepath.Join(dir, "a", "r.pdf"), filepath.Join(dir, "r.yaml")
	if err := WriteFiles([]File{{Path: fresh}, {Path: old}, {Path: first, New: true}}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]fs.FileMode{fresh: 0o600, filepath.Dir(fresh): 0o700, old: 0o640, first: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestALinkStaysAndWhatItLeadsToIsReplaced(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "真.pdf"), filepath.Join(dir, "链接.pdf")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("真.pdf", link); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles([]File{{Path: link, Data: []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	if got, _ := os.ReadFile(target); string(got) != "new" {
		t.Errorf("what it leads to is %q", got)
	}
	if err := WriteFiles([]File{{Path: link, New: true}}); !errors.Is(err, ErrExists) {
		t.Errorf("a new file over a link: %v", err)
	}
}

// TestADeviceStays: a rename would put a file in its place for the whole machine.
func TestADeviceStays(t *testing.T) {
	dir := t.TempDir()
	pipe, link := filepath.Join(dir, "pipe"), filepath.Join(dir, "link")
	if err := errors.Join(syscall.Mkfifo(pipe, 0o600), os.Symlink(pipe, link)); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, link} {
		if err := WriteFiles([]File{{Path: path, Data: []byte("x")}}); !errors.Is(err, ErrIsDevice) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode().Type() != fs.ModeNamedPipe {
		t.Errorf("the pipe is %v, %v", info, err)
	}
}

// A folder is held by one at a time, and nothing in it tells of that.
func TestClaim(t *testing.T) {
	dir := t.TempDir()
	release, free, err := Claim(dir)
	if err != nil || !free {
		t.Fatal(free, err)
	}
	if _, free, err := Claim(dir); free || err != nil {
		t.Errorf("it was held twice: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("%v, %v", entries, err)
	}
	release()
	again, free, err := Claim(dir)
	if err != nil || !free {
		t.Fatal("it is held by nobody: ", err)
	}
	again()
	if _, _, err := Claim(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
