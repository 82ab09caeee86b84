//go:build !windows

package main

// showsColours reports whether a terminal at standard error understands the
// sequences that colour text.
func showsColours() bool { return true }
