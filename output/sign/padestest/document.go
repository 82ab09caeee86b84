package padestest

import (
	"bytes"
	"os"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/pdfread"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/pdf"
)

// Export writes a PDF file of this program.
func Export(t T, o pdf.Options, in output.Input) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.New(o).Export(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Pages are two pages with a line of text each.
func Pages(t T) output.Input {
	t.Helper()
	content, err := os.ReadFile("../../../fonts/files/LiberationSerif-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	font, err := sfnt.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	face := &fonts.Face{ID: "LiberationSerif-Regular", Font: font, Data: content}
	document := &doc.Document{
		Meta: doc.Meta{Title: "Report", Author: "某局", Lang: "zh-CN"},
		Page: doc.PageStyle{Width: 210 * unit.Millimetre, Height: 297 * unit.Millimetre},
	}
	var pages []frame.Page
	for i, text := range []string{"Paid: 100 yuan", "Second page"} {
		id := doc.NodeID(i + 1)
		document.Body = append(document.Body, &doc.Paragraph{ID: id, Runs: []doc.Run{{Text: text}}})
		item := &frame.Text{X: 28 * unit.Millimetre, Y: 50 * unit.Millimetre, Face: face, Size: 16 * unit.Point, Node: id, String: text}
		for at, r := range text {
			gid := font.GlyphIndex(r)
			advance := item.Size.MulDiv(int64(font.Advance(gid)), int64(font.UnitsPerEm()))
			item.Glyphs = append(item.Glyphs, frame.Glyph{ID: gid, Advance: advance, Start: at, End: at + 1})
		}
		pages = append(pages, frame.Page{Width: document.Page.Width, Height: document.Page.Height, Number: i + 1, Items: []frame.Item{item}})
	}
	return output.Input{Doc: document, Pages: pages}
}

// Update appends a revision that edit makes to a sound file.
func Update(t T, data []byte, edit func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict)) []byte {
	t.Helper()
	file, err := pdfread.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	u, err := file.Update()
	if err != nil {
		t.Fatal(err)
	}
	root, ok := u.View().Trailer()["Root"].(pdfread.Ref)
	if !ok {
		t.Fatal("the catalog is no object of its own")
	}
	catalog, err := u.Dict(root)
	if err != nil {
		t.Fatal(err)
	}
	edit(u, root, catalog)
	out, _ := u.Bytes()
	return out
}
