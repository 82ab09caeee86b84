package compose

import (
	"strings"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// title breaks the title into lines that end at words and together make a
// trapezium or a diamond: “回行时要做到词意完整，排列对称，长短适宜”
// (GB/T 9704-2012 7.3.1). It is done here and not in the layout so that the
// lines of a word processor are the same.
func (c *composer) title() {
	t := &doc.Title{ID: c.id()}
	style, _ := c.doc.Style(doc.TitleRole)
	m := measure{em: style.Size + style.Tracking, width: c.doc.Page.TextWidth()}
	lines := make([]titleLine, len(c.template.Title))
	for i, line := range c.template.Title {
		text := c.report.Fill(line)
		lines[i] = titleLine{text: text, ends: []int{len(text)}, pos: c.fieldPos(line, c.template.Pos), given: c.givenEnds(line)}
	}
	for i := range lines {
		if m.of(lines[i].text) > m.width {
			ends := lines[i].given
			if len(ends) == 0 {
				ends = m.whole(lines[i].text, c.words.ends(lines[i].text))
			}
			m.divide(lines, i, ends)
		}
	}
	for i := range lines {
		m.part(&lines[i], c.partedWord)
	}
	for _, l := range lines {
		start := 0
		for _, end := range l.ends {
			pos := l.pos.Offset(utf8.RuneCountInString(l.text[:start]))
			t.Lines = append(t.Lines, []doc.Run{{Text: l.text[start:end], Pos: pos}})
			start = end
		}
	}
	c.add(t)
}

// titleLine is a line of the template's title and where, in bytes, the lines
// that it is broken into end.
type titleLine struct {
	text string
	ends []int
	// given is where the report says that lines may end, the text's end included;
	// empty where it says nothing.
	given []wordEnd
	pos   diag.Pos
}

// partedWord says that a line of the title ends where no word is known to end.
func (c *composer) partedWord(l *titleLine, at int) {
	const around = 4 // characters
	before, after := []rune(l.text[:at]), []rune(l.text[at:])
	shown := string(before[max(0, len(before)-around):]) + "/" + string(after[:min(around, len(after))])
	c.problems.Add(diag.Warnf(l.pos, "标题在“%s”处回行，可能拆开了词", "the title is broken at “%s”, which may be inside a word", shown).
		WithHint("标题回行要词意完整（GB/T 9704—2012 7.3.1）：在可以回行的地方写“|”", "lines of a title end between words (GB/T 9704-2012 7.3.1): put “|” where a line may end").WithRule(configs.PartedTitle))
}

// part breaks what words give no place to break at, and is too wide for a line, into
// lines of one length, and says where.
func (m measure) part(l *titleLine, said func(l *titleLine, at int)) {
	var ends []int
	start := 0
	for _, end := range l.ends {
		for m.least(l.text[start:end]) > m.width {
			n := (m.least(l.text[start:end]) + m.width - 1) / m.width
			at := start + m.middle(l.text[start:end], m.least(l.text[start:end])/n)
			if at <= start || at >= end {
				break
			}
			said(l, at)
			ends, start = append(ends, at), at
		}
		ends, start = append(ends, end), end
	}
	l.ends = ends
}

// least is the width of a text whose digits are half an em wide.
func (m measure) least(text string) unit.Length {
	var w unit.Length
	for _, r := range text {
		if w += m.em; r < 0x2000 {
			w -= m.em / 2
		}
	}
	return w
}

// middle is the place in a text, nearest to so far from its beginning, before which a line
// may end: between two letters of which the second is no 的, and no Western one follows
// another.
func (m measure) middle(text string, from unit.Length) int {
	best, nearest := 0, unit.Length(-1)
	for at := range text {
		if at == 0 || !letters(text, at) || strings.HasPrefix(text[at:], "的") {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at:])
		off := m.least(text[:at]) - from
		if off < 0 {
			off = -off
		}
		if (before >= 0x2000 || after >= 0x2000) && m.least(text[:at]) <= m.width && (nearest < 0 || off < nearest) {
			best, nearest = at, off
		}
	}
	return best
}

// givenEnds are the places where the field that is a line of the title says that
// lines may end.
func (c *composer) givenEnds(line string) []wordEnd {
	value := c.report.Fields[strings.TrimSuffix(strings.TrimPrefix(line, "{"), "}")]
	if value.Marked == "" {
		return nil
	}
	var ends []wordEnd
	at := 0
	for part := range strings.SplitSeq(value.Marked, "|") {
		at += len(part)
		ends = append(ends, wordEnd{at: at})
	}
	return ends
}

// measure tells widths without a font: a title is hanzi of one em and a few
// digits, whose width may be overestimated.
type measure struct{ em, width unit.Length }

func (m measure) of(text string) unit.Length {
	var w unit.Length
	for _, r := range text {
		w += m.rune(r)
	}
	return w
}

// spaced is the width of a text with the quarters that stand between hanzi and digits or
// letters, for a line that may not turn over.
func (m measure) spaced(text string) unit.Length {
	w := m.of(text)
	before := rune(-1)
	for _, r := range text {
		if before >= 0 && (before < 0x2000) != (r < 0x2000) {
			w += m.em / 4
		}
		before = r
	}
	return w
}

func (m measure) rune(r rune) unit.Length {
	if r < 0x2000 {
		return m.em.MulDiv(6, 10)
	}
	return m.em
}

// divide breaks lines[n] into as few lines as its words allow and, of those
// breakings, into the one that gives the whole title the best shape.
func (m measure) divide(lines []titleLine, n int, ends []wordEnd) {
	d := divider{measure: m, ends: append([]wordEnd{{}}, ends...)}
	d.weigh(lines[n].text)
	var best int64 = -1
	for _, candidate := range d.candidates() {
		var shape []unit.Length
		weak := 0
		for i, l := range lines {
			if i != n {
				shape = append(shape, m.widths(l)...)
				continue
			}
			for k := 1; k < len(candidate); k++ {
				shape = append(shape, d.between(candidate[k-1], candidate[k]))
				if d.ends[candidate[k]].weak {
					weak++
				}
			}
		}
		if cost := m.cost(shape, weak); best < 0 || cost < best {
			best = cost
			lines[n].ends = nil
			for _, k := range candidate[1:] {
				lines[n].ends = append(lines[n].ends, d.ends[k].at)
			}
		}
	}
}

// whole is the ends without those inside the name of an autonomous area that
// fits on a line: 双江拉祜族佤族布朗族傣族自治县 is one name.
func (m measure) whole(text string, ends []wordEnd) []wordEnd {
	var kept []wordEnd
	begun, name := 0, 0 // how many are kept before the latest name, and where it begins
	for _, e := range ends {
		if !e.weak && autonomous(text[:e.at]) && m.of(text[name:e.at]) <= m.width {
			kept = kept[:begun]
		}
		kept = append(kept, e)
		if !e.weak {
			begun, name = len(kept), e.at
		}
	}
	return kept
}

// autonomous reports whether text ends in what names an autonomous area.
func autonomous(text string) bool {
	for _, area := range []string{"自治区", "自治州", "自治县", "自治旗", "民族乡"} {
		if strings.HasSuffix(text, area) {
			return true
		}
	}
	return false
}

func (m measure) widths(l titleLine) []unit.Length {
	var out []unit.Length
	start := 0
	for _, end := range l.ends {
		out = append(out, m.of(l.text[start:end]))
		start = end
	}
	return out
}

// Costs of a title's shape; one is a tenth of an em.
const (
	hourglass  = 1000 // a line shorter than those above and below it
	rectangle  = 300  // all lines of one length
	stump      = 200  // a line that is less than 2/5 of the longest
	weakEnd    = 60   // a line that ends inside a name
	narrowFoot = 20   // the last line shorter than the first
)

// cost says how far lines of these widths are from a trapezium or a diamond.
func (m measure) cost(lines []unit.Length, weak int) int64 {
	tenths := func(l unit.Length) int64 { return int64(l * 10 / m.em) }
	cost := int64(weak) * weakEnd
	least, most := lines[0], lines[0]
	for i, w := range lines {
		least, most = min(least, w), max(most, w)
		if i > 0 && i < len(lines)-1 && w < lines[i-1] && w < lines[i+1] {
			cost += hourglass + tenths(min(lines[i-1], lines[i+1])-w)
		}
	}
	if most-least < m.em/2 {
		cost += rectangle
	}
	if least*5 < most*2 {
		cost += stump
	}
	if lines[len(lines)-1] < lines[0] {
		cost += narrowFoot
	}
	return cost + tenths(most-least)
}

// divider lists the breakings of a text into fewest lines.
type divider struct {
	measure
	ends  []wordEnd     // where lines may begin and end, the beginning included
	place []unit.Length // of each, from the beginning
	need  []int         // lines from each to the end
	found [][]int
}

// mostBreakings is how many breakings of a text are looked at.
const mostBreakings = 256

func (d *divider) weigh(text string) {
	d.place = make([]unit.Length, len(d.ends))
	for i := 1; i < len(d.ends); i++ {
		d.place[i] = d.place[i-1] + d.of(text[d.ends[i-1].at:d.ends[i].at])
	}
	last := len(d.ends) - 1
	d.need = make([]int, len(d.ends))
	for i := last - 1; i >= 0; i-- {
		d.need[i] = d.need[i+1] + 1
		for k := i + 2; k <= last && d.between(i, k) <= d.width; k++ {
			d.need[i] = min(d.need[i], d.need[k]+1)
		}
	}
}

func (d *divider) between(i, k int) unit.Length { return d.place[k] - d.place[i] }

// candidates are breakings as indices into ends, from the first to the last.
func (d *divider) candidates() [][]int {
	d.search([]int{0})
	return d.found
}

func (d *divider) search(path []int) {
	at := path[len(path)-1]
	if at == len(d.ends)-1 {
		d.found = append(d.found, append([]int(nil), path...))
		return
	}
	for k := at + 1; k < len(d.ends) && len(d.found) < mostBreakings; k++ {
		if k > at+1 && d.between(at, k) > d.width {
			return
		}
		if d.need[k] == d.need[at]-1 {
			d.search(append(path, k))
		}
	}
}
