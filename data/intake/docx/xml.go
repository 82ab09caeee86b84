package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"gongwen/internal/diag"
)

var errTooDeep = diag.NewError("元素嵌套太深", "too many elements in one another")

// part is a part of the package being read. Nothing in it is expanded:
// encoding/xml knows no entities but those of XML itself.
type part struct {
	dec     *xml.Decoder
	content []byte
	depth   int
	spaces  map[string]string // namespaces by their prefixes
	// section reads the properties of a section that ends with a paragraph (17.6.18); nil
	// to pass them over.
	section func(p *part) error
}

func newPart(content []byte) *part {
	dec := xml.NewDecoder(bytes.NewReader(content))
	dec.CharsetReader = charset.NewReaderLabel
	return &part{dec: dec, content: content, spaces: map[string]string{}}
}

// next gives the next token and keeps count of the open elements.
func (p *part) next() (xml.Token, error) {
	token, err := p.dec.Token()
	if err != nil {
		if errors.Is(err, io.EOF) && p.depth > 0 {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	switch t := token.(type) {
	case xml.StartElement:
		if p.depth++; p.depth > maxNesting {
			return nil, errTooDeep
		}
		p.declare(t)
	case xml.EndElement:
		p.depth--
	}
	return token, nil
}

// each calls visit for the elements directly inside the open one, up to its end.
// What visit leaves unread of an element is passed over.
func (p *part) each(visit func(key string, e xml.StartElement) error) error {
	inside := p.depth
	for {
		token, err := p.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			if p.depth < inside {
				return nil
			}
		case xml.StartElement:
			if err := visit(name(t.Name), t); err != nil {
				return err
			}
			if err := p.leave(inside); err != nil {
				return err
			}
		}
	}
}

// leave passes over what is left of elements deeper than depth.
func (p *part) leave(depth int) error {
	for p.depth > depth {
		if _, err := p.next(); err != nil {
			return err
		}
	}
	return nil
}

// root calls visit for the elements inside the part's root element.
func (p *part) root(key string, visit func(key string, e xml.StartElement) error) error {
	for {
		token, err := p.next()
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if name(e.Name) != key {
				return diag.NewError("该是 %[2]s 的地方是 %[1]s", "%[1]s in place of %[2]s", name(e.Name), key)
			}
			return p.each(visit)
		}
	}
}

// text is the characters of the open element, without those of elements in it.
func (p *part) text() (string, error) {
	inside := p.depth
	var b strings.Builder
	for {
		token, err := p.next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			if p.depth == inside {
				b.Write(t)
			}
		case xml.EndElement:
			if p.depth < inside {
				return b.String(), nil
			}
		}
	}
}

// gather is the text of the open element and of all in it, as far as messages
// repeat it.
func (p *part) gather() (string, error) {
	inside := p.depth
	var b strings.Builder
	for p.depth >= inside {
		token, err := p.next()
		if err != nil {
			return "", err
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch name(e.Name) {
		case "w:t", "w:delText", "m:t", "a:t":
			s, err := p.text()
			if err != nil {
				return "", err
			}
			if b.Len() < maxNote*len("字") {
				b.WriteString(s)
			}
		case "w:tab", "w:br":
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String()), nil
}
