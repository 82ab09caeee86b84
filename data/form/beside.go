package form

import (
	"strings"
	"unicode/utf8"

	"gongwen/data/intake/document"
	"gongwen/data/intake/look"
	"gongwen/internal/pattern"
)

var (
	// What a line over a table says beside its title: its number, its unit, who made it.
	tableMark = pattern.New(`^[\s\x{3000}]*(?:表\s*[0-9一二三四五六七八九十]|续表|公开[0-9]+表|(?:金额)?单位[:：]|(?:编制|填报)?(?:部门|单位)[:：])`)
	// What begins a line below a table that belongs to it.
	tableNote = pattern.New(`^[\s\x{3000}]*(?:[备附]?注\s*[0-9]*\s*[:：]|(?:填表|填报)?说明[:：]|(?:资料|数据)来源[:：])`)
)

// longestTableLine is how many characters a line over a table has at most.
const longestTableLine = 40

// maxTableLines is how many lines stand over a table at most: its title, who made it,
// the unit.
const maxTableLines = 3

// besideTables are the paragraphs that belong to tables, by their index: titles and units
// right above one, notes right below. They are set as the table and not as the text.
func (j *judge) besideTables() map[int]bool {
	list := j.look.Paragraphs
	beside := map[int]bool{}
	for i := range list {
		p := &list[i]
		if p.Table == 0 || p.Floating {
			continue
		}
		if i > 0 && list[i-1].Table != p.Table {
			for k := i - 1; k >= 0 && i-k <= maxTableLines && j.overTable(&list[k]); k-- {
				beside[k] = true
			}
		}
		if i+1 < len(list) && list[i+1].Table == 0 && tableNote.MatchString(list[i+1].Text()) {
			beside[i+1] = true
		}
	}
	return beside
}

// overTable reports whether a paragraph right above a table is a line of it.
func (j *judge) overTable(p *look.Paragraph) bool {
	text := trimmed(p)
	if text == "" || p.Table > 0 || p.Floating || p.Counted || j.role(p) != document.BodyRole || length(text) > longestTableLine {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune("。！？；，：:", last) || levelOf(text) > 0 {
		return false
	}
	return p.Align == "center" || p.Align == "right" || tableMark.MatchString(text)
}
