// Package container writes ZIP packages (ISO/IEC 21320-1), the form of DOCX and
// OFD files. Nothing in them depends on the time or the machine, and every size
// stands before its data, so that readers which go from front to back find it.
package container

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"gongwen/internal/memo"
	"gongwen/output/deflate"
)

// Part is a file of a package.
type Part struct {
	Name  string // with slashes, without one in front
	Data  []byte
	Level Level
}

// Level is how hard a part is compressed.
type Level int

// The levels.
const (
	Small   = Level(deflate.Small)   // for text that is read often and written once
	Fast    = Level(deflate.Fast)    // a few per cent larger in half the time
	Entropy = Level(deflate.Entropy) // coded without a search for repetitions, for numbers that hardly repeat
	Stored  = Entropy + 1            // as it is, for what is compressed already
)

// Fields of an entry (APPNOTE.TXT 4.4).
const (
	firstDay   = 1<<5 | 1 // 1 January 1980, the first day that a ZIP file can name: that of all parts
	version20  = 20       // what reads deflate
	utf8Names  = 1 << 11
	asciiLimit = 0x80
)

// Writer writes packages. The zero Writer is ready; one for many packages saves
// making compressors again, which costs more than a small part. It is safe for
// concurrent use.
type Writer struct {
	compressors *deflate.Compressors // nil for its own
	own         deflate.Compressors
	buffers     memo.Free[*[]byte] // of one part after the other
}

// New makes a Writer with compressors that others use too; nil for its own.
func New(shared *deflate.Compressors) *Writer { return &Writer{compressors: shared} }

// Write writes parts, in their order, as a ZIP file.
func (w *Writer) Write(out io.Writer, parts []Part) error {
	z := zip.NewWriter(out)
	compressors := w.compressors
	if compressors == nil {
		compressors = &w.own
	}
	buf, ok := w.buffers.Take()
	if !ok {
		buf = new([]byte)
	}
	defer w.buffers.Give(buf)
	for _, p := range parts {
		h := header(p)
		data := p.Data
		if p.Level == Stored {
			h.Method = zip.Store
		} else {
			packed, err := compressors.Append((*buf)[:0], p.Data, deflate.Level(p.Level))
			if err != nil {
				return fmt.Errorf("%s: %w", p.Name, err)
			}
			*buf, data = packed, packed
		}
		h.CompressedSize64 = uint64(len(data))
		f, err := z.CreateRaw(&h)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		if _, err := f.Write(data); err != nil {
			return err
		}
	}
	return z.Close()
}

func header(p Part) zip.FileHeader {
	h := zip.FileHeader{
		Name: p.Name, Method: zip.Deflate, CreatorVersion: version20, ReaderVersion: version20,
		ModifiedDate: firstDay, //nolint:staticcheck // CreateRaw writes this and not Modified
		CRC32:        crc32.ChecksumIEEE(p.Data), UncompressedSize64: uint64(len(p.Data)),
	}
	if strings.IndexFunc(p.Name, func(r rune) bool { return r >= asciiLimit }) >= 0 {
		h.Flags |= utf8Names
	}
	return h
}
