package smalldisk

import (
	"os"
	"path/filepath"
	"testing"
)

// A full disk takes nothing more than was left, and takes it again when it is emptied.
func TestDisk(t *testing.T) {
	d := New(t, 256<<10)
	if d == nil {
		t.Skip("no small disk")
	}
	try := func(size int) error {
		name := filepath.Join(d.Dir, "a")
		defer func() { _ = os.Remove(name) }()
		return os.WriteFile(name, make([]byte, size), 0o600)
	}
	d.Fill(32 << 10)
	if err := try(16 << 10); err != nil {
		t.Error(err)
	}
	if try(64<<10) == nil {
		t.Error("the disk is not full")
	}
	d.Empty()
	if err := try(64 << 10); err != nil {
		t.Error(err)
	}
}
