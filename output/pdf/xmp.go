package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// xmp is the metadata packet (ISO 16684-1) of a file of a level, with the
// identifiers of PDF/A (ISO 19005-2 6.6.4, ISO 19005-4 6.7.3) and PDF/UA (ISO
// 14289-1 5). PDF/A-2 does not know the schema of the latter and wants it
// described (6.6.2.3).
func (m *metadata) xmp(l *conformance) []byte {
	var b strings.Builder
	b.WriteString(xmpHead)
	if l.accessPart != "" {
		b.WriteString(xmpAccess)
	}
	described := l.described && l.accessPart != ""
	if described {
		b.WriteString(xmpExtension)
	}
	b.WriteString(">\n")
	text := func(element, before, after, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<%s>%s%s%s</%s>\n", element, before, escapeXML(value), after, element)
		}
	}
	const alt, altEnd = `<rdf:Alt><rdf:li xml:lang="x-default">`, `</rdf:li></rdf:Alt>`
	const seq, seqEnd = `<rdf:Seq><rdf:li>`, `</rdf:li></rdf:Seq>`
	const bag, bagEnd = `<rdf:Bag><rdf:li>`, `</rdf:li></rdf:Bag>`
	text("pdfaid:part", "", "", l.part)
	text("pdfaid:conformance", "", "", l.letter)
	text("pdfaid:rev", "", "", l.revision)
	text("pdfuaid:part", "", "", l.accessPart)
	text("pdfuaid:rev", "", "", l.accessRevision)
	text("dc:format", "", "", "application/pdf")
	text("dc:title", alt, altEnd, m.title)
	text("dc:creator", seq, seqEnd, m.author)
	text("dc:description", alt, altEnd, m.subject)
	text("dc:language", bag, bagEnd, m.lang)
	if len(m.list) > 0 {
		b.WriteString("<dc:subject><rdf:Bag>")
		for _, k := range m.list {
			b.WriteString("<rdf:li>" + escapeXML(k) + "</rdf:li>")
		}
		b.WriteString("</rdf:Bag></dc:subject>\n")
	}
	text("pdf:Keywords", "", "", m.keywords)
	text("pdf:Producer", "", "", m.producer)
	text("xmp:CreatorTool", "", "", m.producer)
	if !m.created.IsZero() {
		date := m.created.Format("2006-01-02T15:04:05-07:00")
		text("xmp:CreateDate", "", "", date)
		text("xmp:ModifyDate", "", "", date)
		text("xmp:MetadataDate", "", "", date)
	}
	if described {
		b.WriteString(xmpDescribed)
	}
	b.WriteString(xmpTail)
	return []byte(b.String())
}

func escapeXML(text string) string {
	var b strings.Builder
	// A strings.Builder takes every write.
	_ = xml.EscapeText(&b, []byte(text))
	return b.String()
}

const xmpHead = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>" + `
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"`

const xmpAccess = `
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"`

const xmpExtension = `
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"`

const xmpDescribed = `<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
`

const xmpTail = `</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`
