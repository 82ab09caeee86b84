package console

import (
	"errors"

	"golang.org/x/sys/windows"
)

// Closed reports whether an error of writing is that who was reading has ended, as
// more does when it has its lines.
func Closed(err error) bool {
	return errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA) || errors.Is(err, windows.ERROR_PIPE_NOT_CONNECTED)
}
