package source

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/internal/diag"
)

// decode checks that data is text in UTF-8 and makes its line table. It is nil
// when data cannot be read as text. Characters that have no place in a report
// are reported and blanked out, each by as many bytes, so that the places of
// all others stay.
func decode(name string, data []byte) (*text, diag.List) {
	at := diag.Pos{File: name}
	if len(data) > MaxBytes {
		return nil, diag.List{diag.Errorf(at, "文件有 %d 字节，最多可以有 %d 字节", "the file has %d bytes, at most %d are allowed", len(data), MaxBytes).
			WithHint("检查是否选错了文件", "check that it is the right file")}
	}
	if kind, ok := foreign(data); ok {
		return nil, diag.List{diag.Errorf(at, "这不是文本文件，而是%s", "this is not a text file but %s", kind).
			WithHint("应为 YAML 或 JSON 文本文件（.yaml、.json）", "a text file in YAML or JSON is expected (.yaml, .json)")}
	}
	if isUTF16(data) {
		return nil, diag.List{diag.Errorf(at, "文件是 UTF-16 编码（记事本称为 Unicode），应为 UTF-8", "the file is encoded in UTF-16, it should be UTF-8").
			WithHint(saveAsZH, saveAsEN)}
	}
	data, supplement := unifySupplement(bytes.TrimPrefix(data, []byte("\uFEFF")))
	t := newText(name, data)
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return nil, diag.List{diag.Errorf(t.pos(i), "文件里有空字节，不是文本文件", "the file holds a NUL byte, it is not a text file").
			WithHint("应为 YAML 或 JSON 文本文件（.yaml、.json）", "a text file in YAML or JSON is expected (.yaml, .json)")}
	}
	if !utf8.Valid(data) {
		return nil, diag.List{notUTF8(t)}
	}
	if blank(t) {
		return nil, diag.List{empty(at)}
	}
	out, problems := blankOut(t)
	for _, r := range slices.Sorted(maps.Keys(supplement)) {
		problems.Add(diag.Diagnostic{Level: diag.Note, Pos: t.pos(supplement[r]), Message: diag.T("“%c”（U+%04X）是兼容字，按“%c”读取",
			"%c (U+%04X) is a compatibility character and is read as %c", r, r, unified(r))})
	}
	return out, problems
}

const (
	saveAsZH = "记事本：文件→另存为→编码选“UTF-8”；WPS：另存为→文件类型选“纯文本（*.txt）”→编码选“UTF-8”"
	saveAsEN = "Notepad: Save as, Encoding UTF-8; WPS: Save as, Plain text, encoding UTF-8"
)

// foreign says what kind of file data is by its first bytes, when it is one
// that is easily taken for a report.
func foreign(data []byte) (diag.Text, bool) {
	for _, f := range []struct {
		magic string
		kind  diag.Text
	}{
		{"PK\x03\x04", diag.T("压缩文件或 Office 文档（.docx、.xlsx、.zip）", "a ZIP archive or an Office document (.docx, .xlsx, .zip)")},
		{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", diag.T("旧版 Office 文档（.doc、.xls、.wps）", "an old Office document (.doc, .xls, .wps)")},
		{"%PDF-", diag.T("PDF 文件", "a PDF file")},
		{"{\\rtf", diag.T("RTF 文档", "an RTF document")},
	} {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return f.kind, true
		}
	}
	return diag.Text{}, false
}

// isUTF16 looks for a byte order mark of UTF-16 or, where there is none, for
// line feeds and blanks of two bytes.
func isUTF16(data []byte) bool {
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		return true
	}
	if len(data) < 2 || len(data)%2 != 0 || bytes.IndexByte(data, 0) < 0 {
		return false
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		ascii, zero := 0, 0
		for i := 0; i+1 < len(data); i += 2 {
			switch u := order.Uint16(data[i:]); {
			case u == 0:
				zero++
			case u == '\n' || u >= ' ' && u < 0x7F:
				ascii++
			}
		}
		if zero == 0 && ascii*4 >= len(data)/2 {
			return true
		}
	}
	return false
}

func notUTF8(t *text) diag.Diagnostic {
	bad := 0
	for bad < len(t.data) {
		r, size := utf8.DecodeRune(t.data[bad:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		bad += size
	}
	if isGB18030(t.data) {
		return diag.Errorf(t.pos(bad), "文件是 GB18030/GBK 编码（记事本称为 ANSI），应为 UTF-8", "the file is encoded in GB18030 or GBK (Notepad calls it ANSI), it should be UTF-8").
			WithHint(saveAsZH, saveAsEN)
	}
	return diag.Errorf(t.pos(bad), "文件不是 UTF-8 编码：这里的字节 %02X 不成字", "the file is not encoded in UTF-8: byte %02X here makes no character", t.data[bad]).
		WithHint(saveAsZH, saveAsEN)
}

// isGB18030 says whether data makes sense in GB18030: every byte belongs to a
// character and most characters outside ASCII are common hanzi or punctuation.
func isGB18030(data []byte) bool {
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return false
	}
	common, other := 0, 0
	for _, r := range string(decoded) {
		switch {
		case r == utf8.RuneError:
			return false
		case r < 0x80:
		case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF, r >= 0x2010 && r <= 0x2026, r == '·':
			common++
		default:
			other++
		}
	}
	return common > other
}

func empty(pos diag.Pos) diag.Diagnostic {
	return diag.Errorf(pos, "文件里没有内容", "the file holds nothing").
		WithHint("用 gongwen init 生成一份可以填写的报告", "gongwen init writes a report to fill in")
}

// Blank reports whether data has nothing but white space and YAML comments, which
// Parse refuses.
func Blank(data []byte) bool {
	return blank(newText("", bytes.TrimPrefix(data, []byte("\uFEFF"))))
}

// blank reports whether t has nothing but white space and comments.
func blank(t *text) bool {
	for i := range t.lines {
		line := bytes.TrimLeftFunc(t.line(i), unicode.IsSpace)
		if len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}
