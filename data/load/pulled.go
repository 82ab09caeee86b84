package load

import (
	"gongwen/configs"
	"strings"

	"github.com/shopspring/decimal"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

var (
	pulledKey = configs.PulledKey
	fromKey   = source.Key{ID: "from", Labels: []string{"来自"}}
)

// pulled reads what was pulled for figures, by SECTION.ROW.COLUMN. A figure that
// is no longer the one that was pulled does not come from there.
func (b *builder) pulled(n *source.Node) {
	if n == nil || n.Kind == source.Null {
		return
	}
	if n.Kind != source.Map {
		b.errorf(n.Pos, "“取数记录”由 gongwen pull 写入，应是一组“数: 来自”", "“pulled” is written by gongwen pull and should be a map of figures")
		return
	}
	b.report.Pulled = map[string]data.Origins{}
	for _, e := range n.Entries {
		b.origin(e)
	}
	b.pulledRows()
}

// origin reads what was pulled for one figure.
func (b *builder) origin(e source.Entry) {
	fields := source.NewFields(e.Value, &b.problems, valueKey, fromKey)
	value, from := fields.Get(valueKey.ID), fields.Get(fromKey.ID)
	if e.Value.Kind != source.Map || value == nil || from == nil {
		b.errorf(e.Key.Pos, "取数记录“%s”不完整", "the record of %q is not whole", clip(e.Key.Text))
		return
	}
	section, rest, _ := strings.Cut(e.Key.Text, ".")
	ref, cell, known := data.Ref{}, data.Cell{}, false
	if dot := strings.LastIndexByte(rest, '.'); dot > 0 {
		ref = data.Ref{Row: rest[:dot], Column: rest[dot+1:]}
		cell, known = b.report.Tables[section].Cells[ref]
		known = known || b.isPulledRow(section, ref)
	}
	o := data.Origin{
		Value: data.Field{Text: trimBlanks(value.Text), Pos: value.Pos},
		From:  trimBlanks(source.String(from, &b.problems)), Pos: e.Key.Pos,
	}
	if !known || len(o.From) > maxPath {
		b.problems.Add(diag.Warnf(e.Key.Pos, "取数记录里的“%s”不是报告里的数", "%q, which was pulled, is no figure of the report", clip(e.Key.Text)).
			WithHint("删去这一行，或者再运行 gongwen pull", "remove the line, or run gongwen pull again"))
		return
	}
	if b.report.Pulled[section] == nil {
		b.report.Pulled[section] = data.Origins{}
	}
	b.report.Pulled[section][ref] = o
	if !cell.Known() {
		return
	}
	if cell.Number.String() != o.Value.Text && cell.Value().String() != plainOf(o.Value.Text) {
		config := b.report.Template.Table(section)
		b.problems.Add(diag.Warnf(cell.Pos, "%s：这里是 %s，从 %s 取来的是 %s", "%s is %s here, what was pulled from %s is %s",
			data.CellName(config, ref), cell.Number.String(), o.From, clip(o.Value.Text)).
			WithHint("取来的对，改回来；这里的对，删去“取数记录”里的这一行", "put it back, or remove the line from “pulled” where this one is right"))
		return
	}
	cell.From = o.From
	b.report.Tables[section].Cells[ref] = cell
}

// exactFigure is a number as programs write it.
var exactFigure = pattern.New(`^-?[0-9]{1,20}(?:\.[0-9]{1,20})?$`)

// plainOf is the shortest form of a number; what is none stays as it is.
func plainOf(text string) string {
	if exactFigure.MatchString(text) {
		if n, err := decimal.NewFromString(text); err == nil {
			return n.String()
		}
	}
	return text
}
