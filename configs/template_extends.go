package configs

import (
	"slices"

	"gongwen/internal/source"
)

// noticeKey is what a template says its rules come from, and a rule its own.
const noticeKey = "notice"

// mergeTemplate makes one of the values of two templates. Lists whose entries
// have an id are merged by it: what the entry leaves out is that of the entry it
// extends, and new ones come behind. The years and the phrases are merged key by
// key; anything else is replaced as a whole.
func mergeTemplate(key string, base, over *source.Node) *source.Node {
	switch key {
	case "header", "sections", "values", "tables", "rules":
		return mergedByID(base, over)
	case "years", "phrases":
		return merged(base, over, replaced)
	}
	return over
}

// mergedByID is the list base with the entries of over merged into those of
// their id, or behind them. Where one of them is no list it is over.
func mergedByID(base, over *source.Node) *source.Node {
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
		out.Items[i] = merged(out.Items[i], item, replaced)
	}
	return &out
}

func sameID(a, b *source.Node) bool {
	x, y := entry(a, "id"), entry(b, "id")
	return x != nil && y != nil && x.Kind == source.Scalar && y.Kind == source.Scalar && x.Text == y.Text
}

// withNotice is a template whose rules name the notice that they come from,
// which the template names for all that it writes: so that each still does when
// another template has it.
func withNotice(n *source.Node) *source.Node {
	notice, rules := entry(n, noticeKey), entry(n, "rules")
	if notice == nil || rules == nil || rules.Kind != source.List {
		return n
	}
	own := *rules
	own.Items = make([]*source.Node, len(rules.Items))
	for i, rule := range rules.Items {
		own.Items[i] = rule
		if rule.Kind == source.Map && entry(rule, noticeKey) == nil {
			cites := *rule
			cites.Entries = append(slices.Clone(rule.Entries), source.Entry{Key: keyOf(n, noticeKey), Value: notice})
			own.Items[i] = &cites
		}
	}
	out := without(n, "rules")
	out.Entries = append(out.Entries, source.Entry{Key: keyOf(n, "rules"), Value: &own})
	return out
}

// keyOf is the key of an entry that n has.
func keyOf(n *source.Node, key string) *source.Node {
	for _, e := range n.Entries {
		if e.Key.Text == key {
			return e.Key
		}
	}
	return nil
}
