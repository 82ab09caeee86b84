package infile

import (
	"context"
	"os"
)

// read is what a stream gave.
type read struct {
	content []byte
	err     error
}

// readStream reads a pipe or a device beside the caller, because opening and
// reading one may wait for ever. When ctx ends first, the reader is left behind
// and ends with the process.
func readStream(ctx context.Context, path string, limit int64) ([]byte, error) {
	done := make(chan read, 1)
	go func() {
		content, err := streamContent(path, limit)
		done <- read{content, err}
	}()
	select {
	case r := <-done:
		return r.content, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func streamContent(path string, limit int64) ([]byte, error) {
	file := os.Stdin
	if path != Stdin {
		var err error
		if file, err = os.Open(path); err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }()
	}
	return atMost(file, limit, 0)
}
