package configs

import (
	"slices"
	"strings"
)

// Table is the table of a section, nil where there is none of that id.
func (t *Template) Table(id string) *Table {
	return byID(t.Tables, id, func(t *Table) string { return t.ID })
}

// HasLists reports whether the table has rows that a report gives many of.
func (t *Table) HasLists() bool { return hasLists(t.Rows) }

func hasLists(rows []Row) bool {
	for i := range rows {
		if rows[i].Many != nil || hasLists(rows[i].Rows) {
			return true
		}
	}
	return false
}

// Single is the table without the rows of its grid that stand for lists.
func (t *Table) Single() *Table {
	if !t.HasLists() {
		return t
	}
	single := *t
	single.Grid = nil
	lists := listPaths(nil, t.Rows, "")
	for _, row := range t.Grid {
		if len(row.Cells) == 0 || !lists[row.Cells[0].Row] {
			single.Grid = append(single.Grid, row)
		}
	}
	return &single
}

// Labels are the texts of the cells that name rows and columns, as they are printed.
func (t *Table) Labels() []string {
	var list []string
	for _, row := range t.Grid {
		for i := range row.Cells {
			if c := &row.Cells[i]; c.IsLabel() {
				list = append(list, c.Text)
			}
		}
	}
	return list
}

// IsLabel reports whether a cell names a row or columns.
func (c *GridCell) IsLabel() bool { return c.Role != NumberCell && c.Role != WordsCell }

// ListIn is the path of the list whose rows a row of the grid stands for, empty for
// none.
func (t *Table) ListIn(row GridRow) string {
	if len(row.Cells) > 0 && listPaths(nil, t.Rows, "")[row.Cells[0].Row] {
		return row.Cells[0].Row
	}
	return ""
}

func listPaths(paths map[string]bool, rows []Row, group string) map[string]bool {
	if paths == nil {
		paths = map[string]bool{}
	}
	for i := range rows {
		if rows[i].Many != nil {
			paths[group+rows[i].ID] = true
		}
		listPaths(paths, rows[i].Rows, group+rows[i].ID+".")
	}
	return paths
}

// Section is the section of an id, nil where there is none.
func (t *Template) Section(id string) *Section {
	return byID(t.Sections, id, func(s *Section) string { return s.ID })
}

// HeadingOver is the section whose printed heading stands over the text of the section
// of an id: its own, or where it prints none that of the nearest one before it. It is
// nil where no heading stands there, as over an attachment.
func (t *Template) HeadingOver(id string) *Section {
	at := slices.IndexFunc(t.Sections, func(s Section) bool { return s.ID == id })
	if at < 0 || t.Sections[at].Kind == AttachmentsSection {
		return nil
	}
	for i := at; i >= 0 && t.Sections[i].Kind != AttachmentsSection; i-- {
		if t.Sections[i].Heading != "" {
			return &t.Sections[i]
		}
	}
	return nil
}

// Rule is the rule of an id, nil where there is none.
func (t *Template) Rule(id string) *Rule {
	return byID(t.Rules, id, func(r *Rule) string { return r.ID })
}

// Field is the header field of an id, nil where there is none.
func (t *Template) Field(id string) *Field {
	return byID(t.Header, id, func(f *Field) string { return f.ID })
}

// Names are what a report may call the template by: its id and its Chinese name, of
// which what is in brackets, as in 命令（令）, may be left out.
func (t *Template) Names() []string {
	names := []string{t.ID, t.Name}
	if short, _, long := strings.Cut(t.Name, "（"); long {
		names = append(names, short)
	}
	return names
}

// Lacks reports whether the kind of document has no header field of that id though
// the template has: a rule with each: absent says so. Forms and schemas then leave
// it out, nothing is printed of it, and a report that gives it breaks the rule.
func (t *Template) Lacks(id string) bool {
	return slices.ContainsFunc(t.Rules, func(r Rule) bool { return r.Each == EachAbsent && r.Field == id })
}

// Fields are the header fields that hold values. In place of one with parts are
// these, whose ids are then paths: secrecy.level.
func (t *Template) Fields() []Field {
	list := make([]Field, 0, len(t.Header))
	for _, f := range t.Header {
		if len(f.Parts) == 0 {
			list = append(list, f)
		}
		for _, part := range f.Parts {
			part.ID = f.ID + "." + part.ID
			list = append(list, part)
		}
	}
	return list
}

// Value is the value type of an id, nil where there is none.
func (t *Template) Value(id string) *ValueType {
	return byID(t.Values, id, func(v *ValueType) string { return v.ID })
}

// Year is the header field that holds the year of the report, nil for none.
func (t *Template) Year() *Field { return t.typed(YearField) }

// Agency is the header field that holds the name of the agency that reports,
// nil for none.
func (t *Template) Agency() *Field { return t.typed(AgencyField) }

// Attachments is the section of attachments (附件), nil for none.
func (t *Template) Attachments() *Section {
	for i := range t.Sections {
		if t.Sections[i].Kind == AttachmentsSection {
			return &t.Sections[i]
		}
	}
	return nil
}

func (t *Template) typed(want FieldType) *Field {
	for i := range t.Header {
		if t.Header[i].Type == want {
			return &t.Header[i]
		}
	}
	return nil
}

func byID[T any](things []T, id string, idOf func(*T) string) *T {
	for i := range things {
		if idOf(&things[i]) == id {
			return &things[i]
		}
	}
	return nil
}
