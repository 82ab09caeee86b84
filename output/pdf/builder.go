package pdf

import (
	"fmt"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/deflate"
	"gongwen/output/srgb"
)

// builder is one document on its way.
type builder struct {
	*file
	shop    *workshop
	kept    *programs // of documents before
	level   *conformance
	in      output.Input
	meta    *metadata
	tree    *tree
	fonts   fontSet
	images  imageSet
	node    ref   // of the page tree
	pages   []ref // page objects
	parents parents
}

// examine makes the structure tree, finds the glyphs that the pages show, and
// refuses what the level does not allow. After it only faults of the program,
// of a face or of the machine stand in the way of the file.
func (b *builder) examine() error {
	said := &refusals{conformance: b.level}
	said.metadata(b.meta)
	said.figures(b.in.Doc)
	var err error
	if b.tree, err = newTree(b.file, b.in.Doc, said); err != nil {
		return err
	}
	if b.fonts, err = collect(b.in.Pages, b.tree, said, b.shop); err != nil {
		return err
	}
	said.links(b.in.Pages, b.tree)
	if err := said.err(); err != nil {
		return err
	}
	if _, err := b.source(); err != nil {
		return err
	}
	for i := range b.in.Pages {
		page := &b.in.Pages[i]
		if least, most := min(page.Width, page.Height), max(page.Width, page.Height); least < minPage || most > maxPage {
			return fmt.Errorf("pdf: page %d: size %v by %v is outside of %v to %v", page.Number, page.Width, page.Height, minPage, maxPage)
		}
	}
	return nil
}

// cutFonts makes the subsets, in whose glyph numbers the pages are written.
func (b *builder) cutFonts() error {
	b.images = b.file.collectImages(b.in.Pages)
	for _, f := range b.fonts {
		f.ref = b.alloc()
		f.arrange()
		if f.program = b.kept.find(f.face, f.glyphs); f.program != nil {
			copy(f.glyphs, f.program.glyphs)
			continue
		}
		var err error
		if f.program, err = f.cut(); err != nil {
			return err
		}
	}
	return nil
}

// sound fails when a limit of the level is broken in s. What a report can break
// has been refused with its place; this is for what only a program can.
func (b *builder) sound(s *syntax) error {
	if b.level.limits && s.fault != "" {
		return fmt.Errorf("pdf: %v does not allow %s", b.level.level, s.fault)
	}
	return nil
}

// The least and the greatest side of a page (ISO 19005-2 6.1.13).
const (
	minPage = 3 * unit.Point
	maxPage = 14400 * unit.Point
)

// drawPages writes the content streams, the page objects and the page tree
// (ISO 32000-1 7.7.3).
func (b *builder) drawPages() error {
	b.node = b.alloc()
	resources := b.alloc()
	var c content
	for i := range b.in.Pages {
		page := &b.in.Pages[i]
		c = content{
			syntax: syntax{b: c.b[:0]}, tree: b.tree, fonts: b.fonts, images: b.images, style: b.styleOf(page),
			page: page, index: i, texts: c.texts, pieces: c.pieces, scratch: c.scratch,
		}
		if err := c.draw(); err != nil {
			return err
		}
		if err := b.sound(&c.syntax); err != nil {
			return err
		}
		stream := b.alloc()
		if err := b.stream(stream, "", c.b, deflate.Small); err != nil {
			return err
		}
		b.writePage(&c, resources, stream)
	}
	b.object(b.node).raw("<</Type/Pages/Count ").int(len(b.pages)).raw("/Kids[").refs(b.pages).raw("]>>")
	o := b.object(resources).raw("<</Font<<")
	for i, f := range b.fonts {
		o.name(resourceName(i)).raw(" ").ref(f.ref)
	}
	o.raw(">>")
	if len(b.images) > 0 {
		o.raw("/XObject<<")
		for i, m := range b.images {
			o.name(imageName(i)).raw(" ").ref(m.ref)
		}
		o.raw(">>")
	}
	o.raw(">>")
	return nil
}

// styleOf is the style of a page, which may be turned.
func (b *builder) styleOf(page *frame.Page) doc.PageStyle {
	if page.Turned {
		return b.in.Doc.Page.Turned(page.Number)
	}
	return b.in.Doc.Page
}

// writePage writes the page object of c. Its annotations are written when all
// pages are known: the keys of the parent tree count pages first.
func (b *builder) writePage(c *content, resources, stream ref) {
	r := b.alloc()
	o := b.object(r).raw("<</Type/Page/Parent ").ref(b.node)
	o.raw("/MediaBox[0 0 ").points(c.page.Width).raw(" ").points(c.page.Height).raw("]")
	o.raw("/Resources ").ref(resources).raw("/Contents ").ref(stream)
	o.raw("/StructParents ").int(c.index).raw("/Tabs/S")
	if len(c.links) > 0 {
		annots := make([]ref, len(c.links))
		for i, l := range c.links {
			annots[i] = l.annot
		}
		o.raw("/Annots[").refs(annots).raw("]")
	}
	o.raw(">>")
	b.pages = append(b.pages, r)
	b.parents.pages = append(b.parents.pages, c.parents)
	for _, l := range c.links {
		b.writeLink(l, c.page.Height, len(b.in.Pages)+len(b.parents.annots))
		b.parents.annots = append(b.parents.annots, l.elem.ref)
	}
}

func (b *builder) writeImages() error {
	for _, m := range b.images {
		if err := b.writeImage(m); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) writeFonts() error {
	for _, f := range b.fonts {
		if err := b.writeFont(f); err != nil {
			return err
		}
	}
	return nil
}

// close writes what the trailer refers to, and gives the whole file.
func (b *builder) close(profile []byte) ([]byte, error) {
	catalog, root := b.alloc(), b.alloc()
	heights := make([]unit.Length, len(b.in.Pages))
	for i := range heights {
		heights[i] = b.in.Pages[i].Height
	}
	b.writeTree(root, b.tree, &b.parents, b.pages)
	outline := b.writeOutline(b.tree.headings, b.pages, heights)
	var info ref
	if b.level.info {
		info = b.alloc()
		b.writeInfo(info, b.meta)
	}
	packet := b.alloc()
	// Uncompressed, so that archives find it without a PDF reader.
	b.rawStream(packet, "/Type/Metadata/Subtype/XML", b.meta.xmp(b.level))
	intent, err := b.writeIntent(profile)
	if err != nil {
		return nil, err
	}

	source, err := b.source()
	if err != nil {
		return nil, err
	}
	var attached ref
	if source != nil {
		if attached, err = b.writeSource(source); err != nil {
			return nil, err
		}
	}

	o := b.object(catalog).raw("<</Type/Catalog/Pages ").ref(b.node).raw("/Metadata ").ref(packet)
	if b.meta.lang != "" {
		o.raw("/Lang").text(b.meta.lang)
	}
	o.raw("/MarkInfo<</Marked true>>/StructTreeRoot ").ref(root)
	if b.meta.title != "" {
		o.raw("/ViewerPreferences<</DisplayDocTitle true>>")
	}
	o.raw("/OutputIntents[").ref(intent).raw("]")
	if source != nil {
		o.raw("/AF[").ref(attached).raw("]")
	}
	if room := b.sealRoom(); source != nil || room != "" {
		o.raw("/Names<<")
		if room != "" {
			o.raw("/Dests<</Names[").literal(SealDestination).raw(room).raw("]>>")
		}
		if source != nil {
			o.raw("/EmbeddedFiles<</Names[").text(sourceName(source)).raw(" ").ref(attached).raw("]>>")
		}
		o.raw(">>")
	}
	if outline != 0 {
		o.raw("/Outlines ").ref(outline).raw("/PageMode/UseOutlines")
	}
	o.raw(">>")
	return b.end(catalog, info)
}

// end finishes the file and checks what can be counted only then.
func (b *builder) end(catalog, info ref) ([]byte, error) {
	data, err := b.finish(catalog, info)
	if err != nil {
		return nil, err
	}
	b.out.exceeds("an offset", len(data), maxInteger)
	b.out.exceeds("a number of objects", len(b.xref), maxObjects)
	for _, s := range []*syntax{&b.pool, &b.out} {
		if err := b.sound(s); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// writeIntent writes the output intent, which says what the device colours mean
// (ISO 19005-2 6.2.3).
func (f *file) writeIntent(profile []byte) (ref, error) {
	intent, data := f.alloc(), f.alloc()
	o := f.object(intent).raw("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier").text(srgb.Name)
	o.raw("/Info").text(srgb.Name).raw("/RegistryName(http://www.color.org)/DestOutputProfile ").ref(data).raw(">>")
	return intent, f.stream(data, "/N 3", profile, deflate.Fast)
}
