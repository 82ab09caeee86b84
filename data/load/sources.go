package load

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

var (
	sourcesKey    = configs.SourcesKey
	sourceNameKey = source.Key{ID: "name", Labels: []string{"名称"}}
	fileKey       = source.Key{ID: "file", Labels: []string{"文件"}}
	queryKey      = source.Key{ID: "query", Labels: []string{"查询"}}
	connectionKey = source.Key{ID: "connection", Labels: []string{"连接"}}
	intoKey       = source.Key{ID: "into", Labels: []string{"填入"}}

	sheetKey    = source.Key{ID: "sheet", Labels: []string{"工作表"}}
	placeRowKey = source.Key{ID: "row", Labels: []string{"行"}}
	columnKey   = source.Key{ID: "column", Labels: []string{"列"}}
	placeAtKey  = source.Key{ID: "place", Labels: []string{"位置"}}
	ignoreKey   = source.Key{ID: "ignore", Labels: []string{"不取"}}
)

// variable is the name of an environment variable.
var variable = pattern.New(`^[A-Za-z_][A-Za-z0-9_]*$`)

// sources reads where figures lie. The report has none of them when there is an
// error in one: half of them would leave figures as they are without a word.
func (b *builder) sources(n *source.Node) {
	if n == nil || n.Kind == source.Null {
		return
	}
	var said diag.List
	into := map[figureKey]diag.Pos{}
	if n.Kind == source.Map {
		n = &source.Node{Kind: source.List, Items: []*source.Node{n}, Pos: n.Pos}
	}
	items := source.Items(n, &said)
	if len(items) > maxSources {
		said.Add(diag.Errorf(n.Pos, "来源：最多 %d 个，实有 %d 个", "sources: at most %d, there are %d", maxSources, len(items)))
		items = nil
	}
	for _, item := range items {
		s := sourceBuilder{builder: b, said: &said, into: into}
		b.report.Sources = append(b.report.Sources, s.source(item))
	}
	if said.HasErrors() {
		b.report.Sources, b.report.Faults = nil, said
	}
	b.problems.Add(said...)
}

// figureKey names a figure of a report.
type figureKey struct {
	section string
	data.Ref
}

// sourceBuilder is a source being read.
type sourceBuilder struct {
	*builder
	said *diag.List
	into map[figureKey]diag.Pos // the figures that sources have named
	is   data.Source
}

func (s *sourceBuilder) source(n *source.Node) data.Source {
	fields := source.NewFields(n, s.said, sourceNameKey, fileKey, queryKey, connectionKey, intoKey)
	s.is.Pos = n.Pos
	if n.Kind != source.Map {
		return s.is
	}
	s.is.Name = s.text(fields, sourceNameKey, maxField)
	s.is.File = s.text(fields, fileKey, maxPath)
	s.is.Query = s.text(fields, queryKey, maxQuery)
	s.is.Connection = s.text(fields, connectionKey, maxField)
	file, query, connection := s.is.File, s.is.Query, s.is.Connection
	switch {
	case file.Text == "" && query.Text == "":
		s.errorf(n.Pos, "来源：要写“文件”或者“查询”", "sources: “file” or “query” is missing")
	case file.Text != "" && query.Text != "":
		s.errorf(query.Pos, "来源：“文件”和“查询”只写一个", "sources: either “file” or “query”, not both")
	case file.Text != "" && connection.Text != "":
		s.errorf(connection.Pos, "来源：“连接”只用于“查询”", "sources: “connection” goes with “query” only")
	case query.Text != "" && connection.Text == "":
		s.said.Add(diag.Errorf(n.Pos, "来源：查询缺少“连接”", "sources: the query has no “connection”").
			WithHint("写环境变量的名称，如 连接: GONGWEN_DSN；连接串放在这个环境变量里", "name the environment variable that says how the database is reached, such as connection: GONGWEN_DSN"))
	case query.Text != "" && !variable.MatchString(connection.Text):
		s.said.Add(diag.Errorf(connection.Pos, "来源：“连接”要写环境变量的名称", "sources: “connection” is the name of an environment variable").
			WithHint("连接串和密码不写在报告里，放在环境变量里", "how a database is reached, and its password, stand in the environment, not in a report"))
	}
	if query.Text != "" && s.is.Name.Text == "" {
		s.said.Add(diag.Errorf(n.Pos, "来源：查询缺少“名称”", "sources: the query has no “name”").
			WithHint("名称写进取数记录，如 名称: 受理登记", "it names where figures came from, such as name: register"))
	}
	entry, given := fields.Entry(intoKey.ID)
	if !given || entry.Value.Kind != source.Map {
		s.said.Add(diag.Errorf(n.Pos, "来源：缺少“填入”", "sources: “into” is missing").
			WithHint("写成 填入: {requests.new: 表1!C7:H7}：报告里的一行或一个数，后面是它在来源里的位置", "written as into: {requests.new: 表1!C7:H7}: a row or a figure of the report, then its place in the source"))
		return s.is
	}
	s.targets(spot{}, entry.Value)
	return s.is
}

func (s *sourceBuilder) errorf(pos diag.Pos, zh, en string, args ...any) {
	s.said.Add(diag.Errorf(pos, zh, en, args...))
}

// text is the text of a key, which may have several lines; empty for none.
func (s *sourceBuilder) text(fields *source.Fields, key source.Key, most int) data.Field {
	n := fields.Get(key.ID)
	if n == nil || n.Kind == source.Null {
		return data.Field{}
	}
	text := strings.TrimSpace(source.String(n, s.said))
	if len(text) > most {
		s.errorf(n.Pos, "来源的“%s”：最多 %d 字节，实有 %d 字节", "sources: “%[1]s” has %[3]d bytes, at most %[2]d are allowed", key.Labels[0], most, len(text))
	}
	return data.Field{Text: text, Pos: n.Pos}
}

// spot is a part of the report that a target names: the report itself, a table,
// a group of rows, a row or a figure.
type spot struct {
	section string
	table   *configs.Table
	group   string // path
	rows    []configs.Row
	leaf    *data.Leaf
	column  string
}

// targets reads the figures that a map names, which may stand below each other
// as in the report or be joined by points.
func (s *sourceBuilder) targets(at spot, n *source.Node) {
	for _, e := range n.Entries {
		to, ok := s.step(at, e.Key.Text)
		if !ok {
			within, rest := s.farthest(at, e.Key.Text)
			d := diag.Errorf(e.Key.Pos, "来源：报告里没有“%s”", "sources: the report has no %q", clip(e.Key.Text))
			if rest != e.Key.Text {
				d = diag.Errorf(e.Key.Pos, "来源：报告里没有“%s”：“%s”里没有“%s”", "sources: the report has no %q: %q has no %q", clip(e.Key.Text), clip(strings.TrimSuffix(e.Key.Text, "."+rest)), clip(rest))
			}
			s.said.Add(source.Suggest(d, rest, s.names(within)))
			continue
		}
		switch {
		case e.Value.Kind == source.Scalar:
			s.target(to, data.Target{Place: data.Place{At: trimBlanks(e.Value.Text)}, Pos: e.Key.Pos})
		case e.Value.Kind == source.Map && isPlace(e.Value):
			place, ignored := s.place(e.Value)
			s.target(to, data.Target{Place: place, Ignore: ignored, Pos: e.Key.Pos})
		case e.Value.Kind == source.Map && to.column == "":
			s.targets(to, e.Value)
		default:
			s.errorf(e.Value.Pos, "来源：“%s”后面应是它在来源里的位置，实为%s", "sources: behind “%s” its place in the source is expected, not %s", clip(e.Key.Text), e.Value.Kind.Name())
		}
	}
}

// isPlace reports whether a map is a place given by names rather than rows or
// columns of the report.
func isPlace(n *source.Node) bool {
	for _, e := range n.Entries {
		known := false
		for _, key := range []source.Key{sheetKey, placeRowKey, columnKey, placeAtKey, ignoreKey} {
			known = known || e.Key.Text == key.ID || e.Key.Text == key.Labels[0]
		}
		if !known {
			return false
		}
	}
	return len(n.Entries) > 0
}

// place reads a place that is a map, and which columns of a list are not to be taken.
func (s *sourceBuilder) place(n *source.Node) (data.Place, []string) {
	fields := source.NewFields(n, s.said, sheetKey, placeRowKey, columnKey, placeAtKey, ignoreKey)
	if at := s.text(fields, placeAtKey, maxField); at.Text != "" {
		var ignored []string
		if list := fields.Get(ignoreKey.ID); list != nil && list.Kind == source.Scalar {
			ignored = []string{source.String(list, s.said)}
		} else if list != nil {
			ignored = source.Strings(list, s.said)
		}
		return data.Place{At: trimBlanks(at.Text)}, ignored
	}
	p := data.Place{
		Sheet: s.text(fields, sheetKey, maxField).Text, Row: s.text(fields, placeRowKey, maxField).Text, Column: s.text(fields, columnKey, maxField).Text,
	}
	if p.Row == "" {
		s.errorf(n.Pos, "来源：位置缺少“行”", "sources: the place has no “row”")
	}
	return p, nil
}

// step goes to the part of at that has a name, an id or a label, or several
// joined by points.
func (s *sourceBuilder) step(at spot, name string) (spot, bool) {
	if to, ok := s.within(at, name); ok {
		return to, true
	}
	for i := 0; i < len(name); i++ {
		if name[i] != '.' {
			continue
		}
		if to, ok := s.within(at, name[:i]); ok {
			if to, ok = s.step(to, name[i+1:]); ok {
				return to, true
			}
		}
	}
	return spot{}, false
}

// farthest is how far a name leads that names nothing, and what is left of it.
func (s *sourceBuilder) farthest(at spot, name string) (spot, string) {
	for i := 0; i < len(name); i++ {
		if name[i] != '.' {
			continue
		}
		if to, ok := s.within(at, name[:i]); ok {
			return s.farthest(to, name[i+1:])
		}
	}
	return at, name
}

func (s *sourceBuilder) within(at spot, name string) (spot, bool) {
	switch {
	case at.section == "":
		for _, section := range s.report.Template.Sections {
			if section.Kind == configs.TableSection && names(sectionKey(section), name) {
				t := s.report.Template.Table(section.ID)
				return spot{section: section.ID, table: t, rows: t.Rows}, true
			}
		}
	case at.leaf != nil && at.column == "":
		for _, c := range at.leaf.Columns {
			if names(source.Key{ID: c.ID, Labels: labels(c.Label)}, name) {
				at.column = c.ID
				return at, true
			}
		}
	case at.leaf == nil:
		for _, r := range at.rows {
			if names(source.Key{ID: r.ID, Labels: labels(r.Label)}, name) {
				return at.below(r), true
			}
		}
	}
	return spot{}, false
}

// below is the row or the group r of a group.
func (at spot) below(r configs.Row) spot {
	at.group, at.rows = join(at.group, r.ID), r.Rows
	if len(r.Rows) == 0 {
		for _, l := range data.Leaves(at.table) {
			if l.Path == at.group {
				at.leaf = &l
			}
		}
	}
	return at
}

func names(key source.Key, name string) bool {
	if name == key.ID {
		return true
	}
	word := source.Normalize(name)
	for _, l := range key.Labels {
		if word != "" && source.Normalize(l) == word {
			return true
		}
	}
	return false
}

// names are the parts of at, for hints.
func (s *sourceBuilder) names(at spot) []string {
	var list []string
	switch {
	case at.section == "":
		for _, section := range s.report.Template.Sections {
			if section.Kind == configs.TableSection {
				list = append(list, section.ID, section.Label)
			}
		}
	case at.leaf != nil:
		for _, c := range at.leaf.Columns {
			list = append(list, c.ID, c.Label)
		}
	default:
		for _, r := range at.rows {
			list = append(list, r.ID, r.Label)
		}
	}
	return list
}

// target adds figures that come from a place. A figure has one place only.
func (s *sourceBuilder) target(to spot, t data.Target) {
	pos := t.Pos
	lists := data.Lists(to.table)
	if to.group == "" && len(lists) == 1 && !slices.ContainsFunc(data.Leaves(to.table), func(l data.Leaf) bool { return !l.Total }) {
		to.group = lists[0].Path // a table of one list may be that list itself
	}
	for _, l := range lists {
		switch {
		case l.Within(to.group) && l.Path != to.group:
			s.said.Add(diag.Errorf(pos, "来源：%s 是行数不定的清单，要单独写明", "sources: %s is a list of any number of rows and is named by itself", l.Name).
				WithHint("写成 %s: 全部", "written as %s: all", to.section+"."+l.Path))
			return
		case l.Path == to.group:
			if !s.once(figureKey{to.section, data.Ref{Row: l.Path}}, l.Name, pos) {
				return
			}
		}
	}
	for _, l := range data.Leaves(to.table) {
		if l.Path != to.group && !l.Within(to.group) {
			continue
		}
		for _, c := range l.Columns {
			if to.column != "" && to.column != c.ID {
				continue
			}
			if !s.once(figureKey{to.section, data.Ref{Row: l.Path, Column: c.ID}}, cellName(l, c), pos) {
				return
			}
		}
	}
	if len(t.Ignore) > 0 && !slices.ContainsFunc(lists, func(l data.Leaf) bool { return l.Path == to.group }) {
		s.errorf(pos, "来源：“不取”只用于行数不定的清单", "sources: “ignore” is for lists of any number of rows")
	}
	t.Section, t.Row, t.Column = to.section, to.group, to.column
	s.is.Into = append(s.is.Into, t)
}

// once notes that a figure or a list has a source, and says where it has another.
func (s *sourceBuilder) once(key figureKey, name string, pos diag.Pos) bool {
	first, twice := s.into[key]
	if twice {
		s.said.Add(diag.Errorf(pos, "来源：%s 写了两个来源", "sources: %s has two sources", name).
			WithRelated(first, "另一个写在这里", "the other is here"))
		return false
	}
	s.into[key] = pos
	return true
}
