package pdf

import (
	"fmt"

	"gongwen/output/deflate"
)

// deflater compresses for one document at a time.
type deflater struct {
	*deflate.Compressors
	out []byte
}

// deflate compresses data in the zlib format (ISO 32000-1 7.4.4). The result
// is valid until the next call.
func (d *deflater) deflate(data []byte, l deflate.Level) ([]byte, error) {
	out, err := d.AppendZlib(d.out[:0], data, l)
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	d.out = out
	return out, nil
}
