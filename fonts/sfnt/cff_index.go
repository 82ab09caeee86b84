package sfnt

import "encoding/binary"

const cffTag = "CFF "

// cffIndex is an INDEX of a CFF table (#5176, section 5), read in place.
type cffIndex struct {
	data    []byte // the whole CFF table
	offsets int    // position of the offset array
	base    int    // position that offset 0 would have; the first object is at 1
	count   int
	offSize int
}

// readIndex reads the header of the INDEX at off and gives the position behind
// it. Objects are checked when they are asked for.
func readIndex(data []byte, off int) (idx cffIndex, end int, err error) {
	if off < 0 || off > len(data)-2 {
		return idx, 0, malformed(cffTag, off, "INDEX past end")
	}
	count := int(binary.BigEndian.Uint16(data[off:]))
	if count == 0 {
		return idx, off + 2, nil
	}
	if off+3 > len(data) {
		return idx, 0, malformed(cffTag, off, "INDEX is cut off")
	}
	offSize := int(data[off+2])
	if offSize < 1 || offSize > 4 {
		return idx, 0, malformed(cffTag, off+2, "offset size is %d", offSize)
	}
	idx = cffIndex{data: data, offsets: off + 3, count: count, offSize: offSize}
	idx.base = idx.offsets + (count+1)*offSize - 1
	if idx.base+1 > len(data) {
		return idx, 0, malformed(cffTag, off, "INDEX of %d objects is cut off", count)
	}
	last := idx.offset(count)
	if last < 1 || uint64(idx.base)+last > uint64(len(data)) {
		return idx, 0, malformed(cffTag, off, "INDEX of %d objects ends past end", count)
	}
	return idx, idx.base + int(last), nil
}

func (x *cffIndex) offset(i int) (v uint64) {
	at := x.offsets + i*x.offSize
	for _, b := range x.data[at : at+x.offSize] {
		v = v<<8 | uint64(b)
	}
	return v
}

// get gives object i of an INDEX with more than i objects.
func (x *cffIndex) get(i int) ([]byte, error) {
	if i < 0 || i >= x.count {
		return nil, malformed(cffTag, x.offsets, "no object %d among %d of the INDEX", i, x.count)
	}
	from, to := x.offset(i), x.offset(i+1)
	if from < 1 || from > to || uint64(x.base)+to > uint64(len(x.data)) {
		return nil, malformed(cffTag, x.offsets+i*x.offSize, "object %d of the INDEX lies at %d..%d", i, from, to)
	}
	return x.data[x.base+int(from) : x.base+int(to) : x.base+int(to)], nil
}

// appendIndex writes an INDEX of n objects. item is asked twice for each object
// and must give the same bytes both times.
func appendIndex(out []byte, n int, item func(i int) []byte) []byte {
	out = binary.BigEndian.AppendUint16(out, uint16(n))
	if n == 0 {
		return out
	}
	total := 1
	for i := range n {
		total += len(item(i))
	}
	offSize := 1
	for v := total >> 8; v > 0; v >>= 8 {
		offSize++
	}
	out = append(out, byte(offSize))
	at := 1
	put := func() {
		for shift := 8 * (offSize - 1); shift >= 0; shift -= 8 {
			out = append(out, byte(at>>shift))
		}
	}
	put()
	for i := range n {
		at += len(item(i))
		put()
	}
	for i := range n {
		out = append(out, item(i)...)
	}
	return out
}
