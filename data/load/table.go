package load

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// tableBuilder is a table being built.
type tableBuilder struct {
	*builder
	config *configs.Table
	leaves []data.Leaf
	lists  []data.Leaf          // the rows that there are many of
	given  map[string]data.List // by the path of one of these
	types  map[string]configs.ValueType
	cells  map[data.Ref]data.Cell
	rows   map[string]source.Entry // given rows by path
	groups map[string]diag.Pos     // places of the groups that were given
	causes causes
	blank  []blankCell
	broken map[string]bool // groups that could not be taken apart, so that their rows are not missed
}

// table reads the section s, which is a table of figures.
func (b *builder) table(s configs.Section, entry source.Entry) {
	config := b.report.Template.Table(s.ID)
	lists := data.Lists(config)
	if k := entry.Value.Kind; len(lists) == 1 && (k == source.List || k == source.Scalar || namesFile(entry.Value)) {
		// A table of one list may be that list itself.
		key := &source.Node{Kind: source.Scalar, Text: lists[0].Path, Pos: entry.Key.Pos}
		entry.Value = &source.Node{Kind: source.Map, Entries: []source.Entry{{Key: key, Value: entry.Value}}, Pos: entry.Value.Pos}
	}
	if entry.Value.Kind != source.Map {
		b.errorf(entry.Key.Pos, "“%s”应为一组行，实为%s", "%q should be a group of rows, is %s", s.Label, entry.Value.Kind.Name())
		return
	}
	t := tableBuilder{
		builder: b, config: config, leaves: data.Leaves(config), lists: lists,
		given:  make(map[string]data.List),
		types:  make(map[string]configs.ValueType, len(b.report.Template.Values)),
		cells:  make(map[data.Ref]data.Cell),
		rows:   make(map[string]source.Entry),
		groups: map[string]diag.Pos{"": entry.Key.Pos},
		broken: make(map[string]bool),
	}
	for _, v := range b.report.Template.Values {
		t.types[v.ID] = v
	}
	t.group(config.Rows, "", entry.Value)
	t.missing(config.Rows, "")
	for _, l := range t.leaves {
		if row, given := t.rows[l.Path]; given {
			t.row(l, row)
		}
	}
	for _, l := range t.lists {
		if row, given := t.rows[l.Path]; given {
			t.many(l, row)
		}
	}
	t.sayBlank()
	t.causes.say(&t.problems)
	t.totals()
	b.report.Tables[s.ID] = data.Table{Cells: t.cells, Lists: t.given, Pos: entry.Key.Pos}
}

// group finds the rows of a group, which stand in it by their ids or labels or,
// beside them, by dotted paths such as refused.state_secret.
func (t *tableBuilder) group(rows []configs.Row, path string, n *source.Node) {
	keys := make([]source.Key, 0, len(rows))
	for _, r := range rows {
		keys = append(keys, source.Key{ID: r.ID, Labels: labels(r.Label)})
	}
	dotted := t.dotted(path, n)
	for _, id := range dotted {
		keys = append(keys, source.Key{ID: id})
	}
	fields := source.NewFields(n, &t.problems, keys...)
	for _, r := range rows {
		entry, given := fields.Entry(r.ID)
		if !given {
			continue
		}
		full := join(path, r.ID)
		if len(r.Rows) == 0 {
			t.give(full, entry)
			continue
		}
		t.groups[full] = entry.Key.Pos
		if entry.Value.Kind != source.Map {
			t.errorf(entry.Key.Pos, "%s：应为一组行，实为%s", "%s: should be a group of rows, is %s",
				data.RowName(t.config, full), entry.Value.Kind.Name())
			t.broken[full] = true
			continue
		}
		t.group(r.Rows, full, entry.Value)
	}
	for _, id := range dotted {
		if entry, given := fields.Entry(id); given {
			t.give(join(path, id), entry)
		}
	}
}

// give notes the value of a row, which may be given once.
func (t *tableBuilder) give(path string, entry source.Entry) {
	if before, twice := t.rows[path]; twice {
		t.problems.Add(diag.Errorf(entry.Key.Pos, "%s：写了两次", "%s stands twice", data.RowName(t.config, path)).
			WithRelated(before.Key.Pos, "另一次写在这里", "it stands here too"))
		return
	}
	t.rows[path] = entry
}

// dotted lists those keys of n that are paths of rows deeper than its own.
func (t *tableBuilder) dotted(path string, n *source.Node) []string {
	var ids []string
	for _, e := range n.Entries {
		id := e.Key.Text
		if !strings.Contains(id, ".") || slices.Contains(ids, id) {
			continue
		}
		row := join(path, id)
		at := func(l data.Leaf) bool { return l.Path == row }
		if slices.ContainsFunc(t.leaves, at) || slices.ContainsFunc(t.lists, at) {
			ids = append(ids, id)
		}
	}
	return ids
}

// missing reports the rows that were left out, a group that was left out
// altogether once. Totals may be left out.
func (t *tableBuilder) missing(rows []configs.Row, path string) {
	for _, r := range rows {
		full := join(path, r.ID)
		_, given := t.rows[full]
		if given || t.broken[full] || len(r.Rows) == 0 && r.Total {
			continue
		}
		if len(r.Rows) > 0 && t.anyWithin(full) {
			t.missing(r.Rows, full)
			continue
		}
		pos, empty := t.groups[full]
		if !empty {
			pos = t.groups[path]
		}
		d := diag.Errorf(pos, "缺少“%s”", "%q is missing", data.RowName(t.config, full))
		if r.Many != nil {
			t.problems.Add(d.WithHint("没有的写 []", "it has to be given; [] where there is nothing"))
			continue
		}
		t.problems.Add(d.WithHint("没有的也要写，填 0", "it has to be given; 0 where there is nothing"))
	}
}

// anyWithin reports whether a group was given, if only as an empty one.
func (t *tableBuilder) anyWithin(group string) bool {
	within := func(l data.Leaf) bool {
		_, given := t.rows[l.Path]
		return given && l.Within(group)
	}
	return slices.ContainsFunc(t.leaves, within) || slices.ContainsFunc(t.lists, within)
}

func join(group, id string) string {
	if group == "" {
		return id
	}
	return group + "." + id
}
