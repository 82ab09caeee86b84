package sfnt

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// outTable is a table of a font file to be written.
type outTable struct {
	tag  string
	data []byte
}

// checkSumMagic is what the checksum of a whole file is subtracted from (OFF
// 5.2.3, checkSumAdjustment).
const checkSumMagic = 0xB1B0AFBA

// assemble writes an sfnt with the given tables, sorted by tag, and fills in all
// checksums. One of the tables must be head. tables is sorted in place; their
// bytes are left alone.
func assemble(version uint32, tables []outTable) []byte {
	be := binary.BigEndian
	slices.SortFunc(tables, func(a, b outTable) int { return strings.Compare(a.tag, b.tag) })
	n := len(tables)
	size := 12 + 16*n
	for _, t := range tables {
		size += (len(t.data) + 3) &^ 3
	}
	log := bits.Len(uint(n)) - 1
	out := make([]byte, 0, size)
	out = be.AppendUint32(out, version)
	out = be.AppendUint16(out, uint16(n))
	out = be.AppendUint16(out, uint16(16<<log))
	out = be.AppendUint16(out, uint16(log))
	out = be.AppendUint16(out, uint16(16*n-16<<log))
	directory := out[len(out) : len(out)+16*n]
	out = out[:12+16*n]
	head := 0
	for i, t := range tables {
		at := len(out)
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		if t.tag == "head" {
			head = at
			be.PutUint32(out[at+8:], 0)
		}
		rec := directory[16*i:]
		copy(rec, t.tag)
		be.PutUint32(rec[4:], checksum(out[at:]))
		be.PutUint32(rec[8:], uint32(at))
		be.PutUint32(rec[12:], uint32(len(t.data)))
	}
	be.PutUint32(out[head+8:], checkSumMagic-checksum(out))
	return out
}

// checksum is the sum of the big-endian words of b, whose length is a multiple
// of four (OFF 4.5.2).
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 8; b = b[8:] {
		v := binary.BigEndian.Uint64(b)
		sum += uint32(v>>32) + uint32(v)
	}
	if len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}
