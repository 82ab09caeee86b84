package compose

import (
	"strconv"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/layout/doc"
)

// attachmentWord is what attachments are called in print, such as 附件; empty
// when the report has none.
func (c *composer) attachmentWord() string {
	s := c.template.Attachments()
	if s == nil || len(c.report.Attachments) == 0 {
		return ""
	}
	return c.report.Fill(s.Heading)
}

// attachmentList adds the 附件说明: “正文下空一行左空二字编排“附件”二字，后标全角
// 冒号和附件名称”, numbered when there are several; a name that needs several
// lines goes on below its first character (GB/T 9704-2012 7.3.4).
func (c *composer) attachmentList() {
	word := c.attachmentWord()
	if word == "" {
		return
	}
	const indent = 2
	at := indent + utf8.RuneCountInString(word) + 1
	several, digits := len(c.report.Attachments) > 1, 0
	if several {
		digits = len(strconv.Itoa(len(c.report.Attachments)))
	}
	for i, a := range c.report.Attachments {
		p := &doc.Paragraph{
			ID: c.id(), Style: doc.AttachmentListRole,
			Runs:  []doc.Run{{Text: a.Title.Text, Pos: a.Title.Pos}},
			Label: doc.Label{At: at, Hang: at + digits},
		}
		if i == 0 {
			p.Blank, p.Label.At, p.Label.Text = 1, indent, word+"："
		}
		if several {
			p.Label.Text += strconv.Itoa(i+1) + "."
		}
		c.add(p)
	}
}

// attachments adds the attachments, each on a new page: its number at the left
// of the first line, its title centred on the third, the text below it.
func (c *composer) attachments() {
	word := c.attachmentWord()
	c.attached = true
	for i, a := range c.report.Attachments {
		if !c.composes(a, i+1) {
			continue
		}
		label := []doc.Run{{Text: attachmentLabel(c.report, word, i), Pos: a.Title.Pos}}
		if a.Apart {
			label = append(c.documentNumber(), label...)
		}
		c.add(&doc.Paragraph{ID: c.id(), Style: doc.AttachmentLabelRole, NewPage: c.apart == 0, Runs: label})
		c.add(&doc.Heading{
			ID: c.id(), Level: 1, Role: doc.AttachmentTitleRole,
			Runs: []doc.Run{{Text: a.Title.Text, Pos: a.Title.Pos, Breaks: c.words.breaks(a.Title.Text)}},
		})
		c.ordinals = [4]int{}
		c.prose(a.Text)
	}
}

// composes reports whether the document has the pages of an attachment.
func (c *composer) composes(a data.Attachment, number int) bool {
	if c.apart > 0 {
		return number == c.apart
	}
	return !a.Apart || c.bound && len(a.Text.Blocks) > 0
}

// attachmentLabel is what stands at the head of an attachment: numbered when there are
// several.
func attachmentLabel(r *data.Report, word string, index int) string {
	if len(r.Attachments) > 1 {
		word += strconv.Itoa(index + 1)
	}
	return word
}

// ApartName is what the file of an attachment that is bound apart has in its name
// beside that of its document's.
func ApartName(r *data.Report, index int) string {
	s := r.Template.Attachments()
	if s == nil {
		return strconv.Itoa(index + 1)
	}
	return attachmentLabel(r, r.Fill(s.Heading), index)
}

// documentNumber is the 发文字号, which stands before 附件 at the head of one that is
// bound apart (7.3.7).
func (c *composer) documentNumber() []doc.Run {
	for _, e := range c.elements(configs.NumberPlace) {
		if runs, ok := c.expand(e.Text, e); ok {
			return runs
		}
	}
	return nil
}

// attachedHeading adds a subheading of an attachment. Its number and look are
// those of the level above: an attachment has no numbered heading over it.
func (c *composer) attachedHeading(level int, runs []doc.Run, beforeText bool) {
	h := &doc.Heading{
		ID: c.id(), Level: level + 1, Role: doc.HeadingRole(level),
		Number: c.number(level), Runs: runs,
	}
	if beforeText && ended(runs) {
		c.open = h
	}
	c.add(h)
}

// withAttachmentStyles adds the styles of attachments to a style sheet that
// has none: the names look like the text, the label like a first heading, the
// title like the document's on lines of the page's grid.
func withAttachmentStyles(d *doc.Document) {
	body, _ := d.Style(doc.BodyRole)
	heading, _ := d.Style(doc.HeadingRole(1))
	title, _ := d.Style(doc.TitleRole)
	body.Role, body.IndentChars = doc.AttachmentListRole, 0
	heading.Role, heading.IndentChars, heading.Align, heading.KeepNext = doc.AttachmentLabelRole, 0, doc.Left, true
	title.Role, title.KeepNext = doc.AttachmentTitleRole, true
	title.Before, title.After = d.Page.Pitch, d.Page.Pitch
	if title.Size < d.Page.Pitch {
		title.Leading = d.Page.Pitch
	}
	for _, s := range []doc.TextStyle{body, heading, title} {
		if _, given := d.Style(s.Role); !given && s.Font != "" {
			d.Styles = append(d.Styles, s)
		}
	}
}
