package compose

import (
	"cmp"
	"slices"

	"gongwen/layout/doc"
)

// alignedCells are the roles of cells that look like others but for their
// alignment, where the style sheet says nothing else.
var alignedCells = [...]struct {
	role, like string
	align      doc.Align
}{
	{doc.TableRightRole, doc.TableStubRole, doc.AlignRight},
	{doc.TableAmountRole, doc.TableNumberRole, doc.AlignRight},
	{doc.TableDecimalRole, doc.TableNumberRole, doc.Decimal},
}

// cellStyles adds the styles of cells that the document has and the style sheet
// has not.
func (c *composer) cellStyles() {
	used := map[string]bool{}
	c.doc.EachText(func(_ doc.NodeID, role string, _ []doc.Run) { used[role] = true })
	for _, a := range alignedCells {
		if _, given := c.doc.Style(a.role); given || !used[a.role] {
			continue
		}
		style, _ := c.doc.Style(a.like)
		style.Role, style.Align = a.role, a.align
		at, _ := slices.BinarySearchFunc(c.doc.Styles, style.Role, func(s doc.TextStyle, role string) int { return cmp.Compare(s.Role, role) })
		c.doc.Styles = slices.Insert(c.doc.Styles, at, style)
	}
}
