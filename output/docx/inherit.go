package docx

import "slices"

// property is an element without content that says one thing of a style.
type property struct {
	name  string
	attrs []string // names and values in turn
}

// properties is all that write would write, and what it would leave out because
// it is off or nothing.
func (b *builder) properties(write func(w *xmlWriter)) []property {
	var all []property
	write(&xmlWriter{diags: &b.diags, recorded: &all})
	return all
}

// inheriting writes an element with those of the properties, and of their
// attributes, that differ from those of the style that it is based on: what it
// does not say changes with that style (ECMA-376-1 17.7.2).
func inheriting(w *xmlWriter, name string, properties, base []property) {
	opened := false
	for _, p := range properties {
		attrs := p.attrs
		if i := slices.IndexFunc(base, func(b property) bool { return b.name == p.name }); i >= 0 {
			if slices.Equal(attrs, base[i].attrs) {
				continue
			}
			attrs = differing(attrs, base[i].attrs)
		}
		if !opened {
			w.open(name)
			opened = true
		}
		w.leaf(p.name, attrs...)
	}
	if opened {
		w.close(name)
	}
}

// differing is the attributes that base has not, or has otherwise.
func differing(attrs, base []string) []string {
	var out []string
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
