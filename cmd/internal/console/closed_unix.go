//go:build !windows

package console

import (
	"errors"
	"syscall"
)

// Closed reports whether an error of writing is that who was reading has ended, as
// head does when it has its lines.
func Closed(err error) bool { return errors.Is(err, syscall.EPIPE) }
