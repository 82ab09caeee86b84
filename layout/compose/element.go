package compose

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// indent is where elements in running text begin, in characters: 左空二字.
const indent = 2

// elements are those of a place.
func (c *composer) elements(place configs.Place) []configs.Element {
	var list []configs.Element
	for _, e := range c.template.Elements {
		if e.Place == place && !slices.ContainsFunc(configs.FieldsIn(e.Text), c.template.Lacks) {
			list = append(list, e)
		}
	}
	return list
}

// masthead adds the 版头, where the template has anything for it.
func (c *composer) masthead() {
	head := &doc.Masthead{ID: c.id()}
	for _, e := range c.elements(configs.CornerPlace) {
		if p := c.element(e); p != nil {
			head.Corner = append(head.Corner, p)
		}
	}
	for _, e := range c.elements(configs.MarkPlace) {
		c.mark(head, e)
	}
	for _, e := range c.elements(configs.NumberPlace) {
		head.Number = c.element(e)
	}
	for _, e := range c.elements(configs.SignersPlace) {
		c.signers(head, e)
	}
	if len(head.Paragraphs()) > 0 {
		c.add(head)
	}
}

// mark adds the 发文机关标志: of several agencies the names, one a line, with what
// stands at their right (GB/T 9704-2012 7.2.4); else one line of all.
func (c *composer) mark(head *doc.Masthead, e configs.Element) {
	names := c.valuesOf(e.Text)
	if len(names) > 1 && c.remedy.hostAlone() {
		head.Mark = []*doc.Paragraph{c.line(e.Style, doc.Run{Text: names[0].Text + e.Right, Pos: names[0].Pos})}
	} else if len(names) < 2 {
		e.Text += e.Right
		if p := c.element(e); p != nil {
			head.Mark = []*doc.Paragraph{p}
		}
	} else {
		for _, n := range names {
			head.Mark = append(head.Mark, c.line(e.Style, doc.Run{Text: n.Text, Pos: n.Pos}))
		}
		if e.Right != "" {
			head.Word = c.line(e.Style, doc.Run{Text: e.Right, Pos: e.Pos})
		}
	}
	c.fitMark(head, e.Style)
}

// fitMark makes the type of a 标志 as much smaller as it is too wide for the text
// block, and as the remedies for a first page without text ask.
func (c *composer) fitMark(head *doc.Masthead, role string) {
	var most, word unit.Length
	style, _ := c.doc.Style(role)
	m := measure{em: style.Size, width: c.doc.Page.TextWidth()}
	for _, p := range head.Mark {
		most = max(most, m.spaced(doc.Text(p.Runs)))
	}
	if head.Word != nil {
		word = m.spaced(doc.Text(head.Word.Runs)) + doc.MarkGap(style)
	}
	size := style.Size
	if whole := most + word; whole > m.width {
		size = size.MulDiv(int64(m.width), int64(whole)) / (unit.Point / 2) * (unit.Point / 2)
	}
	if len(head.Mark) > 1 {
		size = size.MulDiv(c.remedy.markPercent(), 100) / (unit.Point / 2) * (unit.Point / 2)
	}
	if size == style.Size {
		return
	}
	if body, _ := c.doc.Style(doc.BodyRole); size < body.Size {
		c.problems.Add(diag.Warnf(doc.Pos(head.Mark[0].Runs), "发文机关标志太长：一行只排得下 %s 的字，比正文（%s）还小", "the 发文机关标志 is so long that its line has type of %s, smaller than the text's %s", size, body.Size).
			WithHint("用规范化简称（GB/T 9704—2012 7.2.4）", "use the agency's short name (GB/T 9704-2012 7.2.4)"))
	}
	style.Leading = style.Leading.MulDiv(int64(size), int64(style.Size))
	style.Size = size
	for i := range c.doc.Styles {
		if c.doc.Styles[i].Role == role {
			c.doc.Styles[i] = style
		}
	}
}

// closePercent is how far apart lines of 签发人 are that stand closer, of the page's pitch.
const closePercent = 70

// signers adds the 签发人 (7.2.6). A name of two characters has a blank inside
// where others have three.
func (c *composer) signers(head *doc.Masthead, e configs.Element) {
	names := c.valuesOf(e.Text)
	if len(names) == 0 {
		return
	}
	list := &doc.SignerList{Label: c.line(c.labelStyle(e), doc.Run{Text: e.Label, Pos: e.Pos})}
	long := slices.ContainsFunc(names, func(n data.Field) bool { return utf8.RuneCountInString(n.Text) > 2 })
	for _, n := range names {
		text := n.Text
		if first, size := utf8.DecodeRuneInString(text); long && utf8.RuneCountInString(text) == 2 {
			text = string(first) + "　" + text[size:]
		}
		list.Names = append(list.Names, c.line(e.Style, doc.Run{Text: text, Pos: n.Pos}))
	}
	if c.remedy.closeSigners() {
		list.Pitch = c.doc.Page.Pitch.MulDiv(closePercent, 100)
	}
	head.Signers = list
}

// flowing adds the elements of a place in the running text.
func (c *composer) flowing(place configs.Place) {
	first := true
	for _, e := range c.elements(place) {
		if place == configs.OpeningPlace && e.Moved != nil && c.remedy.moves() {
			continue
		}
		p := c.element(e)
		if p == nil {
			continue
		}
		if place == configs.ClosingPlace && first {
			p.Blank, first = 1, false // 10.3: 正文或附件说明下空一行
		}
		c.add(p)
	}
}

// colophon adds the 版记, where the template has anything for it.
func (c *composer) colophon() {
	foot := &doc.Colophon{ID: c.id()}
	var moved bool
	if c.remedy.moves() {
		for _, e := range c.elements(configs.OpeningPlace) {
			if e.Moved != nil {
				moved = c.row(foot, *e.Moved, false) || moved
			}
		}
	}
	for _, e := range c.elements(configs.FootPlace) {
		c.row(foot, e, moved)
		moved = false
	}
	if len(foot.Rows) > 0 {
		c.add(foot)
	}
}

// row adds a row of the 版记, and reports whether there is one.
func (c *composer) row(foot *doc.Colophon, e configs.Element, joined bool) bool {
	row := doc.ColophonRow{Text: c.element(e), Joined: joined}
	if row.Text == nil {
		return false
	}
	if row.Text.Label.Text != "" {
		row.Text.Label.At, row.Text.Label.Hang = 0, utf8.RuneCountInString(row.Text.Label.Text)
	}
	if runs, ok := c.expand(e.Right, e); ok && len(runs) > 0 {
		row.Right = c.line(e.Style, runs...)
	}
	foot.Rows = append(foot.Rows, row)
	return true
}

// element is the paragraph of an element; nil where a field that it names is not
// given.
func (c *composer) element(e configs.Element) *doc.Paragraph {
	runs, ok := c.expand(e.Text, e)
	if !ok || len(runs) == 0 {
		return nil
	}
	p := c.line(e.Style, runs...)
	if e.Label != "" {
		p.Label = doc.Label{Text: c.report.Fill(e.Label), At: indent, Style: e.LabelStyle}
		p.Label.Hang = indent + utf8.RuneCountInString(p.Label.Text)
	}
	return p
}

func (c *composer) labelStyle(e configs.Element) string {
	if e.LabelStyle != "" {
		return e.LabelStyle
	}
	return doc.NumberRole
}

func (c *composer) line(role string, runs ...doc.Run) *doc.Paragraph {
	if role == "" {
		role = doc.BodyRole
	}
	return &doc.Paragraph{ID: c.id(), Style: role, Runs: runs}
}

// valuesOf is the values that a text of one {field} stands for.
func (c *composer) valuesOf(text string) []data.Field { return valuesOf(c.report, text) }

func valuesOf(report *data.Report, text string) []data.Field {
	id := strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}")
	if values := report.Lists[id]; len(values) > 0 {
		return values
	}
	if value := report.Fields[id]; value.Text != "" {
		return []data.Field{value}
	}
	return nil
}

// expand is the text of an element with the values of fields in place of their
// names. It is false where one is not given that stands in no [ ].
func (c *composer) expand(text string, e configs.Element) ([]doc.Run, bool) {
	var runs []doc.Run
	for text != "" {
		if rest, optional := strings.CutPrefix(text, "["); optional {
			inner, after, _ := strings.Cut(rest, "]")
			if more, ok := c.expand(inner, e); ok {
				runs = append(runs, more...)
			}
			text = after
			continue
		}
		if rest, named := strings.CutPrefix(text, "{"); named {
			id, after, _ := strings.Cut(rest, "}")
			values := c.values(id)
			if len(values) == 0 {
				return nil, false
			}
			runs, text = append(runs, values...), after
			continue
		}
		end := strings.IndexAny(text, "[{")
		if end < 0 {
			end = len(text)
		}
		runs = append(runs, doc.Run{Text: text[:end], Pos: e.Pos})
		text = text[end:]
	}
	return runs, true
}

// values are the runs of a field: of a list its values with what joins them. Those that
// no mark parts are names, which are not parted themselves.
func (c *composer) values(id string) []doc.Run {
	list := c.valuesOf(id)
	var runs []doc.Run
	for i, v := range list {
		whole := len(list) > 1 && strings.TrimSpace(c.template.Field(id).Join) == ""
		if i > 0 {
			runs = append(runs, doc.Run{Text: c.template.Field(id).Join, Pos: v.Pos})
		}
		runs = append(runs, doc.Run{Text: v.Text, Pos: v.Pos, Whole: whole})
	}
	return runs
}
