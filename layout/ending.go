package layout

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// belowDate keeps what stands below a 落款 (附注), which was set from piece first on, with
// that: it stands on the line below the date (GB/T 9704-2012 7.3.6), in the room that is
// kept there for the foot of a seal.
func (f *flower) belowDate(block doc.Block, first int) {
	if _, signs := block.(*doc.SignOff); signs {
		f.signed = true
		return
	}
	note, is := block.(*doc.Paragraph)
	f.signed = f.signed && is && !note.NewPage
	if !f.signed || first == 0 || len(f.pieces) == first {
		return
	}
	f.pieces[first-1].keep = true
	room := f.pieces[first-1]
	if len(room.lines) > 0 {
		return
	}
	var taken unit.Length
	for _, p := range f.pieces[first:] {
		taken += p.height
	}
	copy(f.pieces[first-1:], f.pieces[first:])
	last := len(f.pieces) - 1
	f.pieces[first-1].gap += room.gap
	if room.height <= taken {
		f.pieces = f.pieces[:last]
		return
	}
	f.pieces[last-1].keep = true
	f.pieces[last] = piece{height: room.height - taken}
}
