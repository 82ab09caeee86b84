package intake

import (
	"slices"
	"strings"

	"gongwen/data/intake/flow"
)

// itemised keeps as items of lists what a report can have as such: bulleted ones,
// and numbered ones of which two or more follow each other, counting from 1. The
// labels of these are no part of their texts; others stay paragraphs with their
// labels.
func itemised(blocks []flow.Block) []flow.Block {
	blocks = slices.Clone(blocks)
	for i := 0; i < len(blocks); {
		n := ordered(blocks[i:])
		if n < 2 && blocks[i].Item != nil && (blocks[i].Item.Number > 0 || startsNumbered(blocks[i])) {
			blocks[i].Item = nil
		}
		n = max(n, 1)
		for k := range n {
			unlabel(&blocks[i+k])
		}
		i += n
	}
	return blocks
}

// ordered is how many items follow each other from the first block on that count from 1.
func ordered(blocks []flow.Block) int {
	n := 0
	for n < len(blocks) && blocks[n].Item != nil && blocks[n].Item.Number == n+1 {
		n++
	}
	return n
}

// startsNumbered reports whether a paragraph has a number behind its mark.
func startsNumbered(b flow.Block) bool {
	typed, _ := numbered(strings.TrimSpace(b.Text()[b.Item.Label:]))
	return typed != ""
}

// unlabel takes the label off the text of an item.
func unlabel(b *flow.Block) {
	if b.Item == nil || b.Item.Label == 0 {
		return
	}
	runs, label := slices.Clone(b.Runs), b.Item.Label
	for len(runs) > 0 && label > 0 {
		cut := min(label, len(runs[0].Text))
		runs[0].Text, label = runs[0].Text[cut:], label-cut
		if runs[0].Text == "" {
			runs = runs[1:]
		}
	}
	b.Runs = runs
}
