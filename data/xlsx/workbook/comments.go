package workbook

import (
	"encoding/xml"
	"errors"
	"strconv"

	"gongwen/internal/opc"
)

// comments reads the notes at the cells of a sheet (ISO/IEC 29500-1 18.7.3).
func (r *reader) comments(s *Sheet, part string) error {
	relations, err := r.relations(part)
	if err != nil {
		return err
	}
	name := target(relations, relComments)
	if name == "" {
		return nil
	}
	content, err := r.Package.Read(name)
	if errors.Is(err, opc.ErrMissing) {
		return nil
	}
	if err != nil {
		return err
	}
	at, known := Ref{}, false
	var authors []string
	author := ""
	return each(content, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "comment":
			at, known = parseRef(attribute(e, "ref"))
			author = ""
			if i, err := strconv.Atoi(attribute(e, "authorId")); err == nil && i >= 0 && i < len(authors) {
				author = authors[i]
			}
		case "author":
			name, err := characters(d)
			if err != nil || len(authors) == maxComments {
				return err
			}
			authors = append(authors, name)
		case "text":
			text, err := richText(d)
			if err != nil {
				return err
			}
			if known && len(s.Comments) < maxComments {
				s.Comments = append(s.Comments, Comment{at, author, text.text})
			}
		}
		return nil
	})
}
