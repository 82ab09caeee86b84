package ink

import (
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// errUnclear says that content is not of the kind that this program writes, so
// that nobody can say where on the page it shows.
var errUnclear = diag.NewError("页面内容有不认识的写法", "content of an unknown kind")

// Meets reports whether the content of a page draws anything that meets a box.
// It errs to the side of yes: it takes boxes around lines and shapes, and does
// not see what clips them or whether they are white. The error is errUnclear for
// content of any other kind than this program writes.
func (s Sheet) Meets(v *pdfread.View, target Box) (bool, error) {
	content, err := contentOf(v, s.Dict["Contents"])
	if err != nil {
		return false, err
	}
	resources, err := v.Dict(s.Dict["Resources"])
	if err != nil {
		return false, err
	}
	p := newPen(v, target)
	if p.fonts, err = v.Dict(resources["Font"]); err != nil {
		return false, err
	}
	if p.images, err = v.Dict(resources["XObject"]); err != nil {
		return false, err
	}
	err = pdfread.Operators(content, p.operator)
	return p.met, err
}

// contentOf is the content of a page, its streams joined (ISO 32000-1 7.8.2).
func contentOf(v *pdfread.View, o pdfread.Object) ([]byte, error) {
	resolved, err := v.Resolve(o)
	if err != nil || resolved == nil {
		return nil, err
	}
	list, several := resolved.(pdfread.Array)
	if !several {
		return v.Stream(o)
	}
	var all []byte
	for _, e := range list {
		part, err := v.Stream(e)
		if err != nil {
			return nil, err
		}
		all = append(append(all, part...), '\n')
	}
	return all, nil
}

// state is the part of the graphics state that says where things are drawn
// (8.4, 9.3).
type state struct {
	ctm       pdfread.Matrix
	lineWidth float64

	font                         *glyphWidths
	size, spacing, leading, rise float64
}

// pen follows the operators of a content stream.
type pen struct {
	state
	view          *pdfread.View
	fonts, images pdfread.Dict
	widths        map[pdfread.Name]*glyphWidths
	target        Box
	met           bool

	saved      []state
	path       Box // around the points of the open path
	text, line pdfread.Matrix
}

func newPen(v *pdfread.View, target Box) *pen {
	return &pen{
		state: state{ctm: pdfread.Identity(), lineWidth: 1}, view: v, target: target, path: nothing,
		text: pdfread.Identity(), line: pdfread.Identity(), widths: map[pdfread.Name]*glyphWidths{},
	}
}

// maxSaved bounds nested graphics states; conformant files have 28 (ISO 19005-2
// 6.1.13).
const maxSaved = 64

// silent are the operators that draw nothing and move nothing: colours, caps,
// joins, dashes, clipping, marked content, the ends of text.
var silent = map[string]bool{
	"g": true, "G": true, "rg": true, "RG": true, "J": true, "j": true, "M": true, "d": true, "i": true, "ri": true,
	"W": true, "W*": true, "BMC": true, "BDC": true, "EMC": true, "MP": true, "DP": true, "ET": true, "Tr": true,
}

func (p *pen) operator(name string, operands []pdfread.Object) error {
	if silent[name] {
		return nil
	}
	switch name {
	case "q":
		if p.saved = append(p.saved, p.state); len(p.saved) > maxSaved {
			return errUnclear
		}
		return nil
	case "Q":
		if len(p.saved) == 0 {
			return errUnclear
		}
		p.state, p.saved = p.saved[len(p.saved)-1], p.saved[:len(p.saved)-1]
		return nil
	case "Do":
		return p.image(operands)
	case "Tf":
		return p.setFont(operands)
	case "Tj", "TJ":
		return p.show(operands)
	}
	var n [6]float64
	if len(operands) > len(n) {
		return errUnclear
	}
	for i, o := range operands {
		var ok bool
		if n[i], ok = number(o); !ok {
			return errUnclear
		}
	}
	if want, known := operandCounts[name]; !known || want != len(operands) {
		return errUnclear
	}
	p.numeric(name, n)
	return nil
}

// operandCounts are the operators that numeric follows.
var operandCounts = map[string]int{
	"cm": 6, "w": 1, "m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0, "n": 0,
	"f": 0, "F": 0, "f*": 0, "B": 0, "B*": 0, "b": 0, "b*": 0, "S": 0, "s": 0,
	"BT": 0, "Tc": 1, "TL": 1, "Ts": 1, "Td": 2, "TD": 2, "Tm": 6, "T*": 0,
}

func (p *pen) numeric(name string, n [6]float64) {
	switch name {
	case "cm":
		p.ctm = pdfread.Matrix(n).Times(p.ctm)
	case "w":
		p.lineWidth = n[0]
	case "m", "l", "c", "v", "y":
		for i := 0; i < operandCounts[name]; i += 2 {
			p.path = p.path.with(p.ctm.Apply(n[i], n[i+1]))
		}
	case "re":
		b := around(p.ctm, Box{min(n[0], n[0]+n[2]), min(n[1], n[1]+n[3]), max(n[0], n[0]+n[2]), max(n[1], n[1]+n[3])})
		p.path = p.path.with(b.Left, b.Bottom).with(b.Right, b.Top)
	case "n":
		p.path = nothing
	case "f", "F", "f*":
		p.ink(p.path)
		p.path = nothing
	case "B", "B*", "b", "b*", "S", "s":
		// A mitre reaches as far as ten half widths, the default limit (8.4.3.5).
		p.ink(p.path.wider(5 * max(p.lineWidth, 0) * scale(p.ctm)))
		p.path = nothing
	case "BT":
		p.text, p.line = pdfread.Identity(), pdfread.Identity()
	case "Tc":
		p.spacing = n[0]
	case "TL":
		p.leading = n[0]
	case "Ts":
		p.rise = n[0]
	case "TD":
		p.leading = -n[1]
		p.move(n[0], n[1])
	case "Td":
		p.move(n[0], n[1])
	case "T*":
		p.move(0, -p.leading)
	case "Tm":
		p.text, p.line = pdfread.Matrix(n), pdfread.Matrix(n)
	}
}

// move goes to another line of text.
func (p *pen) move(x, y float64) {
	p.line = pdfread.Translation(x, y).Times(p.line)
	p.text = p.line
}

// ink notes that something is drawn inside a box of the page.
func (p *pen) ink(b Box) {
	p.met = p.met || b != nothing && (!b.finite() || b.Meets(p.target))
}

// image draws an image, which fills the unit square (8.9.5.1).
func (p *pen) image(operands []pdfread.Object) error {
	if len(operands) != 1 {
		return errUnclear
	}
	name, _ := operands[0].(pdfread.Name)
	o, err := p.view.Resolve(p.images[name])
	if err != nil {
		return err
	}
	if s, ok := o.(*pdfread.Stream); !ok || s.Dict["Subtype"] != pdfread.Name("Image") {
		return errUnclear
	}
	p.ink(around(p.ctm, Box{0, 0, 1, 1}))
	return nil
}
