package html

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// dump writes a document one block a line.
func dump(d *flow.Document) string {
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
				}
				b.WriteString("|\n")
			}
			continue
		}
		for _, r := range block.Runs {
			switch {
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

// said lists diagnostics, without their hints.
func said(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		d.Hint = diag.Text{}
		b.WriteString(d.Format(diag.ZH) + "\n")
	}
	return b.String()
}

// reads checks what a page is read as.
func reads(t *testing.T, page, want, wantSaid string) {
	t.Helper()
	d, list := Read("r.html", []byte(page))
	if d == nil {
		t.Fatalf("nothing was read: %v", list)
	}
	if got := dump(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := said(list); got != wantSaid {
		t.Errorf("said\n%s\nwant\n%s", got, wantSaid)
	}
}
