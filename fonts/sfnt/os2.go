package sfnt

import "encoding/binary"

// Embedding bits of [Font.FSType] (OFF 5.2.7, fsType). With none of the lowest
// four set the face may be embedded and installed.
const (
	FSRestricted   = 0x0002 // no embedding without the owner's permission
	FSPreviewPrint = 0x0004 // embedding in documents that are only viewed and printed
	FSEditable     = 0x0008 // embedding in documents that may be edited
	FSNoSubsetting = 0x0100 // only the whole face may be embedded
	FSBitmapOnly   = 0x0200 // only bitmaps may be embedded
)

// Weight is usWeightClass of OS/2, 1..1000; 400 if the table is missing or the
// value lies outside.
func (f *Font) Weight() int {
	w := int(int16At(f.tables.os2, 4, 400))
	if w < 1 || w > 1000 {
		return 400
	}
	return w
}

// FSType is the set of embedding bits of OS/2, 0 if the table is missing.
func (f *Font) FSType() uint16 { return uint16(int16At(f.tables.os2, 8, 0)) }

// PANOSE is the classification of OS/2, all zero if the table is missing. DOCX
// writes it as w:panose1.
func (f *Font) PANOSE() (p [10]byte) {
	if len(f.tables.os2) >= 42 {
		copy(p[:], f.tables.os2[32:])
	}
	return p
}

// isSerif reports whether the face has serifs: by the IBM family class of OS/2
// where it says so, else by the PANOSE serif style of a Latin text face.
func (f *Font) isSerif() bool {
	switch class := int16At(f.tables.os2, 30, 0) >> 8; {
	case class >= 1 && class <= 5, class == 7:
		return true
	case class == 8:
		return false
	}
	p := f.PANOSE()
	return p[0] == 2 && p[1] >= 2 && p[1] <= 10
}

// unicodeRange is ulUnicodeRange1..4 of OS/2, zero if missing. DOCX writes it as
// usb0..usb3 of w:sig.
func (f *Font) unicodeRange() (r [4]uint32) {
	if len(f.tables.os2) >= 58 {
		for i := range r {
			r[i] = binary.BigEndian.Uint32(f.tables.os2[42+4*i:])
		}
	}
	return r
}

// codePageRange is ulCodePageRange1..2 of OS/2, zero if missing. DOCX writes it
// as csb0 and csb1 of w:sig.
func (f *Font) codePageRange() (r [2]uint32) {
	if int16At(f.tables.os2, 0, 0) >= 1 && len(f.tables.os2) >= 86 {
		for i := range r {
			r[i] = binary.BigEndian.Uint32(f.tables.os2[78+4*i:])
		}
	}
	return r
}
