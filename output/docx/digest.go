package docx

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"gongwen/internal/opc"
	"gongwen/output"
)

// customName is the part of custom properties (ECMA-376-1 22.3), of which the
// digest is one.
const customName = "docProps/custom.xml"

// digestProperty is the property that holds the digest of the other parts.
const digestProperty = "gongwen:parts"

// customProperties is a part with a digest (SHA-256) of all other parts, by
// which a later run sees whether somebody has edited the document.
func customProperties(digest string) part {
	w := newXML(nil)
	w.open("Properties", "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
		"xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
	w.open("property", "fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid", "2", "name", digestProperty)
	w.element("vt:lpwstr", digest)
	w.close("property")
	w.close("Properties")
	return part{
		name:        customName,
		contentType: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
		relation:    nsR + "/custom-properties",
		data:        w.Bytes,
	}
}

// digestOf is the digest of parts but that of custom properties, in the order of
// their names.
func digestOf(parts []part) string {
	parts = slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return strings.EqualFold(p.name, customName) })
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
	sum := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(sum, "%q %x\n", strings.ToLower(p.name), sha256.Sum256(p.data))
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// sealed are the parts with the digest that they have in its place.
func sealed(parts []part) []part {
	for i := range parts {
		if parts[i].name == customName {
			parts[i].data = customProperties(digestOf(parts)).data
		}
	}
	return parts
}

// Origin implements output.Recogniser. A document that a word processor has
// saved is edited: it has written all parts anew.
func (e *Exporter) Origin(content []byte) output.Origin {
	p, err := opc.Open(content, readLimits())
	if err != nil {
		return output.Foreign
	}
	custom, err := p.Read(customName)
	if err != nil || !bytes.Contains(custom, []byte(digestProperty)) {
		return output.Foreign
	}
	var parts []part
	for _, name := range p.Names() {
		data, err := p.Read(name)
		if err != nil {
			return output.Edited
		}
		parts = append(parts, part{name: name, data: data})
	}
	if !bytes.Equal(custom, customProperties(digestOf(parts)).data) {
		return output.Edited
	}
	return output.Untouched
}

var _ output.Recogniser = (*Exporter)(nil)
