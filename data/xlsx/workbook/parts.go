package workbook

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"gongwen/internal/opc"
)

// relationship types end in these, in the transitional and the strict form alike.
const (
	relWorkbook = "/officeDocument"
	relSheet    = "/worksheet"
	relStrings  = "/sharedStrings"
	relStyles   = "/styles"
	relComments = "/comments"
	relDrawing  = "/drawing"
)

// relations are the targets of a part's relationships by id, with their types.
type relation struct{ kind, target string }

// relations reads what a part refers to; a part without relationships has none.
func (r *reader) relations(part string) (map[string]relation, error) {
	name := "_rels/.rels" // of the package
	if part != "" {
		name = path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	}
	content, err := r.Read(name)
	if errors.Is(err, opc.ErrMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list := map[string]relation{}
	err = each(content, func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" {
			return nil
		}
		target := attribute(e, "Target")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(path.Dir(part), target)
		}
		list[attribute(e, "Id")] = relation{attribute(e, "Type"), target}
		return nil
	})
	return list, err
}

// target is the first of the relations that has a type, empty for none.
func target(relations map[string]relation, kind string) string {
	best, id := "", ""
	for i, r := range relations {
		if strings.HasSuffix(r.kind, kind) && (id == "" || i < id) {
			best, id = r.target, i
		}
	}
	return best
}

// related is the part of a kind that a part leads to, and whether there is one.
func (r *reader) related(part, kind string) (content []byte, found bool, err error) {
	relations, err := r.relations(part)
	if err != nil {
		return nil, false, err
	}
	name := target(relations, kind)
	if name == "" {
		return nil, false, nil
	}
	content, err = r.Read(name)
	if errors.Is(err, opc.ErrMissing) {
		return nil, false, nil
	}
	return content, err == nil, err
}

// each calls f for every element of an XML part; f may read on in it.
func each(content []byte, f func(*xml.Decoder, xml.StartElement) error) error {
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := f(d, e); err != nil {
				return err
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isTrue reads an xsd:boolean.
func isTrue(s string) bool { return s == "1" || s == "true" }

// characters are the text up to the end of the element that has just begun;
// elements in it are left out.
func characters(d *xml.Decoder) (string, error) {
	var text strings.Builder
	for depth := 1; depth > 0; {
		token, err := d.RawToken()
		if err != nil {
			return "", unexpectedEnd(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			if depth == 1 {
				text.Write(token)
			}
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return text.String(), nil
}

func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Unescape resolves the _xHHHH_ of ST_Xstring (ISO/IEC 29500-1 22.9.2.19) and
// makes line breaks \n.
func Unescape(s string) string {
	if strings.Contains(s, "_x") {
		var out strings.Builder
		for i := 0; i < len(s); {
			if r, ok := escaped(s[i:]); ok {
				out.WriteRune(r)
				i += len("_x0000_")
				continue
			}
			out.WriteByte(s[i])
			i++
		}
		s = out.String()
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
}

// escaped is the character of an escape that s begins with.
func escaped(s string) (rune, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s[2:6]) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
