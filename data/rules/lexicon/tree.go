package lexicon

import "unicode/utf8"

// wordTree finds the longest word that a text begins with.
type wordTree struct {
	next  map[step]int32
	class []int // of the word that ends at a node; none where no word ends
}

// step leads from a node to another one by a character.
type step struct {
	node int32
	char rune
}

func (t *wordTree) add(word string, class int) {
	if t.next == nil {
		t.next, t.class = map[step]int32{}, []int{None}
	}
	node := int32(0)
	for _, r := range word {
		to, known := t.next[step{node, r}]
		if !known {
			to = int32(len(t.class))
			t.next[step{node, r}] = to
			t.class = append(t.class, None)
		}
		node = to
	}
	if t.class[node] == None {
		t.class[node] = class
	}
}

// longest is the length and the class of the longest word that text begins with.
func (t *wordTree) longest(text string) (length, class int) {
	class = None
	node := int32(0)
	for i, r := range text {
		to, known := t.next[step{node, r}]
		if !known {
			break
		}
		if node = to; t.class[node] != None {
			length, class = i+utf8.RuneLen(r), t.class[node]
		}
	}
	return length, class
}
