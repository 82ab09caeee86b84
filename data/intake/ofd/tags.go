package ofd

import (
	"path"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// structureNamespace names the tags (GB/T 33190-2016 16) that output/ofd writes.
const structureNamespace = "urn:gongwen:structure:1"

// shown names an object of a page.
type shown struct{ page, object string }

// said is what a text object says.
type said struct {
	run   flow.Run
	page  int
	taken bool // by an element
}

// keep notes what a text object of the content says. An object that names no other
// id than one before it makes the tags useless, as one without an element does.
func (p *page) keep(o *textObject, bold bool) {
	if p.said == nil || p.below {
		return
	}
	s := &said{run: flow.Run{Bold: bold}, page: p.number}
	for _, c := range o.Codes {
		s.run.Text += c.Text
	}
	if len(o.Actions) == 1 {
		s.run.Link = o.Actions[0].URI.Target
	}
	key := shown{p.id, o.ID}
	if p.said[key] != nil {
		key.object += "\x00"
	}
	p.said[key] = s
}

// tagged is the document as the tags of output/ofd have it, nil without them or
// when they do not tell of all the text, each piece once: then it is read by the
// places.
func (r *reader) tagged(name string) (*flow.Document, error) {
	if r.said == nil {
		return nil, nil
	}
	list, err := place("Document.xml", r.folder, r.doc.Tags)
	if err != nil || !r.parts.Has(list) {
		return nil, err
	}
	var tags struct {
		Tags []struct {
			Namespace string `xml:"NameSpace,attr"`
			File      string `xml:"FileLoc"`
		} `xml:"CustomTag"`
	}
	if err := r.decode(list, &tags); err != nil {
		return nil, err
	}
	for _, t := range tags.Tags {
		if t.Namespace != structureNamespace {
			continue
		}
		at, err := place(list, path.Dir(list), t.File)
		if err != nil || !r.parts.Has(at) {
			return nil, err
		}
		content, err := r.parts.Read(at)
		if err != nil {
			return nil, err
		}
		s := structure{reader: r, file: name, out: &flow.Document{}}
		if err := s.read(content); err != nil {
			return nil, diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", at)
		}
		if s.broken || !s.whole() {
			return nil, nil
		}
		return s.out, nil
	}
	return nil, nil
}

// whole reports whether every piece of text is in an element.
func (s *structure) whole() bool {
	for _, said := range s.said {
		if !said.taken {
			return false
		}
	}
	return len(s.out.Blocks) > 0
}
