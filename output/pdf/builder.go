package pdf

import (
	"fmt"

	"gongwen/internal/unit"
	"gongwen/output"
)

// builder is one document on its way.
type builder struct {
	*file
	in      output.Input
	meta    *metadata
	tree    *tree
	fonts   fontSet
	node    ref   // of the page tree
	pages   []ref // page objects
	parents parents
}

// plan makes the structure tree and cuts the fonts, whose new glyph numbers the
// pages are written in.
func (b *builder) plan() error {
	var err error
	if b.tree, err = newTree(b.file, b.in.Doc); err != nil {
		return err
	}
	if b.fonts, err = collect(b.in.Pages, b.tree.position); err != nil {
		return err
	}
	for _, f := range b.fonts {
		f.ref = b.alloc()
		if err := f.cut(); err != nil {
			return err
		}
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
		if least, most := min(page.Width, page.Height), max(page.Width, page.Height); least < minPage || most > maxPage {
			return fmt.Errorf("pdf: page %d: size %v by %v is outside of %v to %v", page.Number, page.Width, page.Height, minPage, maxPage)
		}
		c = content{
			syntax: syntax{c.b[:0]}, tree: b.tree, fonts: b.fonts, style: b.in.Doc.Page,
			page: page, index: i, texts: c.texts, pieces: c.pieces, scratch: c.scratch,
		}
		if err := c.draw(); err != nil {
			return err
		}
		stream := b.alloc()
		if err := b.stream(stream, "", c.b, general); err != nil {
			return err
		}
		b.writePage(&c, resources, stream)
	}
	b.object(b.node).raw("<</Type/Pages/Count ").int(len(b.pages)).raw("/Kids[").refs(b.pages).raw("]>>")
	o := b.object(resources).raw("<</Font<<")
	for i, f := range b.fonts {
		o.name(resourceName(i)).raw(" ").ref(f.ref)
	}
	o.raw(">>>>")
	return nil
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
	catalog, info, root := b.alloc(), b.alloc(), b.alloc()
	heights := make([]unit.Length, len(b.in.Pages))
	for i := range heights {
		heights[i] = b.in.Pages[i].Height
	}
	b.writeTree(root, b.tree, &b.parents, b.pages)
	outline := b.writeOutline(b.tree.headings, b.pages, heights)
	b.writeInfo(info, b.meta)
	packet := b.alloc()
	// Uncompressed, so that archives find it without a PDF reader.
	b.rawStream(packet, "/Type/Metadata/Subtype/XML", b.meta.xmp())
	intent, err := b.writeIntent(profile)
	if err != nil {
		return nil, err
	}

	o := b.object(catalog).raw("<</Type/Catalog/Pages ").ref(b.node).raw("/Metadata ").ref(packet)
	o.raw("/Lang").text(b.meta.lang).raw("/MarkInfo<</Marked true>>/StructTreeRoot ").ref(root)
	o.raw("/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[").ref(intent).raw("]")
	if outline != 0 {
		o.raw("/Outlines ").ref(outline).raw("/PageMode/UseOutlines")
	}
	o.raw(">>")
	return b.finish(catalog, info)
}

// writeIntent writes the output intent, which says what the device colours mean
// (ISO 19005-2 6.2.3).
func (f *file) writeIntent(profile []byte) (ref, error) {
	intent, data := f.alloc(), f.alloc()
	o := f.object(intent).raw("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier").text(iccName)
	o.raw("/Info").text(iccName).raw("/RegistryName(http://www.color.org)/DestOutputProfile ").ref(data).raw(">>")
	return intent, f.stream(data, "/N 3", profile, general)
}
