//go:build unix

package infile

import "syscall"

// nonblocking lets a pipe be opened without waiting for its other end.
const nonblocking = syscall.O_NONBLOCK
