package configs

import (
	"slices"

	"gongwen/internal/source"
)

// mergeStyle makes one of the values of two style sheets: maps are merged key by
// key, anything else is replaced as a whole, but the lists below the key `words`
// are joined.
func mergeStyle(key string, base, over *source.Node) *source.Node {
	if key == "words" {
		return merged(base, over, joined)
	}
	return merged(base, over, mergeStyle)
}

func joined(_ string, base, over *source.Node) *source.Node {
	if base.Kind != source.List || over.Kind != source.List {
		return over
	}
	out := *over
	out.Items = slices.Concat(base.Items, over.Items)
	return &out
}

// itself is a file of which nothing is to be done before it is merged.
func itself(n *source.Node) *source.Node { return n }
