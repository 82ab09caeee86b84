package pdf

import (
	"crypto/md5"
	"errors"
	"mime"
	"path"
	"strings"

	"gongwen/output"
	"gongwen/output/deflate"
)

// unknownMediaType is what ISO 19005-3 6.8 wants where none is known.
const unknownMediaType = "application/octet-stream"

// sourceNote is the description of the embedded report file (ISO 14289-2 8.14.1).
const sourceNote = "本文档的报告文件：各项内容和数据的原件"

// source is the report file that goes into the document, nil where the level
// does not let it or there is none.
func (b *builder) source() (*output.SourceFile, error) {
	s := b.in.Source
	switch {
	case b.level.embeds == never:
		return nil, nil
	case s == nil && b.level.embeds == demanded:
		return nil, errors.New("pdf: " + b.level.level.String() + " is for documents with an embedded file, and there is none")
	}
	return s, nil
}

// writeSource embeds the report file (ISO 32000-1 7.11.4) as an associated file
// that the document was made from (ISO 19005-3 6.8), and gives its file
// specification.
func (b *builder) writeSource(s *output.SourceFile) (ref, error) {
	stream, spec := b.alloc(), b.alloc()
	mediaType := unknownMediaType
	if t, _, err := mime.ParseMediaType(s.MediaType); err == nil && strings.Contains(t, "/") {
		mediaType = t
	}
	sum := md5.Sum(s.Data) // what CheckSum is defined to be; it protects nothing
	var d syntax
	d.raw("/Type/EmbeddedFile/Subtype").name(mediaType)
	d.raw("/Params<</Size ").int(len(s.Data)).raw("/CheckSum<").bytes(sum[:]).raw(">")
	if date := pdfDate(b.meta.created); date != "" {
		d.raw("/ModDate").literal(date)
	}
	if err := b.stream(stream, string(d.raw(">>").b), s.Data, deflate.Fast); err != nil {
		return 0, err
	}
	name := sourceName(s)
	o := b.object(spec).raw("<</Type/Filespec/F").literal(asciiName(name)).raw("/UF").text(name)
	o.raw("/AFRelationship/Source/Desc").text(sourceNote)
	o.raw("/EF<</F ").ref(stream).raw("/UF ").ref(stream).raw(">>>>")
	return spec, nil
}

// sourceName is the file's name without a folder; it is never empty (ISO
// 14289-1 7.11).
func sourceName(s *output.SourceFile) string {
	name := clean(path.Base(strings.ReplaceAll(s.Name, `\`, "/")))
	if name == "" || name == "." || name == "/" || name == ".." {
		return "report"
	}
	return name
}

// asciiName is name for readers that know no Unicode file names.
func asciiName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '_'
		}
		return r
	}, name)
}
