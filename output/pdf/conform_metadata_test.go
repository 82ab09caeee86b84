package pdf

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"unicode/utf8"
)

// namespaces of XMP and of what describes it.
var xmpFrames = map[string]bool{
	"adobe:ns:meta/": true, "http://www.w3.org/1999/02/22-rdf-syntax-ns#": true, "http://www.aiim.org/pdfa/ns/extension/": true,
	"http://www.aiim.org/pdfa/ns/schema#": true, "http://www.aiim.org/pdfa/ns/property#": true,
}

// xmpKnown are properties that ISO 19005-2 knows (the XMP specification of 2005
// and 6.6.4), with the container of their values.
var xmpKnown = map[string]string{
	dcNS + "format": "", dcNS + "title": "Alt", dcNS + "creator": "Seq", dcNS + "description": "Alt", dcNS + "language": "Bag", dcNS + "subject": "Bag",
	pdfNS + "Keywords": "", pdfNS + "Producer": "", xmpNS + "CreatorTool": "", xmpNS + "CreateDate": "", xmpNS + "ModifyDate": "", xmpNS + "MetadataDate": "",
	pdfaNS + "part": "", pdfaNS + "conformance": "", pdfaNS + "rev": "",
}

const (
	pdfaNS   = "http://www.aiim.org/pdfa/ns/id/ "
	pdfuaNS  = "http://www.aiim.org/pdfua/ns/id/ "
	schemaNS = "http://www.aiim.org/pdfa/ns/schema# "
	propNS   = "http://www.aiim.org/pdfa/ns/property# "
)

// checkMetadata: ISO 19005-2 6.6, ISO 19005-4 6.7, ISO 14289-1 5 and 7.1.
func (c *inspection) checkMetadata() {
	stream, ok := c.file.get(c.file.catalog()["Metadata"]).(*streamObj)
	if !ok || stream.dict["Type"] != nameObj("Metadata") || stream.dict["Subtype"] != nameObj("XML") || stream.dict["Filter"] != nil {
		c.bad("no plain metadata stream")
		return
	}
	packet := stream.data
	head, _, _ := bytes.Cut(packet, []byte("?>"))
	if !utf8.Valid(packet) || !strings.HasPrefix(string(head), `<?xpacket begin="`) || bytes.Contains(head, []byte("bytes=")) || bytes.Contains(head, []byte("encoding=")) {
		c.bad("packet begins with %q", head)
	}
	if !regexp.MustCompile(`<\?xpacket end="[rw]"\?>$`).Match(packet) {
		c.bad("packet has no end")
	}
	said, err := readProperties(packet)
	if err != nil {
		c.bad("%v", err)
		return
	}
	for name, want := range map[string]string{
		pdfaNS + "part": c.part, pdfaNS + "conformance": c.letter, pdfaNS + "rev": c.revision,
		pdfuaNS + "part": c.access, pdfuaNS + "rev": c.accessRevision,
	} {
		if said[name] != want {
			c.bad("%s is %q, want %q", name, said[name], want)
		}
	}
	if c.access != "" && said[dcNS+"title"] == "" {
		c.bad("no title")
	}
	c.checkSchemas(packet, said)
	if c.info {
		c.checkInfo(said)
	}
}

// checkSchemas reports whether properties that PDF/A does not know are described,
// and others are shaped as they should be.
func (c *inspection) checkSchemas(packet []byte, said map[string]string) {
	d := xml.NewDecoder(bytes.NewReader(packet))
	var path []xml.Name
	for {
		tok, err := d.Token()
		if err != nil {
			break
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if len(path) > 0 && !xmpFrames[tok.Name.Space] {
				name := tok.Name.Space + " " + tok.Name.Local
				_, known := xmpKnown[name]
				described := c.part == "4" || said[schemaNS+"namespaceURI"] == tok.Name.Space && said[propNS+"name"] == tok.Name.Local
				if !known && !described {
					c.bad("property %s is not described", name)
				}
			}
			if n := len(path); n > 0 && strings.HasSuffix(tok.Name.Space, "rdf-syntax-ns#") && strings.Contains("Alt Seq Bag", tok.Name.Local) {
				if want, known := xmpKnown[path[n-1].Space+" "+path[n-1].Local]; known && want != tok.Name.Local {
					c.bad("%s is a %s, want %q", path[n-1].Local, tok.Name.Local, want)
				}
			}
			path = append(path, tok.Name)
		case xml.EndElement:
			path = path[:len(path)-1]
		}
	}
	if said[schemaNS+"namespaceURI"] == "" {
		return
	}
	for _, name := range []string{schemaNS + "schema", schemaNS + "prefix", propNS + "name", propNS + "valueType", propNS + "category", propNS + "description"} {
		if said[name] == "" {
			c.bad("description of a schema lacks %s", name)
		}
	}
	if category := said[propNS+"category"]; category != "internal" && category != "external" {
		c.bad("category %q", category)
	}
}

// checkInfo compares the information dictionary with XMP (ISO 19005-2 6.6.3).
func (c *inspection) checkInfo(said map[string]string) {
	names := map[nameObj]string{
		"Title": dcNS + "title", "Author": dcNS + "creator", "Subject": dcNS + "description", "Keywords": pdfNS + "Keywords",
		"Creator": xmpNS + "CreatorTool", "Producer": pdfNS + "Producer", "CreationDate": xmpNS + "CreateDate", "ModDate": xmpNS + "ModifyDate",
	}
	info := c.dict(c.file.trailer["Info"])
	for key := range info {
		if names[key] == "" {
			c.bad("information dictionary has %s", key)
		}
	}
	digits := regexp.MustCompile(`[^0-9+-]|-(\d\d)-(\d\d)T`)
	for key, name := range names {
		a, b := str(info[key]), said[name]
		if strings.HasSuffix(string(key), "Date") {
			a, b = digits.ReplaceAllString(a, ""), strings.ReplaceAll(digits.ReplaceAllString(b, "$1$2"), "T", "")
		}
		if a != b {
			c.bad("%s is %q, and %q in XMP", key, a, b)
		}
	}
}
