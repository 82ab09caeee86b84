package html

import (
	"math"
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// left is a kind of content that is left out or changed.
type left uint8

const (
	frame left = iota
	hiddenText
	doubtful
	unstyled
	phonetic
	embedded
	listNumber
	nestedTable
	wrongSpan
	wideTable
	kinds int = iota
)

var leftOut = [kinds]diag.Text{
	frame:       {ZH: "框架和嵌入的文件没有读入", EN: "frames and embedded files were not read"},
	hiddenText:  {ZH: "隐藏的文字没有读入", EN: "hidden text was left out"},
	doubtful:    {ZH: "样式表里有不能判断的规则，这些文字可能是隐藏、划去的，照文字读取，请对照网页", EN: "rules of a style sheet that cannot be decided may hide or strike out this text, which was read"},
	unstyled:    {ZH: "网页的样式表在别的文件里，不能判断这些文字是不是隐藏、划去的，照文字读取，请对照网页", EN: "style sheets in other files may hide or strike out this text, which was read"},
	phonetic:    {ZH: "文字上方的拼音没有读入", EN: "phonetic guides were left out"},
	embedded:    {ZH: "公式、矢量图里的文字没有读入", EN: "text in equations and drawings was not read"},
	listNumber:  {ZH: "列表前自动编的号没有读入", EN: "the automatic numbers of lists were left out"},
	nestedTable: {ZH: "表格里套的表格读成了单元格的文字", EN: "tables inside cells were read as text of the cells"},
	wrongSpan:   {ZH: "单元格合并的行数或列数不对，按表格实际的大小读取", EN: "cells that claim to span more rows or columns than there are"},
	wideTable:   {ZH: "表格太宽，后面的单元格没有读入", EN: "tables that are too wide, whose last cells were left out"},
}

// mention is a place where something was left out.
type mention struct {
	at   diag.Pos
	text string
}

func (r *reader) leave(kind left, text string) {
	r.left[kind] = append(r.left[kind], mention{r.pos, text})
}

// notes says what was left out, one diagnostic a kind. Only frames matter that
// stand outside of the report: it may be in one of them.
func (r *reader) notes(report []flow.Block) diag.List {
	var out diag.List
	from, to := diag.Pos{}, diag.Pos{Line: math.MaxInt}
	if n := len(report); n > 0 {
		from = report[0].Pos
		for _, b := range r.blocks {
			if before(report[n-1].Pos, b.Pos) && before(b.Pos, to) {
				to = b.Pos
			}
		}
	}
	for kind, mentions := range r.left {
		var places []string
		var first diag.Pos
		count := 0
		for _, m := range mentions {
			if left(kind) != frame && (before(m.at, from) || before(to, m.at)) {
				continue
			}
			if count++; count == 1 {
				first = m.at
			}
			if quote := flow.Quoted(m.text, maxQuoted); quote != "" && len(places) < maxListed {
				places = append(places, quote)
			}
		}
		if count == 0 {
			continue
		}
		list := ""
		if len(places) > 0 {
			list = "：" + strings.Join(places, "；")
		}
		out.Add(diag.Diagnostic{Level: diag.Note, Pos: first, Message: diag.T("%s（%d 处）%s", "%s (%d)%s", leftOut[kind], count, list)})
	}
	return out
}

// before reports whether a place comes before another in the file.
func before(a, b diag.Pos) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Col < b.Col
}
