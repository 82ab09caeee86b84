package pdf

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// operators are those of ISO 32000-1 that may stand in these files' content.
var operators = map[string]string{ // to what they do: p paints, t shows text, s sets, c builds a path
	"BT": "s", "ET": "s", "Tf": "s", "Tc": "s", "Tr": "s", "Td": "s", "TJ": "t", "w": "s", "j": "s", "g": "s", "G": "s", "rg": "s", "RG": "s",
	"q": "s", "Q": "s", "cm": "s", "Do": "p", "re": "c", "m": "c", "l": "c", "c": "c", "h": "c",
	"f": "p", "f*": "p", "S": "p", "B": "p", "B*": "p", "BDC": "s", "EMC": "s",
}

// checkContent: ISO 19005-2 6.1.13 (q and Q), 6.2.2, 6.2.11.7, 6.2.11.8, ISO
// 14289-1 7.1 (all content is tagged or an artifact, neither inside the other).
func (c *inspection) checkContent() {
	for i, page := range c.file.pages() {
		data := c.file.get(page["Contents"]).(*streamObj).data
		s := &scanner{t: c.file.t, b: data}
		resources := c.dict(page["Resources"])
		r := &reading{inspection: c, page: i + 1, fonts: c.dict(resources["Font"]), images: c.dict(resources["XObject"])}
		var args []any
		for o := s.next(); o != nil; o = s.next() {
			op, ok := o.(opObj)
			if !ok {
				args = append(args, o)
				continue
			}
			r.operator(string(op), args)
			args = nil
		}
		if r.depth != 0 || len(r.marks) != 0 {
			c.bad("page %d: q or marked content is left open", i+1)
		}
	}
}

// reading is a content stream on its way.
type reading struct {
	*inspection
	page   int
	fonts  dictObj
	images dictObj
	font   dictObj
	text   map[int]string // ToUnicode of font
	glyphs int            // of font
	depth  int
	marks  []string // "A" for artifacts, "C" for content
	spoken bool
}

func (r *reading) operator(op string, args []any) {
	kind := operators[op]
	if kind == "" {
		r.bad("page %d: operator %s", r.page, op)
		return
	}
	if (kind == "p" || kind == "t" || kind == "c") && len(r.marks) == 0 {
		r.bad("page %d: %s is neither content nor artifact", r.page, op)
	}
	switch op {
	case "q":
		if r.depth++; r.depth > 28 {
			r.bad("page %d: q nests deeper than 28", r.page)
		}
	case "Q":
		r.depth--
	case "Tf":
		r.font = r.dict(r.fonts[args[0].(nameObj)])
		r.text = map[int]string{}
		if r.font == nil {
			r.bad("page %d: no font %s among the resources", r.page, args[0])
			return
		}
		if toUnicode, ok := r.file.get(r.font["ToUnicode"]).(*streamObj); ok {
			readToUnicode(r.file.t, toUnicode.data, r.text)
		}
		r.glyphs = r.program(r.font).glyphs
	case "Do":
		if _, ok := r.file.get(r.images[args[0].(nameObj)]).(*streamObj); !ok {
			r.bad("page %d: no image %s among the resources", r.page, args[0])
		}
	case "BDC":
		r.begin(args[0].(nameObj), args[1].(dictObj))
	case "EMC":
		r.marks = r.marks[:max(len(r.marks)-1, 0)]
		r.spoken = false
	case "TJ":
		for _, o := range args[0].([]any) {
			if codes, ok := o.(stringObj); ok {
				r.show(string(codes))
			}
		}
	}
}

func (r *reading) begin(tag nameObj, d dictObj) {
	kind := "C"
	if tag == "Artifact" {
		kind = "A"
	}
	if len(r.marks) > 0 && (kind == "A") != (r.marks[0] == "A") {
		r.bad("page %d: %s stands inside %s", r.page, kind, r.marks[0])
	}
	if kind == "C" && d["MCID"] == nil && len(r.marks) == 0 {
		r.bad("page %d: %s belongs to no element", r.page, tag)
	}
	r.marks = append(r.marks, kind)
	if said, ok := d["ActualText"]; ok {
		r.spoken = true
		if r.access != "" && hasPrivate(str(said)) {
			r.bad("page %d: private-use characters in ActualText", r.page)
		}
	}
}

func (r *reading) show(codes string) {
	if len(codes)%2 != 0 {
		r.bad("page %d: half a code", r.page)
	}
	for ; len(codes) > 1; codes = codes[2:] {
		code := int(codes[0])<<8 | int(codes[1])
		text, ok := r.text[code]
		switch {
		case code == 0 || r.glyphs >= 0 && code >= r.glyphs:
			r.bad("page %d: code %d is no glyph", r.page, code)
		case !ok || text == "" || strings.ContainsAny(text, "\x00\uFEFF\uFFFE"):
			r.bad("page %d: code %d stands for %q", r.page, code, text)
		case hasPrivate(text) && !r.spoken:
			r.bad("page %d: a private-use character without ActualText", r.page)
		}
	}
}

func hasPrivate(text string) bool {
	return strings.ContainsFunc(text, func(c rune) bool { return c >= 0xE000 && c <= 0xF8FF || c >= 0xF0000 && c != 0xFFFFE && c != 0xFFFFF })
}

// program is what an embedded TrueType font says of itself; of CFF it is unknown.
type program struct {
	glyphs   int // -1 for unknown
	advances []float64
}

// program reads the tables head, hhea, hmtx and maxp of the font of a Type 0 font.
func (c *inspection) program(font dictObj) program {
	none := program{glyphs: -1}
	cid := c.dict(c.file.array(font["DescendantFonts"])[0])
	file, ok := c.file.get(c.dict(cid["FontDescriptor"])["FontFile2"]).(*streamObj)
	if !ok {
		return none
	}
	be, tables := binary.BigEndian, map[string][]byte{}
	for i := range int(be.Uint16(file.data[4:])) {
		e := file.data[12+16*i:]
		tables[string(e[:4])] = file.data[be.Uint32(e[8:]):][:be.Uint32(e[12:])]
	}
	em, metrics := float64(be.Uint16(tables["head"][18:])), int(be.Uint16(tables["hhea"][34:]))
	p := program{glyphs: int(be.Uint16(tables["maxp"][4:]))}
	for i := range p.glyphs {
		p.advances = append(p.advances, float64(be.Uint16(tables["hmtx"][4*min(i, metrics-1):]))*1000/em)
	}
	return p
}

// checkFonts: ISO 19005-2 6.2.11.2 to 6.2.11.5, ISO 14289-1 7.21.
func (c *inspection) checkFonts() {
	for name, o := range c.dict(c.dict(c.file.pages()[0]["Resources"])["Font"]) {
		font := c.dict(o)
		if font["Type"] != nameObj("Font") || font["Subtype"] != nameObj("Type0") || font["Encoding"] != nameObj("Identity-H") || font["ToUnicode"] == nil {
			c.bad("%s: %v", name, font)
			continue
		}
		cid := c.dict(c.file.array(font["DescendantFonts"])[0])
		descriptor := c.dict(cid["FontDescriptor"])
		info := c.dict(cid["CIDSystemInfo"])
		if str(info["Registry"]) != "Adobe" || str(info["Ordering"]) != "Identity" || info["Supplement"] != 0.0 {
			c.bad("%s: character collection %v", name, info)
		}
		if descriptor["CIDSet"] != nil || descriptor["CharSet"] != nil {
			c.bad("%s: a CIDSet that nobody checks", name)
		}
		if flags, _ := descriptor["Flags"].(float64); int(flags)&4 == 0 || int(flags)&32 != 0 {
			c.bad("%s: flags %v of a font with its own codes", name, descriptor["Flags"])
		}
		if base, _ := cid["BaseFont"].(nameObj); len(base) < 8 || base[6] != '+' || descriptor["FontName"] != base {
			c.bad("%s: BaseFont %s, FontName %v", name, base, descriptor["FontName"])
		}
		switch cid["Subtype"] {
		case nameObj("CIDFontType0"):
			file, ok := c.file.get(descriptor["FontFile3"]).(*streamObj)
			if !ok || file.dict["Subtype"] != nameObj("CIDFontType0C") || len(file.data) == 0 || file.data[0] != 1 {
				c.bad("%s: no CFF program", name)
			}
		case nameObj("CIDFontType2"):
			if cid["CIDToGIDMap"] != nameObj("Identity") || descriptor["FontFile2"] == nil {
				c.bad("%s: CIDToGIDMap %v, program %v", name, cid["CIDToGIDMap"], descriptor["FontFile2"])
				continue
			}
			c.checkWidths(name, cid, c.program(font))
		default:
			c.bad("%s: descendant %v", name, cid["Subtype"])
		}
	}
}

// checkWidths compares W with the font program, as far as W goes.
func (c *inspection) checkWidths(name nameObj, cid dictObj, p program) {
	w := c.file.array(cid["W"])
	for i := 0; i+1 < len(w); i += 2 {
		for k, width := range w[i+1].([]any) {
			code := int(w[i].(float64)) + k
			if code >= p.glyphs || math.Abs(p.advances[code]-width.(float64)) > 1 {
				c.bad("%s: width %v of glyph %d differs from the program's", name, width, code)
			}
		}
	}
}

// checkImages: ISO 19005-2 6.2.8, 6.2.4.3.
func (c *inspection) checkImages() {
	for r, o := range c.file.objects {
		st, ok := o.(*streamObj)
		if !ok || st.dict["Type"] != nameObj("XObject") {
			continue
		}
		for _, key := range []nameObj{"Alternates", "OPI", "Ref", "PS", "Intent"} {
			if st.dict[key] != nil {
				c.bad("object %d has %s", r, key)
			}
		}
		if st.dict["Subtype"] != nameObj("Image") || st.dict["Interpolate"] != nil && st.dict["Interpolate"] != false {
			c.bad("object %d: %v, interpolated %v", r, st.dict["Subtype"], st.dict["Interpolate"])
		}
		if bits, _ := st.dict["BitsPerComponent"].(float64); !slices.Contains([]float64{1, 2, 4, 8, 16}, bits) {
			c.bad("object %d has %v bits", r, bits)
		}
		space, _ := st.dict["ColorSpace"].(nameObj)
		if list, ok := st.dict["ColorSpace"].([]any); ok && list[0] == nameObj("Indexed") {
			space, _ = list[1].(nameObj)
		}
		if space != "DeviceRGB" && space != "DeviceGray" {
			c.bad("object %d: colours %v, which the output intent does not cover", r, st.dict["ColorSpace"])
		}
	}
}
