package ofd

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"gongwen/internal/picture"
	"gongwen/layout/doc"
	"gongwen/output/container"
	"gongwen/output/srgb"
)

// describe writes all parts but the pages and the fonts.
func (f *file) describe() error {
	f.writeImages()
	f.writePublic()
	f.writeDocumentRes()
	f.writeTags()
	if f.attaches() {
		f.writeAttachment()
	}
	f.writeDocument()
	f.writeRoot()
	return nil
}

// writeRoot puts OFD.xml (GB/T 33190-2016 7.4) in front of all parts.
func (f *file) writeRoot() {
	m := &f.in.Doc.Meta
	w := begin("OFD", "Version", "1.0", "DocType", f.docType)
	w.open("DocBody")
	w.open("DocInfo")
	w.element("DocID", f.documentID())
	w.element("Title", clean(m.Title))
	w.element("Author", clean(m.Author))
	w.element("Subject", clean(m.Subject))
	w.element("CreationDate", day(m.Created))
	w.element("ModDate", day(m.Created))
	w.element("DocUsage", "Normal")
	if len(m.Keywords) > 0 {
		w.open("Keywords")
		for _, k := range m.Keywords {
			w.element("Keyword", clean(k))
		}
		w.close("Keywords")
	}
	name, version, _ := strings.Cut(f.creator, " ")
	w.element("Creator", clean(name))
	w.element("CreatorVersion", clean(version))
	w.customDatas(f.in.Doc)
	w.close("DocInfo")
	w.element("DocRoot", documentPart)
	w.close("DocBody")
	f.parts = append([]container.Part{{Name: rootPart, Data: w.end("OFD"), Level: container.Fast}}, f.parts...)
}

// customDatas writes the metadata by the names of DA/T 46-2009, as GB/T
// 42133-2022 6.2.1 wants them.
func (w *writer) customDatas(d *doc.Document) {
	m := &d.Meta
	draft := ""
	if m.Draft {
		draft = doc.DraftWord
	}
	w.open("CustomDatas")
	for _, e := range [...]struct{ name, value string }{
		{"题名", m.Title}, {"文号", documentNumber(d)}, {"责任者", m.Author}, {"日期", day(m.Created)}, {"主题词", strings.Join(m.Keywords, "；")},
		{"语种", m.Lang}, {"稿本", draft},
	} {
		w.element("CustomData", clean(e.value), "Name", e.name)
	}
	w.close("CustomDatas")
}

// documentNumber is the 发文字号, empty for none.
func documentNumber(d *doc.Document) string {
	for _, b := range d.Body {
		if m, ok := b.(*doc.Masthead); ok && m.Number != nil {
			return doc.Text(m.Number.Runs)
		}
	}
	return ""
}

// day is a date (xs:date), empty for no time.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// documentID is 32 hexadecimal digits (7.4, DocID) that are the same for the
// same pages under the same title.
func (f *file) documentID() string {
	h := sha256.New()
	h.Write([]byte(f.docType + "\n" + f.in.Doc.Meta.Title + "\n" + f.in.Doc.Meta.Author + "\n"))
	for _, page := range f.content {
		h.Write(page.Data)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// writeDocument writes Document.xml (7.5).
func (f *file) writeDocument() {
	w := begin("Document")
	w.open("CommonData")
	w.element("MaxUnitID", f.last.String())
	w.area("PageArea", &f.in.Pages[0])
	w.element("PublicRes", "PublicRes.xml")
	if len(f.images) > 0 {
		w.element("DocumentRes", "DocumentRes.xml")
	}
	w.element("DefaultCS", f.rgb.String())
	w.close("CommonData")
	w.open("Pages")
	for i, page := range f.pages {
		w.leaf("Page", "ID", page.String(), "BaseLoc", pagePart(i))
	}
	w.close("Pages")
	f.outline(w)
	f.room(w)
	if f.tags {
		w.element("CustomTags", tagsPart)
	}
	if f.attaches() {
		w.element("Attachments", attachmentsPart)
	}
	f.add(documentPart, w.end("Document"))
}

// outline writes the headings that pages show (7.8), each under the one of the
// level above it.
func (f *file) outline(w *writer) {
	var shown []heading
	for _, h := range f.tree.headings {
		if len(h.shown) > 0 {
			shown = append(shown, h)
		}
	}
	if len(shown) == 0 {
		return
	}
	w.open("Outlines")
	var open []int // levels of the elements that are open
	for i, h := range shown {
		for len(open) > 0 && open[len(open)-1] >= h.level {
			w.close("OutlineElem")
			open = open[:len(open)-1]
		}
		below := 0
		for i+1+below < len(shown) && shown[i+1+below].level > h.level {
			below++
		}
		count := ""
		if below > 0 {
			count = id(below).String()
		}
		w.open("OutlineElem", "Title", clean(h.text), "Count", count)
		w.open("Actions")
		w.open("Action", "Event", "CLICK")
		w.open("Goto")
		w.leaf("Dest", "Type", "XYZ", "PageID", f.pages[h.page].String(), "Left", "0", "Top", millimetres(max(h.top, 0)))
		w.close("Goto")
		w.close("Action")
		w.close("Actions")
		open = append(open, h.level)
	}
	for range open {
		w.close("OutlineElem")
	}
	w.close("Outlines")
}

// profilePart is the profile of the colour space, in resFolder.
const profilePart = "sRGB.icc"

// writePublic writes PublicRes.xml (7.9): faces and the colour space (GB/T
// 42133-2022 6.2.6), with the profile that 6.3.1 would rather have. Its place is said from the root, which no
// reader takes for another.
func (f *file) writePublic() {
	w := begin("Res", "BaseLoc", strings.TrimSuffix(resFolder, "/"))
	w.open("ColorSpaces")
	w.leaf("ColorSpace", "ID", f.rgb.String(), "Type", "RGB", "BitsPerComponent", "8", "Profile", "/"+folder+resFolder+profilePart)
	w.close("ColorSpaces")
	if len(f.fonts) > 0 {
		w.open("Fonts")
		for _, font := range f.fonts {
			font.write(w)
		}
		w.close("Fonts")
	}
	f.add(publicPart, w.end("Res"))
	f.parts = append(f.parts, container.Part{Name: folder + resFolder + profilePart, Data: srgb.Profile(), Level: container.Fast})
}

// write describes a face (11.1) under its true names: readers take the system's
// face of that name where they have it.
func (font *font) write(w *writer) {
	face, named := font.face.Font, font.named
	yes := func(v bool) string {
		if v {
			return "true"
		}
		return ""
	}
	w.open("Font", "ID", font.id.String(), "FontName", clean(named.FullName()), "FamilyName", clean(named.Family()), "Charset", "unicode",
		"Bold", yes(named.IsBold()), "Italic", yes(face.IsItalic()), "FixedWidth", yes(face.IsFixedPitch()))
	w.element("FontFile", font.part)
	w.close("Font")
}

// writeDocumentRes writes DocumentRes.xml with the pictures (10.1).
func (f *file) writeDocumentRes() {
	if len(f.images) == 0 {
		return
	}
	w := begin("Res", "BaseLoc", strings.TrimSuffix(resFolder, "/"))
	w.open("MultiMedias")
	for _, m := range f.images {
		w.open("MultiMedia", "ID", m.id.String(), "Type", "Image", "Format", mediaFormat(m.picture))
		w.element("MediaFile", m.part())
		w.close("MultiMedia")
	}
	w.close("MultiMedias")
	f.add(documentRes, w.end("Res"))
}

func (f *file) writeImages() {
	for _, m := range f.images {
		f.parts = append(f.parts, container.Part{Name: folder + resFolder + m.part(), Data: m.picture.Data, Level: container.Stored})
	}
}

// part is the place of a picture in resFolder.
func (m pixels) part() string {
	extension := ".png"
	if m.picture.MediaType == picture.JPEG {
		extension = ".jpg"
	}
	return "image_" + m.id.String() + extension
}

func mediaFormat(p *picture.Picture) string {
	if p.MediaType == picture.JPEG {
		return "JPEG"
	}
	return "PNG"
}
