package engine

import (
	"context"
	"slices"
	"strings"

	"gongwen/data/diff"
	"gongwen/internal/diag"
	"gongwen/internal/textdiff"
)

// Shown says in what a page that was published differs from the document that was
// signed: Old is the signed one. The links to attachments that a portal puts behind the
// text are no difference. It is nil, with the reason, when one of them could not be
// understood.
func (e *Engine) Shown(ctx context.Context, page, signed Input, o Order) (*Comparison, diag.List) {
	c, said := e.Compare(ctx, signed, page, o)
	if c == nil {
		return nil, said
	}
	for i := range c.Diff.Texts {
		c.Diff.Texts[i].Paragraphs = slices.DeleteFunc(c.Diff.Texts[i].Paragraphs, isAttachmentLink)
	}
	c.Diff.Texts = slices.DeleteFunc(c.Diff.Texts, func(t diff.Text) bool { return len(t.Paragraphs) == 0 })
	return c, said
}

// isAttachmentLink reports whether a paragraph that only the page has names an attachment.
func isAttachmentLink(p diff.Paragraph) bool {
	var text strings.Builder
	for _, piece := range p.Pieces {
		text.WriteString(piece.Text)
	}
	return p.Op == textdiff.Inserted && strings.HasPrefix(strings.TrimSpace(text.String()), "附件：")
}
