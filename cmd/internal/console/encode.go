package console

import (
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Encoder passes text on to To in an encoding; without one as it is, in UTF-8. What the
// encoding does not have becomes a question mark.
type Encoder struct {
	To       io.Writer
	Encoding encoding.Encoding
}

// Write passes on whole characters.
func (e *Encoder) Write(p []byte) (int, error) {
	if e.Encoding == nil {
		return e.To.Write(p)
	}
	if _, err := io.WriteString(e.To, encoded(e.Encoding, string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

func encoded(in encoding.Encoding, text string) string {
	to := in.NewEncoder()
	if all, err := to.String(text); err == nil {
		return all
	}
	var b strings.Builder
	for _, r := range text {
		one, err := to.String(string(r))
		if err != nil {
			one = "?"
		}
		b.WriteString(one)
	}
	return b.String()
}

// encodings are those that a user can name.
var encodings = map[string]encoding.Encoding{"utf-8": nil, "gbk": simplifiedchinese.GBK, "gb18030": simplifiedchinese.GB18030}

// EncodingNamed is an encoding by its name; nil is UTF-8.
func EncodingNamed(name string) (e encoding.Encoding, known bool) {
	e, known = encodings[strings.ToLower(name)]
	return e, known
}
