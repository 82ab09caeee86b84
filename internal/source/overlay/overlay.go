// Package overlay makes one tree of a file and of another one that it extends.
// Values keep their places, so that what is wrong is said at the file in which
// it stands. No tree is changed.
package overlay

import (
	"slices"

	"gongwen/internal/source"
)

// Merge makes one value of the value of a key in a file and in the one that it
// extends.
type Merge func(key string, base, over *source.Node) *source.Node

// Maps is the map base with the entries of over added; where both have a key,
// merge makes the value. If either is no map the result is over.
func Maps(base, over *source.Node, merge Merge) *source.Node {
	if base.Kind != source.Map || over.Kind != source.Map {
		return over
	}
	out := *over
	out.Entries = slices.Clone(base.Entries)
	for _, e := range over.Entries {
		i := slices.IndexFunc(out.Entries, func(b source.Entry) bool { return b.Key.Text == e.Key.Text })
		if i < 0 {
			out.Entries = append(out.Entries, e)
			continue
		}
		out.Entries[i] = source.Entry{Key: e.Key, Value: merge(e.Key.Text, out.Entries[i].Value, e.Value)}
	}
	return &out
}

// Replaced is a Merge that takes over and drops base.
func Replaced(_ string, _, over *source.Node) *source.Node { return over }

// Joined is a Merge that appends the list over to the list base; values that
// are no lists are replaced.
func Joined(_ string, base, over *source.Node) *source.Node {
	if base.Kind != source.List || over.Kind != source.List {
		return over
	}
	out := *over
	out.Items = slices.Concat(base.Items, over.Items)
	return &out
}

// ByID is the list base with the entries of the list over: an entry whose id
// base has is merged into that one key by key, the others are appended. If
// either is no list the result is over.
func ByID(base, over *source.Node) *source.Node {
	if base.Kind != source.List || over.Kind != source.List {
		return over
	}
	out := *over
	out.Items = slices.Clone(base.Items)
	extended := make([]bool, len(base.Items))
	for _, item := range over.Items {
		i := slices.IndexFunc(base.Items, func(b *source.Node) bool { return sameID(b, item) })
		if i < 0 || extended[i] { // the reader says that an id stands twice
			out.Items = append(out.Items, item)
			continue
		}
		extended[i] = true
		out.Items[i] = Maps(out.Items[i], item, Replaced)
	}
	return &out
}

// OfID is the list over, in which an entry whose id the list base has takes what it
// leaves out from that one; where both have a key, merge makes the value. If either
// is no list the result is over.
func OfID(base, over *source.Node, merge Merge) *source.Node {
	if base.Kind != source.List || over.Kind != source.List {
		return over
	}
	out := *over
	out.Items = slices.Clone(over.Items)
	for i, item := range over.Items {
		if n := slices.IndexFunc(base.Items, func(b *source.Node) bool { return sameID(b, item) }); n >= 0 {
			out.Items[i] = Maps(base.Items[n], item, merge)
		}
	}
	return &out
}

func sameID(a, b *source.Node) bool {
	_, x, _ := Entry(a, "id")
	_, y, _ := Entry(b, "id")
	return x != nil && y != nil && x.Kind == source.Scalar && y.Kind == source.Scalar && x.Text == y.Text
}

// Entry is a key of n and its value; nil where n has no such key.
func Entry(n *source.Node, name string) (key, value *source.Node, has bool) {
	if n.Kind != source.Map {
		return nil, nil, false
	}
	for _, e := range n.Entries {
		if e.Key.Text == name {
			return e.Key, e.Value, true
		}
	}
	return nil, nil, false
}

// Without is n without a key.
func Without(n *source.Node, name string) *source.Node {
	out := *n
	out.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e source.Entry) bool { return e.Key.Text == name })
	return &out
}

// With is the map n with an entry behind the others.
func With(n, key, value *source.Node) *source.Node {
	out := *n
	out.Entries = append(slices.Clone(n.Entries), source.Entry{Key: key, Value: value})
	return &out
}
