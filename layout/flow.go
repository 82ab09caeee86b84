package layout

import (
	"context"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// piece is what a page break cannot divide, or a table.
type piece struct {
	gap     unit.Length // above it, left out at the top of a page
	height  unit.Length
	snap    bool // it begins on a line of the page's grid
	text    bool // it is of the text, as opposed to what stands before and behind it
	keep    bool // no page break between it and the next
	loose   bool // but where what is kept together is more than a page
	newPage bool // it begins a page
	turned  bool // it stands on a page that is turned
	lines   []hung
	table   *setTable
	rules   []frame.Rule    // from its top and the left of the text block
	figure  *doc.Figure     // drawn below its labels and its caption, which are lines
	seal    *frame.SealRoom // over it, from its top and the left of the text block
}

// hung is a line with its baseline's place below the top of its piece.
type hung struct {
	line
	y unit.Length
}

// flow is the body as pieces in reading order.
func (s *setter) flow(ctx context.Context) []piece {
	f := flower{setter: s, page: s.doc.Page}
	for _, block := range s.doc.Body {
		if ctx.Err() != nil {
			break
		}
		first := len(f.pieces)
		f.turn(block)
		f.block(block)
		f.belowDate(block, first)
		_, f.headed = block.(*doc.Heading)
		for i := first; i < len(f.pieces); i++ {
			f.pieces[i].text, f.pieces[i].turned = isText(block), f.turned
		}
	}
	s.foot = f.foot
	return f.pieces
}

// isText reports whether a block is of the text (正文).
func isText(block doc.Block) bool {
	switch b := block.(type) {
	case *doc.Heading, *doc.List, *doc.Table, *doc.Figure:
		return true
	case *doc.Paragraph:
		return b.Style == doc.BodyRole
	}
	return false
}

type flower struct {
	*setter
	below  unit.Length // where the text below the 版头 begins, 0 for no 版头
	foot   *piece      // the 版记; nil for none
	pieces []piece
	page   doc.PageStyle // of the block that is set
	turned bool          // that page is turned
	after  unit.Length   // space below the latest block
	headed bool          // the latest block is a heading
	signed bool          // it is a 落款, or stands below one
}

// turn takes the page that a block stands on, which is turned for some tables, for
// what is set from here on.
func (f *flower) turn(block doc.Block) {
	f.turned = doc.Turned(block)
	f.page = f.doc.Page
	if f.turned {
		f.page = f.doc.Page.Turned(1)
	}
}

func (f *flower) block(block doc.Block) {
	switch b := block.(type) {
	case *doc.Masthead:
		f.masthead(b)
	case *doc.Colophon:
		f.colophon(b)
	case *doc.Title:
		f.title(b)
	case *doc.Heading:
		if b.Text != nil {
			f.runIn(b)
			return
		}
		f.heading(b)
	case *doc.Table:
		f.table(b)
	case *doc.Figure:
		f.figure(b)
	case *doc.Paragraph:
		f.paragraph(b)
	case *doc.List:
		for _, item := range b.Items {
			f.paragraph(item)
		}
	case *doc.SignOff:
		f.signOff(b)
	default:
		f.say(diag.Errorf(diag.Pos{}, "版面不能排出 %T 一类的内容", "the layout has no form for a block of type %T", block))
	}
}

// title stands in the middle of as many lines of the grid as it needs and
// leaves one blank below (GB/T 9704-2012 7.3.1).
func (f *flower) title(b *doc.Title) {
	style := f.style(doc.TitleRole)
	var lines []hung
	for _, runs := range b.Lines {
		t := f.shape(style, b.ID, "", runs)
		for _, l := range t.breakInto(f.doc.Page.TextWidth(), 0, true) {
			lines = append(lines, hung{line: l})
		}
	}
	if f.below > 0 {
		f.belowMasthead(style, lines)
		return
	}
	pitch := f.doc.Page.Pitch
	height := style.Leading * unit.Length(len(lines))
	room := roundUp(height, pitch)
	for i := range lines {
		lines[i].y = (room-height)/2 + style.Leading*unit.Length(i) + baseline(style)
	}
	f.add(piece{gap: style.Before, height: room + pitch, snap: true, keep: true, lines: lines}, style.After)
}

func (f *flower) heading(b *doc.Heading) {
	style := f.headingStyle(b)
	t := f.shape(style, b.ID, b.Number, b.Runs)
	first := len(f.pieces)
	if style.Align == doc.Centred {
		lines := t.breakInto(f.page.TextWidth(), 0, true)
		f.setting.Ends[b.ID] = ends(lines)
		f.lines(style, lines)
	} else {
		f.lines(style, f.indented(t))
	}
	if first < len(f.pieces) {
		f.pieces[first].newPage = b.NewPage
	}
	f.keepFrom(len(f.pieces) - 1)
}

// runIn sets a heading and the text that goes on in its line as one paragraph.
func (f *flower) runIn(h *doc.Heading) {
	b := h.Text
	style, heading := f.style(b.Style), f.headingStyle(h)
	t := f.join(style,
		part{style: heading, node: h.ID, number: h.Number, runs: h.Runs},
		part{style: style, node: b.ID, runs: b.Runs})
	style.Before = heading.Before
	f.lines(style, f.indented(t))
}

func (f *flower) headingStyle(b *doc.Heading) doc.TextStyle {
	return f.style(b.StyleRole())
}

func (f *flower) paragraph(b *doc.Paragraph) {
	style := f.style(b.Style)
	t := f.shape(style, b.ID, "", b.Runs)
	f.after += f.doc.Page.Pitch * unit.Length(b.Blank)
	first := len(f.pieces)
	if b.Label.Text != "" {
		f.labelled(b, t)
	} else {
		lines := f.indented(t)
		f.noteEnds(b, lines)
		f.lines(style, lines)
	}
	if b.NewPage && first < len(f.pieces) {
		f.pieces[first].newPage = true
	}
	if style.KeepNext && len(f.pieces) > 0 {
		f.keepFrom(len(f.pieces) - 1)
	}
}

// indented breaks t into lines as wide as the text block.
func (f *flower) indented(t *text) []line {
	indent := unit.Length(0)
	if t.style.Align == doc.Justify || t.style.Align == doc.Left {
		indent = em(t.style) * unit.Length(t.style.IndentChars)
	}
	lines := t.breakInto(f.page.TextWidth(), indent, false)
	f.fit(t, lines, f.page.TextWidth(), indent)
	return lines
}

// lines adds a paragraph's lines. Its first two and its last two stay on one
// page, unless the layout is loose; below a heading the first line may end a
// page, which is the heading's second.
func (f *flower) lines(style doc.TextStyle, lines []line) {
	hanging := make([]hung, len(lines))
	for i, l := range lines {
		hanging[i] = hung{line: l, y: baseline(style)}
		p := piece{
			height: style.Leading, snap: style.Leading == f.doc.Page.Pitch,
			keep:  i < len(lines)-1 && f.widows() && (i == 0 && !f.headed || i == len(lines)-2),
			lines: hanging[i : i+1],
		}
		if i == 0 {
			p.gap = style.Before
		}
		f.add(p, 0)
	}
	f.after += style.After
}

// widows reports whether two lines of a paragraph stay together.
func (f *flower) widows() bool { return f.doc.Page.Widows > 1 && !f.tight.singles }

func (f *flower) add(p piece, after unit.Length) {
	p.gap += f.after
	f.after = after
	f.pieces = append(f.pieces, p)
}

// keepFrom keeps piece i and those after it with what follows.
func (f *flower) keepFrom(i int) {
	for ; i < len(f.pieces); i++ {
		f.pieces[i].keep = true
	}
}

// keepText keeps the 落款 that begins with piece i with the two lines before it; where
// a page has no room for that with what these are kept with, with one.
func (f *flower) keepText(i int) {
	first := max(0, i-textAbove)
	if i >= textAbove && (!f.pieces[first].keep || sameParagraph(&f.pieces[first], &f.pieces[first+1])) {
		f.pieces[first].loose = true
	}
	f.keepFrom(first)
}

// sameParagraph reports whether two pieces are lines of one paragraph.
func sameParagraph(a, b *piece) bool {
	return len(a.lines) > 0 && len(b.lines) > 0 && a.lines[0].text == b.lines[0].text
}

// belowMasthead places a title whose first line begins where the 版头 has room for
// it.
func (f *flower) belowMasthead(style doc.TextStyle, lines []hung) {
	head := &f.pieces[len(f.pieces)-1]
	top := f.below - head.height
	for i := range lines {
		lines[i].y = top + style.Leading*unit.Length(i) + style.Size.MulDiv(88, 100)
	}
	f.add(piece{height: f.doc.TitleFoot(f.below, len(lines)) - head.height, keep: true, lines: lines}, 0)
}

// drawRule puts a rule on page, whose piece stands at x and y.
func (s *setter) drawRule(page *frame.Page, r frame.Rule, x, y unit.Length) {
	r.X1, r.X2, r.Y1, r.Y2 = r.X1+x, r.X2+x, r.Y1+y, r.Y2+y
	page.Items = append(page.Items, &r)
}

// draw puts a piece into its slot on page.
func (s *setter) draw(page *frame.Page, p *piece, at slot) {
	style := s.pageStyle(page.Number, p.turned)
	x, y := style.TextLeft(page.Number), style.Top+at.y
	if p.table != nil {
		s.drawTable(page, p.table, at, p.turned, x, y)
		return
	}
	if p.figure != nil {
		s.drawFigure(page, p, x, y)
	}
	for _, l := range p.lines {
		l.draw(page, x, y+l.y, frame.Content)
	}
	for _, r := range p.rules {
		s.drawRule(page, r, x, y)
	}
	if p.seal != nil {
		room := *p.seal
		room.X, room.Y = x+room.X, y+room.Y
		page.Seal = &room
	}
}

// pageStyle is page n, turned or not.
func (s *setter) pageStyle(n int, turned bool) doc.PageStyle {
	if turned {
		return s.doc.Page.Turned(n)
	}
	return s.doc.Page
}

// roundUp is the least multiple of step that is not below l.
func roundUp(l, step unit.Length) unit.Length { return (l + step - 1) / step * step }
