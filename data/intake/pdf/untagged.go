package pdf

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/pdfread"
)

// places reads a file without structure by the places of its glyphs: what stands
// between rules is a table, the rest are lines, which make paragraphs.
func (r *reader) places(refs []pdfread.Ref) error {
	all, unmapped := 0, 0
	for _, ref := range refs {
		p := r.pages[ref]
		if err := r.goOn(); err != nil {
			return err
		}
		if err := r.readPage(ref, p); err != nil {
			return err
		}
		for i := range p.glyphs {
			all++
			if p.glyphs[i].unmapped {
				unmapped++
				p.glyphs[i].said = string(unicode.ReplacementChar)
			}
		}
	}
	const few = 20 // glyphs in a page's worth of text that may not be known
	switch {
	case all == 0:
		return r.refuse(pdfread.Ref{}, "里面没有文字，可能是扫描的图片", "it has no text: it may be a scan")
	case unmapped > few+all/100:
		return r.refuse(pdfread.Ref{}, "%d 个字里有 %d 个没有对应的字符，文字是乱码", "of %d characters %d are not known: the text is scrambled", all, unmapped)
	}
	a := assembler{reader: r, running: map[string]int{}, heads: map[string]bool{}}
	for _, ref := range refs {
		for _, l := range rowsOf(r.pages[ref].glyphs) {
			a.running[keyOf(l)]++
		}
	}
	for _, ref := range refs {
		if err := r.goOn(); err != nil {
			return err
		}
		if err := a.page(r.pages[ref]); err != nil {
			return err
		}
	}
	a.end()
	for _, head := range slices.Sorted(maps.Keys(a.heads)) {
		r.notes.Add(diag.Diagnostic{Level: diag.Note, Pos: r.pos(1), Message: diag.T("每页都有的“%s”没有读入", "“%s”, which stands on every page, was left out", head)})
	}
	return nil
}

// row is glyphs on one line, from left to right.
type row struct {
	glyphs      []glyph
	y, size     float64
	left, right float64
}

// rowsOf sorts glyphs into lines from the top down. Raised and lowered ones stand
// on the line of those beside them.
func rowsOf(glyphs []glyph) []row {
	list := slices.Clone(glyphs)
	slices.SortStableFunc(list, func(a, b glyph) int { return cmp.Compare(b.y, a.y) })
	var rows []row
	for _, g := range list {
		n := len(rows) - 1
		if n >= 0 && rows[n].y-g.y < 0.5*max(rows[n].size, g.size) {
			if g.look&(cell.Raised|cell.Lowered) == 0 && g.size > rows[n].size {
				rows[n].y = g.y
			}
			rows[n].size = max(rows[n].size, g.size)
			rows[n].glyphs = append(rows[n].glyphs, g)
			continue
		}
		rows = append(rows, row{glyphs: []glyph{g}, y: g.y, size: g.size})
	}
	for i := range rows {
		l := &rows[i]
		slices.SortStableFunc(l.glyphs, func(a, b glyph) int { return cmp.Compare(a.left, b.left) })
		l.left, l.right = l.glyphs[0].left, l.glyphs[len(l.glyphs)-1].right
	}
	return rows
}

// runs are the text of a line. A gap is a blank, a wide one two.
func (l *row) runs() []flow.Run {
	var line flow.Line
	style := 0
	for i, g := range l.glyphs {
		if g.look&cell.Missing != 0 {
			line.Miss()
			continue
		}
		if i > 0 && g.partedFrom(&l.glyphs[i-1]) {
			style++
		}
		if i > 0 {
			gap := g.left - l.glyphs[i-1].right
			switch {
			case gap > 1.5*l.size:
				line.Add(flow.Run{Text: "   "})
			case gap > 0.4*l.size && !isWide(g.said) || gap > 0.7*l.size:
				line.Add(flow.Run{Text: " "})
			}
		}
		line.AddStyled(flow.Run{Text: g.said, Bold: g.bold, Look: g.look}, strconv.Itoa(style))
	}
	return line.Runs()
}

func isWide(said string) bool {
	return strings.IndexFunc(said, unicode.IsLetter) >= 0 && said > "\u2E80"
}

// blank reports whether only blanks stand on the line.
func (l *row) blank() bool {
	return !slices.ContainsFunc(l.glyphs, func(g glyph) bool { return strings.TrimSpace(g.said) != "" })
}

// assembler puts the content of pages together.
type assembler struct {
	*reader
	open   flow.Block // the paragraph that may go on
	long   bool       // its last line reaches the right margin
	folios []flow.Block
	// running counts the pages on which a line stands at its place.
	running map[string]int
	heads   map[string]bool // running heads that were left out
}

// leastRunning is on how many pages a line stands at least that is a running head.
const leastRunning = 3

// keyOf is a line's place and its text without digits, in which dates and the
// numbers of pages differ.
func keyOf(l row) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, flow.Block{Runs: l.runs()}.Text())
	return strconv.Itoa(int(math.Round(l.y))) + " " + text
}

// end ends the open paragraph.
func (a *assembler) end() {
	if len(a.open.Runs) > 0 {
		a.reader.out.Blocks = append(a.reader.out.Blocks, a.open)
	}
	a.open = flow.Block{}
	a.reader.out.Blocks = append(a.reader.out.Blocks, a.folios...)
	a.folios = nil
}

// page reads a page from the top down: tables in their places among the lines.
func (a *assembler) page(p *page) error {
	grids := p.grids()
	var free []glyph
	inside := make([][]glyph, len(grids))
	var last glyph // and the table that holds it
	in := -1
	for _, g := range p.glyphs {
		if g.rotated && endsInDigit(g.said) {
			g.said, g.look, g.rotated = cell.Unread, cell.Missing, false // a watermark is none of the text, a figure on its side is
		}
		if g.rotated || g.size == 0 {
			continue
		}
		i := slices.IndexFunc(grids, func(t grid) bool { return t.holds(g) })
		switch {
		case i >= 0:
			if last.cutBefore(&g) {
				inside[i] = append(inside[i], g.unread())
			}
			inside[i] = append(inside[i], g)
		case in >= 0 && g.cutBehind(&last):
			inside[in] = append(inside[in], last.unread())
		default:
			free = append(free, g)
		}
		last, in = g, i
	}
	rows := rowsOf(free)
	left, right := margins(rows)
	for i, t := range grids {
		for len(rows) > 0 && rows[0].y > t.top {
			a.line(rows[0], p, left, right)
			rows = rows[1:]
		}
		a.end()
		if err := a.grid(t, inside[i], p); err != nil {
			return err
		}
	}
	for _, l := range rows {
		a.line(l, p, left, right)
	}
	return nil
}

// cutBefore reports whether a glyph is a part of the figure that begins with next and is
// not shown, as beyond the edge of a page.
func (g *glyph) cutBefore(next *glyph) bool {
	return g.look&cell.Missing != 0 && next.look&cell.Missing == 0 && endsInDigit(next.said) && g.besides(next)
}

// cutBehind reports whether a glyph is not shown and goes on with the figure that ends in
// last.
func (g *glyph) cutBehind(last *glyph) bool {
	return g.look&cell.Missing != 0 && last.look&cell.Missing == 0 && endsInDigit(last.said) && last.besides(g)
}

// besides reports whether next stands right behind a glyph on its line.
func (g *glyph) besides(next *glyph) bool {
	const gap = 0.3 // in sizes
	return g.size > 0 && math.Abs(g.y-next.y) < gap*g.size && math.Abs(next.left-g.right) < gap*g.size
}

// unread is what cannot be read in the place of a glyph.
func (g *glyph) unread() glyph {
	other := *g
	other.said, other.look, other.unmapped = cell.Unread, cell.Missing, false
	return other
}

// margins are the outermost places at which two lines at least begin and end,
// or one where no two do.
func margins(rows []row) (left, right float64) {
	lefts, rights := make([]float64, len(rows)), make([]float64, len(rows))
	for i, l := range rows {
		lefts[i], rights[i] = l.left, -l.right
	}
	return outermost(lefts), -outermost(rights)
}

// outermost is the lowest of places that another is near.
func outermost(places []float64) float64 {
	const near = 5 // points
	slices.Sort(places)
	for i := range len(places) - 1 {
		if places[i+1]-places[i] < near {
			return places[i]
		}
	}
	if len(places) == 0 {
		return 0
	}
	return places[0]
}

// numberedLine is the number of a heading at the beginning of a line.
var numberedLine = pattern.New(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])`)

// line adds a line to the open paragraph, or begins one with it: at an indent,
// and behind a line that does not reach the right margin.
func (a *assembler) line(l row, p *page, left, right float64) {
	if l.blank() {
		return
	}
	const indent, short, least = 1.2, 2.5, 12 // in sizes
	runs := l.runs()
	b := flow.Block{Runs: runs, Size: int(math.Round(2 * l.size)), Pos: a.pos(p.number)}
	switch {
	case isFolio(b.Text()):
		a.folios = append(a.folios, b)
		return
	case a.running[keyOf(l)] >= leastRunning:
		a.heads[b.Text()] = true
		return
	}
	if a.long && len(a.open.Runs) > 0 && l.left-left < indent*l.size && !numberedLine.MatchString(b.Text()) {
		var joined flow.Line
		for _, run := range slices.Concat(a.open.Runs, runs) {
			joined.Add(run)
		}
		a.open.Runs = joined.Runs()
	} else {
		a.end()
		a.open = b
	}
	a.long = right-l.right < short*l.size && l.right-l.left > least*l.size
}

// isFolio reports whether a line is the number of a page: 3, — 3 —.
func isFolio(s string) bool {
	return strings.Trim(s, "-–—－─·• 0123456789") == "" && strings.ContainsAny(s, "0123456789") && len(s) < 30
}

// grid adds a table.
func (a *assembler) grid(t grid, glyphs []glyph, p *page) error {
	a.tables++
	table := &flow.Table{Placed: true, Pos: a.pos(p.number)}
	at := pdfread.Ref{}
	cells, holding := t.cells(glyphs)
	for r, cells := range cells {
		number := len(table.Rows) + 1
		out := flow.Row{Pos: (&tableReader{reader: a.reader, number: a.tables}).cellPos(number, 0)}
		for i, c := range cells {
			if err := a.step(at); err != nil {
				return err
			}
			var blocks []flow.Block
			for _, l := range rowsOf(holding[r][i]) {
				blocks = append(blocks, flow.Block{Runs: l.runs()})
			}
			said, marks := flow.Said(blocks)
			out.Cells = append(out.Cells, flow.Cell{Text: said, Marks: marks, Col: c.col, RowSpan: c.rows, ColSpan: c.cols,
				Pos: (&tableReader{reader: a.reader, number: a.tables}).cellPos(number, len(out.Cells)+1)})
		}
		table.Rows = append(table.Rows, out)
	}
	a.reader.out.Blocks = append(a.reader.out.Blocks, flow.Block{Kind: flow.Tabular, Table: table, Pos: table.Pos})
	return nil
}

// byPlaces is said of files that were read so.
func byPlaces(pos diag.Pos) diag.Diagnostic {
	return diag.Warnf(pos, "这个 PDF 没有标记结构，按文字和表格线的位置读取", "this PDF has no structure: it was read by the places of its text and rules").
		WithHint("对照原件看一遍", "compare it with the original")
}
