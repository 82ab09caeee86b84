package sfnt

import (
	"errors"
	"fmt"
)

// ErrFormat is wrapped by every error that reports a malformed font.
var ErrFormat = errors.New("malformed font")

// ErrUnsupported is wrapped by every error that reports a font which may be
// well formed but uses a feature this package does not read.
var ErrUnsupported = errors.New("unsupported font feature")

// malformed reports a defect in table at byte offset off of that table.
func malformed(table string, off int, format string, args ...any) error {
	return fmt.Errorf("sfnt: %s: offset %d: %s: %w", table, off, fmt.Sprintf(format, args...), ErrFormat)
}

// unsupported reports a feature of table that is outside the package's scope.
func unsupported(table, format string, args ...any) error {
	return fmt.Errorf("sfnt: %s: %s: %w", table, fmt.Sprintf(format, args...), ErrUnsupported)
}
