package configs

import (
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
	"gongwen/internal/unit"
)

type styleReader struct {
	*StyleSheet
	problems *diag.List
}

// readStyle reads the style sheet that the file of name id should hold.
func readStyle(n *source.Node, id string, problems *diag.List) *StyleSheet {
	f := fields(n, problems, "style", extendsKey, "name", "page", "fonts", "numbering", "styles", "tables", "words", "head", "first_page", "foot", "sign_off", "line_breaking", "bullet")
	r := &styleReader{&StyleSheet{Pos: n.Pos}, problems}
	r.ID = ownID(f, "style", id, problems)
	r.Name = required(f, "name", problems)
	if page := f.Require("page"); page != nil {
		r.page(page)
	}
	for _, e := range r.entries(f.Require("fonts")) {
		r.Fonts = append(r.Fonts, r.font(e))
	}
	r.numbering(f.Require("numbering"))
	for _, e := range r.entries(f.Require("styles")) {
		r.Styles = append(r.Styles, r.style(e))
	}
	if tables := f.Require("tables"); tables != nil {
		r.tables(tables)
	}
	if words := f.Get("words"); words != nil {
		r.words(words)
	}
	if signOff := f.Get("sign_off"); signOff != nil {
		const largest = 60 * unit.Millimetre
		r.Seal = length(fields(signOff, problems, "seal").Get("seal"), 0, 0, largest, problems)
	}
	r.head(f.Get("head"))
	r.firstPage(f.Get("first_page"))
	r.foot(f.Get("foot"))
	r.Bullet = r.bullet(f.Get("bullet"))
	r.Greedy = source.Choice(f.Get("line_breaking"), problems, "fine", "word") == "word"
	if !problems.HasErrors() {
		roomReader{r, n}.judge()
	}
	return r.StyleSheet
}

// bullet reads the mark before bulleted items, which is one character or none.
func (r *styleReader) bullet(n *source.Node) string {
	if n == nil || n.Kind == source.Null {
		return ""
	}
	if n.Kind != source.Scalar || utf8.RuneCountInString(n.Text) > 1 || strings.TrimSpace(n.Text) != n.Text {
		r.problems.Add(diag.Errorf(n.Pos, "bullet 应为一个字符", "bullet should be one character").
			WithHint("如 bullet: “—”；空着为没有符号", "such as bullet: “—”; leave it empty for none"))
		return ""
	}
	return n.Text
}

// TextStyle is the style of a role; ok is false when the sheet has none.
func (s *StyleSheet) TextStyle(role string) (style TextStyle, ok bool) {
	if i := find(s.Styles, func(t TextStyle) string { return t.Role }, role); i >= 0 {
		return s.Styles[i], true
	}
	return TextStyle{}, false
}

// entries is the keys and values of n, which should be a Map that has some. A
// key that stands twice has been reported.
func (r *styleReader) entries(n *source.Node) []source.Entry {
	switch {
	case n == nil:
		return nil
	case n.Kind != source.Map || len(n.Entries) == 0:
		r.problems.Add(diag.Errorf(n.Pos, "这里应为“名称: {…}”的一组", "named entries are expected here"))
		return nil
	}
	return n.Entries
}

func (r *styleReader) page(n *source.Node) {
	f := fields(n, r.problems, "width", "height", "top", "left", "right", "bottom", "lines", "characters", "pitch", "widows", "grid", "mirror", "number", "draft")
	side := func(key string) unit.Length { return length(f.Require(key), 0, 0, maxPage, r.problems) }
	p := PageStyle{
		Width: side("width"), Height: side("height"),
		Top: side("top"), Left: side("left"), Right: side("right"), Bottom: side("bottom"),
		Lines:         source.Int(f.Require("lines"), 1, 1, maxChars, r.problems),
		Characters:    source.Int(f.Require("characters"), 1, 1, maxChars, r.problems),
		Pitch:         length(f.Require("pitch"), unit.Point, unit.Point, maxText, r.problems),
		Widows:        source.Int(f.Get("widows"), 2, 1, 2, r.problems),
		Mirror:        source.Bool(f.Get("mirror"), r.problems),
		CharacterGrid: source.Choice(f.Get("grid"), r.problems, "lines", "characters") == "characters",
		DraftMark:     required(f, "draft", r.problems),
	}
	if number := f.Require("number"); number != nil {
		p.Number = r.pageNumber(number)
	}
	r.Page = p
	width, height := p.Width-p.Left-p.Right, p.Height-p.Top-p.Bottom
	switch {
	case r.problems.HasErrors():
	case width <= 0 || height <= 0:
		r.problems.Add(diag.Errorf(n.Pos, "页边距占满了纸面，没有版心", "the margins leave no text block"))
	case p.Pitch*unit.Length(p.Lines) > height:
		r.problems.Add(diag.Errorf(linesPos(f, n), "版心高 %s，放不下 %d 行 %s 的行距", "%[2]d lines of %[3]s do not fit a text block of %[1]s", height, p.Lines, p.Pitch).
			WithHint("减少 lines 或 pitch，或者减小 top、bottom", "make lines or pitch, or top and bottom, smaller"))
	case p.Pitch*unit.Length(p.Lines+1) <= height:
		r.problems.Add(diag.Errorf(linesPos(f, n), "版心高 %s，行距 %s 时每页是 %d 行，不是 %d 行", "a text block of %s holds %[3]d lines of %[2]s, not %[4]d", height, p.Pitch, int(height/p.Pitch), p.Lines).
			WithHint("把 lines 写成 %d，或者加大 pitch、top、bottom", "write %d for lines, or make pitch, top or bottom larger", int(height/p.Pitch)))
	}
}

// linesPos is where it is said that lines and pitch do not go together: at the
// one that page n does not have from the style sheet that it extends.
func linesPos(f *source.Fields, n *source.Node) diag.Pos {
	lines, pitch := f.Get("lines").Pos, f.Get("pitch").Pos
	if lines.File != n.Pos.File && pitch.File == n.Pos.File {
		return pitch
	}
	return lines
}

func (r *styleReader) pageNumber(n *source.Node) PageNumberStyle {
	f := fields(n, r.problems, "form", "place", "drop", "inset")
	out := PageNumberStyle{
		Form:  required(f, "form", r.problems),
		Place: source.Choice(f.Get("place"), r.problems, "outside", "centre", "right"),
		Drop:  length(f.Get("drop"), 0, 0, maxPage, r.problems),
		Inset: length(f.Get("inset"), 0, 0, maxPage, r.problems),
	}
	if form := f.Get("form"); form != nil && strings.Count(out.Form, "{n}") != 1 {
		r.problems.Add(diag.Errorf(form.Pos, "页码的写法里要有一个 {n}", "the form of the page number has one {n}"))
	}
	return out
}

var panose = pattern.New(`^[0-9A-Fa-f]{20}$`)

func (r *styleReader) font(e source.Entry) FontRole {
	f := fields(e.Value, r.problems, "latin", "latin_bold", "faces", "office")
	role := FontRole{
		ID:        e.Key.Text,
		Latin:     optional(f, "latin", r.problems),
		LatinBold: optional(f, "latin_bold", r.problems),
		Pos:       e.Key.Pos,
	}
	faces := f.Require("faces")
	for _, n := range source.Items(faces, r.problems) {
		role.Faces = append(role.Faces, r.face(n))
	}
	if faces != nil && faces.Kind == source.List && len(role.Faces) == 0 {
		r.problems.Add(diag.Errorf(faces.Pos, "至少要有一种字体文件", "at least one face is needed"))
	}
	if office := f.Require("office"); office != nil {
		role.Office = r.office(office)
	}
	return role
}

func (r *styleReader) face(n *source.Node) FaceUse {
	if n.Kind == source.Scalar {
		return FaceUse{Face: n.Text}
	}
	f := fields(n, r.problems, "face", "only", "except")
	return FaceUse{
		Face:   required(f, "face", r.problems),
		Only:   source.Strings(f.Get("only"), r.problems),
		Except: source.Strings(f.Get("except"), r.problems),
	}
}

// office reads how a word processor is asked for a font (ECMA-376-1 17.8.3).
func (r *styleReader) office(n *source.Node) OfficeFont {
	f := fields(n, r.problems, "name", "alt", "latin", "panose", "family", "pitch")
	out := OfficeFont{
		Name:   required(f, "name", r.problems),
		Alt:    optional(f, "alt", r.problems),
		Latin:  required(f, "latin", r.problems),
		Panose: optional(f, "panose", r.problems),
		Family: source.Choice(f.Get("family"), r.problems, "auto", "roman", "swiss", "modern", "script", "decorative"),
		Pitch:  source.Choice(f.Get("pitch"), r.problems, "default", "fixed", "variable"),
	}
	if n := f.Get("panose"); n != nil && n.Kind == source.Scalar && !panose.MatchString(n.Text) {
		r.problems.Add(diag.Errorf(n.Pos, "“%s”不是 20 位十六进制数", "%q is not ten bytes in hexadecimal", n.Text).
			WithHint("放在引号里，如 \"02010609030101010101\"", "put it in quotes, as in \"02010609030101010101\""))
	}
	return out
}

// headingLevels is how many levels GB/T 9704-2012 7.3.3 numbers.
const headingLevels = 4

func (r *styleReader) numbering(n *source.Node) {
	items := source.Items(n, r.problems)
	r.Numbering = source.Strings(n, r.problems)
	for _, i := range items {
		if i.Kind == source.Scalar && strings.Count(i.Text, "一")+strings.Count(i.Text, "1") != 1 {
			r.problems.Add(diag.Errorf(i.Pos, "编号的写法“%s”里要有一个“一”或一个“1”", "the number form %q has one 一 or one 1", i.Text))
		}
	}
	if n != nil && len(items) > headingLevels {
		r.problems.Add(diag.Errorf(n.Pos, "标题最多 %d 级", "there are at most %d levels of headings", headingLevels))
	}
}

func (r *styleReader) style(e source.Entry) TextStyle {
	f := fields(e.Value, r.problems, "name", "font", "size", "leading", "align", "indent", "before", "after", "bold", "keep_next", "run_in", "color")
	s := TextStyle{
		Role:        e.Key.Text,
		Name:        optional(f, "name", r.problems),
		Font:        required(f, "font", r.problems),
		Size:        length(f.Require("size"), unit.Point, unit.Point, maxText, r.problems),
		Leading:     length(f.Get("leading"), 0, 0, maxText, r.problems),
		Align:       source.Choice(f.Get("align"), r.problems, "left", "justify", "centre", "right", "decimal"),
		IndentChars: source.Int(f.Get("indent"), 0, 0, maxChars, r.problems),
		Before:      length(f.Get("before"), 0, 0, maxPage, r.problems),
		After:       length(f.Get("after"), 0, 0, maxPage, r.problems),
		Bold:        source.Bool(f.Get("bold"), r.problems),
		KeepNext:    source.Bool(f.Get("keep_next"), r.problems),
		RunIn:       source.Bool(f.Get("run_in"), r.problems),
		Color:       r.color(f.Get("color")),
		Pos:         e.Key.Pos,
	}
	if font := f.Get("font"); font != nil && s.Font != "" && len(r.Fonts) > 0 {
		known(font, diag.T("字体", "font role"), s.Font, names(r.Fonts, func(f FontRole) string { return f.ID }), r.problems)
	}
	if s.RunIn && !strings.HasPrefix(s.Role, "heading-") {
		r.problems.Add(diag.Errorf(f.Get("run_in").Pos, "只有标题（heading-1 至 heading-4）可以与正文接排", "only headings, heading-1 to heading-4, can run in"))
	}
	if s.Leading > 0 && s.Leading < s.Size {
		r.problems.Add(diag.Errorf(f.Get("leading").Pos, "行距 %s 小于字号 %s", "the leading %s is less than the size %s", s.Leading, s.Size))
	}
	return s
}

var hexColor = pattern.New(`^[0-9A-Fa-f]{6}$`)

// color reads RRGGBB; empty is none.
func (r *styleReader) color(n *source.Node) string {
	text := source.String(n, r.problems)
	if text != "" && !hexColor.MatchString(text) {
		r.problems.Add(diag.Errorf(n.Pos, "“%s”不是颜色", "%q is no colour", text).
			WithHint("写成六位十六进制数 RRGGBB，放在引号里，如 \"808080\"", "write RRGGBB in hexadecimal and in quotes, as in \"808080\""))
		return ""
	}
	return text
}

func (r *styleReader) tables(n *source.Node) {
	f := fields(n, r.problems, "border", "cell_margin", "band_fill", "gap")
	const widest, usualGap = 10 * unit.Millimetre, 75 * unit.Millimetre
	r.TableRules = TableStyle{
		Border:     length(f.Require("border"), 0, 0, widest, r.problems),
		CellMargin: length(f.Get("cell_margin"), 0, 0, widest, r.problems),
		BandFill:   r.color(f.Get("band_fill")),
		Gap:        length(f.Get("gap"), usualGap, 0, maxPage, r.problems),
	}
}
