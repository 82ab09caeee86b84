package configs

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

const extendsKey = "extends"

// maxExtends is how many style sheets may extend one another in a row.
const maxExtends = 8

// inherit is the tree of the style sheet of the given id with what it leaves
// out taken from the one that it extends, and so on. A style sheet in the
// folder of overrides may extend the embedded one of its own name. Places stay
// those of the file that a value was written in. n without the key is n; it is
// nil when a style sheet that is asked for cannot be had.
func (l *Library) inherit(n *source.Node, id string, problems *diag.List) *source.Node {
	var read []libraryFile
	if own, err := l.open(id, styleKind); err == nil {
		read = append(read, own)
	}
	for {
		base := entry(n, extendsKey)
		if base == nil {
			return n
		}
		said := len(*problems)
		n = without(n, extendsKey)
		if base.Kind != source.Scalar {
			source.String(base, problems)
			return nil
		}
		file, err := l.open(base.Text, styleKind)
		if base.Text == id {
			file, err = openEmbedded(id, styleKind)
		}
		switch {
		case err != nil:
			problems.Add(diag.Errorf(base.Pos, "文件 %s 不能读：%v", "the file %s cannot be read: %v", file.name, err))
		case slices.ContainsFunc(read, file.is) || file.content == nil && base.Text == id:
			problems.Add(diag.Errorf(base.Pos, "样式“%s”绕回来以自己为基础", "the style sheet %q comes to extend itself", base.Text))
		case file.content == nil:
			known(base, styleKind.name, base.Text, l.Styles(), problems)
		case len(read) > maxExtends:
			problems.Add(diag.Errorf(base.Pos, "样式一个以一个为基础，最多 %d 层", "style sheets may extend one another %d deep", maxExtends))
		}
		if len(*problems) > said {
			return nil
		}
		parent, faults := source.Parse(file.name, file.content)
		*problems = append(*problems, faults...)
		if parent == nil {
			return nil
		}
		if parent.Kind != source.Map {
			problems.Add(diag.Errorf(parent.Pos, "这里应为“名称: {…}”的一组", "named entries are expected here"))
			return nil
		}
		read, id = append(read, file), base.Text
		n = merged(parent, n, "")
	}
}

// merged is base with the values of over in place of its own: maps are merged
// key by key, anything else is replaced as a whole, but the lists below the
// key `words` are joined. key is that of the two.
func merged(base, over *source.Node, key string) *source.Node {
	if base.Kind != source.Map || over.Kind != source.Map {
		return over
	}
	out := *over
	out.Entries = slices.Clone(base.Entries)
	for _, e := range over.Entries {
		i := slices.IndexFunc(out.Entries, func(b source.Entry) bool { return b.Key.Text == e.Key.Text })
		switch {
		case i < 0:
			out.Entries = append(out.Entries, e)
			continue
		case key == "words" && e.Value.Kind == source.List && out.Entries[i].Value.Kind == source.List:
			joined := *e.Value
			joined.Items = slices.Concat(out.Entries[i].Value.Items, e.Value.Items)
			out.Entries[i].Value = &joined
			continue
		}
		out.Entries[i] = source.Entry{Key: e.Key, Value: merged(out.Entries[i].Value, e.Value, e.Key.Text)}
	}
	return &out
}

// entry is the value of a key of n; nil when n has none.
func entry(n *source.Node, key string) *source.Node {
	if n.Kind != source.Map {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key.Text == key {
			return e.Value
		}
	}
	return nil
}

func without(n *source.Node, key string) *source.Node {
	out := *n
	out.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e source.Entry) bool { return e.Key.Text == key })
	return &out
}
