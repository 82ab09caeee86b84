package data

import (
	"strings"

	"gongwen/configs"
)

// Attachment is a 附件 of a report (GB/T 9704-2012 7.3.4): the name by which
// the report lists it, which is its title too, and its text.
type Attachment struct {
	Title Field
	Text  Prose
	Apart bool // it is bound apart (7.3.7): a document of its own, without text one that is made elsewhere
}

// How an attachment is bound, as report files say it.
const (
	BoundWith    = "with"  // with the document
	BoundApart   = "apart" // a document of its own
	BoundWithZH  = "随文"
	BoundApartZH = "另订"
)

// Fill puts the report's header values in place of {field} in a text of its template.
func (rep *Report) Fill(text string) string {
	for _, f := range rep.Template.Fields() {
		text = strings.ReplaceAll(text, "{"+f.ID+"}", rep.Fields[f.ID].Text)
	}
	return text
}

// Texts is the running texts of a section: one of prose, one of each
// attachment, and of a table what stands before and after it as one.
func (rep *Report) Texts(s configs.Section) []Prose {
	switch s.Kind {
	case configs.ProseSection:
		return []Prose{rep.Prose[s.ID]}
	case configs.TableSection:
		return []Prose{{Blocks: rep.Around[s.ID].Blocks()}}
	}
	list := make([]Prose, len(rep.Attachments))
	for i, a := range rep.Attachments {
		list[i] = a.Text
	}
	return list
}

// Blocks is the blocks of all texts of a section.
func (rep *Report) Blocks(s configs.Section) []Block {
	texts := rep.Texts(s)
	if len(texts) == 1 {
		return texts[0].Blocks
	}
	var list []Block
	for _, t := range texts {
		list = append(list, t.Blocks...)
	}
	return list
}
