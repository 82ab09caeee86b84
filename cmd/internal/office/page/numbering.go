package page

import (
	"strings"

	"gongwen/configs"
	"gongwen/layout/doc"
)

// numbering is the forms of the numbers of headings, from the outermost level on: “一、”,
// “（一）”.
type numbering []string

// of is the nth number, from 1, of a level, from 1; empty for a level that has none.
func (n numbering) of(level, nth int) string {
	if level > len(n) {
		return ""
	}
	return doc.HeadingNumber(n[level-1], nth)
}

// below are the forms for the subheadings of a section's prose: those below the
// heading that stands over it, or all where none does.
func (n numbering) below(t *configs.Template, section *configs.Section) numbering {
	if t.HeadingOver(section.ID) == nil || len(n) == 0 {
		return n
	}
	return n[1:]
}

// Forms are the forms as the editor of prose takes them.
func (n numbering) Forms() string { return strings.Join(n, "|") }

// First is the first number of a level, for the button that makes such a heading.
func (n numbering) First(level int) string { return n.of(level, 1) }
