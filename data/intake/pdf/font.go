package pdf

import (
	"strings"
	"unicode"

	"gongwen/internal/pdfread"
)

// font is what is needed of a font to read its text.
type font struct {
	widths  map[uint32]float64
	usual   float64 // width of glyphs that are not among widths
	width   int     // bytes of a code
	codes   map[uint32]string
	simple  map[uint32]string // what the encoding of a simple font says; empty for unknown
	charset charset
	upright bool // it is written from the top down
	bold    bool
	step    func() error // counts the codes of all fonts
}

func (c *content) setFont(operands []pdfread.Object) error {
	c.font = nil
	if len(operands) == 0 {
		return nil
	}
	name, ok := operands[0].(pdfread.Name)
	if !ok {
		return nil
	}
	ref, ok := c.faces[name].(pdfread.Ref)
	if ok {
		if known := c.reader.fonts[ref]; known != nil {
			c.font = known
			return nil
		}
	}
	f, err := c.readFont(c.faces[name], c.ref)
	if err != nil {
		return err
	}
	c.font = f
	if ok {
		c.reader.fonts[ref] = f
	}
	return nil
}

// readFont reads a font's ToUnicode CMap (ISO 32000-1 9.10.3).
func (r *reader) readFont(o pdfread.Object, at pdfread.Ref) (*font, error) {
	d, err := r.view.Dict(o)
	if err != nil {
		return nil, err
	}
	f := &font{width: 1, codes: map[uint32]string{}, step: func() error { return r.step(at) }}
	if d["Subtype"] == pdfread.Name("Type0") {
		f.width = 2
		f.predefined(d["Encoding"])
	}
	name, _ := d["BaseFont"].(pdfread.Name)
	f.bold = strings.Contains(string(name), "Bold") && !strings.Contains(string(name), "SemiBold")
	if err := r.readWidths(f, d); err != nil {
		return nil, err
	}
	if f.width == 1 {
		if err := r.simple(f, d); err != nil {
			return nil, err
		}
	}
	if d["ToUnicode"] == nil {
		return f, nil
	}
	cmap, err := r.view.Stream(d["ToUnicode"])
	if err != nil {
		return nil, err
	}
	return f, pdfread.Operators(cmap, f.entry)
}

// entry reads an operator of a CMap: single codes and ranges of them.
func (f *font) entry(operator string, operands []pdfread.Object) error {
	switch operator {
	case "endbfchar":
		for ; len(operands) >= 2; operands = operands[2:] {
			if to, ok := operands[1].(pdfread.String); ok {
				if err := f.put(code(operands[0]), to.Value); err != nil {
					return err
				}
			}
		}
	case "endbfrange":
		for ; len(operands) >= 3; operands = operands[3:] {
			if err := f.span(code(operands[0]), code(operands[1]), operands[2]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *font) span(first, last uint32, to pdfread.Object) error {
	if last < first || last-first > 0xFFFF {
		return nil
	}
	switch to := to.(type) {
	case pdfread.String:
		units := []byte(to.Value[:min(len(to.Value), maxUnits)])
		for c := first; c <= last && len(units) > 0; c++ {
			if err := f.put(c, string(units)); err != nil {
				return err
			}
			units[len(units)-1]++
		}
	case pdfread.Array:
		for i, item := range to {
			if s, ok := item.(pdfread.String); ok && first+uint32(i) <= last {
				if err := f.put(first+uint32(i), s.Value); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// put maps a code to text in UTF-16BE, of which a code stands for a few units.
func (f *font) put(code uint32, units string) error {
	f.codes[code] = pdfread.UTF16(units[:min(len(units), maxUnits)])
	return f.step()
}

func code(o pdfread.Object) uint32 {
	s, _ := o.(pdfread.String)
	return codeOf(s.Value)
}

func codeOf(s string) uint32 {
	var n uint32
	for i := range min(len(s), 4) {
		n = n<<8 | uint32(s[i])
	}
	return n
}

// says is what a code says, and whether that is known. Without an entry of the
// ToUnicode CMap, a predefined CMap or the encoding of a simple font says it.
func (f *font) says(code string) (said string, known bool) {
	n := codeOf(code)
	if said, known = f.codes[n]; known {
		return said, !strings.ContainsFunc(said, isPrivate)
	}
	switch {
	case f.charset != noCharset:
		return f.decoded(code)
	case f.width == 1 && len(f.codes) == 0:
		said = f.simple[n]
		return said, said != ""
	case f.width == 1 && n == ' ':
		return " ", true
	}
	return "", false
}

// isPrivate reports whether a character means nothing without its font.
func isPrivate(r rune) bool {
	return unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar || r == 0
}

// widthOf is the width of a code's glyph in thousandths of the size.
func (f *font) widthOf(n uint32) float64 {
	if w, ok := f.widths[n]; ok {
		return w
	}
	return f.usual
}

// readWidths reads the widths of a font's glyphs (9.2.4, 9.7.4.3).
func (r *reader) readWidths(f *font, d pdfread.Dict) error {
	f.widths, f.usual = map[uint32]float64{}, 500
	if f.width == 1 {
		list, err := r.view.Array(d["Widths"])
		if err != nil {
			return err
		}
		first, _ := d["FirstChar"].(int64)
		scale := 1.0
		if d["Subtype"] == pdfread.Name("Type3") {
			own, err := r.view.Array(d["FontMatrix"])
			if err != nil {
				return err
			}
			if m := numbers(own, 6); m != nil {
				scale = m[0] * 1000 // its glyphs have a space of their own (9.6.5)
			}
		}
		for i, w := range list {
			f.widths[uint32(first)+uint32(i)] = numberOf(w) * scale
			if err := f.step(); err != nil {
				return err
			}
		}
		return nil
	}
	f.usual = 1000
	list, err := r.view.Array(d["DescendantFonts"])
	if err != nil || len(list) == 0 {
		return err
	}
	descendant, err := r.view.Dict(list[0])
	if err != nil {
		return err
	}
	if w, given := descendant["DW"]; given {
		f.usual = numberOf(w)
	}
	widths, err := r.view.Array(descendant["W"])
	if err != nil {
		return err
	}
	return r.cidWidths(f, widths)
}

// cidWidths reads c [w1 w2] and c1 c2 w of a CIDFont's widths.
func (r *reader) cidWidths(f *font, list pdfread.Array) error {
	for i := 0; i+1 < len(list); {
		first := uint32(max(0, numberOf(list[i])))
		each, err := r.view.Resolve(list[i+1])
		if err != nil {
			return err
		}
		if widths, ok := each.(pdfread.Array); ok {
			for k, w := range widths {
				f.widths[first+uint32(k)] = numberOf(w)
				if err := f.step(); err != nil {
					return err
				}
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			return nil
		}
		for n, last := first, min(uint32(max(0, numberOf(each))), 0xFFFF); n <= last; n++ {
			f.widths[n] = numberOf(list[i+2])
			if err := f.step(); err != nil {
				return err
			}
		}
		i += 3
	}
	return nil
}
