package diag

import (
	"slices"
	"strings"
)

// Level is how grave a diagnostic is. An error stops a build, a warning does
// not, a note only informs.
type Level uint8

// The levels, gravest first.
const (
	Error Level = iota
	Warning
	Note
)

// String is the level as programs read it, in JSON, SARIF and configuration.
func (l Level) String() string { return [...]string{"error", "warning", "note"}[l] }

// Text is the level as people read it.
func (l Level) Text() Text {
	return [...]Text{{"错误", "error"}, {"警告", "warning"}, {"说明", "note"}}[l]
}

// Diagnostic is one thing said about the input.
type Diagnostic struct {
	Level   Level
	Pos     Pos
	Rule    string // id of the broken rule, such as N1; empty for none
	Message Text
	Hint    Text    // how to mend it; may be empty
	Waived  string  // the reason for which the input waives the rule; empty for none
	Related []Place // other places that it speaks of, in the order to be read
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

// WithRelated is d with one more place that it speaks of.
func (d Diagnostic) WithRelated(pos Pos, zh, en string, args ...any) Diagnostic {
	d.Related = append(d.Related[:len(d.Related):len(d.Related)], Place{pos, T(zh, en, args...)})
	return d
}

// Key is what tells a diagnostic from others, for use in maps.
type Key struct {
	Level   Level
	Pos     Pos
	Rule    string
	Message Text
}

// Key is the level, place, rule and message of d, by which it can be told from
// others.
func (d Diagnostic) Key() Key { return Key{d.Level, d.Pos, d.Rule, d.Message} }

// Equal reports whether d and other say the same of the same places.
func (d Diagnostic) Equal(other Diagnostic) bool {
	return d.Key() == other.Key() && d.Hint == other.Hint && d.Waived == other.Waived && slices.Equal(d.Related, other.Related)
}

// Format writes d as "FILE:LINE:COL: level: message [RULE]", the reason of a
// waiver behind the message, the related places and the hint on lines of their
// own. What it writes is Printable.
func (d Diagnostic) Format(lang Lang) string {
	lines := append([]string{d.Headline(lang)}, d.Details(lang)...)
	return strings.Join(lines, "\n  ")
}

// Headline is the first line of Format.
func (d Diagnostic) Headline(lang Lang) string {
	return place(d.Pos) + d.Level.Text().In(lang) + ": " + d.Said(lang)
}

// Said is the headline without place and level.
func (d Diagnostic) Said(lang Lang) string {
	said := Printable(d.Message.In(lang))
	if d.Waived != "" {
		said += Printable(T("（已豁免：%s）", " (waived: %s)", d.Waived).In(lang))
	}
	if d.Rule != "" {
		said += " [" + Printable(d.Rule) + "]"
	}
	return said
}

// Details are the lines of Format behind the first, without their indent.
func (d Diagnostic) Details(lang Lang) []string {
	var lines []string
	for _, r := range d.Related {
		lines = append(lines, r.Format(lang))
	}
	if hint := d.HintLine(lang); hint != "" {
		lines = append(lines, hint)
	}
	return lines
}

// HintLine is the hint as it is printed, empty where there is none.
func (d Diagnostic) HintLine(lang Lang) string {
	hint := d.Hint.In(lang)
	if hint == "" {
		return ""
	}
	return Printable(T("提示：%s", "hint: %s", hint).In(lang))
}

// Format writes p as "FILE:LINE:COL: text".
func (p Place) Format(lang Lang) string { return place(p.Pos) + Printable(p.Text.In(lang)) }

// place is a place as it stands before what is said of it.
func place(p Pos) string {
	if s := p.String(); s != "" {
		return Printable(s) + ": "
	}
	return ""
}
