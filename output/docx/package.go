package docx

import (
	"archive/zip"
	"io"
	"path"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"

	"gongwen/internal/diag"
)

// Namespaces and relationship types: ECMA-376-1 Annex A and clause 11, ECMA-376-2 clause 13 and Annex E.
const (
	nsW            = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR            = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsRelations    = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types"
	typeHyperlink  = nsR + "/hyperlink"
	mainML         = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// part is a file of the package. Its relationship is the one that leads to it
// from the package or from the main document.
type part struct {
	name        string // without a slash in front
	contentType string
	relation    string // relationship type
	id          string // relationship id
	kind        string // of a header or footer: default or even
	data        []byte
}

// relationship is one to something outside the package.
type relationship struct{ id, relation, target string }

// contentTypes is [Content_Types].xml (ECMA-376-2 10.1.2.2).
func contentTypes(parts []part, diags *diag.List) part {
	w := newXML(diags)
	w.open("Types", "xmlns", nsContentTypes)
	w.leaf("Default", "Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml")
	w.leaf("Default", "Extension", "xml", "ContentType", "application/xml")
	for _, p := range parts {
		if p.contentType == "" { // a relationship part
			continue
		}
		w.leaf("Override", "PartName", "/"+p.name, "ContentType", p.contentType)
	}
	w.close("Types")
	return part{name: "[Content_Types].xml", data: w.Bytes}
}

// relationships is a relationship part (ECMA-376-2 9.3). Targets are relative
// to the folder that holds the part's _rels.
func relationships(name string, parts []part, external []relationship, diags *diag.List) part {
	base := path.Dir(path.Dir(name))
	w := newXML(diags)
	w.open("Relationships", "xmlns", nsRelations)
	for _, p := range parts {
		w.leaf("Relationship", "Id", p.id, "Type", p.relation, "Target", strings.TrimPrefix(p.name, base+"/"))
	}
	for _, r := range external {
		w.leaf("Relationship", "Id", r.id, "Type", r.relation, "Target", r.target, "TargetMode", "External")
	}
	w.close("Relationships")
	return part{name: name, data: w.Bytes}
}

// compressionLevel 6 makes a report 5 % larger than level 9 does, in a quarter of the time.
const compressionLevel = 6

// writePackage writes the parts as a ZIP file (ECMA-376-2 Annex C) in which
// nothing depends on the time or the machine.
func (e *Exporter) writePackage(w io.Writer, parts []part) error {
	compressor, ok := e.compressors.Get().(*flate.Writer)
	if !ok {
		var err error
		if compressor, err = flate.NewWriter(nil, compressionLevel); err != nil {
			return err
		}
	}
	defer e.compressors.Put(compressor)

	z := zip.NewWriter(w)
	// The zip writer closes each file before it begins the next, so one compressor serves all.
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		compressor.Reset(out)
		return compressor, nil
	})
	epoch := time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return err
		}
		if _, err := f.Write(p.data); err != nil {
			return err
		}
	}
	return z.Close()
}
