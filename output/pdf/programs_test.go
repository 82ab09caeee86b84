package pdf

import (
	"bytes"
	"testing"

	"gongwen/fonts"
)

// TestProgramsAreKeptFromTheSecondTime: what comes again is found, what came once
// takes no room, and the bytes are the same either way.
func TestProgramsAreKeptFromTheSecondTime(t *testing.T) {
	in := sample(t)
	e := New(Options{})
	var first []byte
	for i, want := range []int{0, 5, 5} {
		var file bytes.Buffer
		if err := e.Export(&file, in); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = file.Bytes()
		}
		if !bytes.Equal(file.Bytes(), first) {
			t.Errorf("file %d differs from the first", i+1)
		}
		if len(e.kept.kept) != want {
			t.Errorf("after %d files %d programs are kept, want %d", i+1, len(e.kept.kept), want)
		}
	}
}

func TestProgramsAreFoundByFaceGlyphsAndTexts(t *testing.T) {
	var p programs
	face, other := &fonts.Face{ID: "a"}, &fonts.Face{ID: "b"}
	glyphs := func(text string, old ...uint16) (list []glyph) {
		for _, o := range old {
			list = append(list, glyph{old: o, text: text})
		}
		return list
	}
	if p.again(face, glyphs("一", 1, 2)) || !p.again(face, glyphs("一", 1, 2)) || p.again(other, glyphs("一", 1, 2)) || p.again(face, glyphs("一", 1, 3)) {
		t.Error("lists of glyphs are not told apart")
	}
	made := &fontProgram{face: face, glyphs: glyphs("一", 1, 2), packed: []byte("p")}
	p.keep(made)
	p.keep(&fontProgram{face: other, glyphs: glyphs("一", 1, 2)})
	if p.find(face, glyphs("一", 1, 2)) != made {
		t.Error("a program is not found")
	}
	if p.kept[0] != made {
		t.Error("the program used last does not come first")
	}
	for name, list := range map[string][]glyph{"another text": glyphs("乙", 1, 2), "fewer": glyphs("一", 1), "other glyphs": glyphs("一", 1, 3)} {
		if p.find(face, list) != nil {
			t.Errorf("%s is found", name)
		}
	}
}

func TestKeptProgramsAreBounded(t *testing.T) {
	var p programs
	const each = mostPrograms / 4
	var made []*fontProgram
	for i := range 6 {
		made = append(made, &fontProgram{face: &fonts.Face{}, glyphs: []glyph{{old: uint16(i)}}, packed: make([]byte, each)})
		p.keep(made[i])
		p.find(made[0].face, made[0].glyphs) // is used again and again
	}
	if p.size > mostPrograms || len(p.kept) != 3 {
		t.Errorf("%d programs of %d bytes are kept", len(p.kept), p.size)
	}
	if p.find(made[0].face, made[0].glyphs) == nil || p.find(made[5].face, made[5].glyphs) == nil || p.find(made[1].face, made[1].glyphs) != nil {
		t.Error("not what was used last is kept")
	}
}
