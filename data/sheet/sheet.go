package sheet

import (
	"slices"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Sheet is a report in the making. A place without a value is empty.
type Sheet struct {
	Template *configs.Template
	Values   map[Place]string
	known    map[Place]bool
}

// New is an empty sheet.
func New(t *configs.Template) *Sheet {
	s := &Sheet{Template: t, Values: map[Place]string{}, known: map[Place]bool{}}
	for _, p := range Places(t) {
		s.known[p] = true
	}
	return s
}

// Has reports whether the template has a place.
func (s *Sheet) Has(p Place) bool {
	if p.Kind() == Waive {
		rule := s.Template.Rule(p.ID())
		return rule != nil && !rule.Binding()
	}
	return s.known[p]
}

// Names reports whether the template has a place, or a list of which it is a cell.
func (s *Sheet) Names(p Place) bool {
	table, path, row, column, ok := p.RowCell()
	if !ok {
		return s.Has(p)
	}
	config := s.Template.Table(table)
	if config == nil || row < 1 || row > MaxRows {
		return false
	}
	return slices.ContainsFunc(data.Lists(config), func(l data.Leaf) bool { return l.Path == path && l.ColumnAt(column) >= 0 })
}

// Set puts a value at a place; an empty one takes it away.
func (s *Sheet) Set(p Place, value string) {
	if value == "" {
		delete(s.Values, p)
		return
	}
	s.Values[p] = value
}

// Pos is where diagnostics have the character of a value at an offset: the place
// stands for the file, and the column counts characters from 1.
func Pos(p Place) diag.Pos { return diag.Pos{File: string(p), Line: 1, Col: 1} }

// Tree is the tree that load.Build makes a report of. Every position in it is one
// of Pos.
func (s *Sheet) Tree() *source.Node {
	root := mapping("")
	put(root, "", "template", scalar("", s.Template.ID))
	for _, f := range s.Template.Header {
		s.header(root, f)
	}
	text, notes := mapping(""), mapping("")
	for i := range s.Template.Sections {
		s.section(root, text, notes, &s.Template.Sections[i])
	}
	putAll(root, "text", text)
	putAll(root, "notes", notes)
	s.signOff(root)
	s.waivers(root)
	return root
}

func (s *Sheet) header(root *source.Node, f configs.Field) {
	at := At(Field, f.ID)
	if len(f.Parts) > 0 {
		parts := mapping(at)
		for _, part := range f.Parts {
			if p := At(Field, f.ID+"."+part.ID); s.Values[p] != "" {
				put(parts, p, part.ID, scalar(p, s.Values[p]))
			}
		}
		if len(parts.Entries) > 0 || !f.Optional {
			put(root, at, f.ID, parts)
		}
		return
	}
	value := s.Values[at]
	switch {
	case value == "" && f.Optional:
	case f.Many:
		put(root, at, f.ID, list(at, value))
	default:
		put(root, at, f.ID, scalar(at, value))
	}
}

func (s *Sheet) section(root, text, notes *source.Node, section *configs.Section) {
	switch section.Kind {
	case configs.AttachmentsSection:
		at := At(Attachments, section.ID)
		if list := attachments(at, s.Values[at]); len(list.Items) > 0 {
			put(root, at, section.ID, list)
		}
	case configs.TableSection:
		s.table(root, section)
		around := mapping(At(Before, section.ID))
		for _, kind := range []Kind{Before, After} {
			if at := At(kind, section.ID); s.Values[at] != "" {
				put(around, at, string(kind), scalar(at, s.Values[at]))
			}
		}
		putAll(text, section.ID, around)
		if at := At(Note, section.ID); s.Values[at] != "" {
			put(notes, at, section.ID, scalar(at, s.Values[at]))
		}
	default:
		at := At(Prose, section.ID)
		if value := s.Values[at]; value != "" || !section.Optional {
			put(root, at, section.ID, scalar(at, value))
		}
	}
}

// table gives every row of a table, so that a figure that is missing is said at
// its place. A total that is not given is left out, to be computed, and so is a table
// that a report may leave out and of which nothing is given.
func (s *Sheet) table(root *source.Node, section *configs.Section) {
	if section.Optional && !s.gives(section) {
		return
	}
	rows := mapping(At(Cell, section.ID))
	for _, leaf := range data.Lists(s.Template.Table(section.ID)) {
		put(rows, ListAt(section.ID, leaf.Path), leaf.Path, s.list(section.ID, leaf))
	}
	for _, leaf := range data.Leaves(s.Template.Table(section.ID)) {
		first := CellAt(section.ID, data.Ref{Row: leaf.Path, Column: leaf.Columns[0].ID})
		row := mapping(first)
		for _, c := range leaf.Columns {
			at := CellAt(section.ID, data.Ref{Row: leaf.Path, Column: c.ID})
			if s.Values[at] == "" && leaf.IsTotal(c) {
				continue
			}
			put(row, at, c.ID, figure(at, s.Values[at]))
		}
		if len(row.Entries) > 0 {
			put(rows, first, leaf.Path, row)
		}
	}
	put(root, At(Cell, section.ID), section.ID, rows)
}

// gives reports whether something stands in a table.
func (s *Sheet) gives(section *configs.Section) bool {
	for p := range s.Values {
		if k := p.Kind(); (k == Cell || k == List) && p.Section() == section.ID {
			return true
		}
	}
	return false
}

func (s *Sheet) signOff(root *source.Node) {
	m := mapping(SignOffAgency)
	if agency := s.Values[SignOffAgency]; agency != "" {
		put(m, SignOffAgency, "agency", list(SignOffAgency, agency))
	}
	if who := s.Values[SignOffSigners]; who != "" {
		put(m, SignOffSigners, "signers", signers(SignOffSigners, who))
	}
	if date := s.Values[SignOffDate]; date != "" {
		put(m, SignOffDate, "date", scalar(SignOffDate, date))
	}
	if len(m.Entries) == 0 && s.Template.NeedsSignOff { // what is missing is said at its place
		put(root, SignOffDate, "sign_off", &source.Node{Kind: source.Null, Pos: Pos(SignOffDate)})
		return
	}
	putAll(root, "sign_off", m)
}

func (s *Sheet) waivers(root *source.Node) {
	m := mapping("")
	var places []Place
	for p := range s.Values {
		if p.Kind() == Waive {
			places = append(places, p)
		}
	}
	slices.Sort(places)
	for _, p := range places {
		put(m, p, p.ID(), scalar(p, s.Values[p]))
	}
	putAll(root, "waive", m)
}
