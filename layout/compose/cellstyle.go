package compose

import (
	"cmp"
	"slices"

	"gongwen/layout/doc"
)

type alignedCell struct {
	role, like string
	align      doc.Align
	keep       bool
	face       string // the role whose face it has in place of that of like; empty for none
}

// alignedCells are the roles of cells, and of lines over tables, that look like
// others but for their alignment, where the style sheet says nothing else. A line
// over a table stays with it.
var alignedCells = [...]alignedCell{
	{doc.TableRightRole, doc.TableStubRole, doc.AlignRight, false, ""},
	{doc.TableAmountRole, doc.TableNumberRole, doc.AlignRight, false, ""},
	{doc.TableDecimalRole, doc.TableNumberRole, doc.Decimal, false, ""},
	{doc.TableTitleRole, doc.BodyRole, doc.Centred, true, doc.TitleRole},
	{doc.TableMarkRole, doc.NoteRole, doc.Left, true, ""},
	{doc.TableRightMarkRole, doc.NoteRole, doc.AlignRight, true, ""},
}

// cellStyles adds the styles of tables that the document has and the style sheet
// has not.
func (c *composer) cellStyles() {
	used := map[string]bool{}
	c.doc.EachText(func(_ doc.NodeID, role string, _ []doc.Run) { used[role] = true })
	for _, a := range alignedCells {
		if _, given := c.doc.Style(a.role); given || !used[a.role] {
			continue
		}
		style, _ := c.doc.Style(a.like)
		style.Role, style.Align, style.KeepNext, style.IndentChars = a.role, a.align, a.keep, 0
		if face, has := c.doc.Style(a.face); has {
			style.Font = face.Font
		}
		at, _ := slices.BinarySearchFunc(c.doc.Styles, style.Role, func(s doc.TextStyle, role string) int { return cmp.Compare(s.Role, role) })
		c.doc.Styles = slices.Insert(c.doc.Styles, at, style)
	}
}
