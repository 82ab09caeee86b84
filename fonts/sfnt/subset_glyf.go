package sfnt

import (
	"encoding/binary"
	"maps"
	"slices"
)

// components gives the glyphs, in ascending order, that the composite ones among
// wanted are built of and that wanted (sorted) does not hold. Every outline is
// checked.
func (f *Font) components(wanted []uint16) ([]uint16, error) {
	w := glyphWalk{font: f, seen: map[uint16]extent{}, parts: map[uint16]struct{}{}}
	for _, gid := range wanted {
		if _, err := w.visit(gid, 0); err != nil {
			return nil, err
		}
	}
	parts := slices.Sorted(maps.Keys(w.parts))
	return slices.DeleteFunc(parts, func(gid uint16) bool {
		_, found := slices.BinarySearch(wanted, gid)
		return found
	}), nil
}

// glyphWalk visits each glyph once.
type glyphWalk struct {
	font  *Font
	seen  map[uint16]extent
	parts map[uint16]struct{}
}

// extent is how much a glyph comes to when it is drawn.
type extent struct {
	levels int // of composite glyphs; visiting marks an unfinished one
	points int // of all its parts
}

const visiting = -1

func (w *glyphWalk) visit(gid uint16, depth int) (extent, error) {
	e, seen := w.seen[gid]
	if e.levels == visiting {
		return e, malformed("glyf", 0, "composite glyph %d contains itself", gid)
	}
	if seen {
		return e, nil
	}
	g, err := w.font.glyphData(gid)
	if err != nil {
		return e, err
	}
	if !isComposite(g) {
		e.points, err = simplePoints(gid, g)
		w.seen[gid] = e
		return e, err
	}
	return w.visitComposite(gid, g, depth)
}

// visitComposite visits the parts of a glyph.
func (w *glyphWalk) visitComposite(gid uint16, g []byte, depth int) (extent, error) {
	var e extent
	if depth >= maxCompositeDepth {
		return e, malformed("glyf", 0, "composite glyphs nest deeper than %d at glyph %d", maxCompositeDepth, gid)
	}
	w.seen[gid] = extent{levels: visiting}
	err := eachComponent(gid, g, func(at int) error {
		part := binary.BigEndian.Uint16(g[at:])
		w.parts[part] = struct{}{}
		below, err := w.visit(part, depth+1)
		e.levels, e.points = max(e.levels, below.levels), e.points+below.points
		if err == nil && e.points > maxCompositePoints {
			err = malformed("glyf", 0, "composite glyph %d has more than %d points", gid, maxCompositePoints)
		}
		return err
	})
	if e.levels++; err == nil && e.levels > maxCompositeDepth {
		err = malformed("glyf", 0, "composite glyphs nest deeper than %d at glyph %d", maxCompositeDepth, gid)
	}
	w.seen[gid] = e
	return e, err
}

// glyfTables makes the tables of a TrueType font program (ISO 32000-1, 9.9):
// glyf, loca, head, hhea, hmtx, maxp and, where the face has them, cvt, fpgm
// and prep.
func (f *Font) glyfTables(s *Subset) ([]outTable, error) {
	tables, err := f.outlineTables(s, f.glyphData)
	if err != nil {
		return nil, err
	}
	for _, t := range []outTable{{"cvt ", f.tables.cvt}, {"fpgm", f.tables.fpgm}, {"prep", f.tables.prep}} {
		if len(t.data) > 0 {
			tables = append(tables, t)
		}
	}
	return tables, nil
}

// outlineTables are those tables but for the ones of instructions.
func (f *Font) outlineTables(s *Subset, glyphData func(uint16) ([]byte, error)) ([]outTable, error) {
	glyf, loca, long, err := f.subsetGlyf(s, glyphData)
	if err != nil {
		return nil, err
	}
	return append(f.metricTables(s.Glyphs),
		outTable{"head", f.glyfHead(long)}, outTable{"glyf", glyf}, outTable{"loca", loca}), nil
}

// bareGlyph is the entry of a glyph in glyf without its instructions (OFF 5.3.3).
func (f *Font) bareGlyph(gid uint16) ([]byte, error) {
	g, err := f.glyphData(gid)
	if err != nil || len(g) == 0 {
		return g, err
	}
	if isComposite(g) {
		return bareComposite(gid, g)
	}
	be := binary.BigEndian
	at := glyphHeaderLen + 2*int(be.Uint16(g))
	if at+2 > len(g) {
		return g, nil
	}
	n := int(be.Uint16(g[at:]))
	if n == 0 || at+2+n > len(g) {
		return g, nil
	}
	return slices.Concat(g[:at], []byte{0, 0}, g[at+2+n:]), nil
}

// bareComposite is a composite glyph without its instructions, which stand behind
// the last component.
func bareComposite(gid uint16, g []byte) ([]byte, error) {
	be, end := binary.BigEndian, 0
	bare := slices.Clone(g)
	err := eachComponent(gid, g, func(at int) error {
		flags := be.Uint16(g[at-2:])
		be.PutUint16(bare[at-2:], flags&^haveInstr)
		end = at - 2 + componentSize(flags)
		return nil
	})
	return bare[:end], err
}

// glyfHead is head (OFF 5.2.3) for glyphs that loca finds by long or short offsets.
func (f *Font) glyfHead(long bool) []byte {
	head := slices.Clone(f.tables.head[:headLen])
	binary.BigEndian.PutUint16(head[50:], 0)
	if long {
		binary.BigEndian.PutUint16(head[50:], 1)
	}
	return head
}

// subsetGlyf makes glyf and loca of the entries that glyphData gives.
func (f *Font) subsetGlyf(s *Subset, glyphData func(uint16) ([]byte, error)) (glyf, loca []byte, long bool, err error) {
	be, total := binary.BigEndian, 0
	for _, gid := range s.Glyphs {
		g, err := glyphData(gid)
		if err != nil {
			return nil, nil, false, err
		}
		// Glyphs begin at even offsets, which the short loca format needs.
		if total += len(g) + len(g)%2; total > maxSubsetBytes {
			return nil, nil, false, malformed("glyf", 0, "subset exceeds the limit of %d bytes", maxSubsetBytes)
		}
	}
	long = total > 2*0xFFFF
	glyf = make([]byte, 0, total)
	loca = make([]byte, 0, 4*(len(s.Glyphs)+1))
	place := func() {
		if long {
			loca = be.AppendUint32(loca, uint32(len(glyf)))
		} else {
			loca = be.AppendUint16(loca, uint16(len(glyf)/2))
		}
	}
	place()
	for _, gid := range s.Glyphs {
		g, err := glyphData(gid)
		if err != nil {
			return nil, nil, false, err
		}
		at := len(glyf)
		if glyf = append(glyf, g...); len(g)%2 != 0 {
			glyf = append(glyf, 0)
		}
		if isComposite(g) {
			if err := renumberComponents(s, gid, glyf[at:at+len(g)]); err != nil {
				return nil, nil, false, err
			}
		}
		place()
	}
	return glyf, loca, long, nil
}

// renumberComponents puts the subset's glyph indices into the copied composite
// glyph g.
func renumberComponents(s *Subset, gid uint16, g []byte) error {
	return eachComponent(gid, g, func(at int) error {
		part, ok := s.NewGID(binary.BigEndian.Uint16(g[at:]))
		if !ok {
			return malformed("glyf", at, "glyph %d lost a component", gid)
		}
		binary.BigEndian.PutUint16(g[at:], part)
		return nil
	})
}

// metricTables makes hhea, hmtx and maxp for the given glyphs of the face.
func (f *Font) metricTables(glyphs []uint16) []outTable {
	return f.metricTablesWith(glyphs, slices.Clone(f.tables.maxp), func(i int) int16 { return f.leftSideBearing(glyphs[i]) })
}

// metricTablesWith is metricTables with a maxp, which it changes, and bearings of
// the subset's glyphs.
func (f *Font) metricTablesWith(glyphs []uint16, maxp []byte, bearing func(i int) int16) []outTable {
	be := binary.BigEndian
	// Glyphs at the end that share one advance need it only once (OFF 5.2.4).
	full := len(glyphs)
	for full > 1 && f.Advance(glyphs[full-2]) == f.Advance(glyphs[len(glyphs)-1]) {
		full--
	}
	hmtx := make([]byte, 0, 4*len(glyphs))
	for i, gid := range glyphs {
		if i < full {
			hmtx = be.AppendUint16(hmtx, uint16(f.Advance(gid)))
		}
		hmtx = be.AppendUint16(hmtx, uint16(bearing(i)))
	}
	hhea := slices.Clone(f.tables.hhea[:hheaLen])
	be.PutUint16(hhea[34:], uint16(full))
	be.PutUint16(maxp[4:], uint16(len(glyphs)))
	return []outTable{{"hhea", hhea}, {"hmtx", hmtx}, {"maxp", maxp}}
}
