package layout

import (
	"fmt"
	"strings"

	"gongwen/internal/unit"
	"gongwen/layout/frame"
)

// dump writes pages as text, a line of text a line: the baseline's place below
// the page's top, the left end, the size (all in points) and what it says.
// Texts of one line are divided by |, and a blank at the end of one is ␣. Artifacts are marked with ~. Fills,
// rules and links are counted where they stand in the reading order.
func dump(pages []frame.Page) string {
	var b strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&b, "page %d\n", p.Number)
		d := dumper{b: &b}
		for _, item := range p.Items {
			d.item(item)
		}
		d.end()
	}
	return b.String()
}

type dumper struct {
	b     *strings.Builder
	last  *frame.Text // on the line that is being written
	right unit.Length // end of last
	kind  string      // of the items that are being counted
	count int
}

func (d *dumper) item(item frame.Item) {
	switch i := item.(type) {
	case *frame.Text:
		d.text(i)
	case *frame.Link:
		d.end()
		fmt.Fprintf(d.b, "  link %s %s–%s %s\n", points(i.Y), points(i.X), points(i.X+i.Width), i.Target)
	default:
		kind := strings.TrimPrefix(fmt.Sprintf("%T", i), "*frame.")
		if kind != d.kind {
			d.end()
		}
		d.kind, d.count = kind, d.count+1
	}
}

func (d *dumper) text(t *frame.Text) {
	said := t.String
	if cut := strings.TrimRight(said, " "); cut != said {
		said = cut + strings.Repeat("␣", len(said)-len(cut))
	}
	if d.last != nil && d.last.Y == t.Y && d.last.Node == t.Node && t.X >= d.right-d.last.Size && t.X <= d.right+d.last.Size {
		d.b.WriteString("|" + said)
	} else {
		d.end()
		mark := " "
		if t.Artifact != frame.Content {
			mark = "~"
		}
		fmt.Fprintf(d.b, "%s %s %s %s %s", mark, points(t.Y), points(t.X), points(t.Size), said)
	}
	d.last, d.right = t, t.X
	for _, g := range t.Glyphs {
		d.right += g.Advance
	}
}

func (d *dumper) end() {
	if d.last != nil {
		d.b.WriteString("\n")
	}
	if d.count > 0 {
		fmt.Fprintf(d.b, "  %d × %s\n", d.count, d.kind)
	}
	*d = dumper{b: d.b}
}

func points(l unit.Length) string { return string(unit.AppendPoints(nil, l, 2)) }
