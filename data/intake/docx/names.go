package docx

import "encoding/xml"

// prefixes gives the namespaces of ISO/IEC 29500-1 (strict) and -4
// (transitional) and of Microsoft's extensions their usual prefixes, whatever
// prefix a file uses.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":    "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                "r",
	"http://schemas.openxmlformats.org/package/2006/relationships":           "rel",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            "mc",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                              "a",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             "wp",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":               "pic",
	"http://purl.oclc.org/ooxml/drawingml/picture":                           "pic",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                 "c",
	"http://purl.oclc.org/ooxml/drawingml/chart":                             "c",
	"http://schemas.microsoft.com/office/drawing/2014/chartex":               "cx",
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":               "dgm",
	"http://purl.oclc.org/ooxml/drawingml/diagram":                           "dgm",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":      "wps",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup":      "wpg",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas":     "wpc",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                         "m",
	"urn:schemas-microsoft-com:vml":                                          "v",
	"urn:schemas-microsoft-com:office:office":                                "o",
}

// name is the name of an element or attribute with the usual prefix; elements
// of other namespaces have an empty one, so that they match nothing.
func name(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return prefixes[n.Space] + ":" + n.Local
}

// attribute gives an attribute's value, empty where there is none.
func attribute(e xml.StartElement, key string) string {
	for _, a := range e.Attr {
		if name(a.Name) == key {
			return a.Value
		}
	}
	return ""
}

// toggle is a property that is on, off or not said.
type toggle int8

const (
	unsaid toggle = iota
	on
	off
)

// onOff reads the value of a toggle element (ISO/IEC 29500-1 17.17.4).
func onOff(e xml.StartElement) toggle {
	switch attribute(e, "w:val") {
	case "0", "false", "off", "none":
		return off
	}
	return on
}
