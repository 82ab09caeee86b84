package layout

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// sealsApart is between the seals of two agencies, which neither cross nor touch
// (GB/T 9704-2012 7.3.5.1).
const sealsApart = unit.Millimetre

// textAbove is how many lines of the text stay with a 落款.
const textAbove = 2

// sealedTogether adds the 落款 of several agencies with a seal each: their names in
// rows, in their order, the last of them over the date, which ends four
// characters from the right (7.3.5.1). Rows for which a page has no room beside text go
// on on the next.
func (f *flower) sealedTogether(b *doc.SignOff) {
	style := f.style(doc.SignatureRole)
	style.Align = doc.Left
	width, pitch := f.doc.Page.TextWidth(), f.doc.Page.Pitch
	names := f.names(b, style, width)
	date := f.single(style, &b.Date, width)
	above, below := f.doc.SealRoom()
	at, divided := f.sealPlaces(style, names, date)
	f.setting.SealStep, f.setting.SealsOver = at.step, divided

	for i := range names {
		row, place := i/at.columns, i%at.columns
		if row == at.rows-1 { // the last row ends at the right
			place += at.columns*at.rows - len(names)
		}
		middle := at.last - at.column*unit.Length(at.columns-1-place)
		names[i].shift = middle - names[i].broken.Width/2
		if i%at.columns == 0 {
			f.setting.Sealed = append(f.setting.Sealed, nil)
		}
		f.setting.Sealed[row] = append(f.setting.Sealed[row], middle)
	}
	date.shift = at.last - date.broken.Width/2
	p := piece{gap: style.Before + pitch*unit.Length(above), snap: true}
	f.keepText(len(f.pieces))
	y := unit.Length(0) // below the top of p
	for row := range at.rows {
		if divided && row > 0 {
			// Its seal's upper half is its own, at the top of a page too.
			p.height = y - pitch*unit.Length(above)
			f.add(p, 0)
			p, y = piece{snap: true}, pitch*unit.Length(above)
		}
		for _, n := range names[row*at.columns : min(len(names), (row+1)*at.columns)] {
			p.lines = append(p.lines, hung{line: n, y: y + baseline(style)})
		}
		y += at.step
	}
	end := y - at.step + pitch
	p.lines = append(p.lines, hung{line: date, y: end + baseline(style)})
	p.height, p.keep = end+pitch, below > 0
	p.seal = &frame.SealRoom{X: at.last - f.doc.Seal/2, Y: end - f.doc.SealDrop() - f.doc.Seal/2, Size: f.doc.Seal, Node: b.Node()}
	f.add(p, style.After)
	if below > 0 {
		f.add(piece{height: pitch * unit.Length(below)}, 0)
	}
}

// sealPlaces is where the names of several agencies stand, and whether they have no room
// on a page with the text that stays with them. Then, as 7.3.5.5 has it, they stand
// closer: beside each other, below each other, or both, whatever is enough first.
func (f *flower) sealPlaces(style doc.TextStyle, names []line, date line) (sealGrid, bool) {
	width, pitch := f.doc.Page.TextWidth(), f.doc.Page.Pitch
	wide := widest(names)
	room := max(f.doc.Seal, wide)
	usual := sealGrid{
		column: max(f.doc.Seal+sealsApart, wide+em(style)),
		// The last column's middle, as far left as its seal or name asks for.
		last: min(width-f.doc.SignatureInset(style)-date.broken.Width/2, width-room/2),
		step: roundUp(f.doc.Seal+sealsApart, pitch),
	}
	closer := usual
	closer.column = max(f.doc.Seal+sealsApart, wide+em(style)/2)
	closer.last = width - max(room, date.broken.Width)/2
	grids := []sealGrid{usual, closer, usual, closer}
	grids[2].step, grids[3].step = f.doc.Seal+sealsApart, f.doc.Seal+sealsApart
	above, below := f.doc.SealRoom()
	for i := range grids {
		g := &grids[i]
		g.columns = min(1+int(max(0, g.last-room/2)/g.column), doc.SealsInRow)
		g.rows = (len(names) + g.columns - 1) / g.columns
		if style.Before+g.step*unit.Length(g.rows-1)+pitch*unit.Length(above+2+below+textAbove) <= textLimit(f.doc.Page) {
			return *g, false
		}
	}
	return grids[0], true
}

// sealGrid is where the names of several agencies stand: in so many columns and rows, so
// far from each other, the middle of the last column there.
type sealGrid struct {
	columns, rows int
	column, step  unit.Length
	last          unit.Length
}

// names are the lines of the agencies of a 落款.
func (f *flower) names(b *doc.SignOff, style doc.TextStyle, width unit.Length) []line {
	names := []line{f.single(style, &b.Agency, width)}
	for i := range b.Others {
		names = append(names, f.single(style, &b.Others[i], width))
	}
	return names
}

// single is a paragraph's first line, which is its only one in a width that is
// wide enough.
func (f *flower) single(style doc.TextStyle, p *doc.Paragraph, width unit.Length) line {
	lines := f.shape(style, p.ID, "", p.Runs).breakInto(width, 0, false)
	if len(lines) == 0 {
		return line{text: f.shape(style, p.ID, "", nil)}
	}
	return lines[0]
}

// stamped adds a 落款 with 签名章: two lines below the text, four characters from the
// right; the 职务 two characters left of it, in the middle of its height; one
// line below, four characters from the right, the date (7.3.5.3).
func (f *flower) stamped(b *doc.SignOff) {
	style, post, name := f.style(doc.SignatureRole), f.style(doc.PostRole), f.style(doc.NameRole)
	const inset, between = 4, 2
	width, pitch := f.doc.Page.TextWidth(), f.doc.Page.Pitch
	right := width - inset*em(style)
	post.Align, name.Align = doc.Left, doc.Left
	p := piece{gap: 2 * pitch, snap: true}
	step := roundUp(name.Leading, pitch)
	var stamp unit.Length // width of the widest
	for i := range b.Signers {
		stamp = max(stamp, f.single(name, &b.Signers[i].Name, width).broken.Width)
	}
	for i := range b.Signers {
		top := step * unit.Length(i)
		held, said := f.single(post, &b.Signers[i].Post, width), f.single(name, &b.Signers[i].Name, width)
		said.shift = right - stamp
		held.shift = right - stamp - between*em(style) - held.broken.Width
		p.lines = append(p.lines,
			hung{line: held, y: top + (step-post.Leading)/2 + baseline(post)},
			hung{line: said, y: top + (step-name.Leading)/2 + baseline(name)})
	}
	end := step*unit.Length(len(b.Signers)) + pitch
	date := f.single(style, &b.Date, width)
	date.shift = right - date.broken.Width
	p.lines = append(p.lines, hung{line: date, y: end + baseline(style)})
	p.height = end + pitch
	f.keepText(len(f.pieces))
	f.add(p, style.After)
}
