//go:build !windows

package console

import (
	"os"

	"golang.org/x/text/encoding"
)

// EncodingOf is how text for a file or a pipe is written: in UTF-8.
func EncodingOf(*os.File) encoding.Encoding { return nil }
