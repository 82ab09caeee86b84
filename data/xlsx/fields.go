package xlsx

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/source"
)

// fieldKeys are the rows of a header field: one, or one of each of its parts.
func fieldKeys(f configs.Field) []textKey {
	if len(f.Parts) == 0 {
		return []textKey{{Key: source.Key{ID: f.ID, Labels: []string{f.Label}}, many: f.Many}}
	}
	keys := make([]textKey, len(f.Parts))
	for i, part := range f.Parts {
		keys[i] = textKey{Key: source.Key{ID: part.ID, Labels: []string{partLabel(f, part)}}, under: f.ID}
	}
	return keys
}

// partLabel is what the row of a part is called: its own label where that says
// of what it is a part.
func partLabel(f, part configs.Field) string {
	if strings.HasPrefix(part.Label, f.Label) {
		return part.Label
	}
	return f.Label + "的" + part.Label
}

// fields are the header fields that have rows: what the kind of document lacks has
// one only where the report gives it.
func (w *writer) fields() []configs.Field {
	return slices.DeleteFunc(slices.Clone(w.report.Template.Header), func(f configs.Field) bool {
		given := slices.ContainsFunc(f.Parts, func(part configs.Field) bool { return w.report.Fields[f.ID+"."+part.ID].Text != "" }) || w.report.Fields[f.ID].Text != ""
		return !given && w.report.Template.Lacks(f.ID)
	})
}

// fieldRows writes the rows of a header field: a list with a value a line.
func (t *textWriter) fieldRows(f configs.Field) {
	for _, part := range f.Parts {
		t.put(partLabel(f, part), t.report.Fields[f.ID+"."+part.ID].Text, f.Help)
	}
	switch list := t.report.Lists[f.ID]; {
	case len(f.Parts) > 0:
	case len(list) > 0:
		t.put(f.Label, lines(list), f.Help)
	default:
		t.field(f)
	}
}

func lines(list []data.Field) string {
	texts := make([]string, len(list))
	for i, f := range list {
		texts[i] = f.Written()
	}
	return strings.Join(texts, "\n")
}

// items are the values of a cell of a list, one a line.
func items(value *source.Node) *source.Node {
	if value.Kind != source.Scalar || !strings.Contains(value.Text, "\n") {
		return value
	}
	list := &source.Node{Kind: source.List, Pos: value.Pos}
	for line := range strings.SplitSeq(value.Text, "\n") {
		if strings.TrimSpace(line) != "" {
			list.Items = append(list.Items, &source.Node{Kind: source.Scalar, Quoted: true, Text: line, Pos: value.Pos})
		}
	}
	return list
}

// signatories are the values of the cell of those who sign with a 签名章: a line
// has the office and, behind a blank, the name.
func signatories(value *source.Node) *source.Node {
	list := items(value)
	if list.Kind == source.Scalar {
		list = &source.Node{Kind: source.List, Pos: value.Pos, Items: []*source.Node{value}}
	}
	if list.Kind != source.List {
		return value
	}
	signers := &source.Node{Kind: source.List, Pos: value.Pos}
	for _, item := range list.Items {
		post, name, _ := strings.Cut(strings.TrimSpace(item.Text), " ")
		entry := &source.Node{Kind: source.Map, Pos: item.Pos}
		for _, e := range []struct{ id, text string }{{"post", post}, {"name", strings.TrimSpace(name)}} {
			put(entry, e.id, item.Pos, &source.Node{Kind: source.Scalar, Quoted: true, Text: e.text, Pos: item.Pos})
		}
		signers.Items = append(signers.Items, entry)
	}
	return signers
}
