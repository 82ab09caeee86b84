package docx

import (
	"strings"
	"time"
)

// coreProperties is docProps/core.xml (ECMA-376-2 clause 11). It names the
// agency and never a person; a document without a date has none.
func (b *builder) coreProperties() part {
	m := b.doc.Meta
	w := newXML(&b.diags)
	w.open("cp:coreProperties",
		"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xmlns:dcterms", "http://purl.org/dc/terms/",
		"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	for _, e := range []struct{ name, value string }{
		{"dc:title", m.Title},
		{"dc:subject", m.Subject},
		{"dc:creator", m.Author},
		{"cp:keywords", strings.Join(m.Keywords, "; ")},
		{"dc:language", b.language()},
	} {
		if e.value != "" {
			w.element(e.name, e.value)
		}
	}
	if !m.Created.IsZero() {
		date := m.Created.UTC().Format(time.RFC3339)
		w.element("dcterms:created", date, "xsi:type", "dcterms:W3CDTF")
		w.element("dcterms:modified", date, "xsi:type", "dcterms:W3CDTF")
	}
	w.close("cp:coreProperties")
	return part{
		name:        "docProps/core.xml",
		contentType: "application/vnd.openxmlformats-package.core-properties+xml",
		relation:    nsRelations + "/metadata/core-properties",
		data:        w.Bytes,
	}
}

// appProperties is docProps/app.xml (ECMA-376-1 22.2).
func (b *builder) appProperties(application string) part {
	w := newXML(&b.diags)
	w.open("Properties", "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
	w.element("Application", application)
	w.close("Properties")
	return part{
		name:        "docProps/app.xml",
		contentType: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
		relation:    nsR + "/extended-properties",
		data:        w.Bytes,
	}
}

// language is the document's language, Chinese where it does not say.
func (b *builder) language() string {
	if b.doc.Meta.Lang == "" {
		return "zh-CN"
	}
	return b.doc.Meta.Lang
}
