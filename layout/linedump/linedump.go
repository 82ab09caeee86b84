// Package linedump writes finished pages as text for tests: what a reader of a
// difference has to see without a picture.
package linedump

import (
	"fmt"
	"strings"

	"gongwen/internal/unit"
	"gongwen/layout/frame"
)

// Lines writes pages a line of text a line: the baseline's place below the
// page's top, the left end, the size (all in points) and what it says. Texts
// of one line are divided by |, and a blank at the end of one is ␣. Artifacts
// are marked with ~. Fills, rules and pictures are counted where they stand in
// the reading order.
func Lines(pages []frame.Page) string { return write(pages, false) }

// Spacing is Lines with both ends of each line and what was done to the space
// in it: a full-width mark that is half an em wide is followed by ½, one that
// is squeezed less by its width in {}, and where Han and Western text stand
// apart there is a _. Texts are not divided.
func Spacing(pages []frame.Page) string { return write(pages, true) }

func write(pages []frame.Page, spacing bool) string {
	var b strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&b, "page %d\n", p.Number)
		d := dumper{b: &b, spacing: spacing}
		for _, item := range p.Items {
			d.item(item)
		}
		d.end()
	}
	return b.String()
}

type dumper struct {
	b       *strings.Builder
	spacing bool
	line    []*frame.Text // that is being collected
	right   unit.Length   // its end
	kind    string        // of the items that are being counted
	count   int
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
	if n := len(d.line); n == 0 || !d.continues(d.line[n-1], t) {
		d.end()
	}
	d.line, d.right = append(d.line, t), End(t)
}

func (d *dumper) continues(last, t *frame.Text) bool {
	return last.Y == t.Y && last.Node == t.Node && t.X >= d.right-last.Size && t.X <= d.right+last.Size
}

// End is the end of a text's last glyph.
func End(t *frame.Text) unit.Length {
	x := t.X
	for _, g := range t.Glyphs {
		x += g.Advance
	}
	return x
}

func (d *dumper) end() {
	if len(d.line) > 0 {
		d.writeLine()
	}
	if d.count > 0 {
		fmt.Fprintf(d.b, "  %d × %s\n", d.count, d.kind)
	}
	d.line, d.kind, d.count = nil, "", 0
}

func (d *dumper) writeLine() {
	first, mark := d.line[0], " "
	if first.Artifact != frame.Content {
		mark = "~"
	}
	fmt.Fprintf(d.b, "%s %s %s", mark, points(first.Y), points(first.X))
	if d.spacing {
		fmt.Fprintf(d.b, "–%s", points(d.right))
	}
	fmt.Fprintf(d.b, " %s ", points(first.Size))
	if d.spacing {
		d.b.WriteString(spaced(d.line))
	} else {
		d.b.WriteString(divided(d.line))
	}
	d.b.WriteString("\n")
}

func divided(line []*frame.Text) string {
	var parts []string
	for _, t := range line {
		cut := strings.TrimRight(t.String, " ")
		parts = append(parts, cut+strings.Repeat("␣", len(t.String)-len(cut)))
	}
	return strings.Join(parts, "|")
}

func points(l unit.Length) string { return string(unit.AppendPoints(nil, l, 2)) }
