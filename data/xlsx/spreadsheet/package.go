package spreadsheet

import (
	"path"
	"strconv"
)

// contents is the list of the types of parts (ISO/IEC 29500-2 6.2.3).
type contents []string

func (c *contents) of(part, kind string) {
	*c = append(*c, `<Override PartName="/`+part+`" ContentType="`+kind+`"/>`)
}

func (c contents) bytes() []byte {
	var x markup
	x.add(header, `<Types xmlns="`, packageSpace, `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`, drawingDefault)
	x.add(c...)
	x.add(`</Types>`)
	return x
}

// drawingDefault is the type of the drawings of comments.
const drawingDefault = `<Default Extension="vml" ContentType="` + officeTypes + `vmlDrawing"/>`

// relation is what a part refers to (ISO/IEC 29500-2 6.5.3).
type relation struct{ id, kind, target string }

type relations []relation

func (r *relations) add(kind, target string) {
	*r = append(*r, relation{"rId" + strconv.Itoa(len(*r)+1), kind, target})
}

func (r relations) bytes() []byte {
	var x markup
	x.add(header, `<Relationships xmlns="`, packageSpace, `relationships">`)
	for _, one := range r {
		x.add(one.xml())
	}
	x.add(`</Relationships>`)
	return x
}

func (r relation) xml() string {
	return `<Relationship Id="` + r.id + `" Type="` + r.kind + `" Target="` + escape(r.target) + `"/>`
}

// relationsOf is the part that says what another refers to.
func relationsOf(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}
