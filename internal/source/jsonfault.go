package source

import (
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

var (
	jsonNumber = pattern.New(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`)
	jsonWord   = pattern.New(`^[\pL_][\pL\pN_]*`)
	jsonEscape = pattern.New(`^\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})`)
)

// jsonFault explains what stands behind offset, where the library gave up with
// err. The library's message goes into the English text only.
func jsonFault(t *text, offset int, err error) diag.Diagnostic {
	for offset < len(t.data) && (t.data[offset] == ' ' || t.data[offset] == '\t' || t.data[offset] == '\n' || t.data[offset] == '\r') {
		offset++
	}
	at, what, hint := explainJSON(t.data, offset)
	return invalid(t.pos(at), "JSON", what, hint, err.Error())
}

func explainJSON(data []byte, at int) (place int, what, hint diag.Text) {
	rest := data[at:]
	if len(rest) == 0 {
		return at, diag.T("文件没有写完", "the file ends too early"), diag.T("检查每个 { 和 [ 是否都有对应的 } 和 ]", "check that every { and [ has its } or ]")
	}
	comma := diag.T("各项之间用半角逗号“,”分开，键和值之间用半角冒号“:”分开", "items are separated by commas, a key and its value by a colon")
	if rest[0] == '"' {
		if bad, what, hint := faultInString(rest); what.ZH != "" {
			return at + bad, what, hint
		}
		return at, diag.T("前面缺少逗号或冒号", "a comma or colon is missing before this"), comma
	}
	if number := jsonNumber.Find(rest); len(number) > 0 && (len(number) == len(rest) || !numberByte(rest[len(number)])) {
		return at, diag.T("前面缺少逗号或冒号，或键没有放在双引号里", "a comma or colon is missing before this, or a key is not in double quotes"), comma
	}
	r, _ := utf8.DecodeRune(rest)
	switch r {
	case '，', '：', '；', '、', '｛', '｝', '［', '］':
		return at, diag.T("用了全角标点“%c”", "there is the full-width mark %q", r), diag.T("JSON 的标点都用半角：{ } [ ] , :", "JSON has ASCII marks only: { } [ ] , :")
	case '“', '”', '‘', '’', '＂', '\'':
		return at, diag.T("引号用了“%c”", "there is the quotation mark %q", r), diag.T("JSON 的引号只能用半角双引号 \"", "JSON has the double quotation mark \" only")
	case '/', '#':
		return at, diag.T("JSON 里不能写注释", "JSON has no comments"), diag.T("删去注释，或者改用 YAML 文件", "remove the comment, or use a YAML file")
	case '}', ']':
		return at, diag.T("这里不该有“%c”", "%q is not expected here", r), diag.T("检查最后一项后面是否多了逗号、是否缺值、括号是否成对", "check for a comma behind the last item, a missing value, and that the brackets match")
	case ',', ':':
		return at, diag.T("这里不该有“%c”", "%q is not expected here", r), diag.T("检查前面是否缺值或多了标点", "check for a missing value or one mark too many")
	case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return at, diag.T("数的写法不对", "this is not a number"), diag.T("写成 0、12、3.50 的形式，前面不加 0 和 +；不是数的放在双引号里", "write 0, 12 or 3.50, without leading zeros or +; put what is not a number in double quotes")
	}
	if word := jsonWord.Find(rest); len(word) > 0 {
		return at, diag.T("“%s”没有放在双引号里", "%q is not in double quotes", clip(string(word))), diag.T("文字和键都要放在半角双引号里，空值写 null", "text and keys stand in double quotes; nothing is null")
	}
	return at, diag.T("不认识的“%c”", "%q is not expected here", r), comma
}

func numberByte(c byte) bool {
	return c >= '0' && c <= '9' || c == '.' || c == '+' || c == '-' || c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// faultInString finds what is wrong with the string that s begins with; what is
// empty when it is well formed.
func faultInString(s []byte) (at int, what, hint diag.Text) {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return 0, diag.Text{}, diag.Text{}
		case c == '\n' || c == '\r':
			return 0, diag.T("双引号没有关闭就换行了", "the line ends before the double quotes are closed"), diag.T("补上引号；文字中的换行写作 \\n", "close the quotes; write a line break in text as \\n")
		case c == '\t':
			return i, diag.T("双引号里直接写了制表符", "there is a tab in a string"), diag.T("删去，或写作 \\t", "remove it, or write \\t")
		case c == '\\':
			if len(jsonEscape.Find(s[i:])) == 0 {
				return i, diag.T("反斜杠后面的写法不对", "there is no such escape"), diag.T("反斜杠本身写作 \\\\", "write a backslash as \\\\")
			}
			i++
		}
	}
	return 0, diag.T("双引号没有关闭", "the double quotes are not closed"), diag.T("在文字末尾补上 \"", "put a \" behind the text")
}
