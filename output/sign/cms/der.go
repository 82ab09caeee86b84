package cms

import "encoding/asn1"

// Outline is the tags of the parts of a SEQUENCE, the class in the upper bits as
// they stand in its encoding (X.690 8.1.2).
type Outline []byte

// Outlines of what signatures carry along.
var (
	SignedOutline   = Outline{0x30, 0x30, 0x03} // certificates and revocation lists (RFC 5280 4.1, 5.1)
	ResponseOutline = Outline{0x0A, 0xA0}       // OCSP responses (RFC 6960 4.2.1)
	MessageOutline  = Outline{0x06, 0xA0}       // ContentInfo (RFC 5652 3)
)

// IsDER reports whether b is a single SEQUENCE in DER whose parts have the tags
// of outline, with nothing behind it.
func IsDER(b []byte, o Outline) bool {
	e, rest, ok := nextElement(b)
	if !ok || len(rest) > 0 || e.tag != asn1.TagSequence|constructed {
		return false
	}
	content := e.content
	for _, tag := range o {
		var part element
		if part, content, ok = nextElement(content); !ok || part.tag != tag {
			return false
		}
	}
	return len(content) == 0 && wellFormed(e.content, 0)
}

const constructed = 0x20

// element is an encoded value with a tag of one byte, which is all that the
// standards of this package have.
type element struct {
	tag     byte
	content []byte
}

// nextElement reads an element in DER.
func nextElement(b []byte) (e element, rest []byte, ok bool) {
	if len(b) < 2 || b[0]&0x1F == 0x1F {
		return element{}, nil, false
	}
	e.tag = b[0]
	length, b := int(b[1]), b[2:]
	if length >= 0x80 {
		n := length - 0x80
		if n < 1 || n > 4 || len(b) < n || b[0] == 0 {
			return element{}, nil, false
		}
		length = 0
		for _, c := range b[:n] {
			length = length<<8 | int(c)
		}
		if b = b[n:]; length < 0x80 {
			return element{}, nil, false
		}
	}
	if length < 0 || length > len(b) {
		return element{}, nil, false
	}
	e.content = b[:length]
	return e, b[length:], true
}

// wellFormed reports whether b is a row of elements in DER, as deep as they go.
func wellFormed(b []byte, depth int) bool {
	if depth > maxDepth {
		return false
	}
	for len(b) > 0 {
		e, rest, ok := nextElement(b)
		if !ok || e.tag&constructed != 0 && !wellFormed(e.content, depth+1) {
			return false
		}
		b = rest
	}
	return true
}
