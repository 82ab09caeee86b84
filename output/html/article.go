package html

import (
	"strings"

	"strconv"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// Classes that stand for no role.
const (
	scrollClass = prefix + "-scroll"
	signedClass = prefix + "-signed"
	sealedClass = prefix + "-sealed"
	runInClass  = prefix + "-run-in"
)

// class is the class of a role.
func class(role string) string { return prefix + "-" + role }

// article writes the document's body.
func (b *builder) article() {
	w := b.w
	lang := ""
	if b.opts.Fragment {
		lang = b.lang()
	}
	w.open("article", "lang", lang)
	w.line()
	if mark := b.doc.Page.DraftMark; b.doc.Meta.Draft && mark != "" {
		w.open("p", "class", class(doc.DraftRole), "role", "note")
		w.text(mark, diag.Pos{})
		w.close("p")
		w.line()
	}
	var before doc.Block
	for _, block := range b.doc.Body {
		b.block(block, before)
		before = block
	}
	w.close("article")
	w.line()
}

// block writes a block of the body; before is the one that stands over it, nil
// at the beginning.
func (b *builder) block(block, before doc.Block) {
	switch block := block.(type) {
	case *doc.Masthead:
		b.masthead(block)
	case *doc.Colophon:
		b.colophon(block)
	case *doc.Title:
		b.titleLines(block)
	case *doc.Heading:
		b.heading(block)
	case *doc.Paragraph:
		b.paragraph(block)
	case *doc.Table:
		heading, _ := before.(*doc.Heading)
		b.onPage(block, func() {
			b.tableLines(block.Above)
			b.table(block, heading)
			for _, note := range block.Notes {
				b.paragraph(note)
			}
		})
	case *doc.Figure:
		b.figure(block)
	case *doc.List:
		b.list(block)
	case *doc.SignOff:
		b.signOff(block)
	default:
		b.diags.Add(diag.Errorf(diag.Pos{}, "HTML 不能写出 %T 一类的内容", "HTML has no form for a block of type %T", block))
	}
}

// titleLines writes the title's lines as one heading, so that it is one title
// in the outline and to a screen reader.
func (b *builder) titleLines(t *doc.Title) {
	b.w.open("h1", "id", b.id(t.ID))
	for i, line := range t.Lines {
		if i > 0 {
			b.w.open("br")
		}
		b.runs(line)
	}
	b.w.close("h1")
	b.w.line()
}

func (b *builder) heading(h *doc.Heading) {
	if h.Text != nil {
		b.runIn(h)
		return
	}
	b.headingText(h)
	b.w.line()
}

func (b *builder) headingText(h *doc.Heading) {
	name, role := headingElement(h.Level), ""
	if h.Role == doc.AttachmentTitleRole && b.doc.Apart {
		name = "h1"
	}
	if h.Role != "" {
		role = class(h.Role)
	}
	if h.NewPage {
		role = strings.TrimSpace(role + " " + newPageClass)
	}
	if h.Turned {
		role = strings.TrimSpace(role + " " + turnedClass)
	}
	b.w.open(name, "id", b.id(h.ID), "class", role)
	b.w.text(h.Number, diag.Pos{})
	b.runs(h.Runs)
	b.w.close(name)
}

// runIn writes a heading and the text that goes on in its line as what they
// are, in a box that shows them as one paragraph. A line end between them would
// be a blank.
func (b *builder) runIn(h *doc.Heading) {
	b.w.open("div", "class", runInClass)
	b.headingText(h)
	b.paragraph(h.Text)
	b.w.close("div")
	b.w.line()
}

// deepest is the level of the headings that are h6, the last there is.
const deepest = 5

// headingElement is the element of a heading level: the title is h1.
func headingElement(level int) string {
	return "h" + strconv.Itoa(min(max(level, 1), deepest)+1)
}

func (b *builder) paragraph(p *doc.Paragraph) {
	b.w.open("p", "class", classesOf(p), "style", hanging(p.Label))
	b.label(p.Label)
	b.runs(p.Runs)
	b.w.close("p")
	b.w.line()
}

// signOff writes a 落款. The agency and the date below it are put in a box
// that stands as a whole two characters from the right, the date two
// characters into it (GB/T 9704-2012 7.3.5.2); with a seal both are centred
// (7.3.5.1).
func (b *builder) signOff(s *doc.SignOff) {
	box := ""
	if style, ok := b.doc.Style(doc.SignatureRole); !ok || style.Align == doc.AlignRight {
		box = signedClass
		if b.doc.Seal > 0 {
			box += " " + sealedClass
		}
	}
	b.w.open("div", "class", box, "style", b.inline("text-align:right"))
	b.w.line()
	if len(s.Signers) > 0 {
		b.signatories(s)
		b.paragraph(&s.Date)
	} else {
		b.lines(s.Lines())
	}
	b.w.close("div")
	b.w.line()
}
