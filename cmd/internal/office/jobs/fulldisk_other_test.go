//go:build !linux

package jobs

import "testing"

// fullDisk is a folder on a disk that has no room; empty where none can be made.
func fullDisk(*testing.T) string { return "" }
