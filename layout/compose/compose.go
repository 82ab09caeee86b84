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
	Created time.Time // the document's date when the report has no 落款; zero for none
}

// Document is the report as its template orders it and the style sheet sets
// it. It fails when the style sheet lacks something that the document needs.
func Document(r *data.Report, sheet *configs.StyleSheet, opts Options) (*doc.Document, diag.List) {
	d, problems := styled(sheet)
	if problems.HasErrors() {
		return nil, problems
	}
	c := composer{report: r, template: r.Template, doc: d}
	d.Meta = c.meta(opts)
	c.title()
	for i := range c.template.Sections {
		c.section(&c.template.Sections[i])
	}
	c.signOff()
	return d, append(problems, c.problems...)
}

type composer struct {
	report   *data.Report
	template *configs.Template
	doc      *doc.Document
	last     doc.NodeID
	ordinals [4]int // of the latest heading of each level
	problems diag.List
}

func (c *composer) id() doc.NodeID {
	c.last++
	return c.last
}

func (c *composer) add(b doc.Block) { c.doc.Body = append(c.doc.Body, b) }

func (c *composer) meta(opts Options) doc.Meta {
	m := doc.Meta{
		Author:   Fill(c.template.Author, c.report),
		Subject:  c.template.Name,
		Keywords: []string{c.template.Name},
		Lang:     "zh-CN",
		Created:  opts.Created,
		Draft:    opts.Draft,
	}
	for _, line := range c.template.Title {
		m.Title += Fill(line, c.report)
	}
	if s := c.report.SignOff; s != nil && s.Date.Year > 0 {
		m.Created = time.Date(s.Date.Year, time.Month(s.Date.Month), s.Date.Day, 0, 0, 0, 0, beijing())
	}
	return m
}

// beijing is the time zone of the dates that reports carry.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

func (c *composer) title() {
	t := &doc.Title{ID: c.id()}
	for _, line := range c.template.Title {
		t.Lines = append(t.Lines, []doc.Run{{Text: Fill(line, c.report), Pos: c.fieldPos(line)}})
	}
	c.add(t)
}

// fieldPos is where the first field that line names was read: what cannot be
// printed in a title is nearly always in the agency's name.
func (c *composer) fieldPos(line string) diag.Pos {
	for _, f := range c.template.Header {
		if strings.Contains(line, "{"+f.ID+"}") {
			return c.report.Fields[f.ID].Pos
		}
	}
	return c.template.Pos
}

func (c *composer) section(s *configs.Section) {
	prose, written := c.report.Prose[s.ID]
	if s.Kind == "prose" && !written {
		return
	}
	if s.Heading != "" {
		c.heading(1, []doc.Run{{Text: s.Heading, Pos: s.Pos}})
	}
	if s.Kind == "prose" {
		c.prose(prose)
		return
	}
	c.table(s)
	if note, ok := c.report.Notes[s.ID]; ok {
		c.add(&doc.Paragraph{ID: c.id(), Style: "note", Runs: c.runs(note.Runs)})
	}
}

func (c *composer) prose(p data.Prose) {
	for _, b := range p.Blocks {
		if b.Level == 0 {
			id := c.id()
			c.add(&doc.Paragraph{ID: id, Style: "body", Runs: c.runs(b.Runs)})
			continue
		}
		c.heading(b.Level+1, c.runs(b.Runs))
	}
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

func (c *composer) heading(level int, runs []doc.Run) {
	level = min(level, len(c.ordinals))
	c.ordinals[level-1]++
	for i := level; i < len(c.ordinals); i++ {
		c.ordinals[i] = 0
	}
	number := ""
	if level <= len(c.doc.Numbering) {
		number = doc.HeadingNumber(c.doc.Numbering[level-1], c.ordinals[level-1])
	}
	c.add(&doc.Heading{ID: c.id(), Level: level, Number: number, Runs: runs})
}

func (c *composer) signOff() {
	s := c.report.SignOff
	if s == nil {
		return
	}
	for _, line := range []doc.Run{
		{Text: s.Agency.Text, Pos: s.Agency.Pos},
		{Text: s.Date.String(), Pos: s.Date.Pos},
	} {
		c.add(&doc.Paragraph{ID: c.id(), Style: "signature", Runs: []doc.Run{line}})
	}
}

// Fill puts a report's header values in place of {field} in a template's text.
func Fill(text string, r *data.Report) string {
	for _, f := range r.Template.Header {
		text = strings.ReplaceAll(text, "{"+f.ID+"}", r.Fields[f.ID].Text)
	}
	return text
}
