package docx

import (
	"bytes"
	"encoding/xml"

	"gongwen/data/intake/flow"
	"gongwen/data/intake/look"
)

// paragraph is a paragraph being read.
type paragraph struct {
	props  paraProps
	lead   *flow.Line // a heading that the text goes on behind
	level  int        // outline level of that heading
	lines  []*flow.Line
	behind []flow.Block // pictures and text boxes that are tied to it
	size   int          // of the type it begins with, in half-points; 0 without text
	red    bool         // it begins in red
	heads  lead

	offset       int64 // behind its start tag
	body, end    int64 // behind its properties, before its end tag
	look         []look.Run
	pageNumber   bool // it has the number of the page
	broken       bool // a page ends before its text
	breaksBehind bool // and behind it
}

// content reads elements at block level up to the end of the open one.
func (r *reader) content(p *part) error {
	return p.each(func(key string, _ xml.StartElement) error { return r.block(p, key) })
}

func (r *reader) block(p *part, key string) error {
	if err := r.goOn(); err != nil {
		return err
	}
	switch key {
	case "w:p":
		return r.paragraph(p)
	case "w:tbl":
		return r.table(p)
	case "w:sdt":
		return r.control(p, r.content)
	case "w:customXml", "w:smartTag", "w:ins", "w:moveTo":
		return r.content(p)
	case "w:del", "w:moveFrom":
		return r.removed(p, key)
	case "mc:AlternateContent":
		return r.choose(p, r.content)
	case "w:sectPr":
		if r.looks != nil {
			s, err := r.section(p)
			r.endSection(s)
			return err
		}
	case "w:altChunk", "w:subDoc":
		r.leave(otherFile, "")
	}
	return nil
}

// control reads a content control (ISO/IEC 29500-1 17.5.2) with read. A table of
// contents is left out, and the prompt of one that is not filled in.
func (r *reader) control(p *part, read func(*part) error) error {
	reason, skipped := contents, false
	return p.each(func(key string, _ xml.StartElement) error {
		switch key {
		case "w:sdtPr":
			return p.each(func(key string, e xml.StartElement) error {
				switch key {
				case "w:showingPlcHdr":
					if onOff(e) == on {
						reason, skipped = placeholder, true
					}
				case "w:docPartObj":
					return p.each(func(key string, e xml.StartElement) error {
						skipped = skipped || key == "w:docPartGallery" && attribute(e, "w:val") == "Table of Contents"
						return nil
					})
				}
				return nil
			})
		case "w:sdtContent":
			if !skipped {
				return read(p)
			}
			text, err := p.gather()
			r.miss(reason, text)
			return err
		}
		return nil
	})
}

func (r *reader) paragraph(p *part) error {
	para := &paragraph{props: noParaProps(), lead: &flow.Line{}, lines: []*flow.Line{{}}, offset: p.dec.InputOffset(), body: p.dec.InputOffset()}
	if carried := r.story.carried; carried != nil {
		para.lead, para.level, para.lines, para.behind = carried.lead, carried.level, carried.lines, carried.behind
		para.size, para.red, para.heads = carried.size, carried.red, carried.heads
		r.story.carried = nil
	}
	outer := r.para
	r.para = para
	err := p.each(func(key string, e xml.StartElement) error {
		if key != "w:pPr" {
			return r.inline(p, key, e)
		}
		var err error
		para.props, err = p.paraProps()
		para.body = p.dec.InputOffset()
		return err
	})
	para.end = p.dec.InputOffset() - endTag(p.dec.InputOffset(), para.offset, p.content)
	r.dropCodes()
	r.para = outer
	if err != nil {
		return err
	}
	switch mark := para.props.mark; {
	case mark.gone:
		r.changed(kindOf(mark, deletion, moveFrom), "¶")
		r.story.carried = para
		return nil
	case mark.added:
		r.changed(kindOf(mark, insertion, moveTo), "¶")
	}
	return r.finish(para)
}

// endTag is how many bytes the end tag has that ends at a place; none where the element
// begins with its end.
func endTag(at, from int64, content []byte) int64 {
	if at <= from || at > int64(len(content)) {
		return 0
	}
	return at - int64(bytes.LastIndexByte(content[:at], '<'))
}

func kindOf(mark runProps, usual, moved changeKind) changeKind {
	if mark.moved {
		return moved
	}
	return usual
}

// endParagraph ends a paragraph that would join the next one where there is none.
func (r *reader) endParagraph() error {
	carried := r.story.carried
	if carried == nil {
		return nil
	}
	r.story.carried = nil
	return r.finish(carried)
}

// endStory ends a text.
func (r *reader) endStory() error {
	if err := r.endParagraph(); err != nil {
		return err
	}
	for len(r.story.fields) > 0 {
		r.endField()
	}
	return nil
}

// finish puts a paragraph into the text, each of its lines a block.
func (r *reader) finish(para *paragraph) error {
	at := r.here()
	r.lookParagraph(para, at)
	number, item := para.number(r)
	first := len(r.story.blocks)
	if lead := para.lead.Runs(); len(lead) > 0 {
		if err := r.add(flow.Block{Kind: flow.Heading, Level: para.level + 1, Runs: numbered(&number, lead), Pos: at}); err != nil {
			return err
		}
	}
	block := flow.Block{Pos: at, Align: r.align(para), Size: para.size, Red: para.red, Item: item, Caption: r.styles.is(r.styleOf(para), "caption")}
	if level := r.outline(para); level != body {
		block.Kind, block.Level, block.Item = flow.Heading, level+1, nil
	}
	block.Lead = para.heads.with(number.Text)
	for i, line := range para.lines {
		r.story.missing = r.story.missing || line.OnlyMissing() && len(para.behind) == 0
		runs := line.Runs()
		if len(runs) > 0 || i == len(para.lines)-1 {
			runs = numbered(&number, runs)
		}
		if block.Runs = runs; len(runs) == 0 {
			continue
		}
		if err := r.add(block); err != nil {
			return err
		}
		block.Item, block.Lead = nil, 0
	}
	for _, b := range para.behind {
		if err := r.add(b); err != nil {
			return err
		}
	}
	if len(r.story.blocks) > first && r.story.at.Cell == "" {
		r.paragraphs++
	}
	return nil
}

func (r *reader) outline(para *paragraph) int {
	if para.props.outline >= 0 {
		return min(para.props.outline, body)
	}
	return r.styles.outline(r.styleOf(para))
}

func (r *reader) styleOf(para *paragraph) string {
	if para.props.style != "" {
		return para.props.style
	}
	return r.styles.usual
}

var alignments = map[string]flow.Align{"center": flow.Centred, "right": flow.End, "end": flow.End}

func (r *reader) align(para *paragraph) flow.Align {
	said := para.props.align
	if said == "" {
		said = r.styles.align(r.styleOf(para))
	}
	return alignments[said]
}

// number is the number that Word counts before a paragraph, without text for
// none, and the item of a list that the paragraph is, nil for none.
func (para *paragraph) number(r *reader) (flow.Run, *flow.Item) {
	id, level, by := para.props.list, para.props.level, ""
	style := r.styleOf(para)
	if id < 0 {
		var styled int
		if id, styled, by = r.styles.list(style); level < 0 {
			level = styled
		}
	}
	switch {
	case id == 0 && r.styles.is(style, "list"):
		return flow.Run{}, &flow.Item{}
	case id == 0 || r.styles.hidden(para.props.mark.hidden, style, "") && para.empty():
		return flow.Run{}, nil
	}
	if level < 0 {
		level = r.lists.levelOf(id, by)
	}
	bullets := r.lists.bullets
	text, item := r.lists.next(id, level)
	if r.lists.bullets > bullets && r.story.at.Cell != "" {
		r.leave(bullet, "")
	}
	return flow.Run{Text: text, Bold: r.styles.bold(para.props.mark.bold, style, "")}, item
}

// numbered puts a number before a line, once.
func numbered(number *flow.Run, runs []flow.Run) []flow.Run {
	if number.Text == "" {
		return runs
	}
	var l flow.Line
	l.Add(*number)
	*number = flow.Run{}
	for _, run := range runs {
		l.Add(run)
	}
	return l.Runs()
}

func (para *paragraph) empty() bool {
	return para.lead.Empty() && len(para.lines) == 1 && para.lines[0].Empty() && len(para.behind) == 0
}
