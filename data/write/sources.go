package write

import (
	"cmp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"gongwen/configs"
	"gongwen/data"
)

// sources writes where figures lie.
func (b *builder) sources(root *yaml.Node) {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, s := range b.report.Sources {
		item := mapping()
		b.give(item, "name", "名称", s.Name.Text)
		b.give(item, "file", "文件", s.File.Text)
		b.give(item, "query", "查询", s.Query.Text)
		b.give(item, "connection", "连接", s.Connection.Text)
		into := mapping()
		for _, t := range s.Into {
			path := t.Section
			for _, part := range []string{t.Row, t.Column} {
				if part != "" {
					path = data.JoinPath(path, part)
				}
			}
			b.put(into, path, b.place(t), "")
		}
		b.put(item, b.key("into", "填入"), into, "")
		list.Content = append(list.Content, item)
	}
	if len(list.Content) > 0 {
		b.put(root, b.key("sources", "来源"), list, "")
	}
}

// give writes a text that is not empty.
func (b *builder) give(m *yaml.Node, id, label, value string) {
	if value != "" {
		b.put(m, b.key(id, label), text(value), "")
	}
}

func (b *builder) place(t data.Target) *yaml.Node {
	p := t.Place
	if len(t.Ignore) > 0 {
		m, list := mapping(), &yaml.Node{Kind: yaml.SequenceNode}
		m.Style = yaml.FlowStyle
		for _, name := range t.Ignore {
			list.Content = append(list.Content, text(name))
		}
		b.give(m, "place", "位置", p.At)
		b.put(m, b.key("ignore", "不取"), list, "")
		return m
	}
	if !p.Named() {
		return text(p.At)
	}
	m := mapping()
	m.Style = yaml.FlowStyle
	b.give(m, "sheet", "工作表", p.Sheet)
	b.give(m, "row", "行", p.Row)
	b.give(m, "column", "列", p.Column)
	return m
}

// pulled writes what was pulled for figures, in the order of the tables.
func (b *builder) pulled(root *yaml.Node) {
	m := mapping()
	for _, s := range b.report.Template.Sections {
		if s.Kind != configs.TableSection {
			continue
		}
		for _, o := range InOrder(b.report.Template.Table(s.ID), b.report.Pulled[s.ID]) {
			from := mapping()
			from.Style = yaml.FlowStyle
			b.put(from, b.key("value", "数值"), plain(o.Value.Text), "")
			b.put(from, b.key("from", "来自"), &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: o.From, Style: yaml.DoubleQuotedStyle}, "")
			b.put(m, Path(s.ID, o.Ref), from, "")
		}
	}
	if len(m.Content) > 0 {
		b.put(root, b.key("pulled", "取数记录"), m, "")
	}
}

// Path is how a record of what was pulled names a figure: SECTION.ROW.COLUMN.
func Path(section string, ref data.Ref) string { return section + "." + ref.Row + "." + ref.Column }

// Pulled is the origin of a figure.
type Pulled struct {
	data.Ref
	data.Origin
}

// InOrder is the origins of the figures of a table in its order.
func InOrder(t *configs.Table, origins data.Origins) []Pulled {
	places := map[data.Ref]int{}
	for _, l := range data.Leaves(t) {
		for _, c := range l.Columns {
			places[data.Ref{Row: l.Path, Column: c.ID}] = len(places)
		}
	}
	for _, l := range data.Lists(t) {
		var rows []int
		for ref := range origins {
			if n, err := strconv.Atoi(ref.Column); err == nil && ref.Row == l.Path {
				rows = append(rows, n)
			}
		}
		slices.Sort(rows)
		for _, n := range rows {
			places[data.Ref{Row: l.Path, Column: strconv.Itoa(n)}] = len(places)
		}
	}
	list := make([]Pulled, 0, len(origins))
	for ref, o := range origins {
		list = append(list, Pulled{ref, o})
	}
	slices.SortFunc(list, func(x, y Pulled) int { return cmp.Compare(places[x.Ref], places[y.Ref]) })
	return list
}
