package bag

import "golang.org/x/sys/unix"

// exchange lets two files or folders change places in one step. Not every file
// system can do that.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
