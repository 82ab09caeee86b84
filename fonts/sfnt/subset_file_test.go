package sfnt

import (
	"encoding/binary"
	"slices"
	"testing"
)

func TestSubsetFileIsACompleteFont(t *testing.T) {
	for _, c := range []struct {
		name   string
		data   []byte
		tables []string
	}{
		{"glyf", newGlyfSource().build(), []string{"OS/2", "cmap", "cvt ", "fpgm", "gasp", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"}},
		{"name-keyed", newNameKeyed().build(), []string{"CFF ", "OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post"}},
		{"CID-keyed", newCIDKeyed().build(), []string{"CFF ", "OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustParse(t, c.data)
			runes := []rune{'一', 'A', 'B', 'H', rareRune, 'A'}
			file, err := f.SubsetFile(runes, "")
			if err != nil {
				t.Fatal(err)
			}
			if got := tableTags(file); !slices.Equal(got, c.tables) {
				t.Errorf("tables %q", got)
			}
			checkChecksums(t, file)
			sub := mustParse(t, file)
			compareFile(t, f, sub, runes)
			for _, r := range "三xC" {
				if gid := sub.GlyphIndex(r); gid != 0 {
					t.Errorf("%c was not wanted and is glyph %d", r, gid)
				}
			}
		})
	}
}

func TestSubsetFileHeaders(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	file, err := f.SubsetFile([]rune{'一', 'B', rareRune}, "")
	if err != nil {
		t.Fatal(err)
	}
	be := binary.BigEndian
	post, length := tableAt(file, "post")
	if be.Uint32(file[post:]) != 0x00030000 || length != postLen {
		t.Errorf("post is format %#x with %d bytes", be.Uint32(file[post:]), length)
	}
	os2, _ := tableAt(file, "OS/2")
	if first, last := be.Uint16(file[os2+64:]), be.Uint16(file[os2+66:]); first != 'B' || last != 0xFFFF {
		t.Errorf("OS/2 says %#x..%#x", first, last)
	}
	// 12 bytes, 14 tables: the greatest power of two is 8.
	if got, want := file[:12], append([]byte{0, 1, 0, 0}, words(14, 128, 3, 96)...); !slices.Equal(got, want) {
		t.Errorf("offset table % x, want % x", got, want)
	}
}

func TestSubsetFileSkipsWhatTheFontLacks(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	for _, runes := range [][]rune{nil, []rune("龙凤")} {
		file, err := f.SubsetFile(runes, "")
		if err != nil {
			t.Fatal(err)
		}
		if sub := mustParse(t, file); sub.NumGlyphs() != 1 {
			t.Errorf("%d glyphs, want .notdef alone", sub.NumGlyphs())
		}
	}
}

func TestSubsetFileNeedsNameAndOS2(t *testing.T) {
	for _, tag := range []string{"name", "OS/2"} {
		src := newGlyfSource()
		src.tables[tag] = nil
		_, err := mustParse(t, src.build()).SubsetFile([]rune("A"), "")
		wantError(t, err, ErrFormat, tag)
	}
}

func TestSubsetFileUnderAnotherName(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	file, err := f.SubsetFile([]rune{'A'}, "某字体 3F2A")
	if err != nil {
		t.Fatal(err)
	}
	sub := mustParse(t, file)
	if sub.Family() != "某字体 3F2A" || sub.Name(NameSubfamily, LangAny) != f.Name(NameSubfamily, LangAny) {
		t.Errorf("family %q, style %q", sub.Family(), sub.Name(NameSubfamily, LangAny))
	}
	if sub.Name(NameLicense, LangAny) != f.Name(NameLicense, LangAny) || sub.Name(NameCopyright, LangAny) != f.Name(NameCopyright, LangAny) {
		t.Error("the subset does not say who made the face and under which licence")
	}
}
