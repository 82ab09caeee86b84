package sfnt

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// naming is what a font file is called.
type naming struct{ family, style string }

// boldStyle is the style of a bold face.
const boldStyle = "Bold"

// full is the full name, in which a style is not said twice.
func (n naming) full() string {
	return strings.TrimSpace(strings.TrimSuffix(n.family, " "+n.style) + " " + n.style)
}

// renamed is a name table (OFF 5.2.6) under other names, in English. Of what
// the face says of itself it keeps who made it and under which licence.
func (f *Font) renamed(named naming) []byte {
	full := named.full()
	names := []struct {
		id   uint16
		text string
	}{
		{NameCopyright, f.Name(NameCopyright, LangAny)},
		{NameFamily, named.family},
		{NameSubfamily, named.style},
		{NameUnique, full},
		{NameFull, full},
		{NameVersion, f.Name(NameVersion, LangAny)},
		{NamePostScript, postScriptName(strings.ReplaceAll(full, " ", "-"))},
		{NameLicense, f.Name(NameLicense, LangAny)},
		{NameLicenseURL, f.Name(NameLicenseURL, LangAny)},
	}
	const windows, unicodeBMP = 3, 1
	be := binary.BigEndian
	var records, storage []byte
	n := uint16(0)
	for _, name := range names {
		if name.text == "" {
			continue
		}
		start := len(storage)
		for _, unit := range utf16.Encode([]rune(name.text)) {
			storage = be.AppendUint16(storage, unit)
		}
		for _, v := range []uint16{windows, unicodeBMP, LangEnglishUS, name.id, uint16(len(storage) - start), uint16(start)} {
			records = be.AppendUint16(records, v)
		}
		n++
	}
	table := be.AppendUint16(nil, 0) // version
	table = be.AppendUint16(table, n)
	table = be.AppendUint16(table, uint16(6+len(records)))
	return append(append(table, records...), storage...)
}
