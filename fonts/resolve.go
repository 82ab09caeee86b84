package fonts

import (
	"iter"
	"sync"
	"unicode"
)

// role is a Role whose faces are found, with what has been looked up so far.
type role struct {
	latin, latinBold *slot // nil for none
	uses             []use
	rest             []*slot // the last resort

	mu    sync.RWMutex
	cache map[key]*form
}

// key is what a form depends on within a role.
type key uint64

// joined stands in the place of a variation selector for a dash beside a dash.
const joined rune = 1

func keyOf(r, selector rune, bold bool) key {
	k := key(r) | key(selector)<<24
	if bold {
		k |= 1 << 63
	}
	return k
}

// form is how a character is drawn, in font units.
type form struct {
	face           *Face
	gid            uint16
	advance, shift int64
	em             int64
	wide           bool // set in a full em
	light          bool // has to be emboldened in bold text
	plain          bool // the variation that was asked for is in no face
	broken         bool // its outline cannot be drawn
}

// learn looks a form up that is not in the cache; nil where no face has it.
func (ro *role) learn(r, selector rune, bold bool) *form {
	f := ro.resolve(r, selector, bold)
	if f != nil && !f.face.sound {
		f.broken = f.face.Font.CheckGlyph(f.gid) != nil
	}
	ro.mu.Lock()
	ro.cache[keyOf(r, selector, bold)] = f
	ro.mu.Unlock()
	return f
}

func (ro *role) resolve(r, selector rune, bold bool) *form {
	switch {
	case unicode.Is(unicode.Cc, r):
		return nil
	case isIgnorable(r):
		f := ro.first(' ', bold)
		if f != nil {
			f.advance = 0
		}
		return f
	case r == '—':
		f := ro.dash(selector == joined, bold)
		if f != nil {
			f.plain = isSelector(selector)
		}
		return f
	case selector != 0:
		return ro.variation(r, selector, bold)
	}
	return ro.first(r, bold)
}

// first is r in the first face that has it.
func (ro *role) first(r rune, bold bool) *form {
	for face, gid := range ro.candidates(r, bold) {
		return newForm(face, gid, r)
	}
	return nil
}

// variation is r in the first face that has the variation, since the shape of
// a character in a name matters more than its style; else r as it is.
func (ro *role) variation(r, selector rune, bold bool) *form {
	for face := range ro.candidates(r, bold) {
		if gid, ok := face.Font.VariationGlyph(r, selector); ok {
			return newForm(face, gid, r)
		}
	}
	f := ro.first(r, bold)
	if f != nil {
		f.plain = true
	}
	return f
}

// candidates are the faces that have r and may draw it, in the role's order.
func (ro *role) candidates(r rune, bold bool) iter.Seq2[*Face, uint16] {
	return func(yield func(*Face, uint16) bool) {
		try := func(s *slot) bool {
			if s == nil {
				return true
			}
			face, gid := s.glyph(r)
			return gid == 0 || yield(face, gid)
		}
		if isWestern(r) {
			if bold && !try(ro.latinBold) || !try(ro.latin) {
				return
			}
		}
		for i := range ro.uses {
			if u := &ro.uses[i]; u.may(r) && !try(u.face) {
				return
			}
		}
		for _, s := range ro.rest {
			if !try(s) {
				return
			}
		}
	}
}
