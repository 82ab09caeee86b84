package docx

import (
	"bytes"
	hexadecimal "encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/output"
)

// carried is a Book of carried faces for the roles of look.
func carried(t *testing.T, opt fonts.Options) *fonts.Book {
	t.Helper()
	const regular, bold = "LiberationSerif-Regular", "LiberationSerif-Bold"
	role := func(id, latin string, faces ...string) fonts.Role {
		r := fonts.Role{ID: id, Latin: latin, LatinBold: bold}
		for _, f := range faces {
			r.Faces = append(r.Faces, fonts.Use{Face: f})
		}
		return r
	}
	book, problems := fonts.NewBook([]fonts.Role{
		role("仿宋", regular, "LXGWWenKai-Light", "NotoSerifSC-Regular"), role("宋体", regular, "NotoSerifSC-Regular"),
		role("小标宋", "NotoSerifSC-Bold", "NotoSerifSC-Bold"), role("楷体", regular, "LXGWWenKai-Light"), role("黑体", "NotoSansSC-Medium", "NotoSansSC-Medium"),
	}, opt)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return book
}

func embed(t *testing.T, book *fonts.Book, blocks ...doc.Block) ([]byte, error) {
	t.Helper()
	d := look()
	d.Body = blocks
	var file bytes.Buffer
	err := New(Options{EmbedFonts: true}).Export(&file, output.Input{Doc: d, Fonts: book})
	return file.Bytes(), err
}

func TestUsedFacesAreEmbedded(t *testing.T) {
	file, err := embed(t, carried(t, fonts.Options{}),
		&doc.Title{Lines: [][]doc.Run{text("报告")}},
		&doc.Paragraph{Style: "body", Runs: []doc.Run{{Text: "公开2023年"}, {Text: "重点12", Bold: true}}})
	if err != nil {
		t.Fatal(err)
	}
	targets := map[string]string{}
	for _, r := range parse(t, partOf(t, file, "word/_rels/fontTable.xml.rels")).all("Relationship") {
		targets[r.attr("Id")] = r.attr("Target")
	}
	var got []string
	tags := map[string]bool{}
	for _, f := range parse(t, partOf(t, file, "word/fontTable.xml")).all("font") {
		for _, use := range append(f.all("embedRegular"), f.all("embedBold")...) {
			font := reveal(t, partOf(t, file, "word/"+targets[use.attr("id")]), use.attr("fontKey"))
			if font.Family() != f.attr("name") {
				t.Errorf("the font %s holds the family %s", f.attr("name"), font.Family())
			}
			has := ""
			for _, r := range "报公重2" {
				if font.GlyphIndex(r) != 0 {
					has += string(r)
				}
			}
			family, tag := f.attr("name")[:len(f.attr("name"))-7], f.attr("name")[len(f.attr("name"))-6:]
			tags[tag] = true
			got = append(got, family+" "+strings.TrimPrefix(use.XMLName.Local, "embed")+" "+has)
		}
	}
	want := []string{"LXGW WenKai Light Regular 公重", "Liberation Serif Regular 2", "Liberation Serif Bold 2", "Noto Serif SC Bold 报"}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("embedded are %q, without %q", got, w)
		}
	}
	if len(tags) != 1 {
		t.Errorf("the names of the subsets end in %v", tags)
	}
	other, _ := embed(t, carried(t, fonts.Options{}), &doc.Paragraph{Style: "body", Runs: text("公开2024年")})
	for _, f := range parse(t, partOf(t, other, "word/fontTable.xml")).all("font") {
		for tag := range tags {
			if strings.HasSuffix(f.attr("name"), tag) {
				t.Errorf("a document of other text has a subset of the same name, %s", f.attr("name"))
			}
		}
	}
	again, _ := embed(t, carried(t, fonts.Options{}),
		&doc.Title{Lines: [][]doc.Run{text("报告")}},
		&doc.Paragraph{Style: "body", Runs: []doc.Run{{Text: "公开2023年"}, {Text: "重点12", Bold: true}}})
	if !bytes.Equal(file, again) {
		t.Error("two exports differ")
	}
}

// reveal reads an obfuscated font as ECMA-376-1 17.8.1 says.
func reveal(t *testing.T, part, key string) *sfnt.Font {
	t.Helper()
	bits, err := hexadecimal.DecodeString(strings.NewReplacer("{", "", "}", "", "-", "").Replace(key))
	if err != nil || len(bits) != 16 {
		t.Fatalf("key %q: %v", key, err)
	}
	slices.Reverse(bits)
	data := []byte(part)
	for i := range 32 {
		data[i] ^= bits[i%16]
	}
	font, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return font
}

// TestRareCharactersHaveAStyle: the faces of the others are those of the styles,
// no run has a face of its own.
func TestRareCharactersHaveAStyle(t *testing.T) {
	file, err := embed(t, carried(t, fonts.Options{}), &doc.Paragraph{Style: "body", Runs: text("《公开》𬒈溪——2024")})
	if err != nil {
		t.Fatal(err)
	}
	body := partOf(t, file, "word/document.xml")
	if strings.Contains(body, "w:eastAsia=") {
		t.Errorf("a run asks for a face: %s", body)
	}
	var runs []string
	for _, r := range parse(t, body).all("p")[0].all("r") {
		style, _ := r.child("rPr/rStyle")
		runs = append(runs, style.attr("val")+":"+r.plain())
	}
	glyphs, _ := carried(t, fonts.Options{}).Shape("仿宋", false, 1000, "公𬒈")
	if glyphs[0].Face == glyphs[1].Face {
		t.Skip("no character is rare")
	}
	if want := []string{":《公开》", "gw-rare-1:𬒈", ":溪——2024"}; !slices.Equal(runs, want) {
		t.Errorf("runs %q, want %q", runs, want)
	}
	styles := parse(t, partOf(t, file, "word/styles.xml")).all("style")
	families := map[string]string{}
	for _, s := range styles {
		f, _ := s.child("rPr/rFonts")
		families[s.attr("styleId")] = f.attr("eastAsia") + " " + f.attr("ascii")
	}
	if want := glyphs[1].Face.Font.Family(); !strings.HasPrefix(families["gw-rare-1"], want) {
		t.Errorf("rare characters are in %s, want %s", families["gw-rare-1"], want)
	}
	if f := families["Normal"]; !strings.HasPrefix(f, "LXGW WenKai Light ") || !strings.Contains(f, " Liberation Serif ") {
		t.Errorf("the body asks for %s", f)
	}
}

func TestEmbeddingRightsAreRespected(t *testing.T) {
	var original *fonts.Face
	glyphs, _ := carried(t, fonts.Options{}).Shape("仿宋", false, 1000, "1")
	original = glyphs[0].Face
	for _, c := range []struct {
		name    string
		kind    uint16
		refused bool
		whole   bool
	}{
		{"installable", 0, false, false}, {"editable", sfnt.FSEditable, false, false}, {"no subsetting", sfnt.FSNoSubsetting, false, true},
		{"restricted", sfnt.FSRestricted, true, false}, {"preview and print", sfnt.FSPreviewPrint, true, false}, {"bitmaps only", sfnt.FSBitmapOnly, true, false},
	} {
		face := licensed(t, original, c.kind)
		file, err := embed(t, carried(t, fonts.Options{Faces: []*fonts.Face{face}}), &doc.Paragraph{Style: "body", Runs: text("12")})
		var list diag.List
		if errors.As(err, &list) != c.refused {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if c.refused {
			if len(file) > 0 || !strings.Contains(list[0].Format(0), face.ID) {
				t.Errorf("%s: %d bytes and %v", c.name, len(file), list)
			}
			continue
		}
		whole := false
		for _, f := range unzip(t, file) {
			if strings.HasSuffix(f.Name, ".odttf") {
				whole = whole || f.UncompressedSize64 == uint64(len(face.Data))
			}
		}
		if whole != c.whole {
			t.Errorf("%s: the whole face is embedded: %v", c.name, whole)
		}
	}
}

// licensed is a face with other embedding bits.
func licensed(t *testing.T, f *fonts.Face, kind uint16) *fonts.Face {
	t.Helper()
	data := slices.Clone(f.Data)
	at := bytes.Index(data[:512], []byte("OS/2"))
	offset := int(data[at+8])<<24 | int(data[at+9])<<16 | int(data[at+10])<<8 | int(data[at+11])
	data[offset+8], data[offset+9] = byte(kind>>8), byte(kind)
	font, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return &fonts.Face{ID: f.ID, Font: font, Data: data}
}

func TestWithoutTheOptionTheOfficialNamesAreAskedFor(t *testing.T) {
	d := look()
	d.Body = []doc.Block{body("公开")}
	var with, without bytes.Buffer
	if err := errors.Join(New(Options{}).Export(&with, output.Input{Doc: d, Fonts: carried(t, fonts.Options{})}), New(Options{}).Export(&without, output.Input{Doc: d})); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(with.Bytes(), without.Bytes()) {
		t.Error("a Book changes a file that embeds no fonts")
	}
}
