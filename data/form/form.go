// Package form judges how Word files of official documents are set that others have
// made: faces, sizes, grid, margins, page numbers, numbers of documents and of levels,
// punctuation (GB/T 9704-2012). The rules are configs.FormRules; lengths and faces are
// those of a style sheet.
package form

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data/intake/document"
	"gongwen/data/intake/look"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// Judge says what breaks GB/T 9704 in the form of a document: of its elements, as they
// were recognised, and of its looks, by a style sheet. What is said has the place of a
// paragraph, and the beginning of its text as what it is related to.
func Judge(file string, found *document.Document, l *look.Document, sheet *configs.StyleSheet) diag.List {
	j := &judge{file: file, found: found, look: l, sheet: sheet, counted: map[diag.Pos]string{}}
	for _, b := range found.Body {
		j.counted[b.Pos] = b.Text()
	}
	j.pages()
	j.headers()
	j.numbers()
	j.tables()
	j.paragraphs()
	slices.SortStableFunc(j.said, func(a, b diag.Diagnostic) int { return compareRules(a.Rule, b.Rule) })
	return j.said
}

// compareRules orders W9 before W10.
func compareRules(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// judge is a document being judged.
type judge struct {
	file  string
	found *document.Document
	look  *look.Document
	sheet *configs.StyleSheet
	said  diag.List

	counted map[diag.Pos]string // texts with the numbers that Word counts
	listed  int                 // numbered names of the 附件说明 so far
	dated   bool                // the 成文日期 has been judged
}

// say says that a paragraph breaks a rule; a nil paragraph is the document as a whole.
func (j *judge) say(rule string, p *look.Paragraph, zh, en string, args ...any) {
	d := diag.Diagnostic{Level: diag.Warning, Rule: rule, Pos: diag.Pos{File: j.file}, Message: diag.T(zh, en, args...)}
	if p != nil {
		d.Pos = p.Pos
		quote := quoteOf(p)
		d = d.WithRelated(p.Pos, "“%s”", "“%s”", quote)
	}
	j.said.Add(d)
}

// longestQuote is how many characters of a paragraph are repeated.
const longestQuote = 12

func quoteOf(p *look.Paragraph) string {
	text := strings.Join(strings.Fields(p.Text()), " ")
	if runes := []rune(text); len(runes) > longestQuote {
		return string(runes[:longestQuote]) + "……"
	}
	return text
}

// role is what a paragraph is.
func (j *judge) role(p *look.Paragraph) document.Role { return j.found.Roles[p.Pos] }

// style is how the style sheet sets a role.
func (j *judge) style(role string) configs.TextStyle {
	s, _ := j.sheet.TextStyle(role)
	return s
}

// twips is a length of the style sheet.
func twips(l unit.Length) int { return int(l.Twips()) }

// near reports whether a length is that of the style sheet, in twips.
func near(have, want, tolerance int) bool { return have-want <= tolerance && want-have <= tolerance }

// millimetre is one in twips, and what may be wrong with a length of the page (5.2.1).
const millimetre = 57

// millimetres is twips as text in millimetres.
func millimetres(n int) string {
	return strconv.FormatFloat(float64(n)*25.4/1440, 'f', 1, 64) + " mm"
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// han is how many Han characters a text has.
func han(s string) int {
	n := 0
	for _, r := range s {
		if isHan(r) {
			n++
		}
	}
	return n
}

// trimmed is the text of a paragraph without blanks at its ends.
func trimmed(p *look.Paragraph) string { return strings.TrimSpace(p.Text()) }

func length(s string) int { return utf8.RuneCountInString(s) }
