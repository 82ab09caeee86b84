package rules

import (
	"strings"
	"sync"

	"gongwen/data"
	"gongwen/internal/diag"
	lazy "gongwen/internal/pattern"
	"gongwen/internal/prefilter"
)

// blankMark is a kind of place that people leave to be filled in later: what a text
// has that has one, and the first group is what is left.
type blankMark struct {
	needs   prefilter.Needed
	pattern *lazy.Pattern
}

const (
	thing = `(?:件次|人次|万元|亿元|[件条次个期场篇份宗项起户家名元万%％])`
	stop  = `(?:[，。；、,;：）)]|$)`
)

// What is left to be filled in has no other meaning in a finished text: a sign in
// place of a figure stands before what is counted, so that 张×× is a name.
var blankMarks = []blankMark{
	{prefilter.Needed{oneOf("〔【[（("), oneOf("待请此暂T?？XxＸ×_＿")}, lazy.New(`([〔【\[（(]\s*(?:待(?:填写?|填报|补充?|补填|补录|统计|录入|汇总|核实后填写)(?:数据|数字|内容)?|(?:请|此处|在此|请在此处?)(?:填写?|填报|补充|输入)[^〕】\]）)]{0,12}|(?:数据|数字|内容)?暂缺|TODO|TBD|[?？]+|[XxＸ×]{1,6}|[_＿]+)\s*[〕】\]）)])`)},
	{prefilter.Needed{oneOf("〔【["), oneOf("待")}, lazy.New(`([〔【\[]\s*待(?:定|核实?|核对|确认|更新|完善|查|续)\s*[〕】\]])`)},
	{prefilter.Needed{oneOf("〔【"), oneOf("填补输")}, lazy.New(`([〔【]\s*(?:填写?|填报|填入|补填|补充|输入)(?:[^〕】]{0,6}(?:数|数字|数据|内容|情况|金额|日期|年份|名称|正文|文字|这里|此处|处))?\s*[〕】])`)},
	{prefilter.Needed{oneOf("?？")}, lazy.New(`([?？]{2,}|[?？]\s*` + thing + stop + `)`)},
	{prefilter.Needed{oneOf("×✕╳ＸXx")}, lazy.New(`((?:[×✕╳ＸX]{2,}|x{2,})\s*[多余]?(?:` + thing + `|[年月日省市县区镇乡局委办厅号]))`)},
	{prefilter.Needed{oneOf("×✕ＸXxNn")}, lazy.New(`(?:^|[^0-9A-Za-zＡ-Ｚａ-ｚ.])([NnXxＸ×✕]\s?` + thing + stop + `)`)},
	{prefilter.Needed{oneOf("〇○◯△□■◇＊*")}, lazy.New(`(?:^|[^一二三四五六七八九十百千零〇○])([〇○◯△□■◇＊*]{2,}\s*[多余]?` + thing + `)`)},
	{prefilter.Needed{oneOf("_＿﹍")}, lazy.New(`(?:^|[^0-9A-Za-z_＿/.-])([_＿﹍]{2,})`)},
	{prefilter.Needed{oneOf("…")}, lazy.New(`(…+\s*` + thing + stop + `)`)},
	{prefilter.Needed{oneOf("XxＸ×_＿？?□")}, lazy.New(`(20(?:[0-9][XxＸ×_＿？?□]|[XxＸ×_＿？?□]{2})年)`)},
	{prefilter.Needed{oneOf("#误此{«$")}, lazy.New(`(#(?:REF|VALUE|DIV/0)!|#N/A|#NAME\?|错误！未(?:找到引用源|定义书签)|(?:单击|点击)(?:或点击)?此处(?:输入|添加)|\{\{[^{}]{1,40}\}\}|\$\{[^{}]{1,40}\}|«[^»]{1,40}»)`)},
	{prefilter.Needed{{"  ", " \u3000", "\u3000 ", "\u3000\u3000"}}, lazy.New(`\p{Han}([ \x{3000}]{2,}` + thing + stop + `)`)},
}

// oneOf are the characters of a set as texts.
func oneOf(set string) []string { return strings.Split(set, "") }

// readyMarks is what the marks need, ready to be looked for.
var readyMarks = sync.OnceValue(func() []prefilter.Texts {
	list := make([]prefilter.Texts, len(blankMarks))
	for i, m := range blankMarks {
		list[i] = m.needs.Ready()
	}
	return list
})

// leftBlank finds the places of a text with those characters that are still to be
// filled in, as byte offsets.
func leftBlank(text string, have *prefilter.Characters) [][2]int {
	var found [][2]int
	for i, needs := range readyMarks() {
		if !needs.In(text, have) {
			continue
		}
		for _, at := range blankMarks[i].pattern.FindAllStringSubmatchIndex(text, maxOfRule) {
			found = append(found, [2]int{at[2], at[3]})
		}
	}
	return found
}

// leftBlanks reports what was left to be filled in later, ××件 or （待填）, in texts,
// notes and header fields.
func (c *check) leftBlanks() {
	for _, f := range c.report.Template.Fields() {
		if v := c.report.Fields[f.ID]; len(leftBlank(v.Text, prefilter.CharactersOf(v.Text))) > 0 && !c.open[v.Pos] {
			c.leftAt(v.Pos, v.Text)
		}
	}
	list := c.prose()
	for _, s := range c.report.Template.Sections {
		for len(list) > 0 && list[0].section.ID == s.ID {
			c.leftInRuns(list[0].Runs, list[0].text, list[0].inWords, list[0].Pos)
			list = list[1:]
		}
		if note, ok := c.report.Notes[s.ID]; ok {
			text := data.RunsText(note.Runs)
			c.leftInRuns(note.Runs, text, prefilter.CharactersOf(text), note.Pos)
		}
	}
}

// leftInRuns reports what was left in runs with that text, which has those characters.
func (c *check) leftInRuns(runs []data.Run, text string, have *prefilter.Characters, pos diag.Pos) {
	for _, at := range leftBlank(text, have) {
		if place := data.RunsAt(runs, at[0], pos); !c.open[place] {
			c.leftAt(place, strings.TrimSpace(text[at[0]:at[1]]))
		}
	}
}

func (c *check) leftAt(pos diag.Pos, text string) {
	c.open[pos] = true
	if c.blanks++; c.blanks > maxOfRule {
		return
	}
	c.found.Add(diag.Errorf(pos, "“%s”还没有填写", "“%s” is still to be filled in", text).
		WithHint("写上数或内容，没有的删去；先看样子用 --draft", "write the figure or the text, or delete it; --draft makes a draft all the same"))
}
