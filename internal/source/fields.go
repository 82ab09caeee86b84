package source

import (
	"strings"

	"gongwen/internal/diag"
)

// Key is a key that a Map may have: its id and the labels that name the same.
type Key struct {
	ID     string
	Labels []string
}

// Fields is a Map taken apart by its known keys. Everything that is wrong with
// it goes to the list given to NewFields.
type Fields struct {
	Pos      diag.Pos // of the map
	found    map[string]Entry
	keys     []Key
	problems *diag.List
}

// NewFields takes n apart, which should be a Map. A key matches an id exactly
// or a label as Normalize has it. Reported are a node that is no Map, unknown
// keys with the nearest known one, and keys given both as id and label, whose
// first stands. A key that stands twice in the same words is left to Parse.
func NewFields(n *Node, problems *diag.List, keys ...Key) *Fields {
	f := &Fields{Pos: n.Pos, found: make(map[string]Entry, len(keys)), keys: keys, problems: problems}
	if n.Kind != Map {
		problems.Add(notAMap(n))
		return f
	}
	byID, byLabel := index(keys)
	for _, e := range n.Entries {
		id, known := byID[e.Key.Text]
		if !known {
			id, known = byLabel[Normalize(e.Key.Text)]
		}
		if !known {
			problems.Add(f.unknown(e.Key))
			continue
		}
		first, twice := f.found[id]
		switch {
		case !twice:
			f.found[id] = e
		case first.Key.Text != e.Key.Text:
			problems.Add(diag.Errorf(e.Key.Pos, "“%s”与“%s”是同一项，只能写一次", "%q is the same as %q; only one may be given", e.Key.Text, first.Key.Text).
				WithRelated(first.Key.Pos, "“%s”在这里", "%q is here", first.Key.Text).WithHint("删去其中一个", "remove one of them"))
		}
	}
	return f
}

func index(keys []Key) (byID, byLabel map[string]string) {
	byID, byLabel = make(map[string]string, len(keys)), make(map[string]string, len(keys))
	for _, k := range keys {
		byID[k.ID] = k.ID
		for _, l := range k.Labels {
			if l = Normalize(l); l != "" && byLabel[l] == "" {
				byLabel[l] = k.ID
			}
		}
	}
	return byID, byLabel
}

// unknown says that there is no such key, and which one was probably meant.
func (f *Fields) unknown(key *Node) diag.Diagnostic {
	d := diag.Errorf(key.Pos, "没有“%s”这一项", "there is no key %q", clip(key.Text))
	return Suggest(d, key.Text, f.names(hasHan(key.Text)))
}

// Suggest is d with a hint that names the candidate nearest to word, or all of
// them when none is near and they are few.
func Suggest(d diag.Diagnostic, word string, candidates []string) diag.Diagnostic {
	if c := Closest(word, candidates); c != "" {
		return d.WithHint("是不是“%s”？", "did you mean %q?", c)
	}
	const few = 12
	if len(candidates) == 0 || len(candidates) > few {
		return d
	}
	return d.WithHint("可以用的有：%s", "known are: %s", diag.Text{ZH: strings.Join(candidates, "、"), EN: strings.Join(candidates, ", ")})
}

// names is how the known keys are called: by label where labels are asked for
// and there are any, else by id.
func (f *Fields) names(labels bool) []string {
	out := make([]string, 0, len(f.keys))
	for _, k := range f.keys {
		if labels && len(k.Labels) > 0 {
			out = append(out, k.Labels[0])
			continue
		}
		out = append(out, k.ID)
	}
	return out
}

// Entry is the key and value found for a key's id.
func (f *Fields) Entry(id string) (Entry, bool) {
	e, ok := f.found[id]
	return e, ok
}

// Get is the value of a key; nil when it was not given.
func (f *Fields) Get(id string) *Node { return f.found[id].Value }

// Require is the value of a key; that it was not given, or left empty, is an
// error at the map's place and the value nil.
func (f *Fields) Require(id string) *Node {
	e, ok := f.found[id]
	switch {
	case !ok:
		f.problems.Add(diag.Errorf(f.Pos, "缺少“%s”", "%q is missing", f.name(id)))
		return nil
	case e.Value.Kind == Null:
		f.problems.Add(diag.Errorf(e.Key.Pos, "“%s”后面没有值", "%q has no value", f.name(id)))
		return nil
	}
	return e.Value
}

func (f *Fields) name(id string) string {
	for _, k := range f.keys {
		if k.ID == id && len(k.Labels) > 0 {
			return k.Labels[0]
		}
	}
	return id
}
