// Package deflate compresses the streams and parts of files (RFC 1951) with
// compressors that are made once: one takes a megabyte, and more time than a
// small part does.
package deflate

import (
	"encoding/binary"
	"fmt"
	"hash/adler32"

	"github.com/klauspost/compress/flate"

	"gongwen/internal/memo"
)

// Level is how hard data is compressed. Deflate is most of the work of writing a
// small document, so the levels are chosen by measurement: those between them take
// half as much time again for less than 2 % in size.
type Level int

// The levels.
const (
	// Small is for text that is much alike, such as pages, objects and markup: a
	// seventh smaller than Fast.
	Small Level = iota
	// Fast is for what is not named here, in half the time.
	Fast
	// Entropy is for numbers, such as charstrings, in which a search for repetitions
	// finds next to nothing: without it they are a few per cent larger in a quarter
	// of the time, and smaller than with a short search.
	Entropy
	levels
)

// kind is a level as the library calls it, with the second octet of a zlib stream of
// that level, which says how hard it was compressed and checks the header
// (RFC 1950 2.2).
func (l Level) kind() (number int, flags byte) {
	switch l {
	case Fast:
		return 3, 0x5e
	case Entropy:
		return flate.HuffmanOnly, 0x01
	}
	return 6, 0x9c
}

// Compressors are made when they are needed and kept; what they write does not
// depend on what they wrote before. The zero Compressors are ready, and are safe for
// concurrent use. The writers of several formats that take turns may share them.
type Compressors struct {
	free [levels]memo.Free[*compressor]
}

type compressor struct {
	*flate.Writer
	out sink
}

type sink struct{ b []byte }

func (s *sink) Write(p []byte) (int, error) {
	s.b = append(s.b, p...)
	return len(p), nil
}

// Append appends data in the deflate format (RFC 1951) to dst.
func (c *Compressors) Append(dst, data []byte, l Level) ([]byte, error) {
	free := &c.free[l]
	z, ok := free.Take()
	if !ok {
		var err error
		number, _ := l.kind()
		if z, err = newCompressor(number); err != nil {
			return nil, err
		}
	}
	defer free.Give(z)
	z.out.b = dst
	z.Reset(&z.out)
	_, err := z.Writer.Write(data)
	if err == nil {
		err = z.Close()
	}
	dst, z.out.b = z.out.b, nil
	if err != nil {
		return nil, fmt.Errorf("deflate: %w", err)
	}
	return dst, nil
}

func newCompressor(number int) (*compressor, error) {
	z := new(compressor)
	var err error
	if z.Writer, err = flate.NewWriter(&z.out, number); err != nil {
		return nil, fmt.Errorf("deflate: %w", err)
	}
	return z, nil
}

// AppendZlib appends data in the zlib format (RFC 1950) to dst.
func (c *Compressors) AppendZlib(dst, data []byte, l Level) ([]byte, error) {
	const method = 0x78 // deflate with a window of 32 KiB
	_, flags := l.kind()
	dst, err := c.Append(append(dst, method, flags), data, l)
	if err != nil {
		return nil, err
	}
	return binary.BigEndian.AppendUint32(dst, adler32.Checksum(data)), nil
}
