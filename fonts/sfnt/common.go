package sfnt

import (
	"encoding/binary"
	"slices"
)

// outlines are the glyf entries of some glyphs: how many, the glyphs in their
// order, where each entry ends, the entries.
type outlines struct {
	count              int
	glyphs, ends, data []byte
}

const (
	outlinesHead = 2
	outlinesRow  = 2 + 4 // glyph and end
)

// WithCommon is a face of glyf outlines that has those of some glyphs a second
// time, as [Font.CommonOutlines] makes them. The glyphs of common characters lie
// scattered over a face of many megabytes, which are in memory wherever one of them
// is read; together they are less than a tenth of it. It is an error if the list is
// cut off or the outlines are not glyf.
func (f *Font) WithCommon(list []byte) (*Font, error) {
	const name = "common outlines"
	if f.cff != nil {
		return nil, unsupported(name, "charstrings are no glyf entries")
	}
	if len(list) < outlinesHead {
		return nil, malformed(name, 0, "%d bytes are no list", len(list))
	}
	n := int(binary.BigEndian.Uint16(list))
	data := outlinesHead + n*outlinesRow
	if len(list) < data {
		return nil, malformed(name, 0, "%d glyphs do not fit into %d bytes", n, len(list))
	}
	o := outlines{count: n, glyphs: list[outlinesHead : outlinesHead+2*n], ends: list[outlinesHead+2*n : data], data: list[data:]}
	end := uint32(0)
	for i := range n {
		if o.end(i) < end || i > 0 && o.glyph(i) <= o.glyph(i-1) {
			return nil, malformed(name, outlinesHead+2*i, "glyph %d is out of its order", o.glyph(i))
		}
		end = o.end(i)
	}
	if int(end) != len(o.data) {
		return nil, malformed(name, data, "%d bytes of outlines, not %d", len(o.data), end)
	}
	other := *f
	other.common = o
	return &other, nil
}

// CommonOutlines is the list for [Font.WithCommon] of those glyphs that have an
// outline, in any order and as often as they come. It is an error if one is
// malformed.
func (f *Font) CommonOutlines(glyphs []uint16) ([]byte, error) {
	be := binary.BigEndian
	var list, ends, data []byte
	for _, gid := range slices.Compact(slices.Sorted(slices.Values(glyphs))) {
		g, err := f.glyphData(gid)
		if err != nil {
			return nil, err
		}
		if len(g) > 0 {
			data = append(data, g...)
			list, ends = be.AppendUint16(list, gid), be.AppendUint32(ends, uint32(len(data)))
		}
	}
	head := be.AppendUint16(nil, uint16(len(list)/2))
	return slices.Concat(head, list, ends, data), nil
}

func (o *outlines) glyph(i int) uint16 { return binary.BigEndian.Uint16(o.glyphs[2*i:]) }
func (o *outlines) end(i int) uint32   { return binary.BigEndian.Uint32(o.ends[4*i:]) }

// of is the entry of a glyph, nil for one that is not in the list.
func (o *outlines) of(gid uint16) []byte {
	low, high := 0, o.count
	for low < high {
		middle := (low + high) / 2
		switch g := o.glyph(middle); {
		case g == gid:
			from := uint32(0)
			if middle > 0 {
				from = o.end(middle - 1)
			}
			to := o.end(middle)
			return o.data[from:to:to]
		case g < gid:
			low = middle + 1
		default:
			high = middle
		}
	}
	return nil
}
