package sfnt

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// renamed is a name table (OFF 5.2.6) under another family, in English. Of what
// the face says of itself it keeps who made it and under which licence.
func (f *Font) renamed(family string) []byte {
	style := f.Name(NameSubfamily, LangAny)
	full := strings.TrimSpace(family + " " + style)
	names := []struct {
		id   uint16
		text string
	}{
		{NameCopyright, f.Name(NameCopyright, LangAny)},
		{NameFamily, family},
		{NameSubfamily, style},
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
