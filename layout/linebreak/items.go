package linebreak

import (
	"slices"

	"gongwen/internal/unit"
)

// item is a visible cluster with what is between it and the next.
type item struct {
	cluster int
	r       rune
	class   class
	wide    bool  // set like Han; a full-width digit or percent sign is no Western text
	glued   bool  // inseparable from the item before it
	kept    bool  // Cluster.Kept
	penalty int64 // of a break before the item; forbidden for none

	em       unit.Length
	original unit.Length // Cluster.Advance
	advance  unit.Length // natural in its place: half an em where marks meet
	room     unit.Length // what squeezing may take from advance

	between separator
	gap     gap
}

// separator is what the text has between two items.
type separator struct {
	blanks int         // how many, U+3000 among them
	blank  unit.Length // advance of the first blank that is not U+3000
	wide   unit.Length // sum of the U+3000
	fixed  bool        // a no-break space is among them
	wished bool        // U+200B
	joined bool        // U+2060 or another invisible character
}

// longest bounds every length, so that hostile input cannot overflow a sum.
const longest = unit.Length(1) << 36

func clamp(l unit.Length) unit.Length { return min(max(l, 0), longest) }

// read makes the items of a paragraph, each with the class it has for itself, in
// the room of earlier ones. Blanks before the first item belong to no item.
func read(room []item, clusters []Cluster) []item {
	items := slices.Grow(room[:0], len(clusters))
	for i, c := range clusters {
		em, advance := clamp(c.Em), clamp(c.Advance)
		wide := advance*4 >= em*3
		class := classOf(c.Rune, wide)
		switch {
		case class.seen():
			items = append(items, item{
				cluster: i, r: c.Rune, class: class, kept: c.Kept, wide: wide && (!class.isWestern() || c.Rune >= 0x2100),
				em: em, original: advance, advance: advance,
			})
		case len(items) > 0:
			items[len(items)-1].between.add(class, advance)
		}
	}
	return items
}

func (s *separator) add(c class, advance unit.Length) {
	switch c {
	case wishedBreak:
		s.wished = true
	case noBreak:
		s.joined = true
	case wideBlank:
		s.blanks++
		s.wide += advance
	default:
		if s.blank == 0 {
			s.blank = advance
		}
		s.blanks++
		s.fixed = s.fixed || c == fixedBlank
	}
}

// western is whether t belongs to a Western word or number.
func (t *item) western() bool {
	return !t.wide && t.class.isWestern() || t.r == '/' || t.r == '~'
}

// alphanumeric is whether t stands a quarter em apart from Han.
func (t *item) alphanumeric() bool { return !t.wide && t.class.alphanumeric() }

// likeHan is whether t is a character that Western text keeps its distance from.
func (t *item) likeHan() bool { return t.class == han || t.class == trailer }
