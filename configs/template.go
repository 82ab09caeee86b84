// Package configs holds what is configuration: report templates and style
// sheets, each a YAML file that is embedded and may be overridden, and the
// settings of the program itself.
package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/prefilter"
	"gongwen/internal/unit"
)

// Template is an official format: what a report holds, in what order it is
// printed, how its tables are ruled and which figures must agree. It is read
// from YAML (see docs/templates.md) and never changed afterwards.
type Template struct {
	ID       string   // such as open-government-2021
	Extends  string   // the id of the template that it adds to; empty for none
	Name     string   // the format's Chinese name
	Aliases  []string // other names by which titles call it, without the year
	Law      string   // the circular that prescribes it
	Notice   string   // the local notice that it adds the rules of; empty for none
	Years    Years    // the years it serves
	Style    string   // the style sheet it asks for
	StylePos diag.Pos
	Header   []Field   // keys of one value each, such as agency and year
	Title    []string  // the lines of the title, with {field} placeholders
	Author   string    // who is named as author, with {field} placeholders
	Untitled bool      // the title is a property of the document and not printed (GB/T 9704-2012 10.2)
	Elements []Element // what header fields are printed as, in reading order
	Sections []Section // in the order of the printed report
	Tables   []Table   // the tables that sections name
	Values   []ValueType
	Prose    string   // the id of the prose rules that it has; empty for none
	Lexicon  *Lexicon // the words of the rules' statements; nil for none
	Rules    []Rule
	SignOff  bool // whether a 落款 may be given
	// NeedsSignOff says that a 落款 must be given.
	NeedsSignOff bool
	// Stamped says that the 落款 names who signs with office and name, for a 签名章
	// (GB/T 9704-2012 7.3.5.3).
	Stamped bool
	// Deadlines are shown to people; nothing is compared with the clock.
	Deadlines []Deadline
	// Headlines are the numbers by which reports of many agencies are told apart at a
	// glance; empty for the main figures of the tables.
	Headlines []Headline
	Help      diag.Text
	Pos       diag.Pos
}

// Deadline is the day of the year after the report's by which somebody
// publishes or submits it.
type Deadline struct {
	For        string // who has to do what
	Month, Day int
	Law        string // what prescribes it; empty for none
	Pos        diag.Pos
}

// Headline is a number that stands for a report in a list of many: figures of its
// tables, added.
type Headline struct {
	Label string
	Unit  string // that of its figures, such as 件
	Of    []FigureRef
	Pos   diag.Pos
}

// FigureRef names a figure: its table, the path of its row and its column.
type FigureRef struct{ Table, Row, Column string }

// Years is a range of years, ends included; To is 0 when it is open.
type Years struct{ From, To int }

// Field is a key of the report file that holds one value, a list of values or a
// map of them.
type Field struct {
	ID       string
	Label    string // official Chinese label, the other name of the key
	Type     FieldType
	Optional bool
	Many     bool     // it holds a list of values
	Join     string   // between the values of a list in print
	Initial  string   // what a new report starts with
	Choices  []string // what its value may be; empty for anything
	Parts    []Field  // it holds a map of these; their ids are of the map alone
	Help     string
	Pos      diag.Pos
}

// Section is one part of the report: prose, a table or its attachments (附件,
// GB/T 9704-2012 7.3.4), which are the last section where there are any.
type Section struct {
	ID       string
	Label    string   // official name without its number, the other name of the key
	Breaks   string   // the label with "/" between its words, where a narrow list breaks it; empty for none
	Heading  string   // what is printed, without its number and with {field} placeholders; empty for no heading
	Aliases  []string // other headings under which earlier reports have it
	Kind     SectionKind
	Optional bool
	Initial  string // the prose that a new report starts with, with {field} placeholders
	Help     string
	Pos      diag.Pos
}

// Table is a table of figures: the rows that a report file gives and the grid
// of merged cells in which they are printed. Its ID is its section's.
type Table struct {
	ID        string
	Columns   []ColumnSet
	Rows      []Row
	Widths    []unit.Length // of the grid's columns; scaled to the text block
	WidthsPos diag.Pos
	RowHeight unit.Length // least height of a row
	HeightPos diag.Pos    // of that; none where the template gives none
	HeadRows  int         // rows at the top that are repeated on each page
	Grid      []GridRow
	Sum       Sum    // of the figures of which rows and columns say nothing
	Note      string // a line below it, with {field} placeholders; empty for none
	NotePos   diag.Pos
	// Above are the lines over the grid, such as its title and the unit of its amounts.
	Above []TableLine
	// Empty is said below a table without figures but zeros, or of a section that the
	// report leaves out; empty for none.
	Empty     string
	Continued string // the mark over the grid on the pages that it goes on on, such as 续表
	Landscape bool   // it stands on pages that are turned (GB/T 9704-2012 8)
	NewPage   bool   // it begins a page
	// Tolerance is by how much a sum may differ for each figure that it adds up, as
	// rounding leaves it; empty for none.
	Tolerance string
	Pos       diag.Pos
}

// TableLine is a line over the grid of a table: a text, what stands at its right
// end, or both, with {field} placeholders.
type TableLine struct {
	Text, Right string
	Style       string // style role of the text in place of the usual one
	Pos         diag.Pos
}

// ColumnSet is a named list of columns that rows share.
type ColumnSet struct {
	ID      string
	Columns []Column
}

// Column is one figure of a row.
type Column struct {
	ID    string
	Label string
	Type  string    // id of a ValueType
	Kind  ValueKind // of that type
	Total bool      // the sum of columns of the row
	Parts []string  // ids of those; nil for all others of figures that are no totals
	// Aliases are what earlier reports call it; they are no keys of a report file.
	Aliases []string
	Sum     Sum
	Pos     diag.Pos
}

// Row is a row of figures, or a group of rows when Rows is not empty.
type Row struct {
	ID      string
	Label   string
	Columns string // id of the ColumnSet; inherited by the rows of a group
	Total   bool   // the sum of all other rows of the group it stands in, groups included
	Rows    []Row
	// Aliases are what earlier reports call it; they are no keys of a report file.
	Aliases []string
	// Single is, for a group that earlier reports print as one row of figures, the
	// id of the row of it that those figures are; empty for none.
	Single string
	// Previous is the path of the row whose figures in the report of the year
	// before are where this row begins; empty for none.
	Previous string
	// Many is that the row stands for as many as a report gives; nil for one row.
	Many *Many
	Code string // by which rules find the row, as they find lines by theirs; empty for none
	Help string
	Sum  Sum // of the figures of the row; a row without it takes that of its group
	Pos  diag.Pos
}

// Many says how the rows (lines) of a list belong together: by codes, of which one
// that begins with another is a part of it, by a text that those of a group share,
// or not at all.
type Many struct {
	Code   string // id of the column of codes; empty for none
	Levels []int  // how many characters codes have, from the outermost level on
	Group  string // id of the column whose text the lines of a group share; empty for none
	// Subtotal is the label of the row that adds up a group, with {column} placeholders.
	Subtotal string
	Rule     string // id of the rule that is named when a row is not the sum of those below it
	Above    bool   // that row stands above its group, not below
}

// GridRow is a row of the printed table: its cells from left to right, without
// the places that cells of earlier rows cover.
type GridRow struct {
	Height unit.Length // least height; 0 for the table's RowHeight
	Cells  []GridCell
}

// GridCell is a printed cell.
type GridCell struct {
	Role    CellRole
	Text    string // the label; empty for a number
	Breaks  string // the label with "/" between its words, where a narrow cell breaks it; empty for none
	Row     string // of a number: path of its row, such as outcome.refused.state_secret
	Column  string // of a number: id of its column; a row of a list has a cell for each line
	Col     int    // first column of the grid that it covers, from 0
	RowSpan int    // at least 1
	ColSpan int    // at least 1
	Style   string // style role in place of the one the cell's role has, such as table-note
	Pos     diag.Pos
}

// ValueType says what a value may be.
type ValueType struct {
	ID       string
	Kind     ValueKind
	Whole    bool // no decimals
	Signed   bool // may be less than zero
	Decimals int  // most decimals when not whole
	Digits   int  // most digits before the point
	Format   NumberFormat
	Align    FigureAlign
	Blank    bool   // a figure that is left empty is 0
	Unit     string // such as 件 or 万元, for messages
	Rule     string // id of the rule that is named when a figure is not of the type
	Empty    string // id of the rule that is named when a figure is left empty or struck out
	Pos      diag.Pos
}

// Rule is a condition on a report, an expression in the syntax of expr-lang
// (https://expr-lang.org) that is evaluated for each thing that Each names.
//
//	each: column  for every column of Table: a row's path is its figure there
//	each: row     for every row of Table (or those of Rows): a column's id is its figure
//	each: match   for every match of Find in the prose: match, group[n], section, label, text,
//	              before_table
//	each: heading for every subheading, and every paragraph that repeats a
//	              first-level heading: typed, ordinal, level, text, section, label
//	each: section for every section of prose: text, length, characters, section, label
//	each: sign_off for the 落款: signer, date, and elapsed and overdue, the days
//	              since the year's end and since the last deadline
//	each: field   for every value of a header field that is given, or every title of
//	              an attachment: value, index (from 0)
//	each: absent  for a header field that the kind of document has not, where it is
//	              given; forms and schemas leave it out, and no element is made of it
//	each: claim   for every number that a wording of Claims says in the prose; see Claim
//	each: mention for everything that is to be named and is not: name, section, label; see Mention
//	each: value   for every figure: that it is of its ValueType, or not left empty
//
// With Previous the report of the year before is there as previous, with the
// same names, and the rule is passed over where that report is not given. A
// rule for sections has similar and carried instead; see data/rules.Compile.
//
// A rule either holds a condition (Check) or says what a figure must be
// (Cell and Equals). Message is a text in which {…} are expressions.
type Rule struct {
	ID       string
	Level    diag.Level
	Name     string
	Table    string
	Each     *RuleKind
	Rows     []string
	Previous bool
	In       []string // sections whose prose is searched; empty for all
	Field    string   // path of the header field whose values are judged, or id of the section of attachments, whose titles are
	Find     string   // regular expression (RE2)
	Written  bool     // Find is for the text as it is written: half-width punctuation and radicals are seen
	Names    string   // regular expression for names too: header fields, the sign-off's agency, titles of attachments
	Alike    string   // in place of Find: a header field; what is found are places that differ from its value by one character that looks alike
	Claims   []Claim
	// Statements judge the numbers that Claims do not.
	Statements []Statement
	Mentions   []Mention
	// Unless and UnlessBefore hold for all Claims; see Claim.
	Unless, UnlessBefore           string
	UnlessNeeds, UnlessBeforeNeeds prefilter.Needed

	When    string
	Cell    string // row (each: column) or column (each: row) that is blamed
	Equals  string
	Check   string
	Message diag.Text
	Hint    diag.Text
	Notice  string    // the local notice that its messages cite; empty for none
	Law     diag.Text // what prescribes it; empty for nothing
	Example diag.Text // of what breaks it
	Help    diag.Text // what is behind it and how to mend what it finds
	Pos     diag.Pos
	Places  Keyed[diag.Pos] // of the values of when, equals, check, message and hint that are given
}

// Cited is a message with the local notice that the rule comes from, if any.
func (r Rule) Cited(message diag.Text) diag.Text {
	if r.Notice == "" {
		return message
	}
	return diag.T("%s（依据：%s）", "%s (%s)", message, r.Notice)
}
