package docx

import (
	"io"
	"path"
	"strings"

	"gongwen/internal/diag"
	"gongwen/output/container"
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
	turned      bool   // a footer of pages that are turned
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

// writePackage writes the parts as a ZIP file (ECMA-376-2 Annex C).
func (e *Exporter) writePackage(w io.Writer, parts []part) error {
	files := make([]container.Part, len(parts))
	for i, p := range parts {
		files[i] = container.Part{Name: p.name, Data: p.data}
	}
	return e.packages.Write(w, files)
}
