//go:build !linux

package smalldisk

import "errors"

// mount mounts nothing: only Linux has such disks.
func mount(string, int64) (unmount func() error, err error) { return nil, errors.ErrUnsupported }
