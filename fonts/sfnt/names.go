package sfnt

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// Name IDs of the name table (OFF 5.2.6).
const (
	NameCopyright         = 0
	NameFamily            = 1
	NameSubfamily         = 2
	NameUnique            = 3
	NameFull              = 4
	NameVersion           = 5
	NamePostScript        = 6
	NameLicense           = 13
	NameLicenseURL        = 14
	NameTypographicFamily = 16
)

// Windows language IDs for [Font.Name].
const (
	LangAny        = 0 // English if there is one, else whatever comes first
	LangEnglishUS  = 0x0409
	LangChinesePRC = 0x0804
)

// Family is the family name (ID 1) in English, else in any language, "" if the
// font has no names. Office programs look a font up by this name.
func (f *Font) Family() string { return f.Name(NameFamily, LangAny) }

// FullName is the full name (ID 4) in English, else in any language.
func (f *Font) FullName() string { return f.Name(NameFull, LangAny) }

// PostScriptName is the name a PDF calls the font by: name ID 6, else the name
// in the CFF table, else the family; characters that a PostScript name may not
// hold (OFF 5.2.6) are left out. "" if the font has none of them.
func (f *Font) PostScriptName() string {
	if s := postScriptName(f.Name(NamePostScript, LangAny)); s != "" {
		return s
	}
	if f.cff != nil {
		if s := postScriptName(string(f.cff.name)); s != "" {
			return s
		}
	}
	return postScriptName(f.Family())
}

func postScriptName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune("[](){}<>/%", r) {
			return -1
		}
		return r
	}, s)
	return s[:min(len(s), maxPostScriptName)]
}

// Name is the name with the given ID in a Windows language such as
// [LangChinesePRC], or in any language for [LangAny]; "" if there is none or
// the record is damaged. Names in an encoding other than UTF-16 count only if
// they are ASCII.
func (f *Font) Name(id int, lang uint16) string {
	t := f.tables.name
	if len(t) < 6 {
		return ""
	}
	be := binary.BigEndian
	n := min(int(be.Uint16(t[2:])), maxNameRecords, (len(t)-6)/12)
	storage := int(be.Uint16(t[4:]))
	best, bestRank := "", 0
	for i := range n {
		rec := t[6+12*i:]
		if int(be.Uint16(rec[6:])) != id {
			continue
		}
		platform, language := be.Uint16(rec), be.Uint16(rec[4:])
		rank := nameRank(platform, language, lang)
		if rank <= bestRank {
			continue
		}
		from := storage + int(be.Uint16(rec[10:]))
		to := from + int(be.Uint16(rec[8:]))
		if to > len(t) {
			continue
		}
		if s := decodeName(platform, t[from:to]); s != "" {
			best, bestRank = s, rank
		}
	}
	return best
}

// nameRank orders the records of one name: 0 is unfit, more is better.
func nameRank(platform, language, want uint16) int {
	switch {
	case platform == 3 && want != LangAny:
		if language == want {
			return 1
		}
		return 0
	case want != LangAny:
		return 0
	case platform == 3 && language == LangEnglishUS:
		return 4
	case platform == 3:
		return 3
	case platform == 0:
		return 2
	case platform == 1:
		return 1
	}
	return 0
}

func decodeName(platform uint16, b []byte) string {
	if platform == 1 {
		for _, c := range b {
			if c < ' ' || c > '~' {
				return ""
			}
		}
		return string(b)
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}
