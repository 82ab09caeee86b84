package layout

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

const signatureRole = "signature"

// signature adds a 落款 without a seal (GB/T 9704-2012 7.3.5.2): a blank line;
// the agency two characters from the right; the date below it, beginning two
// characters right of the agency. A date longer than the agency takes the
// place at the right, and the agency begins two characters left of it. The
// whole stays with at least two lines of the text before it.
func (f *flower) signature(paragraphs []*doc.Paragraph) {
	style := f.style(signatureRole)
	blank := 2 * em(style)
	width := f.doc.Page.TextWidth()
	var lines []line
	for _, p := range paragraphs {
		t := f.shape(style, p.ID, "", p.Runs)
		lines = append(lines, t.breakInto(width-blank, 0, false)...)
	}
	if style.Align == doc.AlignRight && len(lines) == 2 && len(paragraphs) == 2 {
		agency, date := &lines[0], &lines[1]
		agency.shift, date.shift = signatureShifts(width, blank, agency.broken.Width, date.broken.Width)
	}
	first := len(f.pieces)
	f.after += f.doc.Page.Pitch
	f.lines(style, lines)
	f.keepFrom(max(0, first-2))
	f.pieces[len(f.pieces)-1].keep = false
}

// signatureShifts is where the agency and the date begin.
func signatureShifts(width, blank, agency, date unit.Length) (agencyX, dateX unit.Length) {
	if date > agency {
		dateX = width - blank - date
		return max(0, dateX-blank), dateX
	}
	agencyX = width - blank - agency
	return agencyX, agencyX + blank
}
