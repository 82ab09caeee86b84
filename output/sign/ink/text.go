package ink

import (
	"math"

	"gongwen/internal/pdfread"
)

// glyphWidths are the widths of a font whose codes are glyph numbers of two
// bytes (ISO 32000-1 9.7.4.3), in thousandths of its size.
type glyphWidths struct {
	usual float64
	of    map[int]float64
	read  int
}

// How far glyphs reach from their baseline and out of their widths, in parts of
// the size: more than an em box does.
const (
	reachUp    = 1.1
	reachDown  = 0.3
	reachAside = 0.1
)

// maxWidths bounds the widths of a font that are read.
const maxWidths = 1 << 17

func (p *pen) setFont(operands []pdfread.Object) error {
	if len(operands) != 2 {
		return errUnclear
	}
	name, _ := operands[0].(pdfread.Name)
	size, ok := number(operands[1])
	if !ok {
		return errUnclear
	}
	p.size = size
	if p.font = p.widths[name]; p.font != nil {
		return nil
	}
	var err error
	p.font, err = fontWidths(p.view, p.fonts[name])
	p.widths[name] = p.font
	return err
}

func fontWidths(v *pdfread.View, o pdfread.Object) (*glyphWidths, error) {
	font, err := v.Dict(o)
	if err != nil {
		return nil, err
	}
	descendants, err := v.Array(font["DescendantFonts"])
	if err != nil {
		return nil, err
	}
	if font["Subtype"] != pdfread.Name("Type0") || font["Encoding"] != pdfread.Name("Identity-H") || len(descendants) != 1 {
		return nil, errUnclear
	}
	descendant, err := v.Dict(descendants[0])
	if err != nil {
		return nil, err
	}
	g := &glyphWidths{usual: 1000, of: map[int]float64{}}
	if usual, ok := number(descendant["DW"]); ok {
		g.usual = usual
	}
	list, err := v.Array(descendant["W"])
	if err != nil {
		return nil, err
	}
	for len(list) > 0 {
		n, err := g.take(list)
		if err != nil {
			return nil, err
		}
		list = list[n:]
	}
	return g, nil
}

// take reads the first entry of W, "first [widths]" or "first last width", and
// gives how many elements it has.
func (g *glyphWidths) take(list pdfread.Array) (int, error) {
	const codes = 1 << 16
	first, ok := list[0].(int64)
	if !ok || first < 0 || first >= codes || len(list) < 2 {
		return 0, errUnclear
	}
	if each, ok := list[1].(pdfread.Array); ok {
		if g.read += len(each); g.read > maxWidths {
			return 0, errUnclear
		}
		for i, o := range each {
			width, ok := number(o)
			if !ok {
				return 0, errUnclear
			}
			g.of[int(first)+i] = width
		}
		return 2, nil
	}
	if len(list) < 3 {
		return 0, errUnclear
	}
	last, ok := list[1].(int64)
	width, also := number(list[2])
	if g.read += int(max(last-first, 0)); !ok || !also || last >= codes || g.read > maxWidths {
		return 0, errUnclear
	}
	for code := first; code <= last; code++ {
		g.of[int(code)] = width
	}
	return 3, nil
}

// show draws strings with adjustments between them (9.4.3).
func (p *pen) show(operands []pdfread.Object) error {
	if len(operands) != 1 || p.font == nil {
		return errUnclear
	}
	list, several := operands[0].(pdfread.Array)
	if !several {
		list = pdfread.Array{operands[0]}
	}
	at, least, most := 0.0, 0.0, 0.0
	for _, o := range list {
		if s, ok := o.(pdfread.String); ok {
			for i := 0; i+1 < len(s.Value); i += 2 {
				width, known := p.font.of[int(s.Value[i])<<8|int(s.Value[i+1])]
				if !known {
					width = p.font.usual
				}
				at += width*p.size/1000 + p.spacing
				least, most = min(least, at), max(most, at)
			}
			continue
		}
		n, ok := number(o)
		if !ok {
			return errUnclear
		}
		at -= n * p.size / 1000
		least, most = min(least, at), max(most, at)
	}
	up, down := p.rise+reachUp*p.size, p.rise-reachDown*p.size
	aside := math.Abs(reachAside * p.size)
	p.ink(around(p.text.Times(p.ctm), Box{least - aside, min(up, down), most + aside, max(up, down)}))
	p.text = pdfread.Translation(at, 0).Times(p.text)
	return nil
}
