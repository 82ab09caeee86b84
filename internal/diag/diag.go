// Package diag holds what the program says about its input: diagnostics with a
// level, a position, a message and a hint, each in Chinese and English.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Level says how grave a diagnostic is. An error stops a build, a warning does
// not, a note only informs.
type Level uint8

// The levels, gravest first.
const (
	Error Level = iota
	Warning
	Note
)

// Lang is the language a diagnostic is printed in.
type Lang uint8

// The languages. Chinese is the default.
const (
	ZH Lang = iota
	EN
)

// String is the level as it is printed, the same in both languages so that
// programs can read it.
func (l Level) String() string { return [...]string{"error", "warning", "note"}[l] }

// Pos is a place in an input file: line and column (both from 1; a column is
// one character, not a byte) or sheet and cell of a workbook. The zero Pos is
// no place.
type Pos struct {
	File      string
	Line, Col int
	Sheet     string
	Cell      string
}

// String writes p as FILE:LINE:COL or FILE!SHEET:CELL, leaving out what is not known.
func (p Pos) String() string {
	switch {
	case p.Cell != "":
		return fmt.Sprintf("%s!%s:%s", p.File, p.Sheet, p.Cell)
	case p.Line > 0:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
	}
	return p.File
}

// Offset is the place n characters to the right of p, for text that stands on one line.
func (p Pos) Offset(n int) Pos {
	if p.Line > 0 {
		p.Col += n
	}
	return p
}

// Text is a message in both languages.
type Text struct{ ZH, EN string }

// T makes a Text from a format in each language and the same arguments. An
// argument that is itself a Text is printed in the language of the format.
func T(zh, en string, args ...any) Text {
	if slices.ContainsFunc(args, translated) {
		return Text{format(zh, args, ZH), format(en, args, EN)}
	}
	// This line tells go vet that T formats, and so does whatever calls it: vet
	// holds English verbs against their arguments everywhere. That the Chinese
	// ones are the same is a test of internal/arch.
	return Text{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

// translated reports whether an argument is printed in the language of its format.
func translated(a any) bool { _, is := a.(Text); return is }

func format(f string, args []any, lang Lang) string {
	in := make([]any, len(args))
	for i, a := range args {
		if t, ok := a.(Text); ok {
			a = t.In(lang)
		}
		in[i] = a
	}
	return fmt.Sprintf(f, in...)
}

// In is the text in one language; where English is missing it is the Chinese.
func (t Text) In(lang Lang) string {
	if lang == EN && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

// Diagnostic is one thing said about the input.
type Diagnostic struct {
	Level   Level
	Pos     Pos
	Rule    string // id of the broken rule, such as N1; empty for none
	Message Text
	Hint    Text   // how to mend it; may be empty
	Waived  string // the reason for which the input waives the rule; empty for none
}

// Errorf makes a Diagnostic of level Error without a rule or hint.
func Errorf(pos Pos, zh, en string, args ...any) Diagnostic {
	return Diagnostic{Level: Error, Pos: pos, Message: T(zh, en, args...)}
}

// Warnf makes a Diagnostic of level Warning without a rule or hint.
func Warnf(pos Pos, zh, en string, args ...any) Diagnostic {
	return Diagnostic{Level: Warning, Pos: pos, Message: T(zh, en, args...)}
}

// WithHint is d with a hint.
func (d Diagnostic) WithHint(zh, en string, args ...any) Diagnostic {
	d.Hint = T(zh, en, args...)
	return d
}

// WithRule is d with a rule id.
func (d Diagnostic) WithRule(id string) Diagnostic {
	d.Rule = id
	return d
}

// Format writes d as "FILE:LINE:COL: level: message [RULE]", the reason of a
// waiver behind the message and the hint on a line of its own.
func (d Diagnostic) Format(lang Lang) string {
	var b strings.Builder
	if p := d.Pos.String(); p != "" {
		b.WriteString(p)
		b.WriteString(": ")
	}
	b.WriteString(d.Level.String())
	b.WriteString(": ")
	b.WriteString(d.Message.In(lang))
	if d.Waived != "" {
		b.WriteString(T("（已豁免：%s）", " (waived: %s)", d.Waived).In(lang))
	}
	if d.Rule != "" {
		b.WriteString(" [" + d.Rule + "]")
	}
	if hint := d.Hint.In(lang); hint != "" {
		b.WriteString("\n  ")
		b.WriteString([...]string{ZH: "提示：", EN: "hint: "}[lang])
		b.WriteString(hint)
	}
	return b.String()
}

// List is a number of diagnostics; it is an error when one of them is.
type List []Diagnostic

// Add appends diagnostics.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// HasErrors says whether a diagnostic of level Error is in the list.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Level == Error })
}

// Err is the list as an error when it holds one, else nil.
func (l List) Err() error {
	if l.HasErrors() {
		return l
	}
	return nil
}

// Error writes the list in Chinese, a diagnostic a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Format(ZH)
	}
	return strings.Join(lines, "\n")
}

// Sort orders the list by file, place and level; equal ones keep their order.
// The sheets of a workbook, whose order a place does not know, come in the
// order in which the list names them first.
func (l List) Sort() {
	sheets := make(map[[2]string]int)
	for _, d := range l {
		sheet := [2]string{d.Pos.File, d.Pos.Sheet}
		if _, known := sheets[sheet]; !known && d.Pos.Sheet != "" {
			sheets[sheet] = len(sheets) + 1
		}
	}
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(sheets[[2]string{a.Pos.File, a.Pos.Sheet}], sheets[[2]string{b.Pos.File, b.Pos.Sheet}]),
			compareCells(a.Pos.Cell, b.Pos.Cell),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Level, b.Level),
		)
	})
}

// compareCells orders cells such as B9 and AA10 by row, then by column.
func compareCells(a, b string) int {
	columnA, rowA := splitCell(a)
	columnB, rowB := splitCell(b)
	return cmp.Or(
		cmp.Compare(len(rowA), len(rowB)), cmp.Compare(rowA, rowB),
		cmp.Compare(len(columnA), len(columnB)), cmp.Compare(columnA, columnB),
	)
}

func splitCell(cell string) (column, row string) {
	i := strings.IndexAny(cell, "0123456789")
	if i < 0 {
		return cell, ""
	}
	return cell[:i], cell[i:]
}

// From is the diagnostics inside err: the List it wraps, or one without a
// place that repeats its text.
func From(err error) List {
	if err == nil {
		return nil
	}
	var l List
	if errors.As(err, &l) {
		return l
	}
	return List{{Level: Error, Message: Text{ZH: err.Error(), EN: err.Error()}}}
}
