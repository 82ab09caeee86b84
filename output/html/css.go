package html

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// screenStyle is the look on a screen, which is the same for every document,
// and what screen and paper have in common.
//
//go:embed screen.css
var screenStyle string

// stylesheet makes the part of the style stylesheet that follows the document's styles:
// the look on paper, and how the cells of tables are aligned anywhere.
type stylesheet struct {
	doc *doc.Document
	b   []byte
}

func (s *stylesheet) css() []byte {
	for _, style := range s.doc.Styles {
		if selector := selectorOf(style.Role); selector != "" && aligned(style.Role) {
			s.rule(selector, "text-align:"+alignment(style.Align))
			s.figures(selector, style)
		}
	}
	s.elements()
	s.lists()
	s.pages()
	s.tableLooks()
	s.latinFaces()
	s.raw("@media print {\n")
	lines := strconv.Itoa(max(1, s.doc.Page.Widows))
	s.rule("html", "color:#000;orphans:"+lines+";widows:"+lines)
	s.rule("h1,h2,h3,h4,h5,h6,p", "margin:0;font-weight:normal")
	s.rule("th", "font-weight:normal")
	s.rule("a", "color:inherit;text-decoration:none")
	for _, style := range s.doc.Styles {
		if selector := selectorOf(style.Role); selector != "" {
			s.text(selector, style)
		}
	}
	if style, ok := s.doc.Style(doc.BodyRole); ok && s.hasRunIn() {
		s.text("."+runInClass, style)
	}
	s.printedLists()
	s.apart()
	s.tables()
	s.signature()
	s.draftMark()
	s.raw("}")
	return s.b
}

// figures lets the digits of figures that are not centred stand below each other.
func (s *stylesheet) figures(selector string, style doc.TextStyle) {
	if style.Role != doc.TableAmountRole && style.Align != doc.Decimal {
		return
	}
	s.rule(selector, "font-variant-numeric:tabular-nums")
	if style.Align == doc.Decimal {
		s.rule(selector+"["+restAttribute+"]::after", "content:attr("+restAttribute+");visibility:hidden")
	}
}

// aligned reports whether the document's alignment of a role is kept on a screen,
// where running text is justified in wide windows only.
func aligned(role string) bool {
	return role == doc.TitleRole || strings.HasPrefix(role, "table-")
}

// selectorOf is what the text of a role is written as; empty for roles that are
// no part of the article, and for names that are no plain class.
func selectorOf(role string) string {
	switch role {
	case doc.TitleRole:
		return "h1"
	case doc.BodyRole:
		return "p"
	case doc.TableHeadRole:
		return "th"
	case doc.TableNumberRole:
		return "td"
	case doc.PageNumberRole, doc.DraftRole:
		return ""
	}
	if level := doc.HeadingLevel(role); level > 0 && level <= deepest {
		return headingElement(level)
	}
	plain := func(r rune) bool { return r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' }
	if role == "" || strings.ContainsFunc(role, func(r rune) bool { return !plain(r) }) {
		return ""
	}
	return "." + class(role)
}

// text writes the look of a role on paper.
func (s *stylesheet) text(selector string, style doc.TextStyle) {
	declarations := []string{s.font(style), "text-align:" + alignment(style.Align)}
	indent := unit.Length(style.IndentChars) * (style.Size + style.Tracking)
	declarations = append(declarations, "text-indent:"+string(points(indent)))
	if style.Tracking != 0 {
		declarations = append(declarations, "letter-spacing:"+string(points(style.Tracking)))
	}
	before, after := style.Before, style.After
	if style.Role == doc.TitleRole {
		after += s.doc.Page.Pitch // one empty line below the title
	}
	if before != 0 || after != 0 {
		declarations = append(declarations, "margin:"+string(points(before))+" 0 "+string(points(after)))
	}
	if style.KeepNext {
		declarations = append(declarations, "break-after:avoid")
	}
	s.rule(selector, strings.Join(declarations, ";"))
}

func (s *stylesheet) hasRunIn() bool {
	return slices.ContainsFunc(s.doc.Body, func(b doc.Block) bool {
		h, ok := b.(*doc.Heading)
		return ok && h.Text != nil
	})
}

// font is the font, size, leading, weight and colour of a role.
func (s *stylesheet) font(style doc.TextStyle) string {
	font := "font:"
	if style.Bold {
		font += "bold "
	}
	font += string(points(style.Size)) + "/" + string(points(style.Leading)) + " "
	role, _ := s.doc.Font(style.Font)
	font += families(role)
	if c := style.Color; c != (doc.Color{}) {
		font += ";color:" + c.Hex()
	}
	return font
}

// tables writes how tables are ruled on paper.
func (s *stylesheet) tables() {
	t := s.doc.Tables
	s.rule("table", "table-layout:fixed")
	s.rule("tr", "height:var(--height)")
	s.rule("th,td", "border:"+string(points(t.Border))+" solid #000;padding:0 "+string(points(t.CellMargin)))
	band := "break-after:avoid"
	if t.BandFill != nil {
		band += ";background:" + t.BandFill.Hex() + ";print-color-adjust:exact"
	}
	s.rule("."+class(doc.TableBandRole), band)
	s.rule("."+class(doc.NoteRole), "break-before:avoid")
}

// signature puts a 落款 as far below the text and from the right on paper as
// GB/T 9704-2012 7.3.5 has it.
func (s *stylesheet) signature() {
	style, _ := s.doc.Style(doc.SignatureRole)
	above, below := s.doc.SealRoom()
	pitch := s.doc.Page.Pitch
	box := "margin:" + string(points(style.Before+pitch*unit.Length(above))) + " " + string(points(s.doc.SignatureInset(style))) +
		" " + string(points(style.After)) + " auto"
	if below > 0 {
		box += ";padding-bottom:" + string(points(pitch*unit.Length(below)))
	}
	s.rule("."+signedClass, box)
}

// latinFaces names the faces for Latin letters and digits. They are asked for
// these characters only: put before the Chinese face in a list, a Latin one
// would take “ ” and — from it as well.
func (s *stylesheet) latinFaces() {
	var done []string
	for _, f := range s.doc.Fonts {
		if f.Latin == "" || f.Latin == f.Name || slices.Contains(done, f.Latin) {
			continue
		}
		done = append(done, f.Latin)
		for _, bold := range []bool{false, true} {
			weight, suffix := "normal", ""
			if bold {
				weight, suffix = "bold", " Bold"
			}
			sources := make([]string, 0, 2)
			for _, name := range latinNames(f) {
				sources = append(sources, "local("+quote(name+suffix)+")")
			}
			s.rule("@font-face", "font-family:"+quote(latinFamily(f))+";font-weight:"+weight+";src:"+strings.Join(sources, ",")+";"+latinRange)
		}
	}
}

// latinRange is the characters that are set in the Latin face.
const latinRange = "unicode-range:U+20-7E,U+C0-D6,U+D8-F6,U+F8-24F"

func (s *stylesheet) raw(text string) { s.b = append(s.b, text...) }

func (s *stylesheet) rule(selector, declarations string) {
	s.raw(selector + "{" + declarations + "}\n")
}

// quote writes a CSS string (CSS Syntax 3, 4.3.5). A < is escaped, so that no
// name can end the style element.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r < ' ' || r == 0x7F || r == '"' || r == '\\' || r == '<' {
			fmt.Fprintf(&b, "\\%x ", r)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
