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
	step  func() error // counts the codes of all fonts
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
	f, err := c.readFont(c.fonts[name], c.ref)
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
	var n uint32
	for i := range min(len(s.Value), 4) {
		n = n<<8 | uint32(s.Value[i])
	}
	return n
}

// text is what the codes of a string say, not much more than most bytes of it. A
// simple font without a CMap says ASCII (Annex D.2).
func (f *font) text(s string, most int) string {
	var b strings.Builder
	for ; len(s) >= f.width && b.Len() <= most; s = s[f.width:] {
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
