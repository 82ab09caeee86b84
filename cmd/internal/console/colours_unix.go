//go:build !windows

package console

// ShowsColours reports whether a terminal at standard error understands the
// sequences that colour text.
func ShowsColours() bool { return true }
