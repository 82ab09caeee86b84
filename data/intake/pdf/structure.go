package pdf

import (
	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// kids reads what an element holds: elements, marked content and annotations
// (ISO 32000-1 Tables 323 to 325). at is the page its content stands on unless
// it says another.
func (r *reader) kids(o pdfread.Object, at pdfread.Ref, depth int) error {
	if depth > maxDepth {
		return r.tooDeep(at)
	}
	if err := r.step(at); err != nil {
		return err
	}
	ref, _ := o.(pdfread.Ref)
	o, err := r.view.Resolve(o)
	if err != nil {
		return err
	}
	switch k := o.(type) {
	case pdfread.Array:
		for _, kid := range k {
			if err := r.kids(kid, at, depth+1); err != nil {
				return err
			}
		}
	case int64:
		return r.marked(at, k)
	case pdfread.Dict:
		switch k["Type"] {
		case pdfread.Name("MCR"):
			mcid, _ := k["MCID"].(int64)
			return r.marked(pageOf(k, at), mcid)
		case pdfread.Name("OBJR"):
			return nil
		}
		return r.element(k, ref, pageOf(k, at), depth)
	}
	return nil
}

func pageOf(d pdfread.Dict, otherwise pdfread.Ref) pdfread.Ref {
	if ref, ok := d["Pg"].(pdfread.Ref); ok {
		return ref
	}
	return otherwise
}

// marked adds the text of marked content.
func (r *reader) marked(at pdfread.Ref, mcid int64) error {
	p := r.pages[at]
	if p == nil {
		return nil
	}
	if err := r.readPage(at, p); err != nil {
		return err
	}
	for _, i := range p.texts[mcid] {
		g := &p.glyphs[i]
		if err := r.spend(at, len(g.said)); err != nil {
			return err
		}
		r.add(g, p.number)
	}
	return nil
}

// once refuses an element that has been read: it is in itself, or in two others,
// while an element has one parent (Table 323).
func (r *reader) once(ref, at pdfread.Ref) error {
	if ref.Num == 0 {
		return nil
	}
	if r.seen[ref] {
		return r.refuse(at, "标记结构绕成圈，或者一个元素（对象 %d）放在两处", "the structure runs in a circle or has an element (object %d) in two places", ref.Num)
	}
	r.seen[ref] = true
	return nil
}

// element reads an element by its standard structure type (14.8.4). ref is its
// own, zero for one that is written where it is used.
func (r *reader) element(e pdfread.Dict, ref, at pdfread.Ref, depth int) error {
	if err := r.once(ref, at); err != nil {
		return err
	}
	switch kind := r.kind(e); kind {
	case "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "Caption", "LI", "Note", "FENote":
		r.flush()
		if len(kind) == 2 && kind[0] == 'H' {
			r.open.Kind, r.open.Level = flow.Heading, int(kind[1]-'0')
		}
		switch kind {
		case "LI":
			r.open.Item = &flow.Item{}
		case "Caption":
			r.open.Caption = true
		}
		err := r.kids(e["K"], at, depth+1)
		r.flush()
		return err
	case "Lbl":
		return r.label(e, at, depth)
	case "Table":
		r.flush()
		return r.table(e, at, depth)
	case "Formula":
		if r.inCells == 0 {
			break
		}
		r.add(&glyph{said: cell.Unread, look: cell.Missing}, r.number(at))
		return nil
	case "Figure":
		if r.inCells > 0 { // what stands beside it stays on its line
			r.add(&glyph{said: cell.Unread, look: cell.Missing}, r.number(at))
		} else {
			r.flush()
		}
		said, err := r.words(e["Alt"], at)
		r.out.Blocks = append(r.out.Blocks, flow.Block{Kind: flow.Picture, Runs: []flow.Run{{Text: said}}, Pos: r.pos(r.number(at))})
		return err
	case "Link":
		target, err := r.target(e["K"], at, 0)
		if err != nil {
			return err
		}
		before := r.link
		r.link = target
		err = r.kids(e["K"], at, depth+1)
		r.link = before
		return err
	case "Form":
		r.add(&glyph{said: cell.Unread, look: cell.Missing}, r.number(at)) // what is shown may change
	case "TOC", "Artifact":
		return nil
	}
	return r.kids(e["K"], at, depth+1)
}

// kind is the standard type that an element's own is mapped to (14.7.3).
func (r *reader) kind(e pdfread.Dict) string {
	kind, _ := e["S"].(pdfread.Name)
	for range maxDepth {
		next, ok := r.roles[kind].(pdfread.Name)
		if !ok || next == kind || kind == "Title" {
			break
		}
		kind = next
	}
	return string(kind)
}

// target is the address that a link leads to (14.8.4.4.2, 12.6.4.7).
func (r *reader) target(kids pdfread.Object, at pdfread.Ref, depth int) (string, error) {
	if err := r.step(at); err != nil {
		return "", err
	}
	o, err := r.view.Resolve(kids)
	if err != nil || depth > maxDepth {
		return "", err
	}
	switch k := o.(type) {
	case pdfread.Array:
		for _, kid := range k {
			if target, err := r.target(kid, at, depth+1); target != "" || err != nil {
				return target, err
			}
		}
	case pdfread.Dict:
		if k["Type"] != pdfread.Name("OBJR") {
			return "", nil
		}
		annot, err := r.view.Dict(k["Obj"])
		if err != nil {
			return "", err
		}
		action, err := r.view.Dict(annot["A"])
		uri, _ := action["URI"].(pdfread.String)
		return uri.Value, err
	}
	return "", nil
}

// words is a text string (7.9.2.2); nothing for what is none.
func (r *reader) words(o pdfread.Object, at pdfread.Ref) (string, error) {
	o, err := r.view.Resolve(o)
	s, ok := o.(pdfread.String)
	if err != nil || !ok {
		return "", err
	}
	if err := r.spend(at, len(s.Value)); err != nil {
		return "", err
	}
	return pdfread.Text(s.Value), nil
}

func (r *reader) pos(page int) diag.Pos {
	return flow.OnPage(r.file, page)
}

func (r *reader) number(at pdfread.Ref) int {
	if p := r.pages[at]; p != nil {
		return p.number
	}
	return 1
}
