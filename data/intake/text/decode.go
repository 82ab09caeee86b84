package text

import (
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/textfile"
)

// decode makes UTF-8 of a file, with \n for the breaks of lines and pages and
// without characters that only editors see.
func decode(name string, content []byte) (string, diag.List) {
	pos := diag.Pos{File: name}
	if len(content) > maxBytes {
		return "", diag.List{diag.Errorf(pos, "文件有 %d 字节，最多可以有 %d 字节", "the file has %d bytes, at most %d are allowed", len(content), maxBytes)}
	}
	decoded, encoding, ok := textfile.Decode(content)
	if !ok {
		return "", diag.List{notText(pos)}
	}
	var problems diag.List
	if encoding != "" {
		problems.Add(converted(pos, encoding))
	}
	text := strings.NewReplacer("\uFEFF", "", "\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n",
		"\u200B", "", "\u200C", "", "\u200D", "", "\u2060", "", "\u00AD", "").Replace(decoded)
	if strings.TrimSpace(text) == "" {
		problems.Add(diag.Errorf(pos, "文件里没有内容", "the file holds nothing"))
	}
	return text, problems
}

func converted(pos diag.Pos, encoding string) diag.Diagnostic {
	return diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T("文件是 %s 编码，已按这种编码读取", "the file is encoded in %s and was read so", encoding)}
}

func notText(pos diag.Pos) diag.Diagnostic {
	return diag.Errorf(pos, "这不是文本文件，或者编码既不是 UTF-8 也不是 GB18030", "this is no text file, or is encoded neither in UTF-8 nor in GB18030").
		WithHint("在记事本或 WPS 中另存为 UTF-8 编码的纯文本", "save it as plain text in UTF-8")
}
