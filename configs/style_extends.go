package configs

import (
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

// mergeStyle makes one of the values of two style sheets: maps are merged key by
// key, anything else is replaced as a whole, but the lists below the key `words`
// are joined.
func mergeStyle(key string, base, over *source.Node) *source.Node {
	if key == "words" {
		return overlay.Maps(base, over, overlay.Joined)
	}
	return overlay.Maps(base, over, mergeStyle)
}

// itself is a file of which nothing is to be done before it is merged.
func itself(n *source.Node) *source.Node { return n }
