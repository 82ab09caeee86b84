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
	Bullet     string // before bulleted items; empty for none
	Greedy     bool   // lines are broken as word processors break them
	Head       HeadStyle
	FirstPage  FirstPageStyle
	Foot       FootStyle
	Seal       unit.Length // diameter of the seal that the 落款 leaves room for (GB/T 9704-2012 7.3.5.1); 0 for none
	Pos        diag.Pos
}

// HeadStyle says where the parts of the 版头 stand (GB/T 9704-2012 7.2, 10). A
// blank line is one of the page's pitch.
type HeadStyle struct {
	Mark       unit.Length // from the page's top edge to the top of the 发文机关标志
	Lines      int         // blank lines between it and the 发文字号
	Rule       RuleStyle   // 分隔线; none without strokes
	UnderMark  bool        // it stands below the 标志, and the other parts below it (10.1)
	Drop       unit.Length // from what it stands below
	Gap        unit.Length // of the parts below it
	Below      int         // blank lines below the 版头
	Preprinted bool        // the paper has 标志 and lines already (套打)
}

// FirstPageStyle is what the first page has otherwise.
type FirstPageStyle struct {
	Rule       RuleStyle
	Bottom     unit.Length // of the rule, from the page's bottom edge
	Unnumbered bool
}

// FootStyle is how the 版记 is set (7.4).
type FootStyle struct {
	Outer, Inner unit.Length // width of the first and last lines and of those between; 0 for none
	Inset        unit.Length // of the text from both sides
	Even         bool        // it stands on an even page
}

// RuleStyle is a line, or several close to each other.
type RuleStyle struct {
	Width   unit.Length   // its length, centred on the text block
	Strokes []unit.Length // from above: the width of a line, a gap, the width of a line and so on
	Color   string        // RRGGBB
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
	Name        string // what word processors show; empty for what they call the role
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
