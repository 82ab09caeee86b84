package pdf

import (
	"fmt"

	"github.com/klauspost/compress/zlib"
)

// level is how hard a stream is compressed. Deflate is most of the work of
// writing a small document, so the levels are chosen by measurement: the next
// higher ones take half as much time again for less than 2 % in size.
type level int

const (
	// general is for what is not named below.
	general level = 3
	// structured is for pages and objects, text that is much alike: a seventh
	// smaller in a tenth of a millisecond.
	structured level = 6
	// charstrings are numbers in which a search for repetitions finds next to
	// nothing: without it they are a few per cent larger in a quarter of the
	// time, and smaller than at levels 1 and 2.
	charstrings level = zlib.HuffmanOnly
)

// deflaters are compressors that are made when they are needed and used again and
// again: making one costs more than compressing a page. They serve one document
// at a time.
type deflaters struct {
	made []deflater
	out  sink
}

type deflater struct {
	level
	*zlib.Writer
}

type sink struct{ b []byte }

func (s *sink) Write(p []byte) (int, error) {
	s.b = append(s.b, p...)
	return len(p), nil
}

// of is the compressor of a level.
func (d *deflaters) of(l level) (*zlib.Writer, error) {
	for _, made := range d.made {
		if made.level == l {
			return made.Writer, nil
		}
	}
	w, err := zlib.NewWriterLevel(&d.out, int(l))
	if err != nil {
		return nil, err
	}
	d.made = append(d.made, deflater{l, w})
	return w, nil
}

// deflate compresses data in the zlib format (ISO 32000-1 7.4.4). The result
// is valid until the next call.
func (d *deflaters) deflate(data []byte, l level) ([]byte, error) {
	w, err := d.of(l)
	if err != nil {
		return nil, fmt.Errorf("pdf: deflate: %w", err)
	}
	d.out.b = d.out.b[:0]
	w.Reset(&d.out)
	if _, err := w.Write(data); err != nil {
		return nil, fmt.Errorf("pdf: deflate: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pdf: deflate: %w", err)
	}
	return d.out.b, nil
}
