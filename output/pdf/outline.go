package pdf

import "gongwen/internal/unit"

// outlineItem is an entry of the document outline (ISO 32000-1 12.3.3).
type outlineItem struct {
	ref    ref
	parent int // index of the item above it, -1 for the outline itself
	heading
	first, last, prev, next ref // 0 for none
	open                    int // items below it, all of which are shown
}

// writeOutline writes the outline of the headings that pages show and gives its
// object, 0 when there is none. pages are the page objects, heights their
// heights.
func (b *builder) writeOutline(headings []heading, pages []ref, heights []unit.Length) ref {
	items := b.outlineItems(headings)
	if len(items) == 0 {
		return 0
	}
	outlines := b.alloc()
	var last ref
	for i := range items {
		it := &items[i]
		if it.parent < 0 {
			last = it.ref
		}
		o := b.object(it.ref).raw("<</Title").text(it.text).raw("/Parent ")
		if it.parent < 0 {
			o.ref(outlines)
		} else {
			o.ref(items[it.parent].ref)
		}
		for _, l := range []struct {
			key string
			to  ref
		}{{"/Prev ", it.prev}, {"/Next ", it.next}, {"/First ", it.first}, {"/Last ", it.last}} {
			if l.to != 0 {
				o.raw(l.key).ref(l.to)
			}
		}
		if it.open > 0 {
			o.raw("/Count ").int(it.open)
		}
		e := it.elem
		place := func(target ref) { o.ref(target).raw("/XYZ 0 ").points(heights[e.page] - e.top).raw(" null]") }
		if b.level.namespaces {
			// A structure destination (ISO 32000-2 12.3.2.3), and the page for
			// readers that know none.
			o.raw("/A<</S/GoTo/D[")
			place(pages[e.page])
			o.raw("/SD[")
			place(e.ref)
			o.raw(">>>>")
			continue
		}
		o.raw("/Dest[")
		place(pages[e.page])
		o.raw(">>")
	}
	b.object(outlines).raw("<</Type/Outlines/First ").ref(items[0].ref).raw("/Last ").ref(last).
		raw("/Count ").int(len(items)).raw(">>")
	return outlines
}

// outlineItems links the headings by level. Every item is open, so Count is the
// number of all items below (table 153).
func (f *file) outlineItems(headings []heading) []outlineItem {
	items := make([]outlineItem, 0, len(headings))
	path := []int{} // indices of the items that are open to have more below
	for _, h := range headings {
		if !h.elem.shown {
			continue
		}
		it := outlineItem{ref: f.alloc(), parent: -1, heading: h}
		var before *outlineItem
		for len(path) > 0 && items[path[len(path)-1]].level >= h.level {
			before = &items[path[len(path)-1]]
			path = path[:len(path)-1]
		}
		if before != nil {
			it.prev, before.next = before.ref, it.ref
		}
		if len(path) > 0 {
			it.parent = path[len(path)-1]
			parent := &items[it.parent]
			if parent.first == 0 {
				parent.first = it.ref
			}
			parent.last = it.ref
		}
		for _, above := range path {
			items[above].open++
		}
		items = append(items, it)
		path = append(path, len(items)-1)
	}
	return items
}
