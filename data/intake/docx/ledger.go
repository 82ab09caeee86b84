package docx

import (
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// left is a kind of content that is left out.
type left uint8

const (
	hiddenText left = iota
	footnote
	endnote
	comment
	contents
	placeholder
	pageField
	emptyField
	formula
	chart
	diagram
	object
	wordArt
	shapes
	symbol
	phonetic
	coveredText
	bullet
	nestedTable
	otherFile
	unknown
	kinds int = iota
)

// leftOut says what the kinds are, and how their places are listed behind it.
var leftOut = [kinds]diag.Text{
	hiddenText:  {ZH: "隐藏的文字没有读入", EN: "hidden text was left out"},
	footnote:    {ZH: "脚注没有读入", EN: "footnotes were left out"},
	endnote:     {ZH: "尾注没有读入", EN: "endnotes were left out"},
	comment:     {ZH: "批注没有读入", EN: "comments were left out"},
	contents:    {ZH: "目录没有读入", EN: "the table of contents was left out"},
	placeholder: {ZH: "没有填写的内容控件，提示文字没有读入", EN: "the prompts of content controls that are not filled in were left out"},
	pageField:   {ZH: "正文里的页码没有读入", EN: "page numbers in the text were left out"},
	emptyField:  {ZH: "域没有结果，没有读入", EN: "fields without a result were left out"},
	formula:     {ZH: "公式没有读入", EN: "equations were left out"},
	chart:       {ZH: "图表没有读入", EN: "charts were left out"},
	diagram:     {ZH: "智能图形没有读入", EN: "SmartArt was left out"},
	object:      {ZH: "嵌入的对象没有读入", EN: "embedded objects were left out"},
	wordArt:     {ZH: "艺术字没有读入", EN: "WordArt was left out"},
	shapes:      {ZH: "用线条和图形画的内容没有读入", EN: "drawn lines and shapes were left out"},
	symbol:      {ZH: "符号字体里的符号没有读入", EN: "symbols of symbol fonts were left out"},
	phonetic:    {ZH: "文字上方的拼音没有读入", EN: "phonetic guides were left out"},
	coveredText: {ZH: "被合并单元格盖住、看不见的文字没有读入", EN: "text that merged cells cover was left out"},
	bullet:      {ZH: "段落前的项目符号没有读入", EN: "bullets before paragraphs were left out"},
	nestedTable: {ZH: "表格里套的表格读成了单元格的文字", EN: "tables inside cells were read as text of the cells"},
	otherFile:   {ZH: "插入的其他文件没有读入", EN: "other files that are inserted were left out"},
	unknown:     {ZH: "不认识的内容没有读入", EN: "content of unknown kinds was left out"},
}

// tally counts places and lists the first of them.
type tally struct {
	count int
	first diag.Pos
	list  []string
}

// add counts a place; quote is what stood there.
func (t *tally) add(at diag.Pos, quote string, longest int) {
	if t.count++; t.count == 1 {
		t.first = at
	}
	if len(t.list) < maxListed {
		t.list = append(t.list, placeName(at)+flow.Quoted(quote, longest))
	}
}

// places lists the places.
func (t *tally) places() string {
	s := strings.Join(t.list, "；")
	if t.count > len(t.list) {
		s += "；……"
	}
	return s
}

// placeName is a place without the file.
func placeName(at diag.Pos) string {
	if at.Sheet == bodySheet {
		return at.Cell
	}
	return at.Sheet + at.Cell
}

// leave notes that something at the current place is left out.
func (r *reader) leave(kind left, quote string) {
	r.left[kind].add(r.here(), quote, maxNote)
}

// notes says what was left out, one diagnostic a kind.
func (r *reader) notes() diag.List {
	var out diag.List
	for kind := range r.left {
		t := &r.left[kind]
		if t.count == 0 {
			continue
		}
		out.Add(diag.Diagnostic{Level: diag.Note, Pos: t.first,
			Message: diag.T("%s（%d 处）：%s", "%s (%d): %s", leftOut[kind], t.count, t.places())})
	}
	return out
}
