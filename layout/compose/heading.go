package compose

import (
	"strings"
	"unicode/utf8"

	"gongwen/data"
	"gongwen/layout/doc"
)

// heading adds a heading. Where body text follows it runs in when its style asks for
// it, or when a mark ends it as one that stands in the line of its text.
func (c *composer) heading(level int, runs []doc.Run, beforeText bool) {
	level = min(level, len(c.ordinals))
	number := c.number(level)
	style, _ := c.sheet.TextStyle(doc.HeadingRole(level))
	h := &doc.Heading{ID: c.id(), Level: level, Number: number, Runs: runs}
	if beforeText && (style.RunIn || ended(runs)) {
		h.Runs, c.open = stopped(runs), h
	}
	c.add(h)
}

// number is that of the next heading of a level.
func (c *composer) number(level int) string {
	c.ordinals[level-1]++
	clear(c.ordinals[level:])
	if level > len(c.doc.Numbering) {
		return ""
	}
	return doc.HeadingNumber(c.doc.Numbering[level-1], c.ordinals[level-1])
}

// ended reports whether a mark ends a heading that only belongs there where text goes
// on behind it.
func ended(runs []doc.Run) bool {
	last, _ := utf8.DecodeLastRuneInString(doc.Text(runs))
	return last == '。' || last == '：'
}

// stopped is runs with a full stop where no mark ends them.
func stopped(runs []doc.Run) []doc.Run {
	last, _ := utf8.DecodeLastRuneInString(doc.Text(runs))
	if len(runs) == 0 || strings.ContainsRune("。！？：；", last) {
		return runs
	}
	stop := runs[len(runs)-1]
	return append(runs, doc.Run{Text: "。", Bold: stop.Bold, Pos: stop.Pos.Offset(utf8.RuneCountInString(stop.Text))})
}

// isText is whether b is a paragraph of running text.
func isText(b data.Block) bool {
	return b.Level == 0 && b.Item == nil && !b.Captioned()
}
