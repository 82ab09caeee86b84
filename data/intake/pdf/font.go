package pdf

import (
	"strings"

	"gongwen/internal/pdfread"
)

// font is what is needed of a font to read its text.
type font struct {
	width int // bytes of a code
	codes map[uint32]string
	bold  bool
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
	ref, ok := c.fonts[name].(pdfread.Ref)
	if ok {
		if known := c.reader.fonts[ref]; known != nil {
			c.font = known
			return nil
		}
	}
	f, err := c.readFont(c.fonts[name])
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
func (r *reader) readFont(o pdfread.Object) (*font, error) {
	d, err := r.view.Dict(o)
	if err != nil {
		return nil, err
	}
	f := &font{width: 1, codes: map[uint32]string{}}
	if d["Subtype"] == pdfread.Name("Type0") {
		f.width = 2
	}
	name, _ := d["BaseFont"].(pdfread.Name)
	f.bold = strings.Contains(string(name), "Bold") && !strings.Contains(string(name), "SemiBold")
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
				f.put(code(operands[0]), pdfread.UTF16(to.Value))
			}
		}
	case "endbfrange":
		for ; len(operands) >= 3; operands = operands[3:] {
			f.span(code(operands[0]), code(operands[1]), operands[2])
		}
	}
	return nil
}

func (f *font) span(first, last uint32, to pdfread.Object) {
	if last < first || last-first > 0xFFFF {
		return
	}
	switch to := to.(type) {
	case pdfread.String:
		units := []byte(to.Value)
		for c := first; c <= last && len(units) > 0; c++ {
			f.put(c, pdfread.UTF16(string(units)))
			units[len(units)-1]++
		}
	case pdfread.Array:
		for i, item := range to {
			if s, ok := item.(pdfread.String); ok && first+uint32(i) <= last {
				f.put(first+uint32(i), pdfread.UTF16(s.Value))
			}
		}
	}
}

func (f *font) put(code uint32, said string) {
	if len(f.codes) < maxCodes {
		f.codes[code] = said
	}
}

func code(o pdfread.Object) uint32 {
	s, _ := o.(pdfread.String)
	var n uint32
	for i := range min(len(s.Value), 4) {
		n = n<<8 | uint32(s.Value[i])
	}
	return n
}

// text is what the codes of a string say. A simple font without a CMap says
// ASCII (Annex D.2).
func (f *font) text(s string) string {
	var b strings.Builder
	for ; len(s) >= f.width; s = s[f.width:] {
		n := code(pdfread.String{Value: s[:f.width]})
		said, known := f.codes[n]
		switch {
		case known:
			b.WriteString(said)
		case f.width == 1 && len(f.codes) == 0 && n >= ' ' && n < 0x7F:
			b.WriteByte(byte(n))
		}
	}
	return b.String()
}
