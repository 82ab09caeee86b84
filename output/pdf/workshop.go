package pdf

import (
	"gongwen/fonts"
	"gongwen/output/deflate"
)

// workshop is what one document after another is made with: compressors, and
// buffers that have grown to the size of a document.
type workshop struct {
	z         deflater
	out, pool []byte
	members   []place
	xref      []entry
	slots     map[*fonts.Face][]uint16 // tables for font.slot, nothing but zeros
}

func newWorkshop(z *deflate.Compressors) *workshop {
	return &workshop{
		z: deflater{Compressors: z, out: make([]byte, 0, usualStream)}, out: make([]byte, 0, usualFile), pool: make([]byte, 0, usualObjects),
		slots: map[*fonts.Face][]uint16{},
	}
}

// What a report of some pages fills, in bytes. Buffers that grow to that are several
// times as much memory that is touched for the first time.
const (
	usualFile    = 240 << 10
	usualObjects = 80 << 10
	usualStream  = 128 << 10
)

// mostKept bounds what a workshop holds on to between documents, in bytes: a
// report with many pictures is not the measure of those behind it.
const mostKept = 1 << 20

// keep takes the buffers of a document back that is no longer worked on.
func (w *workshop) keep(b *builder) {
	if f := b.file; cap(f.out.b) <= mostKept && cap(f.pool.b) <= mostKept {
		w.out, w.pool, w.members, w.xref = f.out.b, f.pool.b, f.members, f.xref
	}
	if cap(w.z.out) > mostKept {
		w.z.out = nil
	}
	for _, f := range b.fonts {
		for i := range f.glyphs {
			f.slot[f.glyphs[i].old] = 0
		}
		w.slots[f.face], f.slot = f.slot, nil
	}
}

// slot is a table for the glyphs of a face, which is nobody else's until the
// document is kept.
func (w *workshop) slot(face *fonts.Face) []uint16 {
	if s := w.slots[face]; s != nil {
		delete(w.slots, face)
		return s
	}
	return make([]uint16, face.Font.NumGlyphs())
}
