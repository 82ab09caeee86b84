package ink

import (
	"gongwen/internal/pdfread"
	"gongwen/internal/unit"
	"gongwen/output/pdf"
)

// Room is where a document leaves room for a seal.
type Room struct {
	Page pdfread.Ref
	Box  Box
}

// Spare is how much larger than its room a picture may be, because its size was
// rounded to whole pixels.
const Spare = unit.Millimetre / 2

// largestRoom is the side of the largest room for a seal. A larger one would be a
// way to lay pictures over what was signed.
const largestRoom = 60 * unit.Millimetre

// Holds reports whether a box of a page lies in the room.
func (r Room) Holds(page pdfread.Ref, b Box) bool {
	return r.Page == page && b.Within(r.Box.wider(float64(Spare)/float64(unit.Point)))
}

// SealRoom finds the destination that names the room for a seal (ISO 32000-1
// 12.3.2.3); ok is false when there is none. Files of this program have names
// in the root of the tree only.
func SealRoom(v *pdfread.View) (r Room, ok bool) {
	at, err := v.Catalog()
	for _, key := range []pdfread.Name{"Names", "Dests"} {
		if err == nil {
			at, err = v.Dict(at[key])
		}
	}
	if err != nil {
		return Room{}, false
	}
	names, err := v.Array(at["Names"])
	if err != nil {
		return Room{}, false
	}
	for ; len(names) >= 2; names = names[2:] {
		if name, named := names[0].(pdfread.String); !named || name.Value != pdf.SealDestination {
			continue
		}
		place, err := v.Resolve(names[1])
		if d, wrapped := place.(pdfread.Dict); err == nil && wrapped {
			place, err = v.Resolve(d["D"])
		}
		list, isList := place.(pdfread.Array)
		if err != nil || !isList || len(list) != 6 || list[1] != pdfread.Name("FitR") {
			return Room{}, false
		}
		r.Page, _ = list[0].(pdfread.Ref)
		r.Box, ok = BoxOf(v, list[2:])
		return r, ok && !r.Box.Empty() && max(r.Box.Width(), r.Box.Height()) <= largestRoom+Spare
	}
	return Room{}, false
}
