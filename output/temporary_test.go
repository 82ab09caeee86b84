package output

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestSweepRemovesWhatNobodyIsAt: what a killed run left goes, what a run is at
// and what has another name stays.
func TestSweepRemovesWhatNobodyIsAt(t *testing.T) {
	dir := t.TempDir()
	held, err := temporaryFile(dir, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = held.Close() }()
	work, err := NewWorkplace(dir)
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(dir, temporaryPrefix+"1")
	leftFolder := filepath.Join(dir, temporaryPrefix+"2")
	others := []string{".gongwen-build.json", ".gongwen-old-1", "r.pdf"}
	for _, name := range append([]string{filepath.Base(left)}, others...) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(leftFolder, "new", "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	linked := t.TempDir()
	if err := os.Symlink(linked, filepath.Join(dir, temporaryPrefix+"3")); err == nil {
		others = append(others, temporaryPrefix+"3")
	}
	long := time.Now().AddDate(0, 0, -1)
	for _, path := range []string{left, leftFolder} {
		if err := os.Chtimes(path, long, long); err != nil {
			t.Fatal(err)
		}
	}
	Sweep(dir)
	want := append(others, filepath.Base(held.Name()), filepath.Base(work.Path))
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("there are %q, want %q", got, want)
	}
	if err := work.Remove(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(work.Path); !os.IsNotExist(err) {
		t.Error("the workplace is still there")
	}
}

func TestSweepWhereThereIsNoFolder(*testing.T) {
	Sweep(filepath.Join("testdata", "none"))
}

// TestAFileThatIsGoneIsNotHeld: another run may take a file for a leftover
// before it is held.
func TestAFileThatIsGoneIsNotHeld(t *testing.T) {
	file, err := temporaryFile(t.TempDir(), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if !stands(file) {
		t.Error("the file is where it was made")
	}
	if err := os.Remove(file.Name()); err != nil {
		t.Skip(err)
	}
	if stands(file) {
		t.Error("the file is gone")
	}
}
