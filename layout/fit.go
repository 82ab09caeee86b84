package layout

import (
	"unicode"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// A word processor fills one line after the other and squeezes nothing. To end
// a line where this package ends it, it has to be told how much closer, or
// farther apart, the line's characters stand. That is told only for lines that
// it would end elsewhere.

// fit notes what a word processor has to be told of the lines of t, where somebody
// wants to tell it.
func (s *setter) fit(t *text, lines []line, width, indent unit.Length) {
	if !s.wants.Lines {
		return
	}
	var stretches []doc.Stretch
	for i := range lines {
		from, to := lines[i].broken.Start, lines[i].broken.End
		room := width
		if i == 0 {
			room -= indent
		}
		stretches = append(stretches, t.stretches(room, from, to)...)
	}
	s.noteStretches(t, stretches)
}

// noteStretches deals stretches of a text to the blocks that it holds.
func (s *setter) noteStretches(t *text, stretches []doc.Stretch) {
	start := 0
	for i := 0; i < len(t.spans); {
		block, end := i, i+1
		for block < len(t.spans)-1 && t.spans[block].link != "" {
			block++
		}
		end = max(end, block+1)
		for end < len(t.spans) && (t.spans[end].link != "" || t.spans[end].node == t.spans[block].node) {
			end++
		}
		stop := t.byteAt(t.spans[end-1].end)
		for _, st := range stretches {
			if from, to := max(st.From, start), min(st.To, stop); from < to {
				node := t.spans[block].node
				s.setting.Stretches[node] = append(s.setting.Stretches[node], doc.Stretch{From: from - start, To: to - start, By: st.By})
			}
		}
		start, i = stop, end
	}
}

// byteAt is where glyph i begins in the text's string.
func (t *text) byteAt(i int) int {
	if i < len(t.glyphs) {
		return t.glyphs[i].Start
	}
	return len(t.string)
}

// processor is how a word processor measures text.
type processor struct {
	between   unit.Length // thousandths of an em between Han and Western text
	blank     unit.Length // thousandths of an em of a blank beside Han; 0 for the face's own
	lastTight bool        // the last character of a stretch of one script is spaced like the others
	weak      bool        // quotation marks after Western text are Western
}

// processors are those whose lines shall be ours. ECMA-376-1 17.3.1.2 leaves
// the width of the space between Han and Western text open: Word has a quarter
// of an em, LibreOffice a fifth.
func processors() [2]processor {
	return [2]processor{
		{between: 250, lastTight: true},
		{between: 200, blank: 333, weak: true},
	}
}

// sureness is by how much a line must be shorter than its room, and longer
// with the text that follows, to be trusted to end where it should.
const sureness = 3 * unit.Point / 4

// slight is the spacing that digits and letters stand as well as Han does.
const slight = 3 * unit.Point / 10

// stretches is what has to be told of glyphs from to to, a line in a room, so
// that word processors end it there.
func (t *text) stretches(room unit.Length, from, to int) []doc.Stretch {
	by := t.spacing(room, from, to, false)
	if by == 0 || from == to {
		return nil
	}
	if -slight <= by && by <= slight {
		return []doc.Stretch{{From: t.glyphs[from].Start, To: t.glyphs[to-1].End, By: by}}
	}
	by = t.spacing(room, from, to, true)
	var found []doc.Stretch
	for i := from; i < to; i++ {
		switch g := &t.glyphs[i]; {
		case isWestern(g.Rune) || isBlank(g.Rune):
		case len(found) > 0 && found[len(found)-1].To == g.Start:
			found[len(found)-1].To = g.End
		default:
			found = append(found, doc.Stretch{From: g.Start, To: g.End, By: by})
		}
	}
	return found
}

// spacing is what is added to the advances of glyphs from to to, or of those
// that are not Western.
func (t *text) spacing(room unit.Length, from, to int, han bool) unit.Length {
	last := to >= len(t.glyphs)
	if !last && isWestern(t.glyphs[to-1].Rune) && isWestern(t.glyphs[to].Rune) && !partsAfter(t.glyphs[to-1].Rune) {
		return 0 // a word processor does not part the word
	}
	visible := to
	for visible > from && isBlank(t.glyphs[visible-1].Rune) {
		visible--
	}
	most, least := unit.Length(1)<<40, -unit.Length(1)<<40
	for _, p := range processors() {
		width, count := p.measure(t, from, visible, han)
		if count == 0 {
			return 0
		}
		most = min(most, (room-width)/count)
		if !last {
			follows, _ := p.measure(t, from, t.unitEnd(to), han)
			least = max(least, (room-follows)/count)
		}
	}
	sure := sureness / unit.Length(visible-from)
	if most >= sure && (last || least < -sure) {
		return 0
	}
	if last {
		return floorTo(most-sure, unit.Twip)
	}
	least = min(least, most)
	margin := (most - least) / 4
	return floorTo(min(max(0, least+margin), most-margin), unit.Twip)
}

// partsAfter is whether a word processor parts a Western word after r (UAX 14
// classes SY, EX, HY).
func partsAfter(r rune) bool { return r == '/' || r == '?' || r == '-' }

// floorTo is the greatest multiple of step that is not above l.
func floorTo(l, step unit.Length) unit.Length {
	r := l % step
	if r < 0 {
		r += step
	}
	return l - r
}

// measure is the width of glyphs from to to, and to how many of them a
// character spacing is added: to all, or to those that are not Western.
func (p processor) measure(t *text, from, to int, han bool) (width, count unit.Length) {
	size := t.style.Size
	western := false
	for i := from; i < to; i++ {
		g := &t.glyphs[i]
		if g.Rune == zeroWidthSpace {
			continue
		}
		before := western
		switch {
		case isBlank(g.Rune), p.weak && i > from && isWeak(g.Rune):
		default:
			western = isWestern(g.Rune)
		}
		advance := g.Advance
		switch {
		case isBlank(g.Rune) && p.blank > 0 && !before:
			advance = size * p.blank / 1000
		case p.weak && western && isWeak(g.Rune):
			advance = size * 444 / 1000
		}
		width += advance + t.style.Tracking
		if !han || !western && !isBlank(g.Rune) {
			count++
		}
		if i > from && western != before && !p.lastTight {
			width -= t.style.Tracking
			if !han || western {
				count--
			}
		}
		if i > from && spaced(t.glyphs[i-1].Rune, g.Rune) {
			width += size * p.between / 1000
		}
	}
	if !p.lastTight && count > 1 {
		width -= t.style.Tracking
		count--
	}
	return width, count
}

// spaced is whether a word processor sets space between two characters
// (ECMA-376-1 17.3.1.2 and 17.3.1.3).
func spaced(a, b rune) bool {
	return isAlphanumeric(b) && unicode.Is(unicode.Han, a) || isAlphanumeric(a) && unicode.Is(unicode.Han, b)
}

func isAlphanumeric(r rune) bool {
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}

func isWestern(r rune) bool { return ' ' < r && r < 0x7F }

func isBlank(r rune) bool { return r == ' ' || r == '\u00a0' }

func isWeak(r rune) bool { return r == '“' || r == '”' || r == '‘' || r == '’' }

// unitEnd is the end of what a word processor takes to a line together with
// glyph i: a Western word, a character with the marks that may not begin a line.
// What is longer than a line several times over is not looked through for each.
func (t *text) unitEnd(i int) int {
	const most = 500
	all := min(len(t.glyphs), i+most)
	const closing, opening = "，。、；：？！”’）》〉】〕」』％", "“‘（《〈【〔「『"
	in := func(set string, r rune) bool {
		for _, c := range set {
			if c == r {
				return true
			}
		}
		return false
	}
	end := i
	for end < all && in(opening, t.glyphs[end].Rune) {
		end++
	}
	if end < all {
		end++
	}
	for end < all && isWestern(t.glyphs[end-1].Rune) && isWestern(t.glyphs[end].Rune) && !partsAfter(t.glyphs[end-1].Rune) {
		end++
	}
	for end < all && in(closing, t.glyphs[end].Rune) {
		end++
	}
	return end
}
