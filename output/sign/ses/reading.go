package ses

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"gongwen/internal/diag"
)

// oneReading holds a part that nobody has signed, the list of signatures, to what
// every reader takes alike: no DOCTYPE, which may give elements attributes that
// do not stand there; elements of OFD alone; no attribute twice, under whatever
// prefix.
func oneReading(name string, content []byte) error {
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", name)
		}
		switch t := token.(type) {
		case xml.Directive:
			return ambiguous(name)
		case xml.StartElement:
			if !ofOFD(t.Name.Space) || repeatsAttribute(t.Attr) {
				return ambiguous(name)
			}
		}
	}
}

func ambiguous(name string) error {
	return diag.NewError("部件 %s 可以有不同的读法", "the part %s can be read in different ways", name)
}

// ofOFD reports whether a namespace is that of OFD, as it is or was, or none.
func ofOFD(space string) bool {
	return space == "" || strings.HasPrefix(space, "http://www.ofdspec.org")
}

func repeatsAttribute(attrs []xml.Attr) bool {
	seen := map[string]bool{}
	for _, a := range attrs {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
			continue
		}
		if seen[a.Name.Local] {
			return true
		}
		seen[a.Name.Local] = true
	}
	return false
}
