package fonts

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/internal/unit"
)

// gbk lists the hanzi of GBK with a lead byte from lead and a trail byte from
// trail on; of GB2312 with B0 and A1.
func gbk(lead, trail byte) []rune {
	var list []rune
	decoder := simplifiedchinese.GBK.NewDecoder()
	for a := int(lead); a <= 0xFE; a++ {
		for b := int(trail); b <= 0xFE; b++ {
			s, err := decoder.Bytes([]byte{byte(a), byte(b)})
			if err != nil {
				continue
			}
			if r := []rune(string(s)); len(r) == 1 && isIdeograph(r[0]) && r[0] >= 0x4E00 { // not the 52 of Extension A that the encoding adds
				list = append(list, r[0])
			}
		}
	}
	return list
}

func TestGB2312HasItsHanzi(t *testing.T) {
	all, n := gbk(0xB0, 0xA1), 0
	for _, r := range all {
		if inGB2312(r) {
			n++
		}
	}
	if n != 6763 {
		t.Errorf("%d of %d hanzi are in gb2312-hanzi, want 6763", n, len(all))
	}
	for _, r := range "齄啊阿座" {
		if !inGB2312(r) {
			t.Errorf("%c is not in gb2312-hanzi", r)
		}
	}
	for _, r := range "镕堃喆，A\ue810〇亐" {
		if inGB2312(r) {
			t.Errorf("%c is in gb2312-hanzi", r)
		}
	}
}

func TestEveryRoleHasEveryHanziOfGBK(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	text := string(gbk(0x81, 0x40))
	if n := len([]rune(text)); n != 20923 {
		t.Fatalf("%d hanzi in GBK", n)
	}
	for _, role := range officialRoles() {
		first := role.Faces[0].Face
		if first == "FandolFang-Regular" {
			continue // in fandol_test.go
		}
		glyphs, missing := b.Shape(role.ID, false, unit.Point, text)
		if len(missing) > 0 {
			t.Errorf("%s lacks %d hanzi, the first is %c", role.ID, len(missing), missing[0].Rune)
		}
		for _, g := range glyphs {
			if g.Face.ID != first || !g.FullWidth || g.Advance != unit.Point {
				t.Errorf("%s: %c comes from %s with the width %v", role.ID, g.Rune, g.Face.ID, g.Advance)
				break
			}
		}
	}
}

// Names of people and places with characters outside GB2312.
func TestRareCharactersOfNames(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	for _, r := range "镕堃喆珺昇祎彧玥瑀硚鲊㮾𬒈𫚖" {
		for _, role := range officialRoles() {
			if face := faceOf(t, b, role.ID, r); face == "" || strings.HasPrefix(face, "Fandol") {
				t.Errorf("%c in %s comes from %q", r, role.ID, face)
			}
		}
	}
}

func TestMarksComeFromTheChineseFaces(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	const marks = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·–×÷±℃‰№％＋－～①②Ⅰ→√□〇々　￥"
	for _, role := range officialRoles() {
		for _, r := range marks {
			if face := faceOf(t, b, role.ID, r); face == "" || strings.HasPrefix(face, "Liberation") {
				t.Errorf("%c in %s comes from %q", r, role.ID, face)
			}
		}
	}
}

func TestLatinComesFromTheLatinFace(t *testing.T) {
	b := newBook(t, officialRoles(), Options{})
	for _, role := range officialRoles() {
		for _, r := range "09AZaz.,:;-()[]/%&@ éüāñ©€²½αЖ" {
			if face := faceOf(t, b, role.ID, r); face != role.Latin {
				t.Errorf("%c in %s comes from %q", r, role.ID, face)
			}
		}
	}
}
