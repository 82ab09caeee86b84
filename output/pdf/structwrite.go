package pdf

import (
	"cmp"
	"slices"
)

// parents says which element owns what (ISO 32000-1 14.7.4.4): for each page the
// elements of its marked content by MCID, for each annotation its link.
type parents struct {
	pages  [][]ref
	annots []ref
}

// writeTree writes the structure tree root and all elements; pages are the page
// objects.
func (f *file) writeTree(root ref, t *tree, p *parents, pages []ref) {
	w := treeWriter{file: f, pages: pages}
	if t.said.namespaces {
		w.namespace = f.alloc()
	}
	w.element(t.root, root)

	parentTree := f.alloc()
	o := f.object(root).raw("<</Type/StructTreeRoot/K ").ref(t.root.ref).raw("/RoleMap").raw(roleMap)
	if w.namespace != 0 {
		o.raw("/Namespaces[").ref(w.namespace).raw("]")
	}
	o.raw("/ParentTree ").ref(parentTree).raw("/ParentTreeNextKey ").int(len(p.pages) + len(p.annots))
	if len(w.named) > 0 {
		slices.SortFunc(w.named, func(a, b *element) int { return cmp.Compare(a.id, b.id) })
		o.raw("/IDTree<</Names[")
		for _, e := range w.named {
			o.literal(e.id).ref(e.ref)
		}
		o.raw("]>>")
	}
	o.raw(">>")
	if w.namespace != 0 {
		f.object(w.namespace).raw("<</Type/Namespace/NS").literal(namespace).raw(">>")
	}

	o = f.object(parentTree).raw("<</Nums[")
	for i, page := range p.pages {
		o.int(i).raw("[").refs(page).raw("]")
	}
	for i, r := range p.annots {
		if i > 0 {
			o.raw(" ")
		}
		o.int(len(p.pages) + i).raw(" ").ref(r)
	}
	o.raw("]>>")
}

// namespace is that of the structure types of PDF 2.0 (ISO 32000-2 14.8.6.3).
const namespace = "http://iso.org/pdf2/ssn"

type treeWriter struct {
	file      *file
	pages     []ref
	namespace ref // 0 for the types of PDF 1.7
	named     []*element
}

func (w *treeWriter) element(e *element, parent ref) {
	if e.id != "" {
		w.named = append(w.named, e)
	}
	o := w.file.object(e.ref).raw("<</S").name(e.kind).raw("/P ").ref(parent)
	if w.namespace != 0 {
		o.raw("/NS ").ref(w.namespace)
	}
	if e.id != "" {
		o.raw("/ID").literal(e.id)
	}
	if e.title != "" {
		o.raw("/T").text(e.title)
	}
	if e.figure != nil && e.figure.Alt != "" {
		o.raw("/Alt").text(e.figure.Alt)
	}
	if e.attrs != "" {
		o.raw("/A").raw(e.attrs)
	}
	if e.shown {
		o.raw("/Pg ").ref(w.pages[e.page])
	}
	if len(e.kids) > 0 {
		o.raw("/K[")
		for i, k := range e.kids {
			if i > 0 {
				o.raw(" ")
			}
			w.kid(o, e, k)
		}
		o.raw("]")
	}
	o.raw(">>")
	for _, k := range e.kids {
		if k.elem != nil {
			w.element(k.elem, e.ref)
		}
	}
}

// kid appends a part of e: marked content on e's own page is a number.
func (w *treeWriter) kid(o *syntax, e *element, k kid) {
	switch {
	case k.elem != nil:
		o.ref(k.elem.ref)
	case k.annot != 0:
		o.raw("<</Type/OBJR/Pg ").ref(w.pages[k.page]).raw("/Obj ").ref(k.annot).raw(">>")
	case k.page == e.page:
		o.int(k.mcid)
	default:
		o.raw("<</Type/MCR/Pg ").ref(w.pages[k.page]).raw("/MCID ").int(k.mcid).raw(">>")
	}
}
