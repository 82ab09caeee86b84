package linebreak

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongwen/internal/unit"
)

// em is the size of the tests' type. Its Han and marks are an em wide, its
// letters and digits half an em, its narrow marks and blanks a quarter.
const em unit.Length = 1000

func advanceOf(r rune) unit.Length {
	switch {
	case r == '\u200B', r == '\u2060':
		return 0
	case strings.ContainsRune(" .,:;!'\u00A0", r):
		return em / 4
	case r < 0x2000 && r != '·', r == '–':
		return em / 2
	}
	return em
}

func paragraph(text string) Paragraph {
	p := Paragraph{Text: text}
	for i, r := range text {
		p.Clusters = append(p.Clusters, Cluster{Rune: r, Em: em, Advance: advanceOf(r), Start: i, End: i + utf8.RuneLen(r)})
	}
	return p
}

// dump writes lines as text between bars with each line's width in em. A mark
// set half an em wide is followed by ½, a partly squeezed one by its width; a
// space of an eighth of an em or more, typed or not, is _.
func dump(p Paragraph, lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteByte('|')
		for _, placed := range l.Placed {
			dumpPlaced(&b, p.Clusters[placed.Cluster], placed)
		}
		fmt.Fprintf(&b, "| %s\n", inEm(l.Width))
	}
	return b.String()
}

func dumpPlaced(b *strings.Builder, c Cluster, placed Placed) {
	t := item{class: classOf(c.Rune, true), wide: true}
	if !t.class.seen() {
		if placed.Advance > 0 {
			b.WriteByte('_')
		}
		return
	}
	b.WriteRune(c.Rune)
	switch {
	case placed.Advance >= c.Advance+em/8:
		b.WriteByte('_')
	case t.class.spaced() && placed.Advance < em*6/10:
		b.WriteString("½")
	case t.class.spaced() && placed.Advance < em:
		fmt.Fprintf(b, "{%s}", inEm(placed.Advance))
	}
}

func inEm(l unit.Length) string {
	s := strings.TrimRight(fmt.Sprintf("%d.%03d", l/em, l%em), "0")
	return strings.TrimSuffix(s, ".")
}
