package workbook

import (
	"encoding/xml"
	"strconv"
)

// comments reads the notes at the cells of a sheet (ISO/IEC 29500-1 18.7.3).
func (r *reader) comments(s *Sheet, part string) error {
	content, found, err := r.related(part, relComments)
	if !found {
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
