//go:build !linux

package bag

import "errors"

// exchange says that two folders cannot change places in one step here.
func exchange(string, string) error { return errors.ErrUnsupported }
