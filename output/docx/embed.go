package docx

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"unicode"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// embedder takes the faces that draw the text into the package. The text then
// asks for them by names of their own.
type embedder struct {
	book  *fonts.Book
	tag   string      // that the names of the subsets of this document end in
	faces []*usedFace // in the order of first use
	rare  []*fonts.Face
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

// newEmbedder looks for the faces that draw d. Two documents whose texts differ
// have subsets of different names: a program that has both open would draw the
// one with the subset of the other.
func newEmbedder(book *fonts.Book, d *doc.Document) *embedder {
	e := &embedder{book: book}
	all := sha256.New()
	take := func(_ doc.NodeID, role string, runs []doc.Run) {
		style, _ := d.Style(role)
		for _, r := range runs {
			fmt.Fprintf(all, "%s\n%s\n", style.Font, r.Text)
			e.draw(style, r.Bold, r.Text, func(face *fonts.Face, g fonts.Glyph, rare bool) {
				e.use(face, g.Rune)
				if rare && !slices.Contains(e.rare, face) {
					e.rare = append(e.rare, face)
				}
			})
		}
	}
	d.EachText(take)
	number := d.Page.Number
	take(0, doc.PageNumberRole, []doc.Run{{Text: number.Before + "0123456789" + number.After}})
	if d.Meta.Draft {
		take(0, doc.DraftRole, []doc.Run{{Text: d.Page.DraftMark}})
	}
	e.tag = hex(all.Sum(nil)[:3]...)
	return e
}

// draw calls f with the face that the document has for each character: of what
// is Western the one that draws it, of other text that of the style's Chinese
// text wherever that has the character, so that a line is in one face. Rare
// characters, which it has not, are drawn as the book has them.
func (e *embedder) draw(style doc.TextStyle, bold bool, text string, f func(face *fonts.Face, g fonts.Glyph, rare bool)) {
	main, western := e.drawing(style.Font, '国'), e.drawing(style.Font, '0')
	glyphs, _ := e.book.Shape(style.Font, bold || style.Bold, 1000, text)
	for _, g := range glyphs {
		switch {
		case g.ID == 0 || g.Rune <= ' ':
		case latin(g.Rune), g.Face == main, g.Face == western:
			f(g.Face, g, false)
		case main != nil && !unicode.Is(unicode.Han, g.Rune) && main.Font.GlyphIndex(g.Rune) != 0:
			f(main, g, false)
		default:
			f(g.Face, g, true)
		}
	}
}

// family is the name by which the document asks for a face: of one that may be
// embedded only whole its own.
func (e *embedder) family(f *fonts.Face) string {
	if f.Font.FSType()&sfnt.FSNoSubsetting != 0 {
		return f.Font.Family()
	}
	return f.Font.Family() + " " + e.tag
}

// own gives the font roles of d the names of the faces that stand for them.
func (e *embedder) own(d *doc.Document) *doc.Document {
	own := *d
	own.Fonts = slices.Clone(d.Fonts)
	for i := range own.Fonts {
		f := &own.Fonts[i]
		if han := e.drawing(f.ID, '国'); han != nil {
			f.Alt, f.Name, f.Panose = f.Name, e.family(han), han.Font.PANOSE()
		}
		if western := e.drawing(f.ID, '0'); western != nil {
			f.Latin = e.family(western)
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

// latin is whether w:ascii of w:rFonts is the font of r (17.3.2.26).
func latin(r rune) bool { return r < 0x80 }

// faced cuts runs where characters are rare and gives those a style of their
// own. style is the style of a role.
func (e *embedder) faced(style doc.TextStyle, runs []run) []run {
	var out []run
	for _, r := range runs {
		from, own := 0, ""
		cut := func(at int, next string) {
			if next != own && at > 0 {
				out = append(out, r.cut(from, at, own))
				from = at
			}
			own = next
		}
		e.draw(style, r.Bold, r.Text, func(face *fonts.Face, g fonts.Glyph, rare bool) {
			if rare {
				cut(g.Start, rareStyle(slices.Index(e.rare, face)))
			} else {
				cut(g.Start, "")
			}
		})
		out = append(out, r.cut(from, len(r.Text), own))
	}
	return out
}

// rareStyle is the id of the character style of the nth face of rare characters.
func rareStyle(n int) string { return "gw-rare-" + decimal(n+1) }

// rareStyles writes these styles.
func (b *builder) rareStyles(w *xmlWriter) {
	if b.embedded == nil {
		return
	}
	for i, face := range b.embedded.rare {
		family := b.embedded.family(face)
		w.open("w:style", "w:type", "character", "w:customStyle", "1", "w:styleId", rareStyle(i))
		w.leaf("w:name", "w:val", "生僻字 "+decimal(i+1))
		w.leaf("w:basedOn", "w:val", "DefaultParagraphFont")
		w.leaf("w:uiPriority", "w:val", "99")
		runProps{font: doc.FontRole{Name: family, Latin: family}}.write(w)
		w.close("w:style")
	}
}

// cut is bytes from to to of a run, in a character style unless that is empty.
func (r run) cut(from, to int, style string) run {
	_, r.Run = cutRun(r.Run, from)
	r.Run, _ = cutRun(r.Run, to-from)
	r.style = cmp.Or(style, r.style)
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
		data, problem := u.file(b.embedded.family(u.face))
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
func (u *usedFace) file(family string) ([]byte, *diag.Diagnostic) {
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
	data, err := u.face.Font.SubsetFile(runes, family)
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
		out = append(out, b.embedded.faced(b.styleOf(cmp.Or(runs[i].style, paragraph)), runs[i:i+1])...)
	}
	return out
}

// styleOf is the text style behind a style id.
func (b *builder) styleOf(id string) doc.TextStyle {
	for _, s := range b.doc.Styles {
		if paragraphStyle(s.Role) == id || isSized(s.Role, id) || doc.HeadingLevel(s.Role) > 0 && linkedStyle(doc.HeadingLevel(s.Role)) == id {
			return s
		}
	}
	return doc.TextStyle{}
}
