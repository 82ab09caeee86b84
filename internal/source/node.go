// Package source reads YAML and JSON text into trees whose every value keeps
// its place in the file, and helps to take such trees apart with all that is
// wrong said at once.
package source

import (
	"unicode/utf8"

	"gongwen/internal/diag"
)

// Kind is the kind of a Node.
type Kind uint8

// The kinds. A Null is an empty value, ~ or null.
const (
	Null Kind = iota
	Scalar
	Map
	List
)

// Name is the kind in words, for messages.
func (k Kind) Name() diag.Text {
	return [...]diag.Text{
		Null:   {ZH: "空值", EN: "nothing"},
		Scalar: {ZH: "单个值", EN: "a single value"},
		Map:    {ZH: "“键: 值”的一组", EN: "a map"},
		List:   {ZH: "一列值", EN: "a list"},
	}[k]
}

// Node is a value of a YAML or JSON file. The same content gives the same tree
// from both, but for the places and for Quoted, which JSON sets for all text.
type Node struct {
	Kind    Kind
	Text    string // of a Scalar: its characters, escapes resolved, line breaks as \n
	Quoted  bool   // of a Scalar: written in quotes or as a block, so that it is text and not a number
	Entries []Entry
	Items   []*Node
	Pos     diag.Pos // of its first character (of a block scalar: of its | or >)
	Said    bool     // what is wrong with it has been said by whoever made the tree: it is passed over
	places  *places  // of a Scalar whose characters do not simply follow Pos
	parts   *joined  // of a Scalar that Join has made of several

	counted counted
}

// Entry is a key of a Map with its value, in the order of the file. A key that
// stands twice has two entries.
type Entry struct{ Key, Value *Node }

// counted is how many characters stand before an offset that was asked for, so
// that a text which is asked from its beginning to its end is counted once.
type counted struct{ offset, characters int }

func (c *counted) upTo(text string, offset int) int {
	if offset < c.offset || c.offset > len(text) {
		*c = counted{}
	}
	c.characters += utf8.RuneCountInString(text[c.offset:offset])
	c.offset = offset
	return c.characters
}

// At is the place in the file of byte offset of n.Text, which may be its
// length for the place behind the text. It is exact for text on one line, in
// quotes and in literal blocks; where lines are folded it is the nearest place
// that is known, always inside the value. Offsets outside the text count as
// its ends. Of a Node that is no Scalar it is Pos.
func (n *Node) At(offset int) diag.Pos {
	if n.Kind != Scalar {
		return n.Pos
	}
	offset = max(0, min(offset, len(n.Text)))
	if offset < len(n.Text) {
		offset = runeStart(n.Text, offset)
	}
	switch {
	case n.places != nil:
		return n.places.at(n, offset)
	case n.parts != nil:
		return n.parts.at(offset)
	}
	return n.Pos.Offset(n.counted.upTo(n.Text, offset))
}
