//go:build !linux

package smalldisk

import "errors"

func mount(string, int64) (unmount func() error, err error) {
	return nil, errors.New("only Linux has them")
}
