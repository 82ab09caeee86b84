package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// FieldType says what the value of a header field is.
type FieldType uint8

// The types of header fields. A template has at most one year and one agency;
// what needs the report's year or agency asks Template.Year and Template.Agency.
const (
	TextField   FieldType = iota // text on one line
	YearField                    // the year that the report is about
	AgencyField                  // the name of the agency that reports
	TitleField                   // text on one line, in which | and / say where lines of a title may end
	DateField                    // a calendar day
)

var fieldTypes = [...]string{TextField: "text", YearField: "year", AgencyField: "agency", TitleField: "title", DateField: "date"}

// String is the word for t in templates.
func (t FieldType) String() string { return fieldTypes[t] }

// FieldTypes are the words for the types of header fields.
func FieldTypes() []string { return fieldTypes[:] }

// SectionKind says what a section holds.
type SectionKind uint8

// The kinds of sections.
const (
	ProseSection       SectionKind = iota // text
	TableSection                          // a table of figures
	AttachmentsSection                    // 附件
)

var sectionKinds = [...]string{ProseSection: "prose", TableSection: "table", AttachmentsSection: "attachments"}

// String is the word for k in templates.
func (k SectionKind) String() string { return sectionKinds[k] }

// SectionKinds are the words for the kinds of sections.
func SectionKinds() []string { return sectionKinds[:] }

// CellRole says what a printed cell holds.
type CellRole uint8

// The roles of cells.
const (
	BandCell   CellRole = iota // a label over several rows below it
	HeadCell                   // the label of columns
	StubCell                   // the label of a row
	NumberCell                 // a figure
	WordsCell                  // words that head nothing, such as the number of a line
)

// ValueKind says what a value is.
type ValueKind uint8

// The kinds of values. Only rows that a table has many of hold others than figures.
const (
	NumberValue ValueKind = iota
	TextValue             // words on one line
	DateValue             // a calendar day
	CodeValue             // digits that count nothing, such as 2010301
)

var valueKinds = [...]string{NumberValue: "number", TextValue: "text", DateValue: "date", CodeValue: "code"}

// String is the word for k in templates.
func (k ValueKind) String() string { return valueKinds[k] }

// ValueKinds are the words for the kinds of values.
func ValueKinds() []string { return valueKinds[:] }

// FigureAlign is how the values of a type stand in their cells.
type FigureAlign uint8

// The alignments of values.
const (
	FiguresByStyle   FigureAlign = iota // as the style of figures says; words at the left
	FiguresRight                        // at the right
	FiguresByDecimal                    // with their decimal points below each other
	FiguresLeft                         // at the left
	FiguresCentred                      // in the middle
)

var figureAligns = [...]string{FiguresByStyle: "style", FiguresRight: "right", FiguresByDecimal: "decimal", FiguresLeft: "left", FiguresCentred: "centre"}

// String is the word for a in templates.
func (a FigureAlign) String() string { return figureAligns[a] }

// FigureAligns are the words for the alignments of figures.
func FigureAligns() []string { return figureAligns[:] }

// numberCells is the key of a cell that stands for one of each column of a row.
const numberCells = "numbers"

var cellKeys = [...]string{BandCell: "band", HeadCell: "head", StubCell: "stub", NumberCell: "number", WordsCell: "words", numberCells}

// String is the word for r in templates.
func (r CellRole) String() string { return cellKeys[r] }

// CellKeys are the keys by which a template says what a cell is, in the order
// of their roles, and last the one for all figures of a row.
func CellKeys() []string { return cellKeys[:] }

// choice reads one of the words of a kind; of nil it is the first.
func choice[K ~uint8](n *source.Node, words []string, problems *diag.List) K {
	word := source.Choice(n, problems, words...)
	for i, w := range words {
		if w == word {
			return K(i)
		}
	}
	return 0
}
