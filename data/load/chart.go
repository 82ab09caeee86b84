package load

import (
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// The keys of a chart's block.
var (
	chartTypeKey    = source.Key{ID: "type", Labels: []string{"类型"}}
	chartTitleKey   = source.Key{ID: "title", Labels: []string{"题注", "标题"}}
	chartTableKey   = source.Key{ID: "table", Labels: []string{"表", "表格"}}
	chartRowsKey    = source.Key{ID: "rows", Labels: []string{"行"}}
	chartColumnsKey = source.Key{ID: "columns", Labels: []string{"列"}}
	chartUnitKey    = source.Key{ID: "unit", Labels: []string{"单位"}}
	chartAltKey     = source.Key{ID: "alt", Labels: []string{"替代文字"}}
)

// chartKinds are the words for the kinds of charts.
var chartKinds = map[string]data.ChartKind{
	"bar": data.Bars, "柱形图": data.Bars, "柱状图": data.Bars, "条形图": data.Bars,
	"line": data.Lines, "折线图": data.Lines,
}

// chart adds the block of a chart.
func (b *builder) chart(p *proseBuilder, n *chartNode) {
	if p.charts++; p.charts > maxCharts {
		if p.charts == maxCharts+1 {
			p.errorf(n.Lines().At(0).Start, diag.T("图表太多，一节最多可以有 %d 个", "too many charts, a section may have %d", maxCharts), diag.Text{})
		}
		return
	}
	tree, problems := p.chartTree(n)
	p.problems.Add(problems...)
	start := p.node.At(n.Lines().At(0).Start)
	switch {
	case problems.HasErrors():
		return
	case tree == nil || tree.Kind != source.Map:
		p.problems.Add(diag.Errorf(start, "“chart:”下面应为图表的各项", "the parts of the chart should stand below “chart:”").
			WithHint("下面各行要缩进两格，如“type: bar”“title: 题注”“table: requests”", "indent the lines below it by two blanks: type: bar, title: caption, table: requests"))
		return
	}
	c := chartBuilder{builder: b, problems: &p.problems}
	c.fields = source.NewFields(tree, c.problems, chartTypeKey, chartTitleKey, chartTableKey, chartRowsKey, chartColumnsKey, chartUnitKey, chartAltKey)
	before := len(p.problems)
	block := data.Block{Pos: start, Chart: &data.Chart{Pos: start}}
	c.kind(block.Chart)
	block.Runs = c.title()
	c.figures(block.Chart)
	block.Chart.Alt = c.short(chartAltKey, maxNote)
	if unit := c.short(chartUnitKey, maxField); unit != "" {
		block.Chart.Unit = unit
	}
	if !p.problems[before:].HasErrors() {
		p.blocks = append(p.blocks, block)
	}
}

// chartBuilder is a chart being built.
type chartBuilder struct {
	*builder
	fields   *source.Fields
	problems *diag.List
}

func (c *chartBuilder) errorf(pos diag.Pos, zh, en string, args ...any) {
	c.problems.Add(diag.Errorf(pos, zh, en, args...))
}

func (c *chartBuilder) kind(chart *data.Chart) {
	n := c.fields.Require(chartTypeKey.ID)
	if n == nil {
		return
	}
	kind, known := chartKinds[trimBlanks(n.Text)]
	if !known || n.Kind != source.Scalar {
		c.problems.Add(diag.Errorf(n.Pos, "没有“%s”这种图表", "there is no chart of the type %q", clip(n.Text)).
			WithHint("可以用的有：bar（柱形图）、line（折线图）", "known are: bar, line"))
	}
	chart.Kind = kind
}

// title is the caption.
func (c *chartBuilder) title() []data.Run {
	n := c.fields.Require(chartTitleKey.ID)
	if n == nil {
		return nil
	}
	own := builder{}
	field, _ := own.line(n, chartTitleKey.Labels[0], maxCaption)
	c.problems.Add(own.problems...)
	return []data.Run{{Text: field.Text, Pos: field.Pos}}
}

// short is the text of a key that may be left out.
func (c *chartBuilder) short(key source.Key, most int) string {
	n := c.fields.Get(key.ID)
	if n == nil || n.Kind == source.Null {
		return ""
	}
	own := builder{}
	field, _ := own.line(n, key.Labels[0], most)
	c.problems.Add(own.problems...)
	return field.Text
}
