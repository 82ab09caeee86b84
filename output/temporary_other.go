//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package output

import (
	"os"
	"time"
)

// abandoned is after how long nobody is at a temporary file any more.
const abandoned = time.Hour

// hold does nothing where open files cannot be removed anyway.
func hold(*os.File) bool { return true }

// sweepOne removes what has not been touched for long.
func sweepOne(path string) {
	if info, err := os.Lstat(path); err == nil && time.Since(info.ModTime()) > abandoned {
		_ = os.RemoveAll(path)
	}
}

// release closes the file: an open one cannot be moved.
func (p *pendingFile) release() error { return p.file.Close() }
