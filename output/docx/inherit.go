package docx

import (
	"slices"

	"gongwen/layout/doc"
)

// property is an element without content that says one thing of a style.
type property struct {
	name  string
	attrs []string // names and values in turn
}

// bodyStyle is what the style of body text says, of paragraphs and of their
// text, with what it leaves out because it is off or nothing. Both are empty
// when the document has no such style.
type bodyStyle struct{ para, run []property }

// bodyStyle works it out once.
func (b *builder) bodyStyle() *bodyStyle {
	if b.body != nil {
		return b.body
	}
	b.body = &bodyStyle{}
	if body, ok := b.doc.Style(doc.BodyRole); ok {
		para, run := b.look(body)
		b.body.para, b.body.run = b.properties(para.writeContent), b.properties(run.writeContent)
	}
	return b.body
}

// properties are all that write would write, and what it would leave out because
// it is off or nothing.
func (b *builder) properties(write func(w *xmlWriter)) []property {
	var all []property
	write(&xmlWriter{diags: &b.diags, whole: true, recorded: &all})
	return all
}

// inheritance is an element in the making that says only what base does not.
type inheritance struct {
	base    []property
	element string
	opened  bool
}

// inheriting writes an element with those of the properties that write writes,
// and of their attributes, that differ from those of the style that it is based
// on: what it does not say changes with that style (ECMA-376-1 17.7.2).
func inheriting(w *xmlWriter, name string, write func(w *xmlWriter), base []property) {
	over := inheritance{base: base, element: name}
	w.over, w.whole = &over, true
	write(w)
	w.over, w.whole = nil, false
	if over.opened {
		w.close(name)
	}
}

// leaf writes what is new in an element without content.
func (o *inheritance) leaf(w *xmlWriter, name string, attrs []string) {
	differing := make([]string, 0, 16) // on the stack: no element has more
	i := slices.IndexFunc(o.base, func(b property) bool { return b.name == name })
	switch {
	case i < 0:
		differing = append(differing, attrs...)
	case slices.Equal(attrs, o.base[i].attrs):
		return
	default:
		differing = differ(differing, attrs, o.base[i].attrs)
	}
	if !o.opened {
		w.open(o.element)
		o.opened = true
	}
	w.Start(name, differing, "/>")
}

// differ appends the attributes that base has not, or has otherwise.
func differ(out, attrs, base []string) []string {
	for i := 0; i < len(attrs); i += 2 {
		same := false
		for k := 0; k < len(base); k += 2 {
			same = same || attrs[i] == base[k] && attrs[i+1] == base[k+1]
		}
		if !same {
			out = append(out, attrs[i], attrs[i+1])
		}
	}
	return out
}
