package docx

import (
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// plainParagraph writes a paragraph of running text, which keep holds on the
// page of what follows it.
func (b *builder) plainParagraph(w *xmlWriter, p *doc.Paragraph, keep bool) {
	style := b.style(p.Style, doc.Pos(p.Runs))
	props := paraProps{
		style:    paragraphStyle(p.Style),
		keepNext: keep || b.setting.Kept[p.ID],
		newPage:  p.NewPage,
		singles:  b.setting.Single[p.ID],
		mark:     b.markOf(p.Runs),
	}
	if p.Blank > 0 {
		blank := b.doc.Page.Pitch * unit.Length(p.Blank)
		props.spacing = spacing{set: true, before: (style.Before + blank).Twips(), after: style.After.Twips()}
	}
	props = b.placed(props, style, p.ID)
	runs := stretched(style, p.Runs, b.setting.Stretches[p.ID])
	if p.Label.Text != "" {
		props.indent = hangingIndent(style, p.Label)
		label := run{Run: doc.Run{Text: p.Label.Text + "\t", Change: doc.ChangeOf(p.Runs)}}
		if p.Label.Style != "" {
			label.style = characterStyle(p.Label.Style)
		}
		runs = append([]run{label}, runs...)
	}
	b.paragraph(w, props, runs)
}
