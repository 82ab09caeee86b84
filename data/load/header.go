package load

import (
	"fmt"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// header reads a header field, such as the agency's name.
func (b *builder) header(f configs.Field, fields *source.Fields) {
	entry, given := fields.Entry(f.ID)
	if !given {
		if !f.Optional {
			b.errorf(fields.Pos, "缺少“%s”", "%q is missing", f.Label)
		}
		return
	}
	n := entry.Value
	switch {
	case n.Said || n.Kind == source.Null && f.Optional:
	case len(f.Parts) > 0:
		b.parts(f, n)
	case f.Many:
		b.many(f, n)
	default:
		if field, ok := b.value(f, n, f.Label); ok {
			b.report.Fields[f.ID] = field
		}
	}
}

// parts reads the map that a field is.
func (b *builder) parts(f configs.Field, n *source.Node) {
	keys := make([]source.Key, len(f.Parts))
	for i, part := range f.Parts {
		keys[i] = fieldKey(part)
	}
	fields := source.NewFields(n, &b.problems, keys...)
	if n.Kind != source.Map {
		return
	}
	for _, part := range f.Parts {
		entry, given := fields.Entry(part.ID)
		switch {
		case given && entry.Value.Kind == source.Null && part.Optional:
		case given:
			path := f.ID + "." + part.ID
			named := part
			named.ID = path
			if field, ok := b.value(named, entry.Value, f.Label+"的"+part.Label); ok {
				b.report.Fields[path] = field
			}
		case !part.Optional:
			b.errorf(fields.Pos, "“%s”缺少“%s”", "%q: %q is missing", f.Label, part.Label)
		}
	}
}

// many reads a list of values; a single one may stand for a list of it.
func (b *builder) many(f configs.Field, n *source.Node) {
	items := []*source.Node{n}
	if n.Kind == source.List {
		items = n.Items
	}
	switch {
	case len(items) == 0:
		b.errorf(n.Pos, "%s：不能为空", "%s: must not be empty", f.Label)
		return
	case len(items) > maxItems:
		b.errorf(n.Pos, "%s：最多 %d 个，实有 %d 个", "%s: at most %d, there are %d", f.Label, maxItems, len(items))
		return
	}
	var list []data.Field
	var texts []string
	for i, item := range items {
		name := f.Label
		if len(items) > 1 {
			name = fmt.Sprintf("%s第%d项", f.Label, i+1)
		}
		if field, ok := b.value(f, item, name); ok {
			list, texts = append(list, field), append(texts, field.Text)
		}
	}
	if len(list) > 0 {
		b.report.Lists[f.ID] = list
		b.report.Fields[f.ID] = data.Field{Text: strings.Join(texts, f.Join), Pos: list[0].Pos}
	}
}

// value reads one value of a field, which messages call name.
func (b *builder) value(f configs.Field, n *source.Node, name string) (data.Field, bool) {
	if f.Type == configs.YearField && n.Kind != source.Null {
		year, wrong := parseYear(n)
		if wrong != nil {
			b.fault(n.Pos, name, wrong)
			return data.Field{}, false
		}
		return data.Field{Text: strconv.Itoa(year), Pos: n.Pos}, true
	}
	field, ok := b.line(n, name, maxField)
	switch {
	case !ok:
		return data.Field{}, false
	case f.Type == configs.DateField:
		day, ok := b.day(field, name)
		if ok {
			b.report.Dates[f.ID] = day
		}
		return data.Field{Text: day.String(), Pos: field.Pos}, ok
	case f.Type == configs.TitleField:
		field = withBreaks(field)
	}
	if len(f.Choices) > 0 {
		return field, b.chosen(f, field, name)
	}
	return field, true
}

// chosen is whether a value is one of those that a field may have.
func (b *builder) chosen(f configs.Field, value data.Field, name string) bool {
	for _, c := range f.Choices {
		if c == value.Text {
			return true
		}
	}
	d := diag.Errorf(value.Pos, "%s：没有“%s”", "%s: there is no “%s”", name, clip(value.Text))
	b.problems.Add(d.WithHint("只能是：%s", "it is one of: %s", strings.Join(f.Choices, "、")))
	return false
}

// day reads a date, which messages call name.
func (b *builder) day(text data.Field, name string) (data.Date, bool) {
	day, what := parseDay(text)
	if what == someDay {
		return day, true
	}
	d := diag.Errorf(text.Pos, "%s：%s", "%s: %s", name, what.wrong(text.Text))
	if what != farDay {
		d = d.WithHint("写成 2024-01-25 或 2024年1月25日", "written as 2024-01-25")
	}
	b.problems.Add(d)
	return data.Date{}, false
}

// withBreaks takes the marks off a title at which its lines may end.
func withBreaks(f data.Field) data.Field {
	const mark = "|"
	marked := strings.NewReplacer("/", mark, "｜", mark).Replace(f.Text)
	if strings.Contains(marked, mark) {
		f.Text, f.Marked = strings.ReplaceAll(marked, mark, ""), marked
	}
	return f
}
