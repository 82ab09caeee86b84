package pdf

import "gongwen/layout/frame"

// SealDestination names the destination (ISO 32000-1 12.3.2.3) that shows where
// a document leaves room for a seal: the rectangle of its FitR is the room. A
// signature field to be filled in would say the same, but readers draw a box
// for it, which would be the empty seal that GB/T 9704-2012 7.3.5.4 forbids.
const SealDestination = "seal"

// sealRoom is that destination, empty when no page has the room.
func (b *builder) sealRoom() string {
	for i := range b.in.Pages {
		page := &b.in.Pages[i]
		if page.Seal == nil {
			continue
		}
		e := b.tree.leaves[page.Seal.Node]
		var d syntax
		if !b.level.namespaces || e == nil {
			return string(d.fit(b.pages[i], page).b)
		}
		// In the structure (ISO 14289-2 8.8, ISO 32000-2 12.3.2.4), and on the page
		// for readers that know no such places.
		d.raw("<</D").fit(b.pages[i], page).raw("/SD").fit(e.ref, page).raw(">>")
		return string(d.b)
	}
	return ""
}

// fit appends a destination that shows the room for the seal of a page (table
// 151).
func (s *syntax) fit(target ref, page *frame.Page) *syntax {
	room := page.Seal
	s.raw("[").ref(target).raw("/FitR ").points(room.X).raw(" ").points(page.Height - room.Y - room.Size).raw(" ")
	return s.points(room.X + room.Size).raw(" ").points(page.Height - room.Y).raw("]")
}
