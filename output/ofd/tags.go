package ofd

const (
	tagsPart  = "Tags/CustomTags.xml" // in folder
	tagFile   = "Structure.xml"       // in the folder of tagsPart
	tagPrefix = "gw:"
	// TagNamespace names the tags (GB/T 33190-2016 16) that tie what pages show to
	// the structure of the document: Document, Masthead, Colophon, Title, Heading, Paragraph, List,
	// Item, Table, Row, Cell and Figure, whose leaves hold references to objects.
	TagNamespace = "urn:gongwen:structure:1"
)

// writeTags writes the custom tags.
func (f *file) writeTags() {
	if !f.tags {
		return
	}
	list := begin("CustomTags")
	list.open("CustomTag", "NameSpace", TagNamespace)
	list.element("FileLoc", tagFile)
	list.close("CustomTag")
	f.add(folder+tagsPart, list.end("CustomTags"))

	w := newWriter([]byte(xmlHeader))
	f.tree.root.write(w, ` xmlns:gw="`+TagNamespace+`"`+namespace)
	f.add(folder+"Tags/"+tagFile, w.Bytes)
}

// write writes an element with all below it.
func (e *element) write(w *writer, namespaces string) {
	w.raw("<").raw(tagPrefix).raw(e.kind).raw(namespaces)
	w.attrs(e.attrs)
	if len(e.kids) == 0 && len(e.shown) == 0 {
		w.raw("/>")
		return
	}
	w.raw(">")
	for _, r := range e.shown {
		w.raw(`<ofd:ObjectRef PageRef="`).int(int(r.page)).raw(`">`).int(int(r.object)).raw("</ofd:ObjectRef>")
	}
	for _, k := range e.kids {
		k.write(w, "")
	}
	w.raw("</").raw(tagPrefix).raw(e.kind).raw(">")
}
