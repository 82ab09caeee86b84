package configs

import (
	"slices"

	"gongwen/internal/diag"
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

// keepsErrors says of which rules about figures a template that extends another one lowers
// the level: as neither configuration nor a report can, see Binding.
func keepsErrors(base, over *source.Node, problems *diag.List) {
	_, below, has := overlay.Entry(base, "rules")
	_, rules, given := overlay.Entry(over, "rules")
	if !has || !given {
		return
	}
	binding := map[string]bool{}
	for _, rule := range below.Items {
		_, id, _ := overlay.Entry(rule, "id")
		_, each, _ := overlay.Entry(rule, "each")
		_, level, given := overlay.Entry(rule, "level")
		_, previous, compares := overlay.Entry(rule, "previous")
		judges := each != nil && slices.Contains([]string{EachColumn.word, EachRow.word, EachValue.word}, each.Text)
		if id != nil && judges && (!given || level.Text == diag.Error.String()) && !(compares && previous.Text == "true") {
			binding[id.Text] = true
		}
	}
	for _, rule := range rules.Items {
		_, id, _ := overlay.Entry(rule, "id")
		if _, level, lowers := overlay.Entry(rule, "level"); id != nil && lowers && binding[id.Text] && level.Text != diag.Error.String() {
			problems.Add(bound(diag.Errorf(level.Pos, "规则 %s 在作为基础的格式里是错误，不能改为 %s", "the rule %s is an error in the template that this one extends and cannot be %s", id.Text, level.Text)))
		}
	}
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
