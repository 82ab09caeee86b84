package docx

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// embedder takes the faces that draw the text into the package. The text then
// asks for them by their own names.
type embedder struct {
	book  *fonts.Book
	faces []*usedFace // in the order of first use
}

type usedFace struct {
	face  *fonts.Face
	runes map[rune]bool
	name  string // of its part in word/
	id    string // relationship id
	key   guid
}

// boldFrom is the weight from which on a face is its family's bold one.
const boldFrom = 600

func (u *usedFace) bold() bool { return isBold(u.face) }

func isBold(f *fonts.Face) bool { return f.Font.Weight() >= boldFrom }

// own gives the font roles of d the names of the faces that stand for them.
func (e *embedder) own(d *doc.Document) *doc.Document {
	own := *d
	own.Fonts = slices.Clone(d.Fonts)
	for i := range own.Fonts {
		f := &own.Fonts[i]
		if han := e.drawing(f.ID, '国'); han != nil {
			f.Alt, f.Name, f.Panose = f.Name, han.Font.Family(), han.Font.PANOSE()
		}
		if latin := e.drawing(f.ID, '0'); latin != nil {
			f.Latin = latin.Font.Family()
		}
	}
	own.Styles = slices.Clone(d.Styles)
	for i := range own.Styles {
		s := &own.Styles[i]
		if han := e.drawing(s.Font, '国'); han != nil {
			s.Bold = s.Bold || isBold(han)
		}
	}
	return &own
}

// drawing is the face that draws a character in a role, nil for none.
func (e *embedder) drawing(role string, r rune) *fonts.Face {
	if glyphs, missing := e.book.Shape(role, false, 1000, string(r)); len(glyphs) == 1 && len(missing) == 0 {
		return glyphs[0].Face
	}
	return nil
}

// faced cuts runs where another face than their style's draws them, and notes
// what is drawn. style is the style of a role.
func (b *builder) faced(style doc.TextStyle, runs []run) []run {
	if b.embedded == nil {
		return runs
	}
	font, _ := b.doc.Font(style.Font)
	var out []run
	for _, r := range runs {
		glyphs, _ := b.embedded.book.Shape(style.Font, r.Bold || style.Bold, 1000, r.Text)
		from, family := 0, ""
		for _, g := range glyphs {
			other := ""
			if g.ID != 0 && g.Rune > ' ' {
				b.embedded.use(g.Face, g.Rune)
				if name := g.Face.Font.Family(); name != font.Name && (name != font.Latin || !latin(g.Rune)) {
					other = name
				}
			}
			if other != family && g.Start > 0 {
				out = append(out, r.cut(from, g.Start, family))
				from = g.Start
			}
			family = other
		}
		out = append(out, r.cut(from, len(r.Text), family))
	}
	return out
}

// latin is whether w:ascii of w:rFonts is the font of r (17.3.2.26).
func latin(r rune) bool { return r < 0x80 }

// cut is bytes from to to of a run in a family of its own; empty for its style's.
func (r run) cut(from, to int, family string) run {
	_, r.Run = cutRun(r.Run, from)
	r.Run, _ = cutRun(r.Run, to-from)
	r.family = family
	return r
}

func (e *embedder) use(face *fonts.Face, r rune) {
	i := slices.IndexFunc(e.faces, func(u *usedFace) bool { return u.face == face })
	if i < 0 {
		i = len(e.faces)
		// Blanks are in no text that is looked at, but in every line.
		e.faces = append(e.faces, &usedFace{face: face, runes: map[rune]bool{' ': true}})
	}
	e.faces[i].runes[r] = true
}

// fontFiles makes the parts of the faces that are used (ECMA-376-1 15.2.13).
func (b *builder) fontFiles() []part {
	if b.embedded == nil {
		return nil
	}
	var parts []part
	for i, u := range b.embedded.faces {
		data, problem := u.file()
		if problem != nil {
			b.diags.Add(*problem)
			continue
		}
		u.key = guidOf(data)
		u.name, u.id = fmt.Sprintf("fonts/font%d.odttf", i+1), fmt.Sprintf("rId%d", i+1)
		parts = append(parts, part{
			name: "word/" + u.name, id: u.id, relation: nsR + "/font",
			contentType: "application/vnd.openxmlformats-officedocument.obfuscatedFont",
			data:        u.key.obfuscate(data),
		})
	}
	return parts
}

// file is the font file to embed: a subset, or the whole where the face's
// fsType says so (OFF 5.2.7). A DOCX is there to be edited: a face that may be
// embedded for preview and print only may not be in one.
func (u *usedFace) file() ([]byte, *diag.Diagnostic) {
	kind := u.face.Font.FSType()
	if kind&sfnt.FSBitmapOnly != 0 || kind&(sfnt.FSRestricted|sfnt.FSPreviewPrint) != 0 && kind&sfnt.FSEditable == 0 {
		d := diag.Errorf(diag.Pos{}, "字体 %s 不许嵌入可以编辑的文件", "the face %s may not be embedded in a document that can be edited", u.face.ID).
			WithHint("不用 --embed-fonts，或换用别的字体", "build without --embed-fonts, or use another face")
		return nil, &d
	}
	if kind&sfnt.FSNoSubsetting != 0 {
		return slices.Clone(u.face.Data), nil
	}
	runes := make([]rune, 0, len(u.runes))
	for r := range u.runes {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	data, err := u.face.Font.SubsetFile(runes)
	if err != nil {
		d := diag.Errorf(diag.Pos{}, "字体 %s 不能嵌入：%v", "the face %s cannot be embedded: %v", u.face.ID, err)
		return nil, &d
	}
	return data, nil
}

// families is the used faces by family, in order of name, the regular first.
func (e *embedder) families() [][]*usedFace {
	faces := slices.Clone(e.faces)
	slices.SortStableFunc(faces, func(a, b *usedFace) int {
		return cmp.Or(cmp.Compare(a.face.Font.Family(), b.face.Font.Family()), cmp.Compare(a.face.Font.Weight(), b.face.Font.Weight()))
	})
	var out [][]*usedFace
	for _, u := range faces {
		if n := len(out); n > 0 && out[n-1][0].face.Font.Family() == u.face.Font.Family() {
			out[n-1] = append(out[n-1], u)
		} else {
			out = append(out, []*usedFace{u})
		}
	}
	return out
}

// guid is the key of an obfuscated font.
type guid [16]byte

// guidOf is the key of a font file: the same file has the same key.
func guidOf(data []byte) guid {
	sum := sha256.Sum256(data)
	return guid(sum[:16])
}

// String is the key in the form of ST_Guid (22.9.2.4).
func (g guid) String() string {
	return fmt.Sprintf("{%X-%X-%X-%X-%X}", g[0:4], g[4:6], g[6:8], g[8:10], g[10:16])
}

// obfuscate changes the first 32 bytes of a font file by the key, whose bytes
// count from the last (17.8.1).
func (g guid) obfuscate(data []byte) []byte {
	out := slices.Clone(data)
	for i := range min(32, len(out)) {
		out[i] ^= g[15-i%16]
	}
	return out
}

// inFaces is faced for runs in a paragraph of a style, or in a character style
// of their own.
func (b *builder) inFaces(paragraph string, runs []run) []run {
	if b.embedded == nil {
		return runs
	}
	var out []run
	for i := range runs {
		out = append(out, b.faced(b.styleOf(cmp.Or(runs[i].style, paragraph)), runs[i:i+1])...)
	}
	return out
}

// styleOf is the text style behind a style id.
func (b *builder) styleOf(id string) doc.TextStyle {
	for _, s := range b.doc.Styles {
		if paragraphStyle(s.Role) == id || doc.HeadingLevel(s.Role) > 0 && linkedStyle(doc.HeadingLevel(s.Role)) == id {
			return s
		}
	}
	return doc.TextStyle{}
}
