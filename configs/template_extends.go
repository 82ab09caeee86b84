package configs

import (
	"slices"

	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

// noticeKey is what a template says its rules come from, and a rule its own.
const noticeKey = "notice"

// mergeTemplate makes one of the values of two templates. Lists whose entries
// have an id are merged by it: what the entry leaves out is that of the entry it
// extends, and new ones come behind. The years and the phrases are merged key by
// key; anything else is replaced as a whole. New sections come before the
// attachments that the other template ends with.
func mergeTemplate(key string, base, over *source.Node) *source.Node {
	switch key {
	case "sections":
		return attachmentsBehind(overlay.ByID(base, over), base)
	case "header", "elements", "values", "tables", "rules":
		return overlay.ByID(base, over)
	case "years", "phrases", "lexicon":
		return overlay.Maps(base, over, overlay.Replaced)
	}
	return over
}

// attachmentsBehind puts the attachments of the template below, which are the last of its
// sections, behind those that are new.
func attachmentsBehind(sections, base *source.Node) *source.Node {
	last := len(base.Items) - 1
	if sections.Kind != source.List || base.Kind != source.List || last < 0 || last >= len(sections.Items) {
		return sections
	}
	if _, kind, given := overlay.Entry(sections.Items[last], "kind"); !given || kind.Text != sectionKinds[AttachmentsSection] {
		return sections
	}
	out := *sections
	out.Items = append(slices.Delete(slices.Clone(sections.Items), last, last+1), sections.Items[last])
	return &out
}

// withNotice is a template whose rules name the notice that they come from,
// which the template names for all that it writes: so that each still does when
// another template has it.
func withNotice(n *source.Node) *source.Node {
	key, notice, cites := overlay.Entry(n, noticeKey)
	rulesKey, rules, has := overlay.Entry(n, "rules")
	if !cites || !has || rules.Kind != source.List {
		return n
	}
	own := *rules
	own.Items = make([]*source.Node, len(rules.Items))
	for i, rule := range rules.Items {
		own.Items[i] = rule
		if _, _, given := overlay.Entry(rule, noticeKey); rule.Kind == source.Map && !given {
			own.Items[i] = overlay.With(rule, key, notice)
		}
	}
	return overlay.With(overlay.Without(n, "rules"), rulesKey, &own)
}
