package layout

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// colophon sets the 版记 (GB/T 9704-2012 7.4): its rows between rules as wide as the
// text block. It is placed when the pages of the text are known.
func (f *flower) colophon(b *doc.Colophon) {
	style := f.doc.Colophon
	p := piece{}
	y := unit.Length(0)
	for i, row := range b.Rows {
		weight := style.Inner
		if i == 0 {
			weight = style.Outer
		}
		if weight > 0 && !row.Joined {
			p.rules = append(p.rules, f.across(y+weight/2, weight))
		}
		y = f.row(&p, row, y)
	}
	p.height = y
	if style.Outer > 0 {
		// “末条分隔线与公文最后一面的版心下边缘重合” (7.4.1): its middle.
		p.rules = append(p.rules, f.across(y, style.Outer))
	}
	f.foot = &p
	if p.height > f.doc.Page.TextHeight() {
		f.setting.High = true
		f.say(diag.Errorf(longest(b), "版记高于版心，一页排不下", "the 版记 is higher than a page's text block").
			WithHint("主送、抄送机关太多：同类的写成统称，如 各乡镇人民政府", "there are too many agencies: call those of one kind by one name, such as 各乡镇人民政府"))
	}
}

// longest is where the row with the most text stands.
func longest(b *doc.Colophon) diag.Pos {
	var pos diag.Pos
	most := -1
	for _, row := range b.Rows {
		n := 0
		for _, r := range row.Text.Runs {
			n += len(r.Text)
		}
		if n > most {
			most, pos = n, doc.Pos(row.Text.Runs)
		}
	}
	return pos
}

// across is a rule as wide as the text block.
func (f *flower) across(y, weight unit.Length) frame.Rule {
	return frame.Rule{X2: f.doc.Page.TextWidth(), Y1: y, Y2: y, Width: weight}
}

// row adds a row that begins at y to p, and gives where it ends.
func (f *flower) row(p *piece, row doc.ColophonRow, y unit.Length) unit.Length {
	style := f.style(row.Text.Style)
	inset := f.doc.Colophon.Inset
	width := f.doc.Page.TextWidth() - 2*inset
	hang := em(style) * unit.Length(row.Text.Label.Hang)
	if row.Text.Label.Text != "" {
		label := f.shape(style, row.Text.ID, row.Text.Label.Text, nil).breakInto(width, 0, false)
		for _, l := range label {
			l.shift = inset
			p.lines = append(p.lines, hung{line: l, y: y + baseline(style)})
		}
	}
	room := width - hang
	if row.Right != nil {
		for _, l := range f.shape(style, row.Right.ID, "", row.Right.Runs).breakInto(width, 0, false) {
			l.shift = inset + width - l.broken.Width
			room -= l.broken.Width + em(style)
			defer func(h hung) { p.lines = append(p.lines, h) }(hung{line: l, y: y + baseline(style)})
		}
	}
	style.Align = doc.Left
	for _, l := range f.shape(style, row.Text.ID, "", row.Text.Runs).breakInto(room, 0, false) {
		l.shift = inset + hang
		p.lines = append(p.lines, hung{line: l, y: y + baseline(style)})
		y += style.Leading
	}
	return y
}

// placeFoot puts the 版记 on the last page whose text leaves room for it, or on the
// next: an even one where documents are printed on both sides. A page that is
// left blank for that has no number, nor has the page of the 版记 then (7.5).
func (a *attempt) placeFoot(foot piece) {
	page := a.doc.Page
	top := page.TextHeight() - foot.height
	last := len(a.sheets)
	even := a.doc.Colophon.Even
	if a.lowest() > top || even && last%2 == 1 {
		blank := even && last%2 == 0
		if blank {
			a.sheets = append(a.sheets, nil)
		}
		a.sheets = append(a.sheets, nil)
		a.setting.Colophon = doc.NextPage
		if blank {
			a.setting.Colophon = doc.AfterBlankPage
			a.unnumbered = map[int]bool{last + 1: true, last + 2: true}
		}
	}
	a.pieces = append(a.pieces, foot)
	end := len(a.sheets) - 1
	a.sheets[end] = append(a.sheets[end], slot{piece: len(a.pieces) - 1, y: top})
}

// lowest is where the last page's text ends.
func (a *attempt) lowest() unit.Length {
	var end unit.Length
	for _, s := range a.sheets[len(a.sheets)-1] {
		p := &a.pieces[s.piece]
		height := p.height
		if p.table != nil {
			height = p.table.height(s.from)
		}
		end = max(end, s.y+height)
	}
	return end
}

// bare reports whether a first page with a 版头 shows none of the text that there is,
// which it must (7.3.3).
func (a *attempt) bare() bool {
	head := false
	for _, b := range a.doc.Body {
		if _, ok := b.(*doc.Masthead); ok {
			head = true
		}
	}
	if !head || !slices.ContainsFunc(a.pieces, func(p piece) bool { return p.text }) {
		return false
	}
	for _, s := range a.sheets[0] {
		if a.pieces[s.piece].text {
			return false
		}
	}
	return true
}
