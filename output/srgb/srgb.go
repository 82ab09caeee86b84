// Package srgb holds the colour space of documents as an ICC profile.
package srgb

import (
	"encoding/binary"
	"math"
)

// The sRGB colour space (IEC 61966-2-1) as an ICC profile of version 2.4 (ICC.1:2001-04),
// made here so that nothing with a licence of its own is shipped. The
// colorants are the primaries of the standard, adapted from D65 to D50 with the
// Bradford matrix, as s15Fixed16 numbers that add up to D50.
var (
	d50   = [3]int32{0xF6D6, 0x10000, 0xD32D}
	red   = [3]int32{0x6FA1, 0x38F5, 0x0390}
	green = [3]int32{0x6297, 0xB787, 0x18DA}
	blue  = [3]int32{0x249E, 0x0F84, 0xB6C3}
)

// Name is what the colour space is called.
const Name = "sRGB IEC61966-2.1"

const (
	headerSize = 128
	// Between so many points straight lines leave the curve by a fortieth of a step
	// of eight bits.
	curvePoints = 64
	copyright   = "Computed from IEC 61966-2-1; no copyright is claimed"
)

// Profile makes the profile.
func Profile() []byte {
	curve := curveType()
	tags := []struct {
		sig  string
		data []byte
	}{
		{"desc", descriptionType(Name)},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), copyright+"\x00"...)},
		{"wtpt", xyzType(d50)},
		{"rXYZ", xyzType(red)}, {"gXYZ", xyzType(green)}, {"bXYZ", xyzType(blue)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil}, // nil: the data of the tag before
	}
	be := binary.BigEndian
	p := make([]byte, headerSize, 4096)
	be.PutUint32(p[8:], 0x02400000)
	copy(p[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2001, 4, 1, 0, 0, 0} { // a date is required; that of the specification
		be.PutUint16(p[24+2*i:], v)
	}
	copy(p[36:], "acsp")
	for i, v := range d50 { // illuminant of the connection space
		be.PutUint32(p[68+4*i:], uint32(v))
	}
	p = be.AppendUint32(p, uint32(len(tags)))
	offset := len(p) + 12*len(tags)
	var body []byte
	at, size := 0, 0
	for _, t := range tags {
		if t.data != nil {
			at, size = offset+len(body), len(t.data)
			body = append(body, t.data...)
			for len(body)%4 != 0 {
				body = append(body, 0)
			}
		}
		p = append(p, t.sig...)
		p = be.AppendUint32(p, uint32(at))
		p = be.AppendUint32(p, uint32(size))
	}
	p = append(p, body...)
	be.PutUint32(p, uint32(len(p)))
	return p
}

// xyzType is an XYZType.
func xyzType(xyz [3]int32) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range xyz {
		b = binary.BigEndian.AppendUint32(b, uint32(v))
	}
	return b
}

// descriptionType is a textDescriptionType with its ASCII part only.
func descriptionType(text string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(text)+1))
	b = append(b, text...)
	const unicodeAndScript = 4 + 4 + 2 + 1 + 67 // both parts empty
	return append(b, make([]byte, 1+unicodeAndScript)...)
}

// curveType is a curveType with the transfer function of sRGB, from encoded to
// linear values.
func curveType() []byte {
	b := []byte("curv\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, curvePoints)
	for i := range curvePoints {
		b = binary.BigEndian.AppendUint16(b, uint16(linear(i)+0.5))
	}
	return b
}

// linear is the linear value, 0 to 65535, of point i of the curve.
func linear(i int) float64 {
	v := float64(i) / (curvePoints - 1)
	if v <= 0.04045 {
		return v / 12.92 * 65535
	}
	return math.Pow((v+0.055)/1.055, 2.4) * 65535
}
