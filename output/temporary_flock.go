//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package output

import (
	"errors"
	"os"
	"syscall"
)

// hold locks a file or folder until it is closed or the process ends, however
// that comes. It reports whether nobody else holds it. Where the file system
// has no locks nothing is held, and Sweep removes nothing.
func hold(file *os.File) bool {
	return !errors.Is(lock(file), syscall.EWOULDBLOCK)
}

func lock(file *os.File) error {
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// sweepOne removes what nobody holds.
func sweepOne(path string) {
	file, err := os.Open(path)
	if err != nil {
		return
	}
	defer func() { _ = file.Close() }()
	if lock(file) == nil && stands(file) {
		_ = os.RemoveAll(path)
	}
}

// release leaves the file open, and so held, until it has been moved.
func (p *pendingFile) release() error { return nil }
