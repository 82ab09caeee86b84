package sfnt

import (
	"bytes"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type realFace struct {
	name string
	data []byte
}

// realFaces reads the faces this project carries; without any it fails, because
// a reader that has seen synthetic fonts only proves little.
func realFaces(t testing.TB) (faces []realFace) {
	t.Helper()
	for _, pattern := range []string{"*.ttf", "*.otf"} {
		paths, err := filepath.Glob(filepath.Join("..", "files", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			faces = append(faces, realFace{filepath.Base(p), data})
		}
	}
	if len(faces) == 0 {
		t.Fatal("no face in ../files")
	}
	return faces
}

// sample gives n glyph indices, the same each time.
func sample(f *Font, n int) []uint16 {
	rng := rand.New(rand.NewSource(7))
	glyphs := make([]uint16, n)
	for i := range glyphs {
		glyphs[i] = uint16(rng.Intn(f.NumGlyphs()))
	}
	return glyphs
}

func TestRealFacesAreRead(t *testing.T) {
	for _, face := range realFaces(t) {
		t.Run(face.name, func(t *testing.T) {
			f := mustParse(t, face.data)
			if f.Family() == "" || !strings.HasPrefix(face.name, strings.SplitN(f.PostScriptName(), "-", 2)[0]) {
				t.Errorf("family %q, PostScript name %q", f.Family(), f.PostScriptName())
			}
			for _, r := range "0Aax" {
				if gid := f.GlyphIndex(r); gid == 0 || f.Advance(gid) == 0 {
					t.Errorf("%q is glyph %d with advance %d", r, gid, f.Advance(gid))
				}
			}
			em := f.UnitsPerEm()
			for name, v := range map[string]int{"ascent": f.Ascent(), "cap height": f.CapHeight(), "x height": f.xHeight()} {
				if v < em*4/10 || v > em*13/10 {
					t.Errorf("%s is %d of %d", name, v, em)
				}
			}
			if f.FSType()&(FSRestricted|FSPreviewPrint|FSNoSubsetting|FSBitmapOnly) != 0 {
				t.Errorf("fsType %#x forbids an embedded subset", f.FSType())
			}
		})
	}
}

func TestRealSubsetsDrawTheSame(t *testing.T) {
	for _, face := range realFaces(t) {
		t.Run(face.name, func(t *testing.T) {
			f := mustParse(t, face.data)
			s, err := f.Subset(sample(f, 300))
			if err != nil {
				t.Fatal(err)
			}
			compareSubset(t, f, s)
		})
	}
}

func TestRealCFFAdvancesEqualCharstringWidths(t *testing.T) {
	seen := false
	for _, face := range realFaces(t) {
		f := mustParse(t, face.data)
		if !f.IsCFF() {
			continue
		}
		seen = true
		for gid := range f.NumGlyphs() {
			w, err := f.CharstringWidth(uint16(gid))
			if err != nil {
				t.Fatal(err)
			}
			if w != f.Advance(uint16(gid)) {
				t.Errorf("%s: glyph %d is %d wide in its charstring and %d in hmtx", face.name, gid, w, f.Advance(uint16(gid)))
			}
		}
	}
	if !seen {
		t.Fatal("no CFF face in ../files")
	}
}

func TestRealSubsetFilesAreFonts(t *testing.T) {
	runes := []rune("Report 2026: 0123456789, “引号”—《中华人民共和国》一二三四五六七八九十\U00020BB7")
	for _, face := range realFaces(t) {
		t.Run(face.name, func(t *testing.T) {
			f := mustParse(t, face.data)
			file, err := f.SubsetFile(runes, "")
			if err != nil {
				t.Fatal(err)
			}
			compareFile(t, f, mustParse(t, file), runes)
			again, err := mustParse(t, face.data).SubsetFile(reversed(runes), "")
			if err != nil || !bytes.Equal(file, again) {
				t.Errorf("the same characters in another order give another file (%v)", err)
			}
		})
	}
}

func reversed[T any](list []T) []T {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}
