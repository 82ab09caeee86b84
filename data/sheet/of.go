package sheet

import (
	"strings"

	"gongwen/configs"
	"gongwen/data"
)

// Of is the sheet of a report. Totals that were computed have no value there, a
// figure that is none has what stood in its place.
func Of(r *data.Report) *Sheet {
	s := New(r.Template)
	for _, f := range r.Template.Fields() {
		switch {
		case f.Many:
			s.Set(At(Field, f.ID), lines(r.Lists[f.ID]))
		default:
			s.Set(At(Field, f.ID), r.Fields[f.ID].Written())
		}
	}
	for i := range r.Template.Sections {
		s.read(r, &r.Template.Sections[i])
	}
	if so := r.SignOff; so != nil {
		if len(so.Signers) == 0 {
			s.Set(SignOffAgency, lines(append([]data.Field{so.Agency}, so.Others...)))
		}
		s.Set(SignOffSigners, signerText(so.Signers))
		s.Set(SignOffDate, so.Date.String())
	}
	for _, w := range r.Waivers {
		s.Set(At(Waive, w.Rule), w.Reason)
	}
	return s
}

func lines(fields []data.Field) string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = f.Written()
	}
	return strings.Join(list, "\n")
}

func (s *Sheet) read(r *data.Report, section *configs.Section) {
	switch section.Kind {
	case configs.AttachmentsSection:
		s.Set(At(Attachments, section.ID), attachmentText(r.Attachments))
	case configs.TableSection:
		for ref, cell := range r.Tables[section.ID].Cells {
			s.Set(CellAt(section.ID, ref), typed(cell))
		}
		for _, leaf := range data.Lists(r.Template.Table(section.ID)) {
			s.Set(ListAt(section.ID, leaf.Path), rowsOf(leaf, r.Tables[section.ID].Lists[leaf.Path]))
		}
		s.Set(At(Before, section.ID), r.Around[section.ID].Before.Source)
		s.Set(At(After, section.ID), r.Around[section.ID].After.Source)
		s.Set(At(Note, section.ID), r.Notes[section.ID].Source)
	default:
		s.Set(At(Prose, section.ID), r.Prose[section.ID].Source)
	}
}

// typed is what a cell is edited as.
func typed(c data.Cell) string {
	switch c.State {
	case data.Computed, data.Unknown, data.Empty:
		return ""
	case data.Bad:
		return c.Typed
	}
	return c.Printed()
}
