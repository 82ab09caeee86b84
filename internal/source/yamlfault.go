package source

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// yamlFault explains why a file is not YAML. The library's message goes into
// the English text only, and since it names the line of the outermost
// construct at best, the file is read again to see where the library stops.
func yamlFault(t *text, err error) diag.Diagnostic {
	f := fault{text: t, message: strings.TrimPrefix(err.Error(), "yaml: "), stop: stopOf(t)}
	if m := namedLine.FindStringSubmatch(f.message); m != nil {
		f.named, _ = strconv.Atoi(m[1])
		f.named--
	}
	at, what, hint := f.explain()
	return invalid(t.pos(at), "YAML", what, hint, f.message)
}

// invalid says what is wrong in a file that breaks the rules of its format;
// original is what the library says.
func invalid(pos diag.Pos, format string, what, hint diag.Text, original string) diag.Diagnostic {
	return diag.Diagnostic{Level: diag.Error, Pos: pos, Hint: hint, Message: diag.Text{
		ZH: format + " 写法有误：" + what.ZH,
		EN: "not valid " + format + ": " + what.EN + " (" + original + ")",
	}}
}

var namedLine = pattern.New(`^line ([0-9]+): `)

type fault struct {
	text    *text
	message string
	stop    int // offset
	named   int // index of the line the library names; 0 also for none
}

var (
	fullColon   = pattern.New(`^[ \t]*(?:- +)?["']?[^\s"'#:：\[{][^"'#:：\[{]*["']?：`)
	tightColon  = pattern.New(`^[ \t]*(?:- +)?[^\s"'#:：\[{-][^"'#:：\[{]*:[^\s:/]`)
	openQuote   = pattern.New(`(?:^|[:\[{,-])[ \t]*(["'])`)
	halfQuoted  = pattern.New(`[:-][ \t]+(?:(")[^"]*|(')[^']*)$`)
	afterQuote  = pattern.New(`[:-][ \t]+(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*([^\s,:\]}#"'])`)
	leadingTab  = pattern.New(`^ *\t`)
	specialText = pattern.New("(?:^|[:-])[ \t]+([*&!%@`])")
)

// explain finds the most likely reason and its place.
func (f fault) explain() (at int, what, hint diag.Text) {
	line := f.text.lineOf(f.stop)
	for _, i := range f.suspects(line) {
		if at, what, hint, found := f.lineFault(i); found {
			return at, what, hint
		}
	}
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(f.message, p) {
				return true
			}
		}
		return false
	}
	switch {
	case has("unexpected end of stream", "unexpected document indicator"):
		if at, found := f.openQuote(); found {
			return at, diag.T("引号没有关闭", "the quotes are not closed"), diag.T("在文字末尾补上同样的引号", "put the same quotation mark behind the text")
		}
	case has("expected ',' or"):
		return f.openBracket(), diag.T("从这里开始的括号没有写对", "something is wrong between the brackets that begin here"), diag.T("各项之间用半角逗号“,”分开，末尾用“]”或“}”关闭", "separate the items by commas and close with ] or }")
	case has("mapping values are not allowed"):
		return f.stop, diag.T("这里不该有冒号", "a colon is not expected here"), diag.T("文字里有“: ”时整段放在引号里；检查上一行是否缺冒号、这一行缩进是否多了", "put text that holds a colon and a blank in quotes; check the colon of the line above and the indentation of this one")
	case has("could not find expected ':'"):
		i := f.named
		if i <= 0 || i > line {
			i = line
		}
		return f.first(i), diag.T("这一行缺少冒号", "this line lacks a colon"), diag.T("写成“键: 值”；接着上一行的文字要比键多缩进", "write key: value; text that goes on from the line above is indented more than its key")
	case has("escape"):
		return f.stop, diag.T("双引号里反斜杠后面的写法不对", "there is no such escape in double quotes"), diag.T("反斜杠本身写作 \\\\，或者改用单引号", "write a backslash as \\\\, or use single quotes")
	case has("expected comment or line break"):
		return f.stop, diag.T("“|”或“>”后面应当换行", "| and > are followed by a line break"), diag.T("文字从下一行开始，比键多缩进两个空格", "the text begins on the next line, indented by two blanks more than its key")
	case has("did not find expected key") && f.quoteAbove(line) >= 0:
		return f.quoteAbove(line), diag.T("引号没有在这一行关闭", "the quotes are not closed on this line"), diag.T("在文字末尾补上同样的引号；引号里的引号用“ ”", "put the same quotation mark behind the text")
	case has("did not find expected key", "did not find expected '-' indicator", "block sequence entries", "block mapping", "expected <document start>"):
		return f.first(line), diag.T("这一行的缩进或引号不对", "the indentation or the quotes of this line are wrong"), diag.T("同一层的键要左边对齐，下一层多缩进两个空格；引号要成对，引号里的引号改用“ ”", "keys of one level begin at the same column, those below at two blanks more; quotes come in pairs")
	}
	return f.stop, diag.T("这里看不懂", "this cannot be understood"), diag.T("检查缩进、冒号和引号；以 * & ! %% @ ` 开头的文字要放在引号里", "check indentation, colons and quotes; text that begins with * & ! %% @ ` is put in quotes")
}

// suspects are the lines that may hold the reason for a stop on the given one:
// itself, the one before that is not blank, and the one the library names.
func (f fault) suspects(line int) []int {
	out := []int{line}
	for i := line - 1; i >= 0; i-- {
		if strings.TrimSpace(string(f.text.line(i))) != "" {
			out = append(out, i)
			break
		}
	}
	if f.named > 0 && f.named < line {
		out = append(out, f.named)
	}
	return slices.DeleteFunc(out, func(i int) bool { return i != line && f.inBlock(i) })
}

var blockHeader = pattern.New(`(?:^|[:\-][ \t]+)[|>][-+0-9]*[ \t]*(?:#.*)?$`)

// inBlock reports whether line i is text of a block scalar, where everything is
// allowed.
func (f fault) inBlock(i int) bool {
	indent := f.first(i) - f.text.lines[i]
	for i--; i >= 0 && indent > 0; i-- {
		line := f.text.line(i)
		own := f.first(i) - f.text.lines[i]
		if own >= indent || own == len(line) {
			continue
		}
		if blockHeader.Match(line) {
			return true
		}
		indent = own
	}
	return false
}

// lineFault looks for what is commonly typed wrong in a line.
func (f fault) lineFault(i int) (at int, what, hint diag.Text, found bool) {
	line, start := f.text.line(i), f.text.lines[i]
	if m := leadingTab.FindIndex(line); m != nil {
		return start + m[1] - 1, diag.T("缩进用了制表符（Tab）", "this line is indented by a tab"), diag.T("缩进只能用空格", "indent with blanks only"), true
	}
	if m := fullColon.FindIndex(line); m != nil && !strings.Contains(string(line), ": ") {
		d := withColonHint(diag.Diagnostic{})
		return start + m[1] - len("："), diag.T("用了全角冒号", "there is a full-width colon"), d.Hint, true
	}
	if m := tightColon.FindIndex(line); m != nil && !strings.Contains(string(line), ": ") {
		_, last := utf8.DecodeLastRune(line[:m[1]])
		return start + m[1] - last - 1, diag.T("冒号后面缺少空格", "a blank is missing behind the colon"), diag.T("写成“键: 值”，冒号后面加一个空格", "write key: value, with a blank behind the colon"), true
	}
	if m := specialText.FindSubmatchIndex(line); m != nil {
		c := line[m[2]]
		return start + m[2], diag.T("文字以“%c”开头", "text begins with %q", rune(c)), diag.T("以 * & ! %% @ ` 开头的文字要放在引号里，或者写在“|”的下一行", "put text that begins with * & ! %% @ ` in quotes, or on the line behind |"), true
	}
	if m := afterQuote.FindSubmatchIndex(line); m != nil {
		return start + m[2], diag.T("引号关闭后还有文字", "there is text behind the closing quotes"), diag.T("整段放在引号里，其中的引号用“ ”；或者把文字写在“|”的下一行", "put all of the text in quotes, or on the line behind |"), true
	}
	return 0, diag.Text{}, diag.Text{}, false
}

// quoteAbove is the offset of a quotation mark that begins a value and is not
// closed on its line, on the given line or one of the few before; -1 for none.
func (f fault) quoteAbove(line int) int {
	const few = 20
	for i := line; i >= 0 && i > line-few; i-- {
		if m := halfQuoted.FindSubmatchIndex(f.text.line(i)); m != nil && !f.inBlock(i) {
			return f.text.lines[i] + max(m[2], m[4])
		}
	}
	return -1
}

// openQuote is the offset of a quotation mark that is opened and not closed,
// searched from the line that the library names, if it is not the last.
func (f fault) openQuote() (int, bool) {
	for _, from := range []int{f.named, 0} {
		for i := from; i < len(f.text.lines); i++ {
			if m := openQuote.FindSubmatchIndex(f.text.line(i)); m != nil {
				return f.text.lines[i] + m[2], true
			}
		}
	}
	return 0, false
}

// openBracket is the offset of the innermost bracket that is open where the
// library stops.
func (f fault) openBracket() int {
	closed := 0
	for i := f.stop - 1; i >= 0; i-- {
		switch f.text.data[i] {
		case ']', '}':
			closed++
		case '[', '{':
			if closed == 0 {
				return i
			}
			closed--
		}
	}
	return f.stop
}

// first is the offset of the first character of a line that is not blank.
func (f fault) first(i int) int {
	line := f.text.line(i)
	return f.text.lines[i] + len(line) - len(strings.TrimLeft(string(line), " \t"))
}
