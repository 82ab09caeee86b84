package fonts

// boldWeight is the OS/2 weight class from which a face counts as bold.
const boldWeight = 600

func newForm(face *Face, gid uint16, r rune) *form {
	f := &form{
		face: face, gid: gid,
		advance: int64(face.Font.Advance(gid)),
		em:      int64(face.Font.UnitsPerEm()),
		light:   face.Font.Weight() < boldWeight,
	}
	f.widen(r)
	if slack := f.em - f.advance; slack != 0 && isIdeograph(r) && max(slack, -slack) < f.em/10 {
		// LXGW draws 巟 and 霝 a little too narrow for the grid of characters.
		f.advance, f.shift = f.em, slack/2
	}
	f.wide = f.advance == f.em && !isWestern(r)
	return f
}

// widen gives the six marks that Chinese shares with Western text their full
// em (GB/T 15834-2011 5.1) in a face that draws them narrow: opening quotes
// stand at its right side, closing ones at its left, the others in the middle.
func (f *form) widen(r rune) {
	room := f.em - f.advance
	switch r {
	case '“', '‘':
		f.shift = room
	case '”', '’':
	case '—', '…', '·':
		f.shift = room / 2
	default:
		return
	}
	f.advance = f.em
}

// dash is the dash U+2014: alone, or one of several that must join to a line.
//
// Most Chinese faces draw U+2014 from side to side of the em. Noto draws a
// Western dash there and has the Chinese one behind a feature (fwid, and locl
// for Chinese) that leads to the glyph of U+2015; LXGW leaves a hairline
// between two. So the glyph is taken from the first of three characters that
// fits: of U+2014 and U+2015 one that fills the em with its sidebearings, for
// a joined dash one whose ink does, which may also be U+2500. In Noto that
// has the height and thickness of U+2015.
func (ro *role) dash(join, bold bool) *form {
	for face := range ro.candidates('—', bold) {
		if f := dashIn(face, join); f != nil {
			return f
		}
	}
	return ro.first('—', bold)
}

func dashIn(face *Face, join bool) *form {
	em := face.Font.UnitsPerEm()
	for _, r := range "—―─" {
		gid := face.Font.GlyphIndex(r)
		if gid == 0 || face.Font.Advance(gid) != em {
			continue
		}
		if join {
			left, _, right, _, ok := face.Font.GlyphBounds(gid)
			if !ok || right-left < em {
				continue
			}
		}
		return newForm(face, gid, '—')
	}
	return nil
}
