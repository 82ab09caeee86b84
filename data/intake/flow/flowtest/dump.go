// Package flowtest writes what readers found as text, for their tests.
package flowtest

import (
	"fmt"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// Dump writes a document one block a line.
func Dump(d *flow.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch block.Kind {
		case flow.Heading:
			fmt.Fprintf(&b, "H%d ", block.Level)
		case flow.Picture:
			b.WriteString("PICTURE ")
		case flow.Tabular:
			for _, row := range block.Table.Rows {
				for _, c := range row.Cells {
					fmt.Fprintf(&b, "|%d %dx%d %s", c.Col, c.RowSpan, c.ColSpan, strings.ReplaceAll(c.Text, "\n", "/"))
					for _, m := range c.Marks {
						fmt.Fprintf(&b, "{%s%s}", markNames[m.Kind], m.Text)
					}
				}
				b.WriteString("|\n")
			}
			continue
		}
		for _, r := range block.Runs {
			switch {
			case r.Look != 0:
				fmt.Fprintf(&b, "{%s%s}", lookName(r.Look), r.Text)
			case r.Link != "":
				fmt.Fprintf(&b, "<%s %s>", r.Text, r.Link)
			case r.Bold:
				fmt.Fprintf(&b, "**%s**", r.Text)
			default:
				b.WriteString(r.Text)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Parts writes what a document marks as items of lists, captions and tables: the
// number and the label of an item, the rows of a head and how cells are aligned.
func Parts(d *flow.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch {
		case block.Item != nil:
			text := block.Text()
			fmt.Fprintf(&b, "item %d (%s) %s\n", block.Item.Number, text[:block.Item.Label], text[block.Item.Label:])
		case block.Caption:
			fmt.Fprintf(&b, "caption %s\n", block.Text())
		case block.Table != nil:
			fmt.Fprintf(&b, "table, head %d", block.Table.Head)
			for _, row := range block.Table.Rows {
				for _, c := range row.Cells {
					fmt.Fprintf(&b, "|%s%s", [...]string{flow.Start: "", flow.Centred: "^", flow.End: ">"}[c.Align], flow.Block{Runs: c.Runs}.Text())
				}
			}
			b.WriteString("|\n")
		}
	}
	return b.String()
}

// Names of what stands beside the text of a cell, and of looks of runs: struck
// out, raised, lowered, a picture.
var markNames = map[cell.Kind]string{cell.Deleted: "-", cell.Footnote: "^", cell.Picture: "@"}

func lookName(l cell.Look) string {
	switch {
	case l&cell.Struck != 0:
		return "-"
	case l&cell.Raised != 0:
		return "^"
	}
	return "_"
}

// Said lists diagnostics in Chinese, one a line, without their hints.
func Said(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		d.Hint = diag.Text{}
		b.WriteString(d.Format(diag.ZH) + "\n")
	}
	return b.String()
}
