package sfnt

import (
	"bytes"
	"encoding/binary"
	"math/rand"
	"regexp"
	"slices"
	"sync"
	"testing"
)

// compareSubset reads the subset back and holds every glyph against the face.
func compareSubset(t *testing.T, f *Font, s *Subset) {
	t.Helper()
	if s.CFF != f.IsCFF() {
		t.Fatalf("CFF is %v", s.CFF)
	}
	for i, old := range s.Glyphs {
		if gid, ok := s.NewGID(old); !ok || int(gid) != i {
			t.Fatalf("glyph %d went to %d, NewGID says %d %v", old, i, gid, ok)
		}
	}
	if s.CFF {
		c, err := parseCFF(s.Data, len(s.Glyphs))
		if err != nil {
			t.Fatal(err)
		}
		compareCFF(t, f.cff, c, s.Glyphs)
		return
	}
	sub := mustParse(t, s.Data)
	compareGlyf(t, f, sub, s.Glyphs)
}

func compareGlyf(t *testing.T, f, sub *Font, glyphs []uint16) {
	t.Helper()
	if sub.NumGlyphs() != len(glyphs) {
		t.Fatalf("%d glyphs, want %d", sub.NumGlyphs(), len(glyphs))
	}
	for i, old := range glyphs {
		if sub.Advance(uint16(i)) != f.Advance(old) || sub.leftSideBearing(uint16(i)) != f.leftSideBearing(old) {
			t.Errorf("metrics of glyph %d changed", old)
		}
		if got, want := flatGlyph(t, sub.glyphData, uint16(i)), flatGlyph(t, f.bareGlyph, old); !bytes.Equal(got, want) {
			t.Errorf("outline of glyph %d changed", old)
		}
	}
}

// flatGlyph gives the bytes of a glyph without padding, with each component's
// index replaced by the component's own bytes.
func flatGlyph(t *testing.T, glyph func(uint16) ([]byte, error), gid uint16) []byte {
	t.Helper()
	g, err := glyph(gid)
	if err != nil {
		t.Fatal(err)
	}
	if !isComposite(g) {
		return bytes.TrimRight(g, "\x00")
	}
	var out []byte
	from := 0
	if err := eachComponent(gid, g, func(at int) error {
		out = append(append(out, g[from:at]...), flatGlyph(t, glyph, binary.BigEndian.Uint16(g[at:]))...)
		from = at + 2
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return append(out, bytes.TrimRight(g[from:], "\x00")...)
}

// compareFile holds a file made by SubsetFile against the face it was cut from.
func compareFile(t *testing.T, f, sub *Font, runes []rune) {
	t.Helper()
	if sub.Family() != f.Family() || sub.PostScriptName() != f.PostScriptName() {
		t.Errorf("family %q, PostScript name %q", sub.Family(), sub.PostScriptName())
	}
	if sub.PANOSE() != f.PANOSE() || sub.codePageRange() != f.codePageRange() || sub.ItalicAngle() != f.ItalicAngle() {
		t.Error("classification changed")
	}
	for _, r := range runes {
		old, gid := f.GlyphIndex(r), sub.GlyphIndex(r)
		if (old == 0) != (gid == 0) {
			t.Fatalf("%U is glyph %d, in the face %d", r, gid, old)
		}
		if sub.Advance(gid) != f.Advance(old) {
			t.Errorf("advance of %U changed", r)
		}
		if f.IsCFF() {
			got, _, err1 := drawCFF(sub.cff, gid)
			want, _, err2 := drawCFF(f.cff, old)
			if err1 != nil || err2 != nil || !slices.Equal(got, want) {
				t.Errorf("outline of %U changed (%v, %v)", r, err1, err2)
			}
		} else if !bytes.Equal(flatGlyph(t, sub.glyphData, gid), flatGlyph(t, f.glyphData, old)) {
			t.Errorf("outline of %U changed", r)
		}
	}
}

func TestSubsetOrder(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	for _, c := range []struct {
		name         string
		wanted, want []uint16
	}{
		{"nothing wanted", nil, []uint16{gNotdef}},
		{"ascending, once each", []uint16{gHan, gA, gHan, gNotdef}, []uint16{gNotdef, gA, gHan}},
		{"components behind", []uint16{gHan, gPair}, []uint16{gNotdef, gPair, gHan, gA, gB}},
		{"wanted component is not repeated", []uint16{gB, gPair}, []uint16{gNotdef, gB, gPair, gA}},
		{"components of components", []uint16{gNested, gRare}, []uint16{gNotdef, gNested, gRare, gA, gB, gPair, gRing}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := f.Subset(c.wanted)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(s.Glyphs, c.want) {
				t.Errorf("glyphs %v, want %v", s.Glyphs, c.want)
			}
			compareSubset(t, f, s)
		})
	}
}

func TestNewGIDKnowsOnlyTheSubset(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	s, err := f.Subset([]uint16{gPair})
	if err != nil {
		t.Fatal(err)
	}
	for _, missing := range []uint16{gSpace, gRare, 60000} {
		if gid, ok := s.NewGID(missing); ok {
			t.Errorf("glyph %d came back as %d", missing, gid)
		}
	}
}

func TestSubsetRefusesGlyphsOutsideTheFont(t *testing.T) {
	for _, data := range [][]byte{newGlyfSource().build(), newCIDKeyed().build()} {
		f := mustParse(t, data)
		if _, err := f.Subset([]uint16{1, uint16(f.NumGlyphs())}); err == nil {
			t.Error("no error")
		}
	}
}

func TestSubsetLocaFollowsSize(t *testing.T) {
	src := newGlyfSource()
	src.long = true
	big := append(square(5), make([]byte, 90_000)...)
	src.glyphs[gHan], src.glyphs[gHanVariant] = big, append(big, 1)
	f := mustParse(t, src.build())
	for _, c := range []struct {
		name   string
		wanted []uint16
		long   bool
	}{
		{"small", []uint16{gA, gB}, false},
		{"just below 128 KB", []uint16{gA, gHan}, false},
		{"above 128 KB", []uint16{gA, gHan, gHanVariant}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := f.Subset(c.wanted)
			if err != nil {
				t.Fatal(err)
			}
			if sub := mustParse(t, s.Data); sub.longLoca != c.long {
				t.Errorf("long loca is %v", sub.longLoca)
			}
			compareSubset(t, f, s)
		})
	}
}

func TestSubsetMetricsAreTrimmed(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	s, err := f.Subset([]uint16{gSpace, gHan, gHanVariant, gRare})
	if err != nil {
		t.Fatal(err)
	}
	// .notdef, space and the first of three ideographs of one width.
	if sub := mustParse(t, s.Data); sub.numHMetrics != 3 {
		t.Errorf("%d long metrics, want 3", sub.numHMetrics)
	}
	compareSubset(t, f, s)
}

// TestSubsetsHaveNoInstructions, which call what is in tables that are left out; an
// outline without them is the same.
func TestSubsetsHaveNoInstructions(t *testing.T) {
	src, be := newGlyfSource(), binary.BigEndian
	plain := square(5)
	at := glyphHeaderLen + 2*int(be.Uint16(plain))
	src.glyphs[gA] = slices.Concat(plain[:at], []byte{0, 3, 0xB0, 1, 0x2D}, plain[at+2:])
	pair := append(composite(part(gA, 0, true)), 0, 1, 0x2D)
	be.PutUint16(pair[glyphHeaderLen:], be.Uint16(pair[glyphHeaderLen:])|haveInstr)
	src.glyphs[gPair] = pair
	f := mustParse(t, src.build())
	for gid, want := range map[uint16][]byte{gA: plain, gPair: composite(part(gA, 0, true))} {
		if got, err := f.bareGlyph(gid); err != nil || !bytes.Equal(bytes.TrimRight(got, "\x00"), bytes.TrimRight(want, "\x00")) {
			t.Errorf("glyph %d: % x (%v), want % x", gid, got, err, want)
		}
	}
}

func TestSubsetTables(t *testing.T) {
	s, err := mustParse(t, newGlyfSource().build()).Subset([]uint16{gA})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
	if got := tableTags(s.Data); !slices.Equal(got, want) {
		t.Errorf("tables %q, want %q", got, want)
	}
	checkChecksums(t, s.Data)
}

func tableTags(data []byte) (tags []string) {
	for i := range int(data[5]) {
		tags = append(tags, string(data[12+16*i:16+16*i]))
	}
	return tags
}

// checkChecksums adds up the words of the file and of each table (OFF 4.5.2,
// 5.2.3), one by one.
func checkChecksums(t *testing.T, data []byte) {
	t.Helper()
	be := binary.BigEndian
	sum := func(b []byte) (s uint32) {
		for i := 0; i < len(b); i += 4 {
			s += be.Uint32(b[i:])
		}
		return s
	}
	if len(data)%4 != 0 || sum(data) != 0xB1B0AFBA {
		t.Errorf("the file of %d bytes adds up to %#x", len(data), sum(data))
	}
	for i, tag := range tableTags(data) {
		rec := data[12+16*i:]
		off, length := int(be.Uint32(rec[8:])), int(be.Uint32(rec[12:]))
		table := slices.Clone(data[off : off+(length+3)&^3])
		if tag == "head" {
			be.PutUint32(table[8:], 0)
		}
		if off%4 != 0 || sum(table) != be.Uint32(rec[4:]) {
			t.Errorf("checksum or position of %s is wrong", tag)
		}
	}
}

func TestSubsetRejectsDamagedComposites(t *testing.T) {
	chain := func(s *glyfSource, n int) {
		for i := range n {
			s.glyphs = append(s.glyphs, composite(part(glyfGlyphs+i+1, 0, true)))
		}
		s.glyphs = append(s.glyphs, square(9))
	}
	many := make([][]byte, maxComponents+1)
	for i := range many {
		many[i] = part(gA, 0, i == maxComponents)
	}
	for _, c := range []struct {
		name   string
		change func(*glyfSource)
		wanted []uint16
		parts  []string
	}{
		{"itself", func(s *glyfSource) { s.glyphs[gPair] = composite(part(gPair, 0, true)) }, []uint16{gPair}, []string{"contains itself"}},
		{"cycle of two", func(s *glyfSource) { s.glyphs[gPair] = composite(part(gNested, 0, true)) }, []uint16{gPair}, []string{"contains itself"}},
		{"part outside the font", func(s *glyfSource) { s.glyphs[gPair] = composite(part(999, 0, true)) }, []uint16{gPair}, []string{"glyph 999"}},
		{"cut component", func(s *glyfSource) { s.glyphs[gPair] = s.glyphs[gPair][:14] }, []uint16{gPair}, []string{"glyf: offset 10", "cut off"}},
		{"cut flags", func(s *glyfSource) { s.glyphs[gPair] = s.glyphs[gPair][:12] }, []uint16{gPair}, []string{"glyf: offset 10", "cut off"}},
		{"missing last component", func(s *glyfSource) { s.glyphs[gPair] = composite(part(gA, 0, false)) }, []uint16{gPair}, []string{"cut off"}},
		{"cut header", func(s *glyfSource) { s.glyphs[gA] = s.glyphs[gA][:6] }, []uint16{gA}, []string{"header of glyph 1"}},
		{"too many components", func(s *glyfSource) { s.glyphs[gPair] = composite(many...) }, []uint16{gPair}, []string{"more than 1024"}},
		{"too deep from the top", func(s *glyfSource) { chain(s, maxCompositeDepth+1) }, []uint16{glyfGlyphs}, []string{"deeper than 16"}},
		{"too deep in two halves", func(s *glyfSource) { chain(s, maxCompositeDepth+1) }, []uint16{glyfGlyphs + 9, glyfGlyphs}, []string{"deeper than 16"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := newGlyfSource()
			c.change(src)
			_, err := mustParse(t, src.build()).Subset(c.wanted)
			wantError(t, err, ErrFormat, c.parts...)
		})
	}
	src := newGlyfSource()
	chain(src, maxCompositeDepth)
	if _, err := mustParse(t, src.build()).Subset([]uint16{glyfGlyphs}); err != nil {
		t.Errorf("the deepest allowed nesting: %v", err)
	}
}

func TestSubsetRejectsDamagedLoca(t *testing.T) {
	for _, c := range []struct {
		name  string
		value uint16 // of glyph A's end
		part  string
	}{
		{"past end", 0xFFFF, "past end"},
		{"backwards", 0, "before it begins"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := newGlyfSource().build()
			off, _ := tableAt(data, "loca")
			binary.BigEndian.PutUint16(data[off+2*(gA+1):], c.value)
			_, err := mustParse(t, data).Subset([]uint16{gA})
			wantError(t, err, ErrFormat, c.part, "glyph 1")
		})
	}
}

func TestSubsetSizeIsBounded(t *testing.T) {
	// 400 glyphs that all claim the same megabyte.
	const glyphs, size = 400, 1 << 20
	loca := make([]byte, 0, 4*(glyphs+1))
	for i := range glyphs + 1 {
		loca = binary.BigEndian.AppendUint32(loca, uint32(i%2*size))
	}
	tables := fixtureMetrics(glyfAdvances[:], glyphs)
	tables["head"][51] = 1
	tables["glyf"], tables["loca"] = append(square(9), make([]byte, size)...), loca
	f := mustParse(t, buildFace(versionTrueType, tables, nil))
	var wanted []uint16
	for gid := uint16(0); gid < glyphs; gid += 2 {
		wanted = append(wanted, gid)
	}
	_, err := f.Subset(wanted)
	wantError(t, err, ErrFormat, "limit")
}

func TestSubsetDependsOnTheSetOnly(t *testing.T) {
	for name, data := range map[string][]byte{
		"glyf": newGlyfSource().build(), "name-keyed": newNameKeyed().build(), "CID-keyed": newCIDKeyed().build(),
	} {
		t.Run(name, func(t *testing.T) {
			f := mustParse(t, data)
			wanted := []uint16{1, 2, 3, 4, 5}
			first, err := f.Subset(wanted)
			if err != nil {
				t.Fatal(err)
			}
			rng := rand.New(rand.NewSource(3))
			for range 10 {
				rng.Shuffle(len(wanted), func(i, j int) { wanted[i], wanted[j] = wanted[j], wanted[i] })
				again, err := f.Subset(append(wanted, wanted[0]))
				if err != nil || !bytes.Equal(first.Data, again.Data) || first.Tag() != again.Tag() {
					t.Fatalf("the order of glyphs matters (%v)", err)
				}
			}
		})
	}
}

func TestTag(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	seen := map[string]bool{}
	for gid := range uint16(glyfGlyphs) {
		s, err := f.Subset([]uint16{gid})
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^[A-Z]{6}$`).MatchString(s.Tag()) {
			t.Errorf("tag %q", s.Tag())
		}
		seen[s.Tag()] = true
	}
	if len(seen) != glyfGlyphs {
		t.Errorf("%d tags for %d sets", len(seen), glyfGlyphs)
	}
}

func TestFontServesManyGoroutines(t *testing.T) {
	for _, data := range [][]byte{newGlyfSource().build(), newCIDKeyed().build()} {
		f := mustParse(t, data)
		want, err := f.SubsetFile([]rune("AHx一三"), "")
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				got, err := f.SubsetFile([]rune("AHx一三"), "")
				if err != nil || !bytes.Equal(got, want) {
					t.Errorf("another result (%v)", err)
				}
				exercise(t, f)
			})
		}
		group.Wait()
	}
}
