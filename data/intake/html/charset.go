package html

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/internal/diag"
)

// text decodes a file. Which encoding it has is said by its byte order mark,
// else by the bytes themselves: what is valid UTF-8 is UTF-8, whatever a meta
// element has kept from the server's copy. Then what the file says counts, and
// at last GB 18030, which holds GBK and GB 2312.
func text(at diag.Pos, content []byte) (string, diag.List) {
	marked := bytes.HasPrefix(content, []byte("\xFF\xFE")) || bytes.HasPrefix(content, []byte("\xFE\xFF"))
	if utf8.Valid(content) && !marked {
		return strings.TrimPrefix(string(content), "\uFEFF"), nil
	}
	said, name, _ := charset.DetermineEncoding(content, "")
	switch name {
	case "utf-8", "gbk", "gb18030", "windows-1252", "iso-8859-1":
		if mostlyUTF8(content) {
			return mended(at, strings.ToValidUTF8(string(content), "\uFFFD"), "UTF-8")
		}
		said, name = simplifiedchinese.GB18030, "GB 18030"
	}
	decoded, err := said.NewDecoder().Bytes(content)
	if err != nil {
		return "", diag.List{diag.Errorf(at, "网页的编码不对：%v", "the encoding of the page is wrong: %v", err)}
	}
	return mended(at, strings.TrimPrefix(string(decoded), "\uFEFF"), name)
}

// mostlyUTF8 says whether some broken characters stand among many whole ones,
// which the bytes of other encodings hardly ever make.
func mostlyUTF8(content []byte) bool {
	const many = 4
	whole, broken := 0, 0
	for len(content) > 0 {
		r, size := utf8.DecodeRune(content)
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			whole++
		}
		content = content[size:]
	}
	return whole > many*broken
}

// mended says how many characters of a file are broken.
func mended(at diag.Pos, page, name string) (string, diag.List) {
	n := strings.Count(page, "\uFFFD")
	if n == 0 {
		return page, nil
	}
	return page, diag.List{diag.Warnf(at, "按 %s 编码读取，有 %d 处认不出的字，读成了“\uFFFD”", "read as %s, in which %d characters are wrong and became “\uFFFD”", name, n).
		WithHint("在浏览器里打开网页，重新保存，编码选 UTF-8", "open the page in a browser and save it again as UTF-8")}
}
