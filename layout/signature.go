package layout

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// signOff adds a 落款 as GB/T 9704-2012 7.3.5 has it. Without a seal: a blank
// line; the agency two characters from the right; the date below it, beginning
// two characters right of the agency. A date longer than the agency takes the
// place at the right, and the agency begins two characters left of it. With a
// seal: blank lines for it, the agency centred above the date, which ends four
// characters from the right. An agency that needs several lines is broken at
// words. The whole stays with at least two lines of the text before it, and so
// does the room for a seal.
func (f *flower) signOff(b *doc.SignOff) {
	switch {
	case len(b.Signers) > 0:
		f.stamped(b)
		return
	case len(b.Others) > 0 && f.doc.Seal > 0:
		f.sealedTogether(b)
		return
	}
	style := f.style(doc.SignatureRole)
	width := f.doc.Page.TextWidth()
	inset := f.doc.SignatureInset(style)
	room := width - inset
	if f.doc.Seal > 0 {
		room = width
	}
	agency := f.shape(style, b.Agency.ID, "", b.Agency.Runs).breakInto(room, 0, true)
	for i := range b.Others {
		agency = append(agency, f.shape(style, b.Others[i].ID, "", b.Others[i].Runs).breakInto(room, 0, true)...)
	}
	date := f.shape(style, b.Date.ID, "", b.Date.Runs).breakInto(room, 0, true)
	if style.Align == doc.AlignRight && len(date) == 1 {
		if f.doc.Seal > 0 {
			centreOver(agency, &date[0], width, inset)
		} else {
			setApart(agency, &date[0], width, inset)
		}
	}
	lines := append(agency, date...)
	first := len(f.pieces)
	above, below := f.doc.SealRoom()
	f.after += f.doc.Page.Pitch * unit.Length(above)
	f.lines(style, lines)
	if f.doc.Seal > 0 && len(lines) > 0 {
		f.pieces[len(f.pieces)-1].seal = f.sealRoom(style, lines, b.Node())
	}
	if below > 0 {
		f.add(piece{height: f.doc.Page.Pitch * unit.Length(below)}, 0)
	}
	f.keepText(first)
	f.pieces[len(f.pieces)-1].keep = false
}

// sealRoom is the place of a seal below the top of the last of the lines that it
// is put over: its middle over theirs, and the lines a little below it.
func (f *flower) sealRoom(style doc.TextStyle, lines []line, id doc.NodeID) *frame.SealRoom {
	left, right := lines[0].shift, unit.Length(0)
	for _, l := range lines {
		left, right = min(left, l.shift), max(right, l.shift+l.broken.Width)
	}
	middle := style.Leading - style.Leading*unit.Length(len(lines))/2 - f.doc.SealDrop()
	return &frame.SealRoom{X: (left+right)/2 - f.doc.Seal/2, Y: middle - f.doc.Seal/2, Size: f.doc.Seal, Node: id}
}

func widest(lines []line) unit.Length {
	var w unit.Length
	for _, l := range lines {
		w = max(w, l.broken.Width)
	}
	return w
}

// setApart puts the agency's lines and the date where they begin without a seal.
func setApart(agency []line, date *line, width, inset unit.Length) {
	wide := widest(agency)
	left := width - inset - wide
	date.shift = left + inset
	if date.broken.Width > wide {
		date.shift = width - inset - date.broken.Width
		left = max(0, date.shift-inset)
	}
	for i := range agency {
		agency[i].shift = left
	}
}

// centreOver puts the date inset from the right and the agency's lines over its
// middle. Both move to the left where the agency would reach out of the text
// block.
func centreOver(agency []line, date *line, width, inset unit.Length) {
	date.shift = width - inset - date.broken.Width
	wide := widest(agency)
	if over := date.shift + (date.broken.Width+wide)/2 - width; over > 0 {
		date.shift = max(0, date.shift-over)
	}
	middle := date.shift + date.broken.Width/2
	for i := range agency {
		agency[i].shift = max(0, middle-agency[i].broken.Width/2)
	}
}
