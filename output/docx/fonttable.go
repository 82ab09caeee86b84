package docx

import (
	"slices"

	"gongwen/layout/doc"
)

// fontTable is word/fontTable.xml (ECMA-376-1 17.8.3.11): what a reader needs
// to find a face in place of one that it lacks.
func (b *builder) fontTable() part {
	w := newXML(&b.diags)
	namespaces := []string{"xmlns:w", nsW}
	if b.embedded != nil {
		namespaces = append(namespaces, "xmlns:r", nsR)
	}
	w.open("w:fonts", namespaces...)
	var written []string
	if b.embedded != nil {
		for _, family := range b.embedded.families() {
			written = append(written, b.embedded.family(family[0].face))
			b.embeddedFont(w, family)
		}
	}
	for _, f := range b.doc.Fonts {
		if !slices.Contains(written, f.Name) {
			written = append(written, f.Name)
			eastAsianFont(w, f)
		}
	}
	for _, f := range b.doc.Fonts {
		if f.Latin != "" && !slices.Contains(written, f.Latin) {
			written = append(written, f.Latin)
			latinFont(w, f.Latin)
		}
	}
	w.close("w:fonts")
	return part{name: "word/fontTable.xml", contentType: mainML + "fontTable+xml", relation: nsR + "/fontTable", data: w.Bytes}
}

// eastAsianFont writes w:font (17.8.3.10), its children in schema order.
func eastAsianFont(w *xmlWriter, f doc.FontRole) {
	w.open("w:font", "w:name", f.Name)
	if f.Alt != "" && f.Alt != f.Name {
		w.leaf("w:altName", "w:val", f.Alt)
	}
	if f.Panose != [10]byte{} {
		w.leaf("w:panose1", "w:val", hex(f.Panose[:]...))
	}
	w.leaf("w:charset", "w:val", "86") // GB 2312
	w.leaf("w:family", "w:val", oneOf(f.Family, "auto", "decorative", "modern", "roman", "script", "swiss"))
	w.leaf("w:pitch", "w:val", oneOf(f.Pitch, "default", "fixed", "variable"))
	w.close("w:font")
}

// embeddedFont writes the font of a family whose faces are in the package.
func (b *builder) embeddedFont(w *xmlWriter, family []*usedFace) {
	name := b.embedded.family(family[0].face)
	f := doc.FontRole{}
	for _, role := range b.doc.Fonts {
		if role.Name == name {
			f = role
			break
		}
	}
	w.open("w:font", "w:name", name)
	if f.Alt != "" && f.Alt != name {
		w.leaf("w:altName", "w:val", f.Alt)
	}
	panose := family[0].face.Font.PANOSE()
	w.leaf("w:panose1", "w:val", hex(panose[:]...))
	charset := "00"
	if family[0].face.Font.GlyphIndex('国') != 0 {
		charset = "86" // GB 2312
	}
	w.leaf("w:charset", "w:val", charset)
	w.leaf("w:family", "w:val", oneOf(f.Family, "auto", "decorative", "modern", "roman", "script", "swiss"))
	w.leaf("w:pitch", "w:val", oneOf(f.Pitch, "default", "fixed", "variable"))
	for _, u := range family {
		element := "w:embedRegular" // 17.8.3.6
		if u.bold() {
			element = "w:embedBold" // 17.8.3.4
		}
		w.leaf(element, "r:id", u.id, "w:fontKey", u.key.String())
	}
	w.close("w:font")
}

// latinFont writes the font of Latin letters and digits, of which a role only
// knows the name.
func latinFont(w *xmlWriter, name string) {
	w.open("w:font", "w:name", name)
	if name == "Times New Roman" {
		w.leaf("w:panose1", "w:val", "02020603050405020304")
		w.leaf("w:charset", "w:val", "00")
		w.leaf("w:family", "w:val", "roman")
		w.leaf("w:pitch", "w:val", "variable")
	} else {
		w.leaf("w:charset", "w:val", "00")
		w.leaf("w:family", "w:val", "auto")
		w.leaf("w:pitch", "w:val", "default")
	}
	w.close("w:font")
}

// oneOf is value if it is among the values of an enumeration, else the first of them.
func oneOf(value string, values ...string) string {
	if slices.Contains(values, value) {
		return value
	}
	return values[0]
}
