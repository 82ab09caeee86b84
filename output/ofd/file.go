package ofd

import (
	"bytes"
	"fmt"

	"gongwen/fonts/sfnt"
	"gongwen/internal/memo"
	"gongwen/internal/picture"
	"gongwen/output"
	"gongwen/output/container"
)

// Parts of the package (GB/T 33190-2016 7.1). Places in a part are relative to
// the part's folder.
const (
	rootPart     = "OFD.xml"
	folder       = "Doc_0/"
	documentPart = folder + "Document.xml"
	publicPart   = folder + "PublicRes.xml"
	documentRes  = folder + "DocumentRes.xml"
	resFolder    = "Res/" // in folder
)

// id names an object; each has its own in the whole document (7.3).
type id int

// file is one document on its way.
type file struct {
	*conformance
	*buffers
	in       output.Input
	creator  string
	outlines *memo.Map[outlineKey, *sfnt.Quadratic]

	last    id // the greatest that was given
	tree    *tree
	fonts   fontSet
	images  []pixels
	rgb     id // the colour space
	pages   []id
	content []container.Part // the pages, which the document's name is made of
	parts   []container.Part
}

func (f *file) newID() id {
	f.last++
	return f.last
}

// add adds an XML part.
func (f *file) add(name string, data []byte) {
	f.parts = append(f.parts, container.Part{Name: name, Data: data, Level: container.Fast})
}

// buffers are memory that one document after the other is written in.
type buffers struct {
	body, background *writer // of a page
	whole            bytes.Buffer
}

func newBuffers() *buffers { return &buffers{body: newWriter(nil), background: newWriter(nil)} }

// examine finds the structure and the glyphs that the pages show, and refuses
// what the profile does not allow. After it only faults of the program, of a
// face or of the machine stand in the way of the file.
func (f *file) examine() error {
	var err error
	if f.tree, err = newTree(f.in.Doc); err != nil {
		return fmt.Errorf("ofd: structure: %w", err)
	}
	said := &refusals{conformance: f.conformance, tree: f.tree}
	said.metadata(&f.in.Doc.Meta)
	said.links(f.attaches())
	for i := range f.in.Pages {
		if err := f.look(&f.in.Pages[i], said); err != nil {
			return fmt.Errorf("ofd: page %d: %w", f.in.Pages[i].Number, err)
		}
	}
	return said.err()
}

// pixels is a picture that pages show.
type pixels struct {
	id      id
	picture *picture.Picture
}

// imageOf is the resource of a picture, 0 for one that was not looked at.
func (f *file) imageOf(p *picture.Picture) id {
	for _, m := range f.images {
		if m.picture == p {
			return m.id
		}
	}
	return 0
}
