package engine

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"gongwen/data"
	"gongwen/data/diff"
	"gongwen/data/intake/flow"
	"gongwen/data/intake/html"
	"gongwen/internal/diag"
	"gongwen/internal/textdiff"
)

// Shown is in what a page that was published differs from the document that was signed,
// which is Old.
type Shown struct {
	*Comparison
	// Changed is what the page has beside the report's text, or does to it, so that
	// something else is shown than is written.
	Changed diag.List
	// Apart is what the page alone cannot say.
	Apart diag.List
}

// Same reports whether the page shows what was signed, as far as the page alone can say.
func (s *Shown) Same() bool { return s.Diff.Empty() && len(s.Changed) == 0 }

// Shown says in what a page that was published differs from the document that was
// signed. The links to attachments that a portal puts behind the text are no difference.
// It is nil, with the reason, when one of them could not be understood.
func (e *Engine) Shown(ctx context.Context, page, signed Input, o Order) (*Shown, diag.List) {
	c, said := e.Compare(ctx, signed, page, o)
	if c == nil {
		return nil, said
	}
	for i := range c.Diff.Texts {
		c.Diff.Texts[i].Paragraphs = otherWords(slices.DeleteFunc(c.Diff.Texts[i].Paragraphs, isAttachmentLink))
	}
	c.Diff.Texts = slices.DeleteFunc(c.Diff.Texts, func(t diff.Text) bool { return len(t.Paragraphs) == 0 })
	shown := &Shown{Comparison: c}
	content, problems := page.readAny(ctx, o.limits())
	if len(problems) > 0 {
		return nil, append(said, problems...)
	}
	d, problems := o.limits().Import.Display(ctx, page.Path, content)
	switch {
	case problems.HasErrors():
		return nil, append(said, problems...)
	case d == nil:
		shown.Apart = diag.List{diag.Warnf(diag.Pos{File: page.Path}, "这不是网页，只核对了文字和数，没有核对怎么显示", "this is no web page: words and figures were compared, not how they are shown")}
		return shown, said
	}
	shown.Changed, shown.Apart = d.Changed, d.Apart
	document, problems := e.flowOf(ctx, signed, o)
	if document == nil || problems.HasErrors() {
		return nil, append(said, problems...)
	}
	shown.pictured(page.Path, d, document)
	shown.Changed = append(shown.Changed, moreText(document, d.Blocks, newTexts(c.Diff))...)
	shown.Changed = append(shown.Changed, otherGrid(page.Path, grids(document.Blocks), grids(d.Blocks))...)
	if said.HasErrors() { // something of the page could not be read
		shown.Changed.Add(diag.Errorf(diag.Pos{File: page.Path}, "网页里有读不成的内容", "something of the page could not be read"))
	}
	return shown, said
}

// flowOf is what a reader finds in a document.
func (e *Engine) flowOf(ctx context.Context, in Input, o Order) (*flow.Document, diag.List) {
	content, said := in.readAny(ctx, o.limits())
	if len(said) > 0 {
		return nil, said
	}
	document, _, said := o.limits().Import.Document(ctx, in.Path, content)
	return document, said
}

// pictured holds the number of the page's pictures against that of the report, whose
// content cannot be compared.
func (s *Shown) pictured(path string, d *html.Display, document *flow.Document) {
	at := diag.Pos{File: path}
	signed := drawings(s.Old)
	if signed == 0 {
		for _, b := range document.Blocks {
			if b.Kind == flow.Picture {
				signed++
			}
		}
	}
	switch {
	case d.Pictures > signed:
		s.Changed.Add(diag.Errorf(at, "正文里有 %d 幅图片，定稿里只有 %d 幅", "the text has %d pictures, what was signed has %d", d.Pictures, signed))
	case d.Pictures < signed:
		s.Apart.Add(diag.Warnf(at, "正文里有 %d 幅图片，定稿里有 %d 幅", "the text has %d pictures, what was signed has %d", d.Pictures, signed))
	}
	if d.Pictures > 0 {
		s.Apart.Add(diag.Diagnostic{Level: diag.Note, Pos: at, Message: diag.T("正文里 %d 幅图片的内容没有核对", "what %d pictures of the text show was not compared", d.Pictures)})
	}
}

// drawings is how many pictures and charts a report has.
func drawings(r *data.Report) (n int) {
	for _, section := range r.Template.Sections {
		for _, b := range r.Blocks(section) {
			if b.Picture != nil || b.Chart != nil {
				n++
			}
		}
	}
	return n
}

// moreText is what the page shows among the report's text that the signed document does
// not have, in its order: an import leaves out what is none of the report, such as what
// stands below its end. What is known to differ is not said again.
func moreText(signed *flow.Document, page []flow.Block, known map[string]bool) (more diag.List) {
	var all strings.Builder
	for text := range texts(signed.Blocks) {
		all.WriteString(text.letters)
	}
	rest := all.String()
	for text := range texts(page) {
		i := strings.Index(rest, text.letters)
		switch {
		case i >= 0:
			rest = rest[i+len(text.letters):]
		case known[text.letters]:
		default:
			more.Add(diag.Errorf(text.at, "定稿里这里没有这段文字：%s", "what was signed does not have this text here: %s", flow.Quoted(text.letters, longestQuote)))
		}
		if len(more) == mostQuoted {
			break
		}
	}
	return more
}

const (
	longestQuote = 40 // characters of a text that is more
	mostQuoted   = 10
)

// passage is a text of a document without blanks.
type passage struct {
	letters string
	at      diag.Pos
}

// texts are the texts of paragraphs and cells in reading order.
func texts(blocks []flow.Block) func(yield func(passage) bool) {
	return func(yield func(passage) bool) {
		for _, b := range blocks {
			switch {
			case b.Kind == flow.Picture:
			case b.Kind != flow.Tabular:
				if w := (passage{letters(b.Text()), b.Pos}); w.letters != "" && !yield(w) {
					return
				}
			default:
				for _, row := range b.Table.Rows {
					for _, c := range row.Cells {
						if w := (passage{letters(c.Text), c.Pos}); w.letters != "" && !yield(w) {
							return
						}
					}
				}
			}
		}
	}
}

// letters is a text without blanks.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// newTexts are the texts of the page that the comparison of reports names.
func newTexts(d *diff.Diff) map[string]bool {
	all := map[string]bool{}
	for _, f := range d.Fields {
		all[letters(f.New)] = true
	}
	for _, f := range d.Figures {
		all[letters(f.New)] = true
	}
	for _, t := range d.Texts {
		for _, p := range t.Paragraphs {
			_, shown := sides(p)
			all[shown] = true
		}
	}
	return all
}

// otherWords are the paragraphs that differ in more than blanks and where pictures stand.
func otherWords(paragraphs []diff.Paragraph) []diff.Paragraph {
	var out []diff.Paragraph
	for _, p := range paragraphs {
		old, new := sides(p)
		if old == new {
			continue
		}
		i := slices.IndexFunc(out, func(o diff.Paragraph) bool {
			deleted, _ := sides(o)
			return p.Op == textdiff.Inserted && o.Op == textdiff.Deleted && deleted == new
		})
		if i >= 0 {
			out = slices.Delete(out, i, i+1)
			continue
		}
		out = append(out, p)
	}
	return out
}

// sides are what both reports have of a paragraph, without blanks and pictures.
func sides(p diff.Paragraph) (old, new string) {
	for _, piece := range p.Pieces {
		op := piece.Op
		if p.Op != textdiff.Same {
			op = p.Op
		}
		if op != textdiff.Inserted {
			old += piece.Text
		}
		if op != textdiff.Deleted {
			new += piece.Text
		}
	}
	return plainWords(old), plainWords(new)
}

// plainWords is a text without blanks and without what a comparison says of pictures.
func plainWords(s string) string {
	s = letters(s)
	for {
		before, behind, found := strings.Cut(s, "［图")
		_, rest, closed := strings.Cut(behind, "］")
		if !found || !closed {
			return s
		}
		s = before + rest
	}
}

// isAttachmentLink reports whether a paragraph that only the page has names an attachment.
func isAttachmentLink(p diff.Paragraph) bool {
	var text strings.Builder
	for _, piece := range p.Pieces {
		text.WriteString(piece.Text)
	}
	return p.Op == textdiff.Inserted && strings.HasPrefix(strings.TrimSpace(text.String()), "附件：")
}
