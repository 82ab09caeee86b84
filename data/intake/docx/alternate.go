package docx

import (
	"encoding/xml"
	"strings"
)

// choose reads one of several forms of the same content (ISO/IEC 29500-3 7.5):
// the first choice of which all that it requires is read here, or else the
// fallback. Where there is neither, what stands here cannot be read.
func (r *reader) choose(p *part, read func(*part) error) error {
	chosen := false
	err := p.each(func(key string, e xml.StartElement) error {
		if chosen || key != "mc:Fallback" && (key != "mc:Choice" || !p.understands(attribute(e, "Requires"))) {
			return nil
		}
		chosen = true
		return read(p)
	})
	if err == nil && !chosen {
		r.miss(unknown, "AlternateContent")
	}
	return err
}

// ofWord begins the namespaces of the extensions whose text is written as in any
// other document; ink is drawn.
const ofWord, ink = "http://schemas.microsoft.com/office/word/", "wordprocessingInk"

// understands reports whether namespaces, named by their prefixes, are read here.
func (p *part) understands(required string) bool {
	for prefix := range strings.FieldsSeq(required) {
		space := p.spaces[prefix]
		if _, known := prefixes[space]; !known && (!strings.HasPrefix(space, ofWord) || strings.HasSuffix(space, ink)) {
			return false
		}
	}
	return true
}

// declare notes the namespaces that an element declares. A prefix that has
// several in one part has none.
func (p *part) declare(e xml.StartElement) {
	for _, a := range e.Attr {
		if a.Name.Space != "xmlns" || len(p.spaces) == maxSpaces {
			continue
		}
		if before, twice := p.spaces[a.Name.Local]; twice && before != a.Value {
			p.spaces[a.Name.Local] = ""
		} else {
			p.spaces[a.Name.Local] = a.Value
		}
	}
}
