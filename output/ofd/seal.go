package ofd

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Bookmarks (GB/T 33190-2016 7.5) that show where a seal goes: the room that the
// document leaves for one, or else the lines of the 落款, over whose middle it is
// put (GB/T 9704-2012 7.3.5.1).
const (
	SealBookmark    = "seal"
	SignOffBookmark = "sign-off"
)

// room writes the bookmark.
func (f *file) room(w *writer) {
	if !f.conformance.room {
		return
	}
	name, page, at, found := f.sealRoom()
	if !found {
		return
	}
	w.open("Bookmarks")
	w.open("Bookmark", "Name", name)
	w.leaf("Dest", "Type", "FitR", "PageID", f.pages[page].String(), "Left", millimetres(at.left), "Top", millimetres(at.top),
		"Right", millimetres(at.right), "Bottom", millimetres(at.bottom))
	w.close("Bookmark")
	w.close("Bookmarks")
}

// extent is an area of a page.
type extent struct{ left, top, right, bottom unit.Length }

func (f *file) sealRoom() (name string, page int, at extent, found bool) {
	for i := range f.in.Pages {
		if s := f.in.Pages[i].Seal; s != nil {
			return SealBookmark, i, extent{s.X, s.Y, s.X + s.Size, s.Y + s.Size}, true
		}
	}
	lines := map[doc.NodeID]bool{}
	for _, b := range f.in.Doc.Body {
		if s, ok := b.(*doc.SignOff); ok {
			clear(lines)
			for _, p := range s.Lines() {
				lines[p.ID] = true
			}
		}
	}
	for i := range f.in.Pages {
		for _, item := range f.in.Pages[i].Items {
			t, ok := item.(*frame.Text)
			if !ok || t.Artifact != frame.Content || !lines[t.Node] {
				continue
			}
			at, page, found = at.with(textExtent(t), found && page == i), i, true
		}
	}
	return SignOffBookmark, page, at, found
}

func textExtent(t *frame.Text) extent {
	e := extent{t.X, t.Y - t.Size, t.X, t.Y}
	for i := range t.Glyphs {
		e.right += t.Glyphs[i].Advance
	}
	return e
}

// with is the area around two; the first counts where grown says so.
func (e extent) with(o extent, grown bool) extent {
	if !grown {
		return o
	}
	return extent{min(e.left, o.left), min(e.top, o.top), max(e.right, o.right), max(e.bottom, o.bottom)}
}
