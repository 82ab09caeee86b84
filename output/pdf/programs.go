package pdf

import (
	"slices"
	"sync"

	"gongwen/fonts"
)

// fontProgram is a font program with all that follows from the glyphs in it.
type fontProgram struct {
	face      *fonts.Face
	base      string // tag and name of the subset
	cff       bool
	size      int    // of the program before it is compressed
	bare      []byte // the same; nil once it is compressed
	glyphs    []glyph
	packed    []byte // compressed; nil of one that is not kept
	toUnicode []byte // the same of the map
}

// programs are the font programs that several documents had: the faces of
// headings, tables and page numbers show the same characters in report after
// report. A program is kept when its glyphs are seen for the second time, so that
// the faces of the text, which hardly ever come again, take no room. The zero
// programs are empty; they may be used by several goroutines.
type programs struct {
	mu   sync.Mutex
	kept []*fontProgram // the one used last comes first
	size int
	seen [64]uint64 // prints of lists of glyphs, in a ring
	next int
}

// mostPrograms bounds what is kept, in bytes.
const mostPrograms = 2 << 20

// find is the program that is kept of a face's glyphs, in ascending order; nil
// for none.
func (p *programs) find(face *fonts.Face, glyphs []glyph) *fontProgram {
	alike := func(a, b glyph) bool { return a.old == b.old && a.text == b.text }
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.kept, func(k *fontProgram) bool { return k.face == face && slices.EqualFunc(k.glyphs, glyphs, alike) })
	if i < 0 {
		return nil
	}
	found := p.kept[i]
	copy(p.kept[1:], p.kept[:i])
	p.kept[0] = found
	return found
}

// again reports whether a list of glyphs has been seen before, and notes it.
func (p *programs) again(face *fonts.Face, glyphs []glyph) bool {
	sum := printOf(face, glyphs)
	p.mu.Lock()
	defer p.mu.Unlock()
	if slices.Contains(p.seen[:], sum) {
		return true
	}
	p.seen[p.next] = sum
	p.next = (p.next + 1) % len(p.seen)
	return false
}

// printOf tells lists of glyphs apart (FNV-1a).
func printOf(face *fonts.Face, glyphs []glyph) uint64 {
	const basis, prime = 14695981039346656037, 1099511628211
	sum := uint64(basis)
	for _, c := range []byte(face.ID) {
		sum = (sum ^ uint64(c)) * prime
	}
	for i := range glyphs {
		sum = (sum ^ uint64(glyphs[i].old)) * prime
	}
	return sum
}

// keep takes a program in, in place of those that have not been used for longest.
// Nothing of it may change or belong to a document.
func (p *programs) keep(made *fontProgram) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = slices.Insert(p.kept, 0, made)
	p.size += made.weight()
	for p.size > mostPrograms {
		last := len(p.kept) - 1
		p.size -= p.kept[last].weight()
		p.kept[last] = nil
		p.kept = p.kept[:last]
	}
}

// weight is about how many bytes a program takes.
func (p *fontProgram) weight() int {
	const perGlyph = 48 // with its text
	return len(p.packed) + len(p.toUnicode) + perGlyph*len(p.glyphs)
}
