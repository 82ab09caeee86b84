// Package data holds a filled-in report: the figures and prose that a template
// asks for. It reads no files and judges nothing: the packages load and rules
// below it do.
package data

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// Report is one filled-in report. Every value keeps the place it was read from.
type Report struct {
	File     string
	Template *configs.Template
	// Fields are the header values by the paths of configs.Template.Fields. That of
	// a list is what Join makes of it, that of a date the date as it is printed.
	Fields map[string]Field
	Lists  map[string][]Field // the values of header fields that hold lists
	Dates  map[string]Date    // of header fields that hold dates
	Prose  map[string]Prose   // by section id; a section left out has no entry
	Tables map[string]Table   // by section id
	Notes  map[string]Line    // by section id: the line under a table
	// Around is the prose before and after tables, by section id; a table that
	// stands alone has no entry.
	Around map[string]Around
	// Attachments are the 附件, in their order; empty where the template has none.
	Attachments []Attachment
	SignOff     *SignOff // 落款; nil for none
	Waivers     []Waiver // 豁免, in the order of the file

	Sources []Source           // 来源; none where what the file says of them has errors
	Faults  diag.List          // those errors
	Pulled  map[string]Origins // 取数记录, by section id
}

// Field is a header value, such as the agency's name.
type Field struct {
	Text   string
	Marked string // of a title: Text with a “|” where it says that a line may end; empty without any
	Pos    diag.Pos
}

// Written is the value as a report file has it.
func (f Field) Written() string {
	if f.Marked != "" {
		return f.Marked
	}
	return f.Text
}

// Line is one paragraph of running text without headings.
type Line struct {
	Runs   []Run
	Source string // the Markdown it was read from
	Pos    diag.Pos
}

// SignOff is the 落款: who signs, and the date (GB/T 9704-2012 7.3.5).
type SignOff struct {
	Agency  Field
	Others  []Field     // the other agencies of a joint document, in their order
	Signers []Signatory // who signs with a 签名章 in place of the agencies (7.3.5.3)
	Date    Date
}

// Signatory is somebody who signs, with the office that he or she holds.
type Signatory struct{ Post, Name Field }

// Date is a calendar day.
type Date struct {
	Year, Month, Day int
	Pos              diag.Pos
}

// Prose is the text of a section as paragraphs and subheadings.
type Prose struct {
	Blocks []Block
	Source string // the Markdown it was read from, without line breaks around it
	Pos    diag.Pos
}

// Around is the prose in a section whose content is a table. What stands after
// the table stands below its line too.
type Around struct{ Before, After Prose }

// Blocks is what stands before the table and then what stands after it.
func (a Around) Blocks() []Block { return slices.Concat(a.Before.Blocks, a.After.Blocks) }

// Block is a paragraph, an item of a list, a subheading, a picture, a chart or a
// table. The runs of the last three are their caption.
type Block struct {
	Level   int    // 0 for a paragraph, 1 for a subheading (##), 2 for one below it (###)
	Typed   string // the number a clerk typed before a subheading, such as （一）; it is not part of Runs
	Item    *Item  // nil for what is no item
	Runs    []Run
	Picture *Picture // nil for none
	Chart   *Chart   // nil for none
	Table   *TextTable
	Pos     diag.Pos // of the first character, that of Typed where there is one
}

// Captioned reports whether the runs of b are the caption of something.
func (b Block) Captioned() bool { return b.Picture != nil || b.Chart != nil || b.Table != nil }

// Item says where an item stands in its list, whose items follow each other.
type Item struct {
	First  bool // it begins a list
	Number int  // of an ordered list from 1; 0 for a bulleted one
}

// Run is text of one look that stands on one line of the file.
type Run struct {
	Text string
	Bold bool
	Link string // target of a link; empty for none
	Pos  diag.Pos
	Cols []int // columns of the characters where they do not follow Pos one by one, as between escapes; else nil
}

// At is the place of the nth character of r, from 0; n may be the number of
// its characters, for the place behind the last.
func (r Run) At(n int) diag.Pos {
	if r.Cols == nil {
		return r.Pos.Offset(n)
	}
	pos := r.Pos
	if n < len(r.Cols) {
		pos.Col = r.Cols[n]
	} else {
		pos.Col = r.Cols[len(r.Cols)-1] + 1
	}
	return pos
}

// From is the rest of r from byte offset on.
func (r Run) From(offset int) Run {
	n := utf8.RuneCountInString(r.Text[:offset])
	r.Pos, r.Text = r.At(n), r.Text[offset:]
	if r.Cols != nil {
		r.Cols = r.Cols[min(n, len(r.Cols)-1):]
	}
	return r
}

// Text is the block's characters without their looks.
func (b Block) Text() string { return RunsText(b.Runs) }

// Ref names a figure: the path of its row and the id of its column.
type Ref struct{ Row, Column string }

// Table is the figures of a table.
type Table struct {
	Cells map[Ref]Cell
	Lists map[string]List // by the path of a row that there are many of; nil where the table has none
	Pos   diag.Pos
}

// Cell is a figure, or a text of a row of a list.
type Cell struct {
	Number
	Text  string // of what is no figure: as it is printed
	Note  string // printed after the number in full-width brackets; empty for none
	Typed string // of one that is Bad: what stands there in place of a number
	From  string // where it was pulled from; empty for nowhere, or where it has been changed since
	State State
	Pos   diag.Pos
}

// State says where a figure comes from.
type State uint8

// The states. A figure that is Bad has been reported and takes part in no rule.
const (
	Bad      State = iota // missing, or not a number
	Given                 // written in the file
	Empty                 // left empty or struck out; not known, in sums nothing
	Computed              // a total that the file leaves out
	Unknown               // the same where one of its parts was left empty
)

// Known reports whether there is a figure.
func (c Cell) Known() bool { return c.State == Given || c.State == Computed }

// Printed is the figure exactly as written, with its note. One that is not
// known, which only a draft can hold, is left blank.
func (c Cell) Printed() string { return c.In(configs.NumberFormat{}) }

// In is the figure as a document prints it where figures of its type have a
// format.
func (c Cell) In(format configs.NumberFormat) string {
	if !c.Known() || c.Text != "" {
		return c.Text
	}
	s := format.Print(c.Number.String(), c.Value())
	if c.Note != "" {
		s += "（" + c.Note + "）"
	}
	return s
}

// Year is the header value that is the report's year.
func (rep *Report) Year() Field { return rep.valueOf(rep.Template.Year()) }

// Agency is the header value that names the agency that reports.
func (rep *Report) Agency() Field { return rep.valueOf(rep.Template.Agency()) }

// valueOf is the value of a header field; that of none is empty.
func (rep *Report) valueOf(f *configs.Field) Field {
	if f == nil {
		return Field{}
	}
	return rep.Fields[f.ID]
}

// Has reports whether rep has the section of that id.
func (rep *Report) Has(section string) bool {
	_, prose := rep.Prose[section]
	_, table := rep.Tables[section]
	return prose || table
}

// RunsText joins the characters of runs.
func RunsText(runs []Run) string {
	if len(runs) == 1 {
		return runs[0].Text
	}
	n := 0
	for _, r := range runs {
		n += len(r.Text)
	}
	b := make([]byte, 0, n)
	for _, r := range runs {
		b = append(b, r.Text...)
	}
	return string(b)
}

// String writes d as GB/T 9704-2012 7.3.5.4 asks: 2024年1月5日, month and day not padded.
func (d Date) String() string { return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day) }

// ISO writes d as tables do: 2024-01-05.
func (d Date) ISO() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// RunsAt is the place in the file of the character at byte offset of the text
// of runs.
func RunsAt(runs []Run, offset int, fallback diag.Pos) diag.Pos {
	for i, r := range runs {
		if offset < len(r.Text) || offset == len(r.Text) && i == len(runs)-1 {
			return r.At(utf8.RuneCountInString(r.Text[:offset]))
		}
		offset -= len(r.Text)
	}
	return fallback
}

// Names are what a report calls somebody or something: its header fields but the
// year, the agency that signs, unless it is named the same, and its attachments.
func (rep *Report) Names() []Field {
	var list []Field
	for _, f := range rep.Template.Header {
		if f.Type != configs.YearField && rep.Fields[f.ID].Text != "" {
			list = append(list, rep.Fields[f.ID])
		}
	}
	if rep.SignOff != nil && !slices.ContainsFunc(list, func(f Field) bool { return f.Text == rep.SignOff.Agency.Text }) {
		list = append(list, rep.SignOff.Agency)
	}
	for _, a := range rep.Attachments {
		list = append(list, a.Title)
	}
	return list
}
