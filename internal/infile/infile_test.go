package infile

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/internal/diag"
)

func file(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFilesAreReadWithinTheirLimit(t *testing.T) {
	path := file(t, strings.Repeat("a", 2000))
	if got, err := Read(t.Context(), path, 2000); err != nil || len(got) != 2000 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	_, err := Read(t.Context(), path, 1999)
	var large *TooLarge
	if !errors.As(err, &large) || diag.Cause(err) != (diag.Text{ZH: "文件超过 1 KB", EN: "the file has more than 1 KB"}) {
		t.Errorf("got %v", err)
	}
	if _, err := Read(t.Context(), path, 100); diag.Cause(err) != (diag.Text{ZH: "文件有 1 KB，超过 100 字节", EN: "the file has 1 KB, more than 100 bytes"}) {
		t.Errorf("got %v", err)
	}
	if _, err := Read(t.Context(), filepath.Dir(path), 10); !errors.Is(err, ErrFolder) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Read(t.Context(), path+"x", 10); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, path, 2000); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

func TestAFolderIsAFileSystem(t *testing.T) {
	path := file(t, "一")
	dir := filepath.Dir(path)
	if err := os.MkdirAll(filepath.Join(dir, "b"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "b", "c"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(Folder(dir), "a.yaml", "b/c"); err != nil {
		t.Error(err)
	}
	if got, err := ReadIn(Folder(dir), "a.yaml", 3); err != nil || string(got) != "一" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := ReadIn(Folder(dir), "a.yaml", 2); err == nil {
		t.Error("a limit does not hold in a folder")
	}
	if _, err := Folder(dir).Open("../x"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a name that leads out: %v", err)
	}
}

// A name that is no UTF-8 cannot be written down anywhere, and is said to be that.
func TestANameThatIsNoText(t *testing.T) {
	for _, do := range []func(fs.FS) error{
		func(f fs.FS) error { _, err := f.Open("\xc4\xea.yaml"); return err },
		func(f fs.FS) error { _, err := fs.Stat(f, "\xc4\xea.yaml"); return err },
		func(f fs.FS) error { _, err := fs.ReadDir(f, "\xc4\xea"); return err },
	} {
		if err := do(Folder(t.TempDir())); !errors.Is(err, ErrName) || !errors.Is(err, fs.ErrInvalid) {
			t.Error(err)
		}
	}
}

func TestOpen(t *testing.T) {
	path := file(t, "abc")
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	var b [1]byte
	if _, err := f.ReadAt(b[:], 2); err != nil || b[0] != 'c' {
		t.Errorf("%q, %v", b, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if _, err := Open(filepath.Dir(path)); !errors.Is(err, ErrFolder) {
		t.Errorf("a folder: %v", err)
	}
}

// TestWhatIsTooLargeTakesNoMoreThanItsLimit: a device without an end is refused
// without the room of several times the limit.
func TestWhatIsTooLargeTakesNoMoreThanItsLimit(t *testing.T) {
	const limit = 32 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := atMost(endless{}, limit, 0)
	runtime.ReadMemStats(&after)
	var large *TooLarge
	if took := after.TotalAlloc - before.TotalAlloc; !errors.As(err, &large) || took > limit+limit/8 {
		t.Errorf("%v, and %d bytes of memory", err, took)
	}
	for _, n := range []int{0, 1, 64 << 10, 64<<10 + 1, 10 << 20} {
		for _, likely := range []int{0, 100, n} {
			if got, err := atMost(io.LimitReader(endless{}, int64(n)), 10<<20, likely); err != nil || len(got) != n {
				t.Errorf("%d bytes where %d are likely: %d, %v", n, likely, len(got), err)
			}
		}
	}
}

// endless gives zeros for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
