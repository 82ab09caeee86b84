package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// StyleSheet says how a document looks: page, grid, faces and a style for each
// role a text can have. It is read from YAML (see docs/styles.md).
type StyleSheet struct {
	ID         string
	Name       string
	Page       PageStyle
	Fonts      []FontRole
	Styles     []TextStyle
	Numbering  []string // number forms of heading levels 1…: "一、" "（一）" "1." "（1）"
	TableRules TableStyle
	Words      Words
	Bullet     string      // before bulleted items; empty for none
	Greedy     bool        // lines are broken as word processors break them
	Seal       unit.Length // diameter of the seal that the 落款 leaves room for (GB/T 9704-2012 7.3.5.1); 0 for none
	Pos        diag.Pos
}

// PageStyle is the page of GB/T 9704-2012 5.1 and 5.2.
type PageStyle struct {
	Width, Height            unit.Length
	Top, Left, Right, Bottom unit.Length // margins
	Lines                    int         // lines of the grid a page
	Characters               int         // characters of body size a line
	Pitch                    unit.Length // from baseline to baseline
	Widows                   int         // least lines of a paragraph on either side of a page break: 1 or 2
	CharacterGrid            bool        // a DOCX states the characters of a line as a grid too
	Mirror                   bool        // even pages have Left on the right, so that the binding edge of both sides of a leaf is the same
	Number                   PageNumberStyle
	DraftMark                string // text that marks every page of a draft
}

// PageNumberStyle is the page number of GB/T 9704-2012 7.5.
type PageNumberStyle struct {
	Form  string      // with {n} for the number: "— {n} —"
	Place string      // "outside" (odd right, even left), "centre" or "right"
	Drop  unit.Length // from the bottom of the text block to the 一字线, the middle of the line
	Inset unit.Length // from the side of the text block
}

// FontRole is a kind of face, such as 仿宋, and the faces that stand for it.
type FontRole struct {
	ID        string // its Chinese name
	Latin     string // id of the face for Latin letters and digits; empty to take them from Faces
	LatinBold string // the same for bold runs; empty to embolden Latin
	Faces     []FaceUse
	Office    OfficeFont
	Pos       diag.Pos
}

// FaceUse is a face in a fallback order.
type FaceUse struct {
	Face   string   // id of a face: its file's name without the extension
	Only   []string // named character sets or strings of characters it may draw; empty for all it has
	Except []string // and those it may not
}

// OfficeFont is how a word processor is asked for the role.
type OfficeFont struct {
	Name   string // w:eastAsia, such as 仿宋_GB2312
	Alt    string // w:altName
	Latin  string // w:ascii and w:hAnsi
	Panose string // ten bytes in hexadecimal
	Family string // w:family: roman, swiss, modern, script, decorative, auto
	Pitch  string // w:pitch: fixed, variable, default
}

// TextStyle is how the text of a role is set.
type TextStyle struct {
	Role        string
	Font        string // id of a FontRole
	Size        unit.Length
	Leading     unit.Length // baseline to baseline; 0 for the page's pitch
	Align       string      // "justify", "left", "centre" or "right"
	IndentChars int         // first-line indent in characters of Size
	Before      unit.Length
	After       unit.Length
	Bold        bool
	KeepNext    bool
	RunIn       bool   // of a heading: body text that follows it goes on in its line
	Color       string // RRGGBB
	Pos         diag.Pos
}

// Words says where the lines of a title may end without parting a word
// (GB/T 9704-2012 7.3.1).
type Words struct {
	Ends  []string // words that end a name, such as 市: a line may end after them
	Whole []string // words that a line may end before and after, and where they have a "/"
}

// TableStyle is how tables are ruled.
type TableStyle struct {
	Border     unit.Length // width of every rule
	CellMargin unit.Length // left and right
	BandFill   string      // RRGGBB; empty for none
	Gap        unit.Length // a table goes whole to the next page where that leaves less than this empty
}
