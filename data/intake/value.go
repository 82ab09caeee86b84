package intake

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

var grouped = pattern.New(`^[0-9]{1,3}(?:,[0-9]{3})+(\.[0-9]+)?$`)

// isValue reports whether a text stands where a figure does, be it clear or not.
func isValue(s string) bool {
	switch cell.ContentOf(s) {
	case cell.Stroke, cell.Figure, cell.Unclear:
		return true
	}
	return false
}

// isStroke reports whether a text only says that there is nothing.
func isStroke(s string) bool { return cell.IsStroke(s) }

// figure is the value of a cell as a report file has it. What is not quite a
// number is made one where that is certain, which is noted; all else is left
// for load to refuse.
func (t *tableReader) figure(c slot, kind configs.ValueType, what string) *source.Node {
	text, note := strings.TrimSpace(strings.ReplaceAll(strings.Map(seen, c.text), "\u00a0", " ")), ""
	if figure, mark := cell.Unmarked(text); mark != "" {
		t.notef(c.pos, "%s：“%s”后面的“%s”是注号，没有放进报告", "%s: the footnote mark behind “%s”, “%s”, is not in the report", what, figure, shown(mark))
		text = figure
	}
	if figure, more, ok := cell.Noted(text); ok && (figure == "" || isValue(figure)) {
		text, note = figure, more
	}
	plain := strings.Join(strings.Fields(norm.NFKC.String(text)), "")
	number := plain
	if n, unit, ok := cell.WithUnit(plain); ok && cell.Counts(unit, kind.Unit, kind.Whole) {
		number = n
	}
	if !kind.Format.Grouped && grouped.MatchString(number) {
		number = strings.ReplaceAll(number, ",", "")
	}
	if number != plain {
		t.notef(c.pos, "%s：“%s”按 %s 读取", "%s: “%s” is read as %s", what, shown(text), number)
		text = number
	}
	value := &source.Node{Kind: source.Null, Pos: c.pos}
	if text != "" {
		value = &source.Node{Kind: source.Scalar, Text: text, Pos: c.pos}
	}
	if note == "" {
		return value
	}
	m := &source.Node{Kind: source.Map, Pos: c.pos}
	put(m, "value", value)
	put(m, "note", &source.Node{Kind: source.Scalar, Quoted: true, Text: note, Pos: c.pos})
	return m
}

// seen takes out characters that show nothing, such as U+00AD.
func seen(r rune) rune {
	if cell.Unseen(r) {
		return -1
	}
	return r
}

// put adds an entry to a map.
func put(m *source.Node, key string, value *source.Node) {
	m.Entries = append(m.Entries, source.Entry{Key: &source.Node{Kind: source.Scalar, Text: key, Pos: value.Pos}, Value: value})
}

// teller collects what is said about a document.
type teller struct{ said diag.List }

func (t *teller) notef(pos diag.Pos, zh, en string, args ...any) {
	t.said.Add(diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T(zh, en, args...)})
}

func (t *teller) warnf(pos diag.Pos, zh, en string, args ...any) {
	t.said.Add(diag.Warnf(pos, zh, en, args...))
}

func (t *teller) errorf(pos diag.Pos, zh, en string, args ...any) {
	t.said.Add(diag.Errorf(pos, zh, en, args...))
}
