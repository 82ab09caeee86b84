package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/unit"
)

// mostBlank is the most blank lines that a distance may have.
const mostBlank = 10

// head reads where the parts of the 版头 stand.
func (r *styleReader) head(n *source.Node) {
	if n == nil {
		return
	}
	f := fields(n, r.problems, "mark", "lines", "rule", "under", "drop", "gap", "below", "preprinted")
	r.Head = HeadStyle{
		Mark:       length(f.Require("mark"), 0, 0, maxPage, r.problems),
		Lines:      source.Int(f.Get("lines"), 0, 0, mostBlank, r.problems),
		Rule:       r.rule(f.Get("rule")),
		UnderMark:  source.Choice(f.Get("under"), r.problems, "number", "mark") == "mark",
		Drop:       length(f.Get("drop"), 0, 0, maxPage, r.problems),
		Gap:        length(f.Get("gap"), 0, 0, maxPage, r.problems),
		Below:      source.Int(f.Get("below"), 0, 0, mostBlank, r.problems),
		Preprinted: source.Bool(f.Get("preprinted"), r.problems),
	}
}

// firstPage reads what the first page has otherwise.
func (r *styleReader) firstPage(n *source.Node) {
	if n == nil {
		return
	}
	f := fields(n, r.problems, "rule", "bottom", "unnumbered")
	r.FirstPage = FirstPageStyle{
		Rule:       r.rule(f.Get("rule")),
		Bottom:     length(f.Get("bottom"), 0, 0, maxPage, r.problems),
		Unnumbered: source.Bool(f.Get("unnumbered"), r.problems),
	}
}

// foot reads how the 版记 is set.
func (r *styleReader) foot(n *source.Node) {
	if n == nil {
		return
	}
	f := fields(n, r.problems, "outer", "inner", "inset", "even")
	r.Foot = FootStyle{
		Outer: length(f.Get("outer"), 0, 0, maxStroke, r.problems),
		Inner: length(f.Get("inner"), 0, 0, maxStroke, r.problems),
		Inset: length(f.Get("inset"), 0, 0, maxPage, r.problems),
		Even:  source.Bool(f.Get("even"), r.problems),
	}
}

// What a rule may have at most.
const (
	maxStroke  = 5 * unit.Millimetre
	mostStroke = 5
)

func (r *styleReader) rule(n *source.Node) RuleStyle {
	if n == nil {
		return RuleStyle{}
	}
	f := fields(n, r.problems, "width", "strokes", "color")
	rule := RuleStyle{Width: length(f.Require("width"), 0, 0, maxPage, r.problems), Color: r.color(f.Get("color"))}
	strokes := f.Get("strokes")
	for _, s := range source.Items(strokes, r.problems) {
		rule.Strokes = append(rule.Strokes, length(s, 0, 0, maxStroke, r.problems))
	}
	if strokes != nil && len(rule.Strokes) > 0 && (len(rule.Strokes)%2 == 0 || len(rule.Strokes) > mostStroke) {
		r.problems.Add(diag.Errorf(strokes.Pos, "strokes 依次是线宽、间隔、线宽，最多三条线", "strokes are the width of a line, a gap, the width of a line; three lines at most"))
	}
	return rule
}
