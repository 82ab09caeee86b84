package compose

import (
	"cmp"
	"slices"
	"strconv"

	"gongwen/data"
	"gongwen/layout/doc"
)

// listIndent is where the labels of items stand, in characters: where
// paragraphs begin (GB/T 9704-2012 7.3.3).
const listIndent = 2

// list adds the list that blocks begins with. Numbers hang before their items'
// lines; bulleted items are paragraphs, as official documents have no bullets,
// unless the style sheet names a mark.
func (c *composer) list(blocks []data.Block) {
	n := 1
	for n < len(blocks) && blocks[n].Item != nil && !blocks[n].Item.First {
		n++
	}
	list := &doc.List{ID: c.id(), Ordered: blocks[0].Item.Number > 0}
	width := 1
	if list.Ordered {
		width = len(strconv.Itoa(n))
	}
	for _, b := range blocks[:n] {
		item := &doc.Paragraph{ID: c.id(), Style: doc.BodyRole, Runs: c.runs(b.Runs)}
		if label := c.itemLabel(b.Item); label != "" {
			item.Style = doc.ListRole
			item.Label = doc.Label{ID: c.id(), Text: label, At: listIndent, Hang: listIndent + width}
		}
		list.Items = append(list.Items, item)
	}
	c.add(list)
}

func (c *composer) itemLabel(item *data.Item) string {
	if item.Number > 0 {
		return strconv.Itoa(item.Number) + "."
	}
	return c.sheet.Bullet
}

// listStyle adds the style of lists to the document of a style sheet that has
// none, when it has labelled items: that of the text, its lines not indented.
func (c *composer) listStyle() {
	labelled := slices.ContainsFunc(c.doc.Body, func(b doc.Block) bool {
		list, ok := b.(*doc.List)
		return ok && list.Label().Text != ""
	})
	if _, given := c.doc.Style(doc.ListRole); given || !labelled {
		return
	}
	style, _ := c.doc.Style(doc.BodyRole)
	style.Role, style.IndentChars = doc.ListRole, 0
	at, _ := slices.BinarySearchFunc(c.doc.Styles, style.Role, func(s doc.TextStyle, role string) int { return cmp.Compare(s.Role, role) })
	c.doc.Styles = slices.Insert(c.doc.Styles, at, style)
}
