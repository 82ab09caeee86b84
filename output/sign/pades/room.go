package pades

import (
	"gongwen/internal/pdfread"
	"gongwen/internal/unit"
	"gongwen/output/pdf"
)

// room is where a document leaves room for a seal.
type room struct {
	page pdfread.Ref
	box  box
}

// largestRoom is the side of the largest room for a seal. A larger one would be a
// way to lay pictures over what was signed.
const largestRoom = 60 * unit.Millimetre

// sealRoom finds the destination that names the room for a seal (ISO 32000-1
// 12.3.2.3); ok is false when there is none. Files of this program have names
// in the root of the tree only.
func sealRoom(v *pdfread.View) (r room, ok bool) {
	at, err := v.Catalog()
	for _, key := range []pdfread.Name{"Names", "Dests"} {
		if err == nil {
			at, err = v.Dict(at[key])
		}
	}
	if err != nil {
		return room{}, false
	}
	names, err := v.Array(at["Names"])
	if err != nil {
		return room{}, false
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
			return room{}, false
		}
		r.page, _ = list[0].(pdfread.Ref)
		r.box, ok = boxOf(v, list[2:])
		return r, ok && !r.box.empty() && max(r.box.width(), r.box.height()) <= largestRoom+spare
	}
	return room{}, false
}
