package cms

import "encoding/asn1"

// ToDER turns the first element of b from BER into DER, as far as lengths and the
// parts of strings go (X.690 8.1.3, 8.7.3): what NSS and streaming programs write
// is then read as everything else. rest is what stands behind it.
func ToDER(b []byte) (der, rest []byte, err error) {
	if len(b) > maxMessage {
		return nil, nil, malformed("太大", "too large")
	}
	if end, is := settled(b, 0); is {
		return b[:end:end], b[end:], nil
	}
	e, rest, ok := berElement(b, 0)
	if !ok {
		return nil, nil, malformed("不是 BER", "not in BER")
	}
	return e, rest, nil
}

// settled reports whether the first element of b is as ToDER gives it, as nearly
// all are, and where it ends.
func settled(b []byte, depth int) (end int, ok bool) {
	head := tagLength(b)
	if head == 0 || len(b) == head || depth > maxDepth || isString(b[0]) {
		return 0, false
	}
	content, rest, endless, ok := berContent(b[head:])
	if !ok || endless || len(b)-len(rest)-len(content) != head+lengthSize(len(content)) {
		return 0, false
	}
	if b[0]&constructed != 0 {
		for len(content) > 0 {
			inner, ok := settled(content, depth+1)
			if !ok {
				return 0, false
			}
			content = content[inner:]
		}
	}
	return len(b) - len(rest), true
}

// lengthSize is how many bytes a length takes (X.690 10.1).
func lengthSize(n int) int {
	size := 1
	if n >= 0x80 {
		for ; n > 0; n >>= 8 {
			size++
		}
	}
	return size
}

// berElement reads an element and gives it in DER.
func berElement(b []byte, depth int) (der, rest []byte, ok bool) {
	head := tagLength(b)
	if head == 0 || len(b) == head || depth > maxDepth {
		return nil, nil, false
	}
	tag, compound := b[:head], b[0]&constructed != 0
	content, rest, endless, ok := berContent(b[head:])
	if !ok || endless && !compound {
		return nil, nil, false
	}
	if !compound {
		return appendElement(nil, tag, content), rest, true
	}
	inner, behind, ok := berElements(content, endless, isString(tag[0]), depth+1)
	if !ok {
		return nil, nil, false
	}
	if endless {
		rest = behind
	}
	if isString(tag[0]) {
		tag = []byte{tag[0] &^ constructed}
	}
	return appendElement(nil, tag, inner), rest, true
}

// isString reports whether a tag is that of an OCTET STRING in parts.
func isString(tag byte) bool { return tag == asn1.TagOctetString|constructed }

// berElements reads elements up to the end of b, or, of an endless one, up to its
// end marker. The parts of a string lose their heads.
func berElements(b []byte, endless, parts bool, depth int) (der, rest []byte, ok bool) {
	for {
		switch {
		case endless && len(b) >= 2 && b[0] == 0 && b[1] == 0:
			return der, b[2:], true
		case len(b) == 0:
			return der, nil, !endless
		}
		var e []byte
		if e, b, ok = berElement(b, depth); !ok {
			return nil, nil, false
		}
		if parts {
			part, _, whole := nextElement(e)
			if !whole || part.tag != asn1.TagOctetString {
				return nil, nil, false
			}
			e = part.content
		}
		der = append(der, e...)
	}
}

// tagLength is the length of an identifier (X.690 8.1.2), 0 for none.
func tagLength(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	if b[0]&0x1F != 0x1F {
		return 1
	}
	for i := 1; i < len(b) && i < 5; i++ {
		if b[i]&0x80 == 0 {
			return i + 1
		}
	}
	return 0
}

// berContent reads a length and gives the content behind it; of an endless element
// all that follows.
func berContent(b []byte) (content, rest []byte, endless, ok bool) {
	length, b := int(b[0]), b[1:]
	switch {
	case length == 0x80:
		return b, nil, true, true
	case length > 0x80:
		n := length - 0x80
		if n > 8 || n > len(b) {
			return nil, nil, false, false
		}
		length = 0
		for _, c := range b[:n] {
			if length = length<<8 | int(c); length > maxMessage {
				return nil, nil, false, false
			}
		}
		b = b[n:]
	}
	if length > len(b) {
		return nil, nil, false, false
	}
	return b[:length], b[length:], false, true
}

func appendElement(b, tag, content []byte) []byte {
	b = append(b, tag...)
	n := len(content)
	switch {
	case n < 0x80:
		b = append(b, byte(n))
	case n < 1<<8:
		b = append(b, 0x81, byte(n))
	case n < 1<<16:
		b = append(b, 0x82, byte(n>>8), byte(n))
	case n < 1<<24:
		b = append(b, 0x83, byte(n>>16), byte(n>>8), byte(n))
	default:
		b = append(b, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(b, content...)
}
