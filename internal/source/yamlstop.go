package source

import (
	"io"
	"strings"
	"unicode/utf8"
)

// stopOf is the offset of the last character the library takes before it gives
// up, or the end of the last line that has any when it has merely looked at the
// beginning of another one.
func stopOf(t *text) int {
	r := &counter{data: t.data}
	_, _, _ = documents(r)
	at := min(max(0, r.at-1), max(0, len(t.data)-1))
	for at > 0 && !utf8.RuneStart(t.data[at]) {
		at--
	}
	line := t.lineOf(at)
	for line > 0 && onlyLooked(t.data[t.lines[line]:min(r.at, len(t.data))]) {
		line--
		r.at = t.lines[line] + len(t.line(line))
		at = max(t.lines[line], r.at-1)
	}
	return at
}

// onlyLooked reports whether what was read of a line is too little to be wrong:
// blanks and at most one letter.
func onlyLooked(read []byte) bool {
	s := strings.Trim(string(read), " \r\n")
	r, size := utf8.DecodeRuneInString(s)
	return size == len(s) && !strings.ContainsRune("\t{}[],:-?|>'\"*&!%@`", r)
}

// counter hands out one character at a time, so that it knows how far its
// reader has come.
type counter struct {
	data []byte
	at   int
}

func (c *counter) Read(p []byte) (int, error) {
	if c.at >= len(c.data) {
		return 0, io.EOF
	}
	_, size := utf8.DecodeRune(c.data[c.at:])
	n := copy(p, c.data[c.at:c.at+size])
	c.at += n
	return n, nil
}
