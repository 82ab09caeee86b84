package sfnt

import (
	"bytes"
	"slices"
	"testing"
)

// compareCFF holds every glyph of a CFF subset against the face's table.
func compareCFF(t *testing.T, old, sub *cffFont, glyphs []uint16) {
	t.Helper()
	if !sub.isCID {
		t.Error("the subset is not CID-keyed")
	}
	if sub.globalSubrs.count != 0 {
		t.Error("the subset has global subroutines")
	}
	for i, gid := range glyphs {
		got, gotWidth, err := drawCFF(sub, uint16(i))
		if err != nil {
			t.Fatal(err)
		}
		want, wantWidth, err := drawCFF(old, gid)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) || gotWidth != wantWidth {
			t.Errorf("outline or width of glyph %d changed", gid)
		}
		oldFD, _ := old.fontDictOf(gid)
		newFD, _ := sub.fontDictOf(uint16(i))
		if !bytes.Equal(oldFD.name, newFD.name) || !bytes.Equal(oldFD.matrix, newFD.matrix) || newFD.subrs.count != 0 {
			t.Errorf("Font DICT of glyph %d changed", gid)
		}
	}
}

func TestCFFSubset(t *testing.T) {
	byFormat0 := newCIDKeyed()
	byFormat0.fdSelect = []byte{0, 0, 0, 0, 0, 2, 2}
	noSubrs := newCIDKeyed()
	noSubrs.glyphs, noSubrs.global = slices.Repeat([]code{code{}.n(50).op(csEndchar)}, cffGlyphs), nil
	for i := range noSubrs.fds {
		noSubrs.fds[i].subrs = nil
	}
	for _, c := range []struct {
		name   string
		src    *cffSource
		wanted []uint16
		fds    int
	}{
		{"name-keyed becomes CID-keyed", newNameKeyed(), []uint16{1, 2, 3, 4, 5}, 1},
		{"all Font DICTs in use", newCIDKeyed(), []uint16{1, 2, 3, 4, 5}, 2},
		{"unused Font DICTs are dropped", newCIDKeyed(), []uint16{2, 3}, 1},
		{"FDSelect format 0", byFormat0, []uint16{3, 4, 5}, 2},
		{"no subroutines", noSubrs, []uint16{1, 4}, 2},
		{".notdef alone", newCIDKeyed(), nil, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustParse(t, c.src.build())
			s, err := f.Subset(c.wanted)
			if err != nil {
				t.Fatal(err)
			}
			compareSubset(t, f, s)
			sub, err := parseCFF(s.Data, len(s.Glyphs))
			if err != nil {
				t.Fatal(err)
			}
			if len(sub.fonts) != c.fds {
				t.Errorf("%d Font DICTs, want %d", len(sub.fonts), c.fds)
			}
			if !bytes.Equal(sub.bbox, f.cff.bbox) || string(sub.name) != "Test-CFF" {
				t.Errorf("box or name %q changed", sub.name)
			}
			checkIdentity(t, s.Data, len(s.Glyphs))
		})
	}
}

// checkIdentity reads ROS, CIDCount and charset of a CFF subset.
func checkIdentity(t *testing.T, data []byte, glyphs int) {
	t.Helper()
	names, end, _ := readIndex(data, 4)
	tops, end, _ := readIndex(data, end)
	strings, _, err := readIndex(data, end)
	if err != nil || names.count != 1 {
		t.Fatal(err)
	}
	top, _ := tops.get(0)
	r := dictReader{dict: top}
	for first := true; r.next(); first = false {
		v, _ := r.integer(0)
		switch r.op {
		case opROS:
			registry, _ := strings.get(v - standardStrings)
			sid, _ := r.integer(1)
			ordering, _ := strings.get(sid - standardStrings)
			supplement, _ := r.integer(2)
			if !first || string(registry) != "Adobe" || string(ordering) != "Identity" || supplement != 0 {
				t.Errorf("ROS is %s-%s-%d, first %v", registry, ordering, supplement, first)
			}
		case opCIDCount:
			if v != glyphs {
				t.Errorf("CIDCount is %d, want %d", v, glyphs)
			}
		case opCharset:
			want := []byte{2}
			if glyphs > 1 {
				want = append(want, words(1, glyphs-2)...)
			}
			if !bytes.HasPrefix(data[v:], want) {
				t.Errorf("charset is % x, want % x", data[v:v+5], want)
			}
		}
	}
	if r.err != nil {
		t.Fatal(r.err)
	}
}

func TestCharstringWidth(t *testing.T) {
	for name, src := range map[string]*cffSource{"name-keyed": newNameKeyed(), "CID-keyed": newCIDKeyed()} {
		f := mustParse(t, src.build())
		for gid, want := range src.advances {
			if got, err := f.CharstringWidth(uint16(gid)); err != nil || got != want {
				t.Errorf("%s: glyph %d is %d wide (%v), want %d", name, gid, got, err, want)
			}
		}
	}
	_, err := mustParse(t, newGlyfSource().build()).CharstringWidth(1)
	wantError(t, err, ErrUnsupported, "glyf")
}

func TestParseRejectsDamagedCFF(t *testing.T) {
	for _, c := range []struct {
		name     string
		change   func(*cffSource)
		sentinel error
		part     string
	}{
		{"Type 1 charstrings", func(s *cffSource) { s.topExtra = code{}.n(1).op(opCharstringType) }, ErrUnsupported, "charstring type 1"},
		{"glyph count", func(s *cffSource) { s.glyphs = s.glyphs[1:] }, ErrFormat, ""},
		{"FDSelect format", func(s *cffSource) { s.fdSelect[0] = 9 }, ErrFormat, "FDSelect format is 9"},
		{"FDSelect without glyph 0", func(s *cffSource) { s.fdSelect[4] = 1 }, ErrFormat, "glyph 0"},
		{"FDSelect cut off", func(s *cffSource) { s.fdSelect[1] = 9 }, ErrFormat, "cut off"},
		{"Subrs past end", func(s *cffSource) {
			s.fds[0].privateAddition = appendDictOp(appendDictInt(nil, 1<<20), opSubrs)
		}, ErrFormat, "Subrs"},
		{"operands without operator", func(s *cffSource) { s.fds[1].privateAddition = code{}.n(1, 2) }, ErrFormat, "without operator"},
		{"too many operands", func(s *cffSource) {
			s.topExtra = code{}.n(make([]int, maxDictOperands+1)...).op(14)
		}, ErrFormat, "more than 48 operands"},
		{"damaged real", func(s *cffSource) { s.topExtra = []byte{30, 0xAA, 0xAF, 14} }, ErrFormat, "operand is damaged"},
		{"endless real", func(s *cffSource) { s.topExtra = append([]byte{30}, make([]byte, 100)...) }, ErrFormat, "operand is damaged"},
		{"DICT size", func(s *cffSource) { s.topExtra = make([]byte, maxDictBytes) }, ErrFormat, "exceeds the limit"},
		{"fractional offset", func(s *cffSource) { s.topExtra = []byte{30, 0x1A, 0x5F, opCharStrings} }, ErrFormat, "bad operands"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := newCIDKeyed()
			c.change(src)
			tables := fixtureMetrics(src.advances, cffGlyphs)
			_, err := Parse(buildFace(versionCFF, tables, map[string][]byte{cffTag: src.table()}))
			wantError(t, err, c.sentinel, "CFF ", c.part)
		})
	}
}

func TestSubsetRejectsFDSelectOutsideFDArray(t *testing.T) {
	src := newCIDKeyed()
	src.fdSelect[8] = 3
	_, err := mustParse(t, src.build()).Subset([]uint16{5})
	wantError(t, err, ErrFormat, "Font DICT 3 of 3")
}

func TestIndexRoundTrip(t *testing.T) {
	for _, c := range []struct {
		name    string
		items   [][]byte
		offSize byte
	}{
		{"empty", nil, 0},
		{"empty object", [][]byte{{}, {1}, {}}, 1},
		{"254 bytes", [][]byte{make([]byte, 254)}, 1},
		{"255 bytes", [][]byte{make([]byte, 255)}, 2},
		{"65535 bytes", [][]byte{make([]byte, 65534), {7}}, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := append(indexOf(c.items), 0xEE)
			idx, end, err := readIndex(data, 0)
			if err != nil {
				t.Fatal(err)
			}
			if idx.count != len(c.items) || end != len(data)-1 || int(c.offSize) != idx.offSize {
				t.Errorf("%d objects, end %d, offset size %d", idx.count, end, idx.offSize)
			}
			for i, want := range c.items {
				if got, err := idx.get(i); err != nil || !bytes.Equal(got, want) {
					t.Errorf("object %d: %d bytes, %v", i, len(got), err)
				}
			}
			_, err = idx.get(len(c.items))
			wantError(t, err, ErrFormat, "CFF ", "no object")
		})
	}
}

func TestDamagedIndex(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"no count", []byte{0}},
		{"no offset size", []byte{0, 1}},
		{"offset size 0", []byte{0, 1, 0, 1, 1}},
		{"offset size 5", []byte{0, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
		{"offsets cut off", []byte{0, 9, 1, 1, 1}},
		{"object past end", []byte{0, 1, 1, 1, 9, 0}},
		{"last offset 0", []byte{0, 1, 1, 1, 0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readIndex(c.data, 0)
			wantError(t, err, ErrFormat, "CFF ")
		})
	}
	idx, _, err := readIndex([]byte{0, 2, 1, 1, 4, 3, 0, 0}, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = idx.get(1)
	wantError(t, err, ErrFormat, "lies at 4..3")
}
