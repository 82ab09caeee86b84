// Package diff says in what two reports differ: figure by figure and sentence by
// sentence. It judges nothing.
package diff

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/textdiff"
)

// Diff is the differences of two reports, in the order of the new one's template.
type Diff struct {
	Old, New Side
	Fields   []Field
	Figures  []Figure
	Texts    []Text
}

// Side is one of the two reports.
type Side struct{ File, Title string }

// Field is a value of the header, or who signs when.
type Field struct {
	Name, Old, New string // empty for none
	Pos            diag.Pos
}

// Figure is a figure that is not the same, as it is printed with its note.
type Figure struct {
	Section, Row, Column string   // as the official table names them
	Old, New             string   // empty for none
	Change               string   // of the number, with its sign; empty where one is not known
	Pos                  diag.Pos // in the new report, or in the old one where only that has it
}

// Text is a part of the report whose text is not the same.
type Text struct {
	Section    string
	Paragraphs []Paragraph // that are not the same
}

// Paragraph is one of both reports, or of one.
type Paragraph struct {
	Op     textdiff.Op // Same for one of both, whose pieces differ
	Pieces []textdiff.Piece
	Pos    diag.Pos
}

// Empty reports whether there are no differences.
func (d *Diff) Empty() bool { return len(d.Fields)+len(d.Figures)+len(d.Texts) == 0 }

// Reports compares two reports. What only the template of the old one has comes
// last.
func Reports(old, new *data.Report) *Diff {
	d := &Diff{Old: side(old), New: side(new)}
	d.fields(old, new)
	for i := range new.Template.Sections {
		d.section(&new.Template.Sections[i], old, new)
	}
	for i := range old.Template.Sections {
		if s := &old.Template.Sections[i]; new.Template.Section(s.ID) == nil {
			d.section(s, old, new)
		}
	}
	d.attachments(old, new)
	return d
}

func side(r *data.Report) Side {
	return Side{File: r.File, Title: r.Fill(strings.Join(r.Template.Title, ""))}
}

func (d *Diff) fields(old, new *data.Report) {
	for _, f := range new.Template.Header {
		before, _ := header(old, f.ID)
		now, pos := header(new, f.ID)
		d.field(f.Label, before, now, pos)
	}
	oldSigners, oldDate, _ := signOff(old)
	newSigners, newDate, pos := signOff(new)
	d.field("落款机关名称", oldSigners, newSigners, pos)
	d.field("成文日期", oldDate, newDate, pos)
}

// header is a value of the header as it is read, and its place.
func header(r *data.Report, id string) (string, diag.Pos) {
	if list := r.Lists[id]; len(list) > 0 {
		return joined(list), list[0].Pos
	}
	if date, ok := r.Dates[id]; ok {
		return date.String(), date.Pos
	}
	return r.Fields[id].Text, r.Fields[id].Pos
}

func joined(list []data.Field) string {
	texts := make([]string, len(list))
	for i, f := range list {
		texts[i] = f.Text
	}
	return strings.Join(texts, "、")
}

// signOff is who signs a report, and when.
func signOff(r *data.Report) (signers, date string, pos diag.Pos) {
	s := r.SignOff
	if s == nil {
		return "", "", diag.Pos{}
	}
	return joined(append([]data.Field{s.Agency}, s.Others...)), s.Date.String(), s.Date.Pos
}

func (d *Diff) field(name, old, new string, pos diag.Pos) {
	if old != new {
		d.Fields = append(d.Fields, Field{name, old, new, pos})
	}
}

func (d *Diff) section(s *configs.Section, old, new *data.Report) {
	name := s.Heading
	if name == "" || strings.Contains(name, "{") {
		name = s.Label
	}
	d.text(name, old.Prose[s.ID].Blocks, new.Prose[s.ID].Blocks)
	if s.Kind != configs.TableSection {
		return
	}
	d.text(name+"（表前）", old.Around[s.ID].Before.Blocks, new.Around[s.ID].Before.Blocks)
	d.figures(name, s.ID, old, new)
	d.text(name+"（表注）", noteOf(old, s.ID), noteOf(new, s.ID))
	d.text(name+"（表后）", old.Around[s.ID].After.Blocks, new.Around[s.ID].After.Blocks)
}

func noteOf(r *data.Report, id string) []data.Block {
	note, ok := r.Notes[id]
	if !ok {
		return nil
	}
	return []data.Block{{Runs: note.Runs, Pos: note.Pos}}
}

func (d *Diff) attachments(old, new *data.Report) {
	for i := range max(len(old.Attachments), len(new.Attachments)) {
		var a, b data.Attachment
		if i < len(old.Attachments) {
			a = old.Attachments[i]
		}
		if i < len(new.Attachments) {
			b = new.Attachments[i]
		}
		name := fmt.Sprintf("附件%d", i+1)
		d.text(name+"（标题）", titleOf(a), titleOf(b))
		d.text(name, a.Text.Blocks, b.Text.Blocks)
	}
}

func titleOf(a data.Attachment) []data.Block {
	if a.Title.Text == "" {
		return nil
	}
	title := a.Title.Text
	if a.Apart {
		title += "（" + data.BoundApartZH + "）"
	}
	return []data.Block{{Runs: []data.Run{{Text: title, Pos: a.Title.Pos}}, Pos: a.Title.Pos}}
}

// figures compares the figures of a table: those of the new one's rows and columns,
// then those that only the old one has.
func (d *Diff) figures(section, id string, old, new *data.Report) {
	seen := map[data.Ref]bool{}
	for _, r := range []*data.Report{new, old} {
		table := r.Template.Table(id)
		if table == nil {
			continue
		}
		for _, leaf := range data.Leaves(table) {
			for _, c := range leaf.Columns {
				ref := data.Ref{Row: leaf.Path, Column: c.ID}
				if seen[ref] {
					continue
				}
				seen[ref] = true
				d.figure(Figure{Section: section, Row: leaf.Name, Column: c.Label}, old.Tables[id].Cells[ref], new.Tables[id].Cells[ref])
			}
		}
	}
	for _, leaf := range data.Lists(new.Template.Table(id)) {
		d.list(section, leaf, listRows(old, id, leaf), listRows(new, id, leaf))
	}
}

// list compares the rows of a list that have the same words before their figures,
// by their order where several have; then come those that only the old one has.
func (d *Diff) list(section string, leaf data.Leaf, old, new []namedRow) {
	before := map[string]data.ListRow{}
	for _, r := range old {
		before[r.name] = r.row
	}
	for _, r := range new {
		d.row(section, leaf, r.name, before[r.name], r.row)
		delete(before, r.name)
	}
	for _, r := range old {
		if _, gone := before[r.name]; gone {
			d.row(section, leaf, r.name, r.row, data.ListRow{})
		}
	}
}

func (d *Diff) row(section string, leaf data.Leaf, name string, old, new data.ListRow) {
	at := func(row data.ListRow, i int) data.Cell {
		if i < len(row.Cells) {
			return row.Cells[i]
		}
		return data.Cell{}
	}
	for i, c := range leaf.Columns {
		d.figure(Figure{Section: section, Row: name, Column: c.Label}, at(old, i), at(new, i))
	}
}

// namedRow is a row of a list with a name that no other has.
type namedRow struct {
	name string
	row  data.ListRow
}

func listRows(r *data.Report, table string, leaf data.Leaf) []namedRow {
	list := r.Tables[table].Lists[leaf.Path]
	rows, seen := make([]namedRow, len(list.Rows)), map[string]int{}
	for i := range list.Rows {
		name := data.RowTitle(leaf, &list.Rows[i])
		if seen[name]++; seen[name] > 1 {
			rows[i] = namedRow{fmt.Sprintf("%s（%d）", name, seen[name]), list.Rows[i]}
			continue
		}
		rows[i] = namedRow{name, list.Rows[i]}
	}
	return rows
}

func (d *Diff) figure(f Figure, old, new data.Cell) {
	f.Old, f.New = printed(old), printed(new)
	if f.Old == f.New || sameFigure(old, new) {
		return
	}
	f.Pos = new.Pos
	if f.New == "" {
		f.Pos = old.Pos
	}
	if old.Known() && new.Known() && !old.Value().Equal(new.Value()) {
		f.Change = signed(new.Value().Sub(old.Value()))
	}
	d.Figures = append(d.Figures, f)
}

// sameFigure reports whether two cells say the same, as 42 and 42.00 do.
func sameFigure(a, b data.Cell) bool {
	return a.Known() && b.Known() && a.Typed == "" && b.Typed == "" && a.Note == b.Note && a.Value().Equal(b.Value())
}

// printed is a figure as it is printed, or what was typed in its place.
func printed(c data.Cell) string {
	if c.Typed != "" {
		return c.Typed
	}
	return c.Printed()
}

func signed(change decimal.Decimal) string {
	if change.IsPositive() {
		return "+" + change.String()
	}
	return change.String()
}
