package sheet

import (
	"strings"

	"gongwen/configs"
	"gongwen/data"
)

// Place names one value of a report: a kind and, behind a colon, ids of the
// template.
//
//	field:agency                               a header field
//	field:secrecy.level                        a part of one
//	prose:overview                             the text of a section, Markdown
//	before:requests, after:requests            the prose around a table
//	note:requests                              the line under a table
//	cell:requests/outcome.disclosed/business   a figure, by row and column
//	list:gk02/items                            the rows of a list, by the path of its row
//	cell:gk02/items#3/total                    a cell of one of them, of which messages and pages speak
//	attachments:attachments                    the attachments
//	sign_off:agency, sign_off:date             the 落款
//	sign_off:signers                           who signs in place of an agency, 职务 and 姓名 on a line
//	waive:P6                                   the reason for which a rule is waived
type Place string

// Kind is what stands at a place.
type Kind string

// The kinds.
const (
	Field       Kind = "field"
	Prose       Kind = "prose"
	Before      Kind = "before"
	After       Kind = "after"
	Note        Kind = "note"
	Cell        Kind = "cell"
	List        Kind = "list"
	Attachments Kind = "attachments"
	SignOff     Kind = "sign_off"
	Waive       Kind = "waive"
)

// The places of the 落款.
const (
	SignOffAgency  Place = "sign_off:agency"
	SignOffSigners Place = "sign_off:signers"
	SignOffDate    Place = "sign_off:date"
)

// At is the place of a kind with an id.
func At(k Kind, id string) Place { return Place(string(k) + ":" + id) }

// CellAt is the place of a figure of a table.
func CellAt(table string, ref data.Ref) Place {
	return At(Cell, table+"/"+ref.Row+"/"+ref.Column)
}

// Kind is what stands at the place; empty where it is none.
func (p Place) Kind() Kind {
	kind, _, _ := strings.Cut(string(p), ":")
	return Kind(kind)
}

// ID is what stands behind the colon.
func (p Place) ID() string {
	_, id, _ := strings.Cut(string(p), ":")
	return id
}

// Figure is the table and the figure that a place of a cell names.
func (p Place) Figure() (table string, ref data.Ref, ok bool) {
	parts := strings.Split(p.ID(), "/")
	if p.Kind() != Cell || len(parts) != 3 {
		return "", data.Ref{}, false
	}
	return parts[0], data.Ref{Row: parts[1], Column: parts[2]}, true
}

// Section is the id of the section that a place belongs to; empty for what stands
// before all of them, and the 落款.
func (p Place) Section() string {
	switch p.Kind() {
	case Prose, Before, After, Note, Attachments:
		return p.ID()
	case Cell, List:
		table, _, _ := strings.Cut(p.ID(), "/")
		return table
	}
	return ""
}

// Places are the places of a template in the order of the printed report, but for
// those of waivers.
func Places(t *configs.Template) []Place {
	var places []Place
	for _, f := range t.Header {
		if len(f.Parts) == 0 {
			places = append(places, At(Field, f.ID))
		}
		for _, part := range f.Parts {
			places = append(places, At(Field, f.ID+"."+part.ID))
		}
	}
	for i := range t.Sections {
		places = append(places, placesOf(t, &t.Sections[i])...)
	}
	if t.SignOff || t.NeedsSignOff {
		places = append(places, SignOffAgency, SignOffSigners, SignOffDate)
	}
	return places
}

// placesOf are the places of a section.
func placesOf(t *configs.Template, s *configs.Section) []Place {
	switch s.Kind {
	case configs.AttachmentsSection:
		return []Place{At(Attachments, s.ID)}
	case configs.TableSection:
		places := []Place{At(Before, s.ID)}
		for _, leaf := range data.Leaves(t.Table(s.ID)) {
			for _, c := range leaf.Columns {
				places = append(places, CellAt(s.ID, data.Ref{Row: leaf.Path, Column: c.ID}))
			}
		}
		for _, leaf := range data.Lists(t.Table(s.ID)) {
			places = append(places, ListAt(s.ID, leaf.Path))
		}
		return append(places, At(Note, s.ID), At(After, s.ID))
	}
	return []Place{At(Prose, s.ID)}
}
