package intake

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

var (
	// What is meant as a figure, as NFKC has it without blanks: 7, -4, 减4, 0.00,
	// 1,234, 12件, 3.5万元, 22(其中修订16件).
	meant = regexp.MustCompile(`^(?:[-+−]|减少?|增加?)?[0-9][0-9,'./]*(?:件|项|个|条|起|宗|份|次|人次|元|万|万元|亿元|%)?(?:\(.*\))?$`)
	// What stands where there is nothing to count.
	struck = regexp.MustCompile(`^(?:[-−–—－]{1,2}|[/\\]|无|空|无数据)$`)

	withNote = regexp.MustCompile(`(?s)^\s*([^（(]*?)\s*[（(](.+)[）)]\s*$`)
	grouped  = regexp.MustCompile(`^[0-9]{1,3}(?:,[0-9]{3})+(\.[0-9]+)?$`)
	withUnit = regexp.MustCompile(`^([-+−]?[0-9][0-9,]*(?:\.[0-9]+)?)(件|项|个|条|起|宗|份|次|人次|元|万|万元|亿元|%)$`)
)

// isValue says whether a text stands where a figure does: a number with or
// without what people add to it, or a stroke.
func isValue(s string) bool {
	if len(s) > 4*maxLabel {
		return false
	}
	c := compact(s)
	return meant.MatchString(c) || struck.MatchString(c)
}

// isStroke says whether a text only says that there is nothing.
func isStroke(s string) bool { return struck.MatchString(compact(s)) }

// figure is the value of a cell as a report file has it. What is not quite a
// number is made one where that is certain, which is noted; all else is left
// for load to refuse.
func (t *tableReader) figure(c cell, kind configs.ValueType, what string) *source.Node {
	text, note := strings.TrimSpace(strings.ReplaceAll(c.text, "\u00a0", " ")), ""
	if m := withNote.FindStringSubmatch(text); m != nil && (m[1] == "" || isValue(m[1])) {
		text, note = m[1], strings.Join(strings.Fields(m[2]), " ")
	}
	plain := strings.Join(strings.Fields(norm.NFKC.String(text)), "")
	number := plain
	if m := withUnit.FindStringSubmatch(plain); m != nil && counts(m[2], kind) {
		number = m[1]
	}
	if grouped.MatchString(number) {
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

// counts says whether a figure with a unit is the number without it.
func counts(unit string, kind configs.ValueType) bool {
	return unit == kind.Unit || kind.Whole && !strings.ContainsAny(unit, "万亿元%")
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
