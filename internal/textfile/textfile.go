// Package textfile is plain text in the encodings in which programs of Chinese
// systems write it.
package textfile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The encodings beside UTF-8.
const (
	UTF16   = "UTF-16"
	GB18030 = "GB18030"
)

// Decode is the text of a file in UTF-8, in UTF-16 with its mark, or in GB18030,
// without the mark at its beginning. encoding is UTF16 or GB18030, empty for UTF-8; ok
// is false for what is no text.
func Decode(content []byte) (text, encoding string, ok bool) {
	switch {
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}), bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(content)
		return string(out), UTF16, err == nil && utf8.Valid(out) && bytes.IndexByte(out, 0) < 0
	case bytes.IndexByte(content, 0) >= 0:
		return "", "", false
	case !utf8.Valid(content):
		out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
		return string(out), GB18030, err == nil && !bytes.ContainsRune(out, utf8.RuneError)
	}
	return strings.TrimPrefix(string(content), "\uFEFF"), "", true
}
