// Package compose makes the semantic document from a template, a style sheet
// and a report. It is the only package that sees all three.
package compose

import (
	"strings"
	"time"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// Options are what a document is made with beside the report itself.
type Options struct {
	Draft   bool
	Remedy  Remedy     // what is done so that the first page shows text
	Created time.Time  // the document's date when the report has no 落款; zero for none
	After   doc.NodeID // the nodes are numbered from the one behind it
	Bound   bool       // attachments that are bound apart stand in the document too, as where changes are marked
	Apart   int        // the document is that of the attachment of this number, from 1, which is bound apart; 0 for the report's
}

// Document is the report as its template orders it and the style sheet sets
// it. It fails when the style sheet lacks something that the document needs.
func Document(r *data.Report, sheet *configs.StyleSheet, opts Options) (*doc.Document, diag.List) {
	d, problems := styled(sheet)
	if problems = append(problems, together(r.Template, d)...); problems.HasErrors() {
		return nil, problems
	}
	c := composer{report: r, template: r.Template, sheet: sheet, doc: d, words: newWords(sheet.Words), remedy: opts.Remedy, last: opts.After, bound: opts.Bound, apart: opts.Apart}
	d.Meta = c.meta(opts)
	if d.Apart = c.apart > 0; d.Apart {
		c.attachments()
		c.listStyle()
		c.cellStyles()
		return d, append(problems, c.problems...)
	}
	c.masthead()
	if !c.template.Untitled {
		c.title()
	}
	c.flowing(configs.OpeningPlace)
	for i := range c.template.Sections {
		c.section(&c.template.Sections[i])
	}
	c.attachmentList()
	c.flowing(configs.ClosingPlace)
	c.signOff()
	c.flowing(configs.EndingPlace)
	c.attachments()
	c.colophon()
	keepWithTables(c.doc.Body)
	c.listStyle()
	c.cellStyles()
	return d, append(problems, c.problems...)
}

type composer struct {
	report   *data.Report
	template *configs.Template
	sheet    *configs.StyleSheet
	doc      *doc.Document
	words    words
	last     doc.NodeID
	ordinals [4]int       // of the latest heading of each level
	open     *doc.Heading // that the next paragraph goes on in the line of; nil for none
	attached bool         // what is composed is an attachment
	bound    bool         // attachments that are bound apart are composed too
	apart    int          // the number of the attachment that is all of the document; 0 for none
	remedy   Remedy
	below    int // levels of headings above those of the text: 1 below a printed heading, else 0
	problems diag.List
}

func (c *composer) id() doc.NodeID {
	c.last++
	return c.last
}

func (c *composer) add(b doc.Block) { c.doc.Body = append(c.doc.Body, b) }

func (c *composer) meta(opts Options) doc.Meta {
	m := doc.Meta{
		Author:   c.report.Fill(c.template.Author),
		Subject:  c.template.Name,
		Keywords: []string{c.template.Name},
		Lang:     "zh-CN",
		Created:  opts.Created,
		Draft:    opts.Draft,
	}
	for _, line := range c.template.Title {
		m.Title += c.report.Fill(line)
	}
	if opts.Apart > 0 {
		m.Title = c.report.Attachments[opts.Apart-1].Title.Text
	}
	if opts.Draft {
		m.Title = doc.DraftPrefix + m.Title
		m.Keywords = append(m.Keywords, doc.DraftWord)
	}
	if s := c.report.SignOff; s != nil && s.Date.Year > 0 {
		m.Created = time.Date(s.Date.Year, time.Month(s.Date.Month), s.Date.Day, 0, 0, 0, 0, beijing())
	}
	return m
}

// beijing is the time zone of the dates that reports carry.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

// fieldPos is where the first field that line names was read, pos for none: what
// cannot be printed in a title is nearly always in the agency's name.
func (c *composer) fieldPos(line string, pos diag.Pos) diag.Pos {
	for _, f := range c.template.Header {
		if strings.Contains(line, "{"+f.ID+"}") {
			return c.report.Fields[f.ID].Pos
		}
	}
	return pos
}

func (c *composer) section(s *configs.Section) {
	prose, written := c.report.Prose[s.ID]
	if s.Kind == configs.AttachmentsSection || s.Kind == configs.ProseSection && !written {
		return
	}
	around := c.report.Around[s.ID]
	if s.Kind == configs.TableSection {
		prose = around.Before
	}
	c.below = 0
	if c.template.HeadingOver(s.ID) != nil {
		c.below = 1
	}
	if s.Heading != "" {
		c.heading(1, []doc.Run{{Text: c.report.Fill(s.Heading), Pos: s.Pos}}, len(prose.Blocks) > 0 && isText(prose.Blocks[0]))
	}
	c.prose(prose)
	if s.Kind == configs.TableSection {
		c.table(s)
		c.prose(around.After)
	}
}

func (c *composer) prose(p data.Prose) {
	for i, b := range p.Blocks {
		if b.Item != nil {
			if i == 0 || p.Blocks[i-1].Item == nil || b.Item.First {
				c.list(p.Blocks[i:])
			}
			continue
		}
		if b.Table != nil {
			c.textTable(b)
			continue
		}
		if b.Picture != nil || b.Chart != nil {
			c.figure(b)
			continue
		}
		if b.Level == 0 {
			c.text(b)
			continue
		}
		runsIn := i+1 < len(p.Blocks) && isText(p.Blocks[i+1])
		if c.attached {
			c.attachedHeading(b.Level, c.runs(b.Runs), runsIn)
			continue
		}
		c.heading(b.Level+c.below, c.runs(b.Runs), runsIn)
	}
}

// text adds a paragraph, or lets it go on in the line of the heading before it.
func (c *composer) text(b data.Block) {
	p := &doc.Paragraph{ID: c.id(), Style: doc.BodyRole}
	p.Runs = c.runs(b.Runs)
	if c.open != nil {
		c.open.Text, c.open = p, nil
		return
	}
	c.add(p)
}

func (c *composer) runs(in []data.Run) []doc.Run {
	out := make([]doc.Run, len(in))
	for i, r := range in {
		out[i] = doc.Run{Text: r.Text, Bold: r.Bold, Link: r.Link, Pos: r.Pos}
		switch {
		case r.Link == "":
		case i > 0 && in[i-1].Link == r.Link:
			out[i].ID = out[i-1].ID
		default:
			out[i].ID = c.id()
		}
	}
	return out
}

func (c *composer) signOff() {
	s := c.report.SignOff
	if s == nil {
		return
	}
	agency := func(f data.Field) doc.Paragraph {
		return *c.line(doc.SignatureRole, doc.Run{Text: f.Text, Pos: f.Pos, Breaks: c.words.breaks(f.Text)})
	}
	var b doc.SignOff
	for _, signer := range s.Signers {
		b.Signers = append(b.Signers, doc.Signatory{
			Post: *c.line(doc.PostRole, doc.Run{Text: signer.Post.Text, Pos: signer.Post.Pos}),
			Name: *c.line(doc.NameRole, doc.Run{Text: signer.Name.Text, Pos: signer.Name.Pos}),
		})
	}
	if len(s.Signers) == 0 {
		b.Agency = agency(s.Agency)
		for _, other := range s.Others {
			b.Others = append(b.Others, agency(other))
		}
	}
	b.Date = *c.line(doc.SignatureRole, doc.Run{Text: s.Date.String(), Pos: s.Date.Pos})
	c.add(&b)
}
