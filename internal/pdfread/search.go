package pdfread

import "bytes"

// structure are the words that viewers search damaged files for, besides objects.
var structure = [...]string{"endobj", "endstream", "startxref", "trailer", "%%EOF"}

// hidden finds what a viewer that searches for objects would take for a part of
// the file's structure.
func hidden(b []byte) (at int, found bool) {
	for _, word := range structure {
		if i := bytes.Index(b, []byte(word)); i >= 0 {
			return i, true
		}
	}
	for from := 0; ; {
		head, next := nextHead(b, from)
		if next < 0 {
			return 0, false
		}
		if head.at >= 0 {
			return head.at, true
		}
		from = next
	}
}

// head is the beginning of something that looks like an object.
type head struct{ at, num int }

// nextHead finds the next "obj" and the two numbers before it, if there are such:
// at is negative when there are none. next is where to go on, negative at the end.
func nextHead(b []byte, from int) (h head, next int) {
	i := bytes.Index(b[from:], []byte("obj"))
	if i < 0 {
		return head{at: -1}, -1
	}
	at := from + i
	next = at + len("obj")
	end := backOver(b, at)
	start := backDigits(b, end)
	if start == end {
		return head{at: -1}, next
	}
	start = backSign(b, start)
	end = backOver(b, start)
	if end == start {
		return head{at: -1}, next
	}
	if start = backDigits(b, end); start == end {
		return head{at: -1}, next
	}
	num := 0
	for _, c := range b[start:end] {
		if num = num*10 + int(c-'0'); num > maxObjects {
			break
		}
	}
	return head{start, num}, next
}

// maxComment is how far back a comment is looked for between two numbers.
const maxComment = 256

// backOver is the place before the white space and comments that end at an
// offset.
func backOver(b []byte, at int) int {
	for {
		lines := false
		for at > 0 && isSpace(b[at-1]) {
			at--
			lines = lines || b[at] == '\n' || b[at] == '\r'
		}
		if !lines {
			return at
		}
		line := max(bytes.LastIndexAny(b[max(0, at-maxComment):at], "\r\n")+max(0, at-maxComment)+1, max(0, at-maxComment))
		i := bytes.IndexByte(b[line:at], '%')
		if i < 0 {
			return at
		}
		at = line + i
		if at == 0 || !isSpace(b[at-1]) {
			return at
		}
	}
}

func backDigits(b []byte, at int) int {
	for at > 0 && b[at-1] >= '0' && b[at-1] <= '9' {
		at--
	}
	return at
}

func backSign(b []byte, at int) int {
	for at > 0 && (b[at-1] == '+' || b[at-1] == '-') {
		at--
	}
	return at
}
