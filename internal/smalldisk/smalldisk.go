// Package smalldisk makes disks of little room, for tests of what happens when one is full.
package smalldisk

import (
	"os"
	"path/filepath"
	"testing"
)

// Disk is a disk that lives as long as a test.
type Disk struct {
	t   testing.TB
	Dir string // where it is mounted
}

// New mounts a disk of so many bytes. It is nil, and logged, where none can be mounted: on other
// systems than Linux and for users who may not.
func New(t testing.TB, size int64) *Disk {
	t.Helper()
	d := &Disk{t: t, Dir: t.TempDir()}
	unmount, err := mount(d.Dir, size)
	if err != nil {
		t.Log("no small disk can be mounted: ", err)
		return nil
	}
	t.Cleanup(func() {
		if err := unmount(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *Disk) ballast() string { return filepath.Join(d.Dir, "ballast") }

// Fill leaves room for so many bytes and no more.
func (d *Disk) Fill(room int64) {
	d.t.Helper()
	file, err := os.Create(d.ballast())
	if err != nil {
		d.t.Fatal(err)
	}
	var size int64
	for piece := make([]byte, 64<<10); err == nil; {
		var n int
		n, err = file.Write(piece)
		size += int64(n)
	}
	err = file.Truncate(max(0, size-room))
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// Empty gives the room back that Fill has taken.
func (d *Disk) Empty() {
	d.t.Helper()
	if err := os.Remove(d.ballast()); err != nil {
		d.t.Fatal(err)
	}
}
