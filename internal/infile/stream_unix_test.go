//go:build unix

package infile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func fifo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.yaml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAPipeThatIsNamedIsReadToItsEnd(t *testing.T) {
	path := fifo(t)
	wrote := make(chan error, 1)
	go func() { wrote <- os.WriteFile(path, []byte("年度: 2024"), 0o600) }()
	got, err := Read(t.Context(), path, 100)
	if err != nil || string(got) != "年度: 2024" {
		t.Errorf("%q, %v", got, err)
	}
	if err := <-wrote; err != nil {
		t.Error(err)
	}
}

func TestWhatNeverEndsIsReadWithinTheLimit(t *testing.T) {
	link := filepath.Join(t.TempDir(), "z.yaml")
	if err := os.Symlink("/dev/zero", link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/dev/zero", link} {
		_, err := Read(t.Context(), path, 1<<20)
		var large *TooLarge
		if !errors.As(err, &large) || large.Size != 0 || large.Explain().ZH != "文件超过 1 MB" {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestAPipeWithoutAWriterIsLeftWhenTheContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	if _, err := Read(ctx, fifo(t), 100); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAPipeThatIsFoundIsNotOpened(t *testing.T) {
	path := fifo(t)
	dir := filepath.Dir(path)
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "z")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.yaml", "z"} {
		if _, err := ReadIn(Folder(dir), name, 100); !errors.Is(err, ErrIrregular) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(path); !errors.Is(err, ErrIrregular) {
		t.Errorf("Open: %v", err)
	}
}
