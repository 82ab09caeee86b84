package pdf

import (
	"gongwen/internal/pdfread"
)

// page is a page with the text of its marked content.
type page struct {
	number int
	read   bool
	texts  map[int64][]text // by MCID
}

// text is text of one look.
type text struct {
	said string
	bold bool
	page int
}

// readPage reads a page's content the first time it is asked for.
func (r *reader) readPage(ref pdfread.Ref, p *page) error {
	if p.read {
		return nil
	}
	p.read, p.texts = true, map[int64][]text{}
	d, err := r.view.Dict(ref)
	if err != nil {
		return err
	}
	resources, err := r.inherited(d)
	if err != nil {
		return err
	}
	c := &content{reader: r, page: p, ref: ref}
	if c.fonts, err = r.view.Dict(resources["Font"]); err != nil {
		return err
	}
	if c.properties, err = r.view.Dict(resources["Properties"]); err != nil {
		return err
	}
	streams, err := r.contents(d["Contents"])
	if err != nil {
		return err
	}
	return pdfread.Operators(streams, c.operator)
}

// inherited are the resources of a page or of the nodes above it (ISO 32000-1 7.7.3.4).
func (r *reader) inherited(d pdfread.Dict) (pdfread.Dict, error) {
	var err error
	for range maxDepth {
		if d["Resources"] != nil || d["Parent"] == nil {
			break
		}
		if d, err = r.view.Dict(d["Parent"]); err != nil {
			return nil, err
		}
	}
	return r.view.Dict(d["Resources"])
}

// contents are the streams of a page joined (Table 30).
func (r *reader) contents(o pdfread.Object) ([]byte, error) {
	resolved, err := r.view.Resolve(o)
	if err != nil || resolved == nil {
		return nil, err
	}
	list, several := resolved.(pdfread.Array)
	if !several {
		return r.view.Stream(o)
	}
	var all []byte
	for _, item := range list {
		part, err := r.view.Stream(item)
		if err != nil {
			return nil, err
		}
		all = append(append(all, part...), '\n')
	}
	return all, nil
}

// content reads the operators of a page.
type content struct {
	*reader
	page              *page
	ref               pdfread.Ref
	fonts, properties pdfread.Dict
	font              *font
	bold              bool // text is filled and stroked (9.3.6)
	marks             []mark
	saved             []state
}

// mark is open marked content.
type mark struct {
	mcid   int64 // -1 for none of its own
	actual bool  // its text is replaced
}

// state is what q saves of the text state.
type state struct {
	font *font
	bold bool
}

func (c *content) operator(name string, operands []pdfread.Object) error {
	switch name {
	case "q":
		c.saved = append(c.saved, state{c.font, c.bold})
		return c.step(c.ref)
	case "Q":
		if n := len(c.saved); n > 0 {
			c.font, c.bold = c.saved[n-1].font, c.saved[n-1].bold
			c.saved = c.saved[:n-1]
		}
	case "BMC":
		return c.open(mark{mcid: -1})
	case "BDC":
		return c.begin(operands)
	case "EMC":
		if n := len(c.marks); n > 0 {
			c.marks = c.marks[:n-1]
		}
	case "Tr":
		if len(operands) == 1 {
			c.bold = operands[0] == pdfread.Object(int64(2))
		}
	case "Tf":
		return c.setFont(operands)
	case "Tj", "'", "\"", "TJ":
		if len(operands) > 0 {
			return c.show(operands[len(operands)-1])
		}
	}
	return nil
}

// begin opens marked content with properties (14.6.2).
func (c *content) begin(operands []pdfread.Object) error {
	m := mark{mcid: -1}
	if len(operands) != 2 {
		return c.open(m)
	}
	o := operands[1]
	if name, ok := o.(pdfread.Name); ok {
		o = c.properties[name]
	}
	list, err := c.view.Dict(o)
	if err != nil {
		return err
	}
	if n, ok := list["MCID"].(int64); ok {
		m.mcid = n
	}
	if err := c.open(m); err != nil {
		return err
	}
	if list["ActualText"] != nil && !c.replaced() {
		said, err := c.words(list["ActualText"], c.ref)
		if err != nil {
			return err
		}
		c.marks[len(c.marks)-1].actual = true
		return c.add(said)
	}
	return nil
}

func (c *content) open(m mark) error {
	if len(c.marks) >= maxDepth {
		return c.tooDeep(c.ref)
	}
	c.marks = append(c.marks, m)
	return c.step(c.ref)
}

// replaced says whether the text that is shown is said by ActualText.
func (c *content) replaced() bool {
	for _, m := range c.marks {
		if m.actual {
			return true
		}
	}
	return false
}

// show adds the text of a string or of the strings of an array.
func (c *content) show(o pdfread.Object) error {
	if c.font == nil || c.replaced() {
		return nil
	}
	switch s := o.(type) {
	case pdfread.String:
		return c.add(c.font.text(s.Value, c.limits.Text))
	case pdfread.Array:
		for _, item := range s {
			if piece, ok := item.(pdfread.String); ok {
				if err := c.add(c.font.text(piece.Value, c.limits.Text)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// add puts text behind that of the innermost marked content with an MCID. What
// stands in none is decoration.
func (c *content) add(said string) error {
	if said == "" {
		return nil
	}
	for i := len(c.marks) - 1; i >= 0; i-- {
		if id := c.marks[i].mcid; id >= 0 {
			c.page.texts[id] = append(c.page.texts[id], text{said, c.bold || c.font != nil && c.font.bold, c.page.number})
			if err := c.step(c.ref); err != nil {
				return err
			}
			return c.spend(c.ref, len(said))
		}
	}
	return nil
}
