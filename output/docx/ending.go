package docx

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// endings are the paragraphs that blocks begin with on the page of the 落款 that stands
// above them: 附注.
func endings(blocks []doc.Block) []*doc.Paragraph {
	var list []*doc.Paragraph
	for _, b := range blocks {
		p, is := b.(*doc.Paragraph)
		if !is || p.NewPage {
			break
		}
		list = append(list, p)
	}
	return list
}

// signedBy is told of a block before it is written: of a 落款, with what stands below it.
func (b *builder) signedBy(block doc.Block, follow []doc.Block) {
	s, is := block.(*doc.SignOff)
	if !is {
		return
	}
	b.ends, b.below = endings(follow), 0
	if len(s.Signers) == 0 {
		_, b.below = b.doc.SealRoom()
	}
	for _, p := range b.ends {
		style, _ := b.doc.Style(p.Style)
		width := estimate(style, p.Runs) + (style.Size+style.Tracking)*unit.Length(style.IndentChars)
		b.below -= max(1, int((width+b.doc.Page.TextWidth()-1)/b.doc.Page.TextWidth()))
	}
}

// staysAbove reports whether a block below a 落款 stays on the page of what follows it
// there.
func (b *builder) staysAbove(block doc.Block) bool {
	p, is := block.(*doc.Paragraph)
	for i := range b.ends {
		if is && b.ends[i] == p {
			return i < len(b.ends)-1 || b.below > 0
		}
	}
	return false
}

// belowDate writes the room for the foot of a seal that what stands below the date has
// left, behind the last of that.
func (b *builder) belowDate(w *xmlWriter, block doc.Block) {
	last := signs(block) && len(b.ends) == 0
	if p, is := block.(*doc.Paragraph); is && len(b.ends) > 0 {
		last = b.ends[len(b.ends)-1] == p
	}
	if last {
		b.blanks(w, b.below, false)
		b.ends, b.below = nil, 0
	}
}
