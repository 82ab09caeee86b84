package doc

import "gongwen/internal/unit"

// SealRoom is how many blank lines stand above and below a 落款 over which a
// seal is put: the seal's top is within a line of the text, and the lines of
// agency and date are a little below its middle (GB/T 9704-2012 7.3.5.1).
// Without a seal one line stands above.
func (d *Document) SealRoom() (above, below int) {
	pitch, radius := d.Page.Pitch, d.Seal/2
	if d.Seal <= 0 || pitch <= 0 {
		return 1, 0
	}
	lower := d.SealDrop()
	above = max(1, int((radius+lower+pitch-1)/pitch)-1)
	foot := radius - lower - pitch // of the seal below the date's line
	return above, max(0, int((foot+pitch-1)/pitch))
}

// SealsInRow is how many seals of a joint document stand beside each other at most: three
// of 50 mm have room (the edition of 1999 had that figure, 2012 has none).
const SealsInRow = 3

// SealDrop is how far the middle of the lines of a 落款 lies below that of the
// seal over them.
func (d *Document) SealDrop() unit.Length { return d.Page.Pitch / 4 }

// SignatureInset is how far from the right the 落款 stands: two characters
// without a seal, four for a date with one.
func (d *Document) SignatureInset(style TextStyle) unit.Length {
	const characters, sealed = 2, 4
	if d.Seal > 0 {
		return sealed * (style.Size + style.Tracking)
	}
	return characters * (style.Size + style.Tracking)
}
