package rules

import (
	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/meant"
	"gongwen/internal/prefilter"
)

// proseBlock is a paragraph or subheading as the rules read it: put together once, because
// most rules look at all of them.
type proseBlock struct {
	data.Block
	section *configs.Section
	text    string     // of its runs
	typed   []data.Run // the runs with the number that was typed before a subheading
	written string     // of these
	meant   string     // the same with the characters that are meant
	origin  []int      // where each byte of meant stands in written; nil for the same
	inMeant *prefilter.Characters
	inWords *prefilter.Characters // of written
	leads   bool                  // a table follows
}

// prose is all blocks of the report, in its order.
func (c *check) prose() []proseBlock {
	if c.blocks != nil {
		return c.blocks
	}
	c.blocks = []proseBlock{}
	for n := range c.report.Template.Sections {
		s := &c.report.Template.Sections[n]
		leads := len(c.report.Around[s.ID].Before.Blocks) - 1
		for i, b := range c.report.Blocks(*s) {
			one := proseBlock{Block: b, section: s, text: b.Text(), typed: b.Runs, leads: i == leads}
			one.written = one.text
			if b.Typed != "" {
				one.typed = append([]data.Run{{Text: b.Typed, Pos: b.Pos}}, b.Runs...)
				one.written = b.Typed + one.text
			}
			one.meant, one.origin = meant.Text(one.written)
			one.inWords = prefilter.CharactersOf(one.written)
			if one.inMeant = one.inWords; one.origin != nil {
				one.inMeant = prefilter.CharactersOf(one.meant)
			}
			c.blocks = append(c.blocks, one)
		}
	}
	return c.blocks
}
