package docx

import (
	"strings"
	"unicode/utf8"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// plainParagraph writes a paragraph of running text, which keep holds on the
// page of what follows it.
func (b *builder) plainParagraph(w *xmlWriter, p *doc.Paragraph, keep bool) {
	style := b.style(p.Style, doc.Pos(p.Runs))
	props := paraProps{
		style:    paragraphStyle(p.Style),
		keepNext: (keep || b.setting.Kept[p.ID]) && !b.setting.Parted[p.ID],
		newPage:  p.NewPage,
		singles:  b.setting.Single[p.ID] || p.ID != 0 && b.setting.Shows == p.ID,
		mark:     b.markOf(p.Runs),
	}
	if p.Blank > 0 {
		blank := b.doc.Page.Pitch * unit.Length(p.Blank)
		props.spacing = spacing{set: true, before: (style.Before + blank).Twips(), after: style.After.Twips()}
	}
	props = b.placed(props, style, p.ID)
	runs := stretched(style, p.Runs, b.setting.Stretches[p.ID])
	if ends := b.setting.Ends[p.ID]; len(ends) > 0 {
		runs = plain(ended(p.Runs, ends))
	}
	if p.Label.Text != "" {
		props.indent = hangingIndent(style, p.Label)
		label := run{Run: doc.Run{Text: p.Label.Text, Change: doc.ChangeOf(p.Runs)}}
		if !fills(p.Label) {
			label.Text += "\t"
		}
		if p.Label.Style != "" {
			label.style = characterStyle(p.Label.Style)
		}
		runs = append([]run{label}, runs...)
	}
	b.paragraph(w, props, runs)
}

// fills reports whether a label of full-width characters ends where the text beside it
// begins. A tab behind it would go on to the next stop.
func fills(l doc.Label) bool {
	narrow := strings.ContainsFunc(l.Text, func(r rune) bool { return r < 0x2000 })
	return !narrow && utf8.RuneCountInString(l.Text) == l.Hang-l.At
}
