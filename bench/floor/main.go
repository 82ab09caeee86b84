// Command floor writes what no program that makes a PDF of this report can do
// without: it opens the faces, cuts the glyphs of the report's text out of them and
// writes one PDF with klauspost's deflate. It lays nothing out but lines of a fixed
// number of characters, checks nothing, tags nothing and makes no DOCX. How far
// gongwen is above it is what its work costs.
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/zlib"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/unit"
)

// texts are the texts of examples/shaxian-xinfangju-2023.yaml as its pages show
// them, each behind its role.
//
//go:embed texts.tsv
var texts string

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: floor FILE.pdf")
		os.Exit(2)
	}
	data, err := document()
	if err == nil {
		err = os.WriteFile(os.Args[1], data, 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

// roles are those of the style sheet.
func roles() []fonts.Role {
	use := func(faces ...string) (list []fonts.Use) {
		for _, f := range faces {
			list = append(list, fonts.Use{Face: f})
		}
		return list
	}
	const latin = "LiberationSerif-Regular"
	return []fonts.Role{
		{ID: "小标宋", Latin: "NotoSerifSC-Bold", Faces: use("NotoSerifSC-Bold")},
		{ID: "黑体", Latin: "NotoSansSC-Medium", Faces: use("NotoSansSC-Medium")},
		{ID: "楷体", Latin: latin, Faces: use("LXGWWenKai-Light")},
		{ID: "仿宋", Latin: latin, Faces: use("FandolFang-Regular", "LXGWWenKai-Light")},
		{ID: "宋体", Latin: latin, Faces: use("NotoSerifSC-Regular")},
	}
}

type font struct {
	face   *fonts.Face
	used   []uint16
	subset *sfnt.Subset
}

const (
	size       = 16
	perLine    = 28
	perPage    = 22
	charstring = zlib.HuffmanOnly
	glyf       = 3
	content    = 6
)

func document() ([]byte, error) {
	book, said := fonts.NewBook(roles(), fonts.Options{})
	if said.HasErrors() {
		return nil, said
	}
	var lines [][]fonts.Glyph
	var used []*font
	for row := range strings.Lines(texts) {
		role, text, _ := strings.Cut(strings.TrimSuffix(row, "\n"), "\t")
		glyphs, _ := book.Shape(role, false, size*unit.Point, text)
		for i := range glyphs {
			f := of(&used, glyphs[i].Face)
			f.used = append(f.used, glyphs[i].ID)
		}
		lines = append(lines, slices.Collect(slices.Chunk(glyphs, perLine))...)
	}
	p := &pdf{}
	p.out.WriteString("%PDF-1.7\n")
	var resources strings.Builder
	for i, f := range used {
		var err error
		if f.subset, err = f.face.Font.Subset(f.used); err != nil {
			return nil, err
		}
		n, err := p.font(f)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&resources, "/F%d %d 0 R", i, n)
	}
	return p.pages(lines, used, resources.String())
}

func of(used *[]*font, face *fonts.Face) *font {
	for _, f := range *used {
		if f.face == face {
			return f
		}
	}
	*used = append(*used, &font{face: face})
	return (*used)[len(*used)-1]
}

// pdf is a file in the making.
type pdf struct {
	out     bytes.Buffer
	offsets []int
}

func (p *pdf) object(body string) int {
	p.offsets = append(p.offsets, p.out.Len())
	fmt.Fprintf(&p.out, "%d 0 obj\n%s\nendobj\n", len(p.offsets), body)
	return len(p.offsets)
}

func (p *pdf) stream(dict string, data []byte, level int) (int, error) {
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, level)
	if err != nil {
		return 0, err
	}
	if _, err := z.Write(data); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return p.object(fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", dict, packed.Len(), packed.String())), nil
}

func (p *pdf) font(f *font) (int, error) {
	key, kind, dict, level := "FontFile2", "CIDFontType2/CIDToGIDMap/Identity", fmt.Sprintf("/Length1 %d", len(f.subset.Data)), glyf
	if f.subset.CFF {
		key, kind, dict, level = "FontFile3", "CIDFontType0", "/Subtype/CIDFontType0C", charstring
	}
	program, err := p.stream(dict, f.subset.Data, level)
	if err != nil {
		return 0, err
	}
	name := f.subset.Tag() + "+" + f.face.Font.PostScriptName()
	descriptor := p.object(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80/%s %d 0 R>>", name, key, program))
	var widths strings.Builder
	for code, old := range f.subset.Glyphs {
		if w := f.face.Font.Advance(old) * 1000 / f.face.Font.UnitsPerEm(); w != 1000 {
			fmt.Fprintf(&widths, "%d[%d]", code, w)
		}
	}
	cid := p.object(fmt.Sprintf("<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[%s]/FontDescriptor %d 0 R>>", kind, name, widths.String(), descriptor))
	return p.object(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]>>", name, cid)), nil
}

// pages draws the lines and ends the file.
func (p *pdf) pages(lines [][]fonts.Glyph, used []*font, resources string) ([]byte, error) {
	var kids []string
	n := (len(lines) + perPage - 1) / perPage
	tree := len(p.offsets) + 2*n + 1
	for page := range slices.Chunk(lines, perPage) {
		var c bytes.Buffer
		c.WriteString("BT\n29 TL 79 737 Td\n")
		for _, line := range page {
			draw(&c, line, used)
		}
		c.WriteString("ET\n")
		content, err := p.stream("", c.Bytes(), content)
		if err != nil {
			return nil, err
		}
		kids = append(kids, fmt.Sprintf("%d 0 R", p.object(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<<%s>>>>/Contents %d 0 R>>", tree, resources, content))))
	}
	p.object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " ")))
	catalog := p.object(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree))
	at := p.out.Len()
	fmt.Fprintf(&p.out, "xref\n0 %d\n0000000000 65535 f \n", len(p.offsets)+1)
	for _, o := range p.offsets {
		fmt.Fprintf(&p.out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&p.out, "trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(p.offsets)+1, catalog, at)
	return p.out.Bytes(), nil
}

func draw(c *bytes.Buffer, line []fonts.Glyph, used []*font) {
	for len(line) > 0 {
		face := line[0].Face
		i := slices.IndexFunc(used, func(f *font) bool { return f.face == face })
		fmt.Fprintf(c, "/F%d %d Tf<", i, size)
		for len(line) > 0 && line[0].Face == face {
			code, _ := used[i].subset.NewGID(line[0].ID)
			fmt.Fprintf(c, "%04X", code)
			line = line[1:]
		}
		c.WriteString(">Tj\n")
	}
	c.WriteString("T*\n")
}
