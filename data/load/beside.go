package load

import (
	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/source"
)

// besideTables reads a map of what the report file says beside its tables and
// calls f for each table that has an entry.
func (b *builder) besideTables(n *source.Node, f func(s configs.Section, entry source.Entry)) {
	if n == nil || n.Kind == source.Null {
		return
	}
	var keys []source.Key
	var tables []configs.Section
	for _, s := range b.report.Template.Sections {
		if s.Kind == configs.TableSection {
			keys = append(keys, sectionKey(s))
			tables = append(tables, s)
		}
	}
	fields := source.NewFields(n, &b.problems, keys...)
	for _, s := range tables {
		if entry, given := fields.Entry(s.ID); given && entry.Value.Kind != source.Null {
			f(s, entry)
		}
	}
}

// notes reads the lines that stand under tables.
func (b *builder) notes(n *source.Node) {
	b.besideTables(n, func(s configs.Section, entry source.Entry) {
		name := "“" + s.Label + "”的表注"
		field, ok := b.line(entry.Value, name, maxNote)
		if !ok {
			return
		}
		blocks := b.blocks(entry.Value)
		if len(blocks) != 1 || blocks[0].Level != 0 {
			b.errorf(field.Pos, "%s：应是一段文字", "%s: should be one paragraph", name)
			return
		}
		b.report.Notes[s.ID] = data.Line{Runs: blocks[0].Runs, Source: field.Text, Pos: field.Pos}
	})
}

var (
	beforeKey = source.Key{ID: "before", Labels: []string{"表前"}}
	afterKey  = source.Key{ID: "after", Labels: []string{"表后"}}
)

// around reads the prose before and after tables.
func (b *builder) around(n *source.Node) {
	b.besideTables(n, func(s configs.Section, entry source.Entry) {
		fields := source.NewFields(entry.Value, &b.problems, beforeKey, afterKey)
		around := data.Around{
			Before: b.aroundText(s, fields, beforeKey),
			After:  b.aroundText(s, fields, afterKey),
		}
		if len(around.Blocks()) > 0 {
			b.report.Around[s.ID] = around
		}
	})
}

func (b *builder) aroundText(s configs.Section, fields *source.Fields, key source.Key) data.Prose {
	entry, given := fields.Entry(key.ID)
	if !given {
		return data.Prose{}
	}
	prose, _ := b.markdownText(s.Label+" · "+key.Labels[0], entry, true)
	return prose
}
