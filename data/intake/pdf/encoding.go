package pdf

import (
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding/charmap"

	"gongwen/internal/pattern"
	"gongwen/internal/pdfread"
)

// glyphNames are the names of the glyphs of U+0020 to U+007E in order (Adobe Glyph
// List), as far as they are no letters.
var glyphNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{"quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”", "endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…",
		"minus": "−", "periodcentered": "·", "multiply": "×", "degree": "°", "nbspace": " ", "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl"}
	const ascii = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash " +
		"zero one two three four five six seven eight nine colon semicolon less equal greater question at"
	for i, name := range strings.Fields(ascii) {
		names[name] = string(rune(' ' + i))
	}
	for i, name := range strings.Fields("bracketleft backslash bracketright asciicircum underscore grave") {
		names[name] = string(rune('[' + i))
	}
	for i, name := range strings.Fields("braceleft bar braceright asciitilde") {
		names[name] = string(rune('{' + i))
	}
	for c := 'A'; c <= 'Z'; c++ {
		names[string(c)], names[string(c+'a'-'A')] = string(c), string(c+'a'-'A')
	}
	return names
})

var unicodeName = pattern.New(`^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$`)

// named is the text of a glyph by its name; empty where the name does not say it.
func named(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if text := glyphNames()[name]; text != "" {
		return text
	}
	m := unicodeName.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	n, err := strconv.ParseUint(m[1]+m[2], 16, 32)
	if err != nil || n > 0x10FFFF {
		return ""
	}
	return string(rune(n))
}

// encodings are the encodings that simple fonts name (ISO 32000-1 Annex D).
var encodings = map[pdfread.Name]*charmap.Charmap{"WinAnsiEncoding": charmap.Windows1252, "MacRomanEncoding": charmap.Macintosh}

// simple reads the encoding of a simple font without a ToUnicode CMap (9.6.6). What
// it does not say stays unknown: codes of a symbolic font mean nothing by themselves.
func (r *reader) simple(f *font, d pdfread.Dict) error {
	f.simple = map[uint32]string{}
	descriptor, err := r.view.Dict(d["FontDescriptor"])
	if err != nil {
		return err
	}
	o, err := r.view.Resolve(d["Encoding"])
	if err != nil {
		return err
	}
	base, _ := o.(pdfread.Name)
	own, _ := o.(pdfread.Dict)
	if own != nil {
		base, _ = own["BaseEncoding"].(pdfread.Name)
	}
	const symbolicFlag = 1 << 2 // Table 123
	flags, _ := descriptor["Flags"].(int64)
	switch known := encodings[base]; {
	case known != nil:
		for c := 0x20; c <= 0xFF; c++ {
			f.simple[uint32(c)] = string(known.DecodeByte(byte(c)))
		}
	case d["Subtype"] == pdfread.Name("Type3"), flags&symbolicFlag != 0:
		if err := r.builtIn(f, descriptor["FontFile"]); err != nil {
			return err
		}
	default:
		for c := uint32(' '); c < 0x7F; c++ {
			f.simple[c] = string(rune(c))
		}
	}
	if own == nil {
		return nil
	}
	differences, err := r.view.Array(own["Differences"])
	if err != nil {
		return err
	}
	at := uint32(0)
	for _, item := range differences {
		switch item := item.(type) {
		case int64:
			at = uint32(max(0, min(item, 0xFF)))
		case pdfread.Name:
			f.simple[at] = named(string(item))
			at++
		}
		if err := f.step(); err != nil {
			return err
		}
	}
	return nil
}

var builtInCode = pattern.New(`dup\s+([0-9]{1,3})\s*/([A-Za-z0-9._]{1,40})\s+put`)

// builtIn reads the encoding that a Type 1 font program has of itself, which stands
// in its part of clear text.
func (r *reader) builtIn(f *font, program pdfread.Object) error {
	if program == nil {
		return nil
	}
	content, err := r.view.Stream(program)
	if err != nil {
		return err
	}
	const longest = 64 << 10 // bytes
	clear, _, _ := strings.Cut(string(content[:min(len(content), longest)]), "eexec")
	for _, m := range builtInCode.FindAllStringSubmatch(clear, 1<<8) {
		n, err := strconv.ParseUint(m[1], 10, 8)
		if err != nil {
			continue
		}
		f.simple[uint32(n)] = named(m[2])
		if err := f.step(); err != nil {
			return err
		}
	}
	return nil
}
