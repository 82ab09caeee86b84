package pdf

import "gongwen/internal/unit"

// printFlag is the Print bit of an annotation's flags, the only one that must
// be set (ISO 19005-2 6.3.2).
const printFlag = 4

// writeLink writes a link annotation (ISO 32000-1 12.5.6.5) with the text that
// says where it leads (ISO 14289-1 7.18.5).
func (f *file) writeLink(l link, height unit.Length, structParent int) {
	a := l.area
	o := f.object(l.annot).raw("<</Type/Annot/Subtype/Link/F ").int(printFlag)
	o.raw("/Border[0 0 0]/Rect[").points(a.X).raw(" ").points(height - a.Y - a.Height).raw(" ")
	o.points(a.X + a.Width).raw(" ").points(height - a.Y).raw("]")
	o.raw("/A<</S/URI/URI").literal(asciiURI(a.Target)).raw(">>/Contents")
	o.text(l.contents()).raw("/StructParent ").int(structParent).raw(">>")
}

// contents says in words where a link leads, by its address where nothing else
// does.
func (l link) contents() string {
	if text := clean(l.area.Text); text != "" {
		return text
	}
	return clean(l.area.Target)
}

// asciiURI escapes the bytes that a URI cannot hold (RFC 3986 2.1; the URI of
// an action is 7-bit ASCII, 12.6.4.7).
func asciiURI(target string) string {
	var s syntax
	for i := range len(target) {
		if c := target[i]; c > ' ' && c < 0x7F {
			s.b = append(s.b, c)
		} else {
			s.b = append(s.b, '%', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return string(s.b)
}
