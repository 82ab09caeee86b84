package load

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// longestMark is how many bytes of a mark with its text are looked at.
const longestMark = 400

// unset is a mark of Markdown that is not set in a report: what begins with it,
// and what to write in its place.
type unset struct {
	pattern *pattern.Pattern
	level   diag.Level
	message diag.Text
	hint    diag.Text
}

// unsetLines are marks at the beginning of a line.
var unsetLines = []unset{
	{pattern.New("^(?:```|~~~)"), diag.Error, diag.Text{ZH: "代码块没有排版", EN: "code blocks are not set"}, diag.Text{ZH: "删去这几个符号", EN: "leave the marks out"}},
	{pattern.New(`^＃+`), diag.Error, diag.Text{ZH: "“＃”是全角的，不成为小标题", EN: "a full-width “＃” makes no subheading"}, diag.Text{ZH: "换成半角的“## ”", EN: "write “## ”"}},
	{pattern.New(`^\|.*\|`), diag.Error, diag.Text{ZH: "竖线没有成为表格", EN: "the bars make no table"}, diag.Text{ZH: "表头的下一行写成 |---|---|，格数与表头相同；竖线本身写作 \\|", EN: "the line below the head is |---|---| with as many cells; a bar itself is \\|"}},
	{pattern.New(`^\[\^[^\]]+\]:`), diag.Error, diag.Text{ZH: "脚注没有排版", EN: "footnotes are not set"}, diag.Text{ZH: "写进正文的括号里", EN: "write it into the text in brackets"}},
	{pattern.New(`^(?:-{3,}|\*{3,}|_{3,}|={3,})$`), diag.Warning, diag.Text{ZH: "分隔线没有排版，照字面印出", EN: "rules are not set and printed as they stand"}, diag.Text{ZH: "删去这一行；公文用小标题分段", EN: "leave the line out and use subheadings"}},
	{pattern.New(`^＞\s?\S`), diag.Warning, diag.Text{ZH: "“＞”没有排版，照字面印出", EN: "“＞” is not set and printed as it stands"}, diag.Text{ZH: "引文用引号", EN: "use quotation marks for a quotation"}},
	{pattern.New(`^\[[^\]^]+\]:\s*(?i:https?:|/|www\.)\S*`), diag.Error, diag.Text{ZH: "写在别处的链接地址没有排版", EN: "addresses of links apart from their text are not set"}, diag.Text{ZH: "链接写成 [文字](地址)", EN: "a link is [text](address)"}},
	{pattern.New(`^>\s?\S`), diag.Warning, diag.Text{ZH: "引文（>）没有排版，照字面印出", EN: "quotes (>) are not set and printed as they stand"}, diag.Text{ZH: "用引号；“>”本身写作 \\>", EN: "use quotation marks; > itself is \\>"}},
	{pattern.New(`^[-*+] \S`), diag.Error, diag.Text{ZH: "这里的“-”不成为列表的一项，列表只有一级", EN: "this makes no item of a list, which has one level"}, diag.Text{ZH: "“- ”写在行首，前面不空格；符号本身写作 \\-", EN: "“- ” begins the line without blanks; the mark itself is \\-"}},
}

// unsetText are marks within a line.
var unsetText = []unset{
	{pattern.New("^`[^`]+`"), diag.Error, diag.Text{ZH: "代码（`）没有排版", EN: "code (`) is not set"}, diag.Text{ZH: "删去“`”；它本身写作 \\`", EN: "leave ` out; itself it is \\`"}},
	{pattern.New(`^~~\S(?:[^~]*\S)?~~`), diag.Error, diag.Text{ZH: "删除线（~~）没有排版", EN: "strikes (~~) are not set"}, diag.Text{ZH: "删去不要的文字；“~”本身写作 \\~", EN: "leave the text out; ~ itself is \\~"}},
	{pattern.New(`^\[\^[^\]\s]+\]`), diag.Error, diag.Text{ZH: "脚注没有排版", EN: "footnotes are not set"}, diag.Text{ZH: "写进正文的括号里", EN: "write it into the text in brackets"}},
	{pattern.New(`^(?i:</?(?:a|b|br|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|ol|p|pre|s|span|strike|strong|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>)`), diag.Error, diag.Text{ZH: "HTML 标签没有排版", EN: "HTML tags are not set"}, diag.Text{ZH: "删去标签，加粗写成 **文字**；“<”本身写作 \\<", EN: "leave tags out, bold is **text**; < itself is \\<"}},
	{pattern.New(`^<!--(?:[^-]|-[^-])*(?:-->)?`), diag.Error, diag.Text{ZH: "HTML 的注释没有排版，会照字面印出", EN: "comments of HTML are not set and would be printed as they stand"}, diag.Text{ZH: "删去注释；报告文件的注释写在行首的“#”后面", EN: "leave the comment out; a comment of the file stands behind “#” at the beginning of a line"}},
	{pattern.New(`^＊＊[^＊\n]+＊＊`), diag.Error, diag.Text{ZH: "“＊＊”是全角的，不成为加粗", EN: "full-width “＊＊” makes nothing bold"}, diag.Text{ZH: "换成半角的 **文字**", EN: "write **text**"}},
	{pattern.New(`^\*{3,}[^*\s](?:[^*\n]*[^*\s])?\*{3,}`), diag.Error, diag.Text{ZH: "三个以上的“*”没有排版，会照字面印出", EN: "three and more asterisks are not set and would be printed as they stand"}, diag.Text{ZH: "加粗写成 **文字**", EN: "bold is **text**"}},
	{pattern.New(`^&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});`), diag.Error, diag.Text{ZH: "HTML 的字符写法（&…;）没有排版", EN: "entities of HTML (&…;) are not set"}, diag.Text{ZH: "直接写那个字符；“&”本身写作 \\&", EN: "write the character itself; & itself is \\&"}},
	{pattern.New(`^\[[ xX]\] `), diag.Warning, diag.Text{ZH: "任务的方框没有排版，照字面印出", EN: "task boxes are not set and printed as they stand"}, diag.Text{ZH: "删去方框，或写成 □、☑", EN: "leave the box out, or write □ or ☑"}},
	{pattern.New(`^==[^=\s](?:[^=\n]*[^=\s])?==`), diag.Warning, diag.Text{ZH: "突出显示（==）没有排版，照字面印出", EN: "marked text (==) is not set and printed as it stands"}, diag.Text{ZH: "强调写成 **文字**", EN: "emphasis is **text**"}},
	{pattern.New(`^\^[^\s^]{1,10}\^`), diag.Warning, diag.Text{ZH: "上标（^）没有排版，照字面印出", EN: "superscripts (^) are not set and printed as they stand"}, diag.Text{ZH: "用上标字符，如 ²、³", EN: "use characters such as ² and ³"}},
	{pattern.New(`^~[^\s~]{1,10}~`), diag.Warning, diag.Text{ZH: "下标（~）没有排版，照字面印出", EN: "subscripts (~) are not set and printed as they stand"}, diag.Text{ZH: "用下标字符，如 ₂；“~”本身写作 \\~", EN: "use characters such as ₂; ~ itself is \\~"}},
	{pattern.New(`^\*[^*\s](?:[^*\n]*[^*\s])?\*`), diag.Warning, diag.Text{ZH: "斜体（*）没有排版，照字面印出", EN: "italics (*) are not set and printed as they stand"}, diag.Text{ZH: "强调写成 **文字**；星号本身写作 \\*", EN: "emphasis is **text**; an asterisk itself is \\*"}},
	{pattern.New(`^_[^_\s](?:[^_\n]*[^_\s])?_`), diag.Warning, diag.Text{ZH: "斜体（_）没有排版，照字面印出", EN: "italics (_) are not set and printed as they stand"}, diag.Text{ZH: "强调写成 **文字**；下划线本身写作 \\_", EN: "emphasis is **text**; an underscore itself is \\_"}},
}

// remark says at an offset of the text what is not set.
func (p *proseBuilder) remark(offset int, u *unset) {
	const most = 20
	if p.faults++; p.faults > most {
		return
	}
	p.problems.Add(diag.Diagnostic{Level: u.level, Pos: p.node.At(offset), Message: u.message, Hint: u.hint})
}

// unsetMark names the mark at an offset. One of emphasis beside letters or digits
// is none: 3*4*5, file_name_1.
func (p *proseBuilder) unsetMark(i int) {
	if i < p.named {
		return
	}
	line := p.source[i:min(len(p.source), i+longestMark)]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	for k := range unsetText {
		u := &unsetText[k]
		found := u.pattern.Find(line)
		if found == nil {
			continue
		}
		if c := p.source[i]; (c == '*' || c == '_') && (isWord(p.source, i-1) || isWord(p.source, i+len(found))) {
			continue
		}
		p.remark(i, u)
		p.named = i + len(found)
		return
	}
}

func isWord(source []byte, at int) bool {
	if at < 0 || at >= len(source) {
		return false
	}
	c := source[at]
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '*' || c == '/' || c == '.' || c == '@'
}

var (
	endOfSentence = []rune{'。', '！', '？', '；'}
	// A line that is meant to begin a paragraph.
	itemNumber = pattern.New(`^(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、．)）]|[①-⑳]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，、])`)
	joinedLine = unset{level: diag.Warning, message: diag.Text{ZH: "这一行接在上一行后面，成为一段", EN: "this line goes on with the one before; they are one paragraph"},
		hint: diag.Text{ZH: "要另起一段，中间空一行", EN: "an empty line between them begins a paragraph"}}
)

// lines names what at the beginnings of a paragraph's lines is not set, and lines
// that are joined although they look like paragraphs of their own.
func (p *proseBuilder) lines(n ast.Node) {
	lines := n.Lines()
	var last rune
	for i := range lines.Len() {
		line := lines.At(i)
		text := bytes.TrimRight(line.Value(p.source), " \n")
		for k := range unsetLines {
			if unsetLines[k].pattern.Match(text) {
				p.remark(line.Start, &unsetLines[k])
				break
			}
		}
		if i > 0 && (slices.Contains(endOfSentence, last) || itemNumber.Match(text)) {
			p.remark(line.Start, &joinedLine)
		}
		last, _ = utf8.DecodeLastRune(text)
	}
}
