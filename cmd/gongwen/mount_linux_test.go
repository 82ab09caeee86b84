package main

import (
	"os"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// mounts reports whether small and read-only disks can be made here.
func mounts() bool { return os.Getuid() == 0 }

// readonly DIR makes a folder that nobody can write to.
func readonly(ts *testscript.TestScript, _ bool, args []string) {
	mount(ts, args[0], syscall.MS_RDONLY)
}

// fulldisk DIR makes a folder with room for 64 KB.
func fulldisk(ts *testscript.TestScript, _ bool, args []string) { mount(ts, args[0], 0) }

func mount(ts *testscript.TestScript, dir string, flags uintptr) {
	path := ts.MkAbs(dir)
	ts.Check(os.MkdirAll(path, 0o755))
	ts.Check(syscall.Mount("tmpfs", path, "tmpfs", flags, "size=64k"))
	ts.Defer(func() { _ = syscall.Unmount(path, syscall.MNT_DETACH) })
}
