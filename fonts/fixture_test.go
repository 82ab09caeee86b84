package fonts

import (
	"encoding/binary"
	"slices"
	"testing"
)

// remapped is a copy of a font file whose only character is to, drawn with the
// glyph that the file has for from.
func remapped(t testing.TB, file []byte, from, to rune) []byte {
	t.Helper()
	face, diags := parseFile("fixture.ttf", file)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	be := binary.BigEndian
	cmap := be.AppendUint16(nil, 0)
	cmap = be.AppendUint16(cmap, 1) // one encoding record
	cmap = be.AppendUint16(cmap, 3)
	cmap = be.AppendUint16(cmap, 10)
	cmap = be.AppendUint32(cmap, 12)
	cmap = be.AppendUint16(cmap, 12) // format
	cmap = be.AppendUint16(cmap, 0)
	cmap = be.AppendUint32(cmap, 28)
	cmap = be.AppendUint32(cmap, 0)
	cmap = be.AppendUint32(cmap, 1) // one group
	cmap = be.AppendUint32(cmap, uint32(to))
	cmap = be.AppendUint32(cmap, uint32(to))
	cmap = be.AppendUint32(cmap, uint32(face[0].Font.GlyphIndex(from)))

	out := append(slices.Clone(file), cmap...)
	setTable(t, out, "cmap", uint32(len(file)), uint32(len(cmap)))
	return out
}

// withFSType is a copy of a font file with other embedding bits (OS/2 fsType).
func withFSType(t testing.TB, file []byte, bits uint16) []byte {
	t.Helper()
	out := slices.Clone(file)
	binary.BigEndian.PutUint16(out[binary.BigEndian.Uint32(record(t, out, "OS/2")[8:])+8:], bits)
	return out
}

// collection is a TTC whose n faces are all the given one.
func collection(t testing.TB, file []byte, n int) []byte {
	t.Helper()
	be := binary.BigEndian
	out := append([]byte("ttcf"), 0, 1, 0, 0)
	out = be.AppendUint32(out, uint32(n))
	start := len(out) + 4*n
	for range n {
		out = be.AppendUint32(out, uint32(start))
	}
	face := slices.Clone(file)
	for i := range int(be.Uint16(face[4:])) {
		rec := face[12+16*i:]
		be.PutUint32(rec[8:], be.Uint32(rec[8:])+uint32(start))
	}
	return append(out, face...)
}

func setTable(t testing.TB, file []byte, tag string, offset, length uint32) {
	t.Helper()
	rec := record(t, file, tag)
	binary.BigEndian.PutUint32(rec[8:], offset)
	binary.BigEndian.PutUint32(rec[12:], length)
}

func record(t testing.TB, file []byte, tag string) []byte {
	t.Helper()
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		if rec := file[12+16*i:]; string(rec[:4]) == tag {
			return rec
		}
	}
	t.Fatalf("the font has no table %s", tag)
	return nil
}
