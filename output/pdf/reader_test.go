package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
	"testing"
	"unicode/utf16"
)

// A reader of the files this package writes, made apart from the writer: the
// tests look at a file as a program would that knows ISO 32000-1 only.

type (
	nameObj   string
	stringObj string
	refObj    int
	dictObj   map[nameObj]any
	opObj     string // operator of a content stream
	streamObj struct {
		dict dictObj
		data []byte // unpacked
		raw  []byte
	}
)

// scanner reads objects; its methods fail the test when the syntax is wrong.
type scanner struct {
	t  testing.TB
	b  []byte
	at int
}

func (s *scanner) space() {
	for s.at < len(s.b) && bytes.IndexByte([]byte(" \n\r\t\x00\f"), s.b[s.at]) >= 0 {
		s.at++
	}
}

func (s *scanner) take(lit string) bool {
	if bytes.HasPrefix(s.b[s.at:], []byte(lit)) {
		s.at += len(lit)
		return true
	}
	return false
}

func (s *scanner) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("offset %d: %s near %q", s.at, fmt.Sprintf(format, args...), s.b[s.at:min(s.at+40, len(s.b))])
}

// next is the next object, nil at the end.
func (s *scanner) next() any {
	s.space()
	if s.at >= len(s.b) {
		return nil
	}
	switch c := s.b[s.at]; {
	case s.take("<<"):
		return s.dict()
	case c == '<':
		return s.hexString()
	case c == '(':
		return s.literalString()
	case c == '[':
		s.at++
		return s.array()
	case c == '/':
		s.at++
		return s.name()
	}
	word := s.word()
	if n, err := strconv.ParseFloat(word, 64); err == nil {
		return s.number(n)
	}
	switch word {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nameObj("null")
	case "":
		s.fail("no object")
	}
	return opObj(word)
}

// number is n, or a reference that begins with it.
func (s *scanner) number(n float64) any {
	if n != float64(int(n)) || n < 0 {
		return n
	}
	keep := s.at
	if s.take(" 0 R") {
		if s.at == len(s.b) || bytes.IndexByte([]byte(" \n/]>[(<"), s.b[s.at]) >= 0 || s.b[s.at] >= '0' && s.b[s.at] <= '9' {
			return refObj(int(n))
		}
	}
	s.at = keep
	return n
}

func (s *scanner) word() string {
	start := s.at
	for s.at < len(s.b) && bytes.IndexByte([]byte(" \n\r\t()<>[]{}/%"), s.b[s.at]) < 0 {
		s.at++
	}
	return string(s.b[start:s.at])
}

func (s *scanner) name() nameObj {
	var out []byte
	for w := []byte(s.word()); len(w) > 0; w = w[1:] {
		if w[0] == '#' && len(w) > 2 {
			n, err := strconv.ParseUint(string(w[1:3]), 16, 8)
			if err != nil {
				s.fail("name escape")
			}
			out = append(out, byte(n))
			w = w[2:]
			continue
		}
		out = append(out, w[0])
	}
	return nameObj(out)
}

func (s *scanner) dict() dictObj {
	d := dictObj{}
	for {
		s.space()
		if s.take(">>") {
			return d
		}
		key, ok := s.next().(nameObj)
		if !ok {
			s.fail("dictionary key")
		}
		if _, twice := d[key]; twice {
			s.fail("key %s stands twice", key)
		}
		d[key] = s.next()
	}
}

func (s *scanner) array() []any {
	list := []any{}
	for {
		s.space()
		if s.take("]") {
			return list
		}
		list = append(list, s.next())
	}
}

func (s *scanner) hexString() stringObj {
	end := bytes.IndexByte(s.b[s.at:], '>')
	digits := s.b[s.at+1 : s.at+end]
	if len(digits)%2 != 0 {
		s.fail("hex string of %d digits", len(digits))
	}
	s.at += end + 1
	var out []byte
	for ; len(digits) >= 2; digits = digits[2:] {
		n, err := strconv.ParseUint(string(digits[:2]), 16, 8)
		if err != nil {
			s.fail("hex string")
		}
		out = append(out, byte(n))
	}
	return stringObj(out)
}

func (s *scanner) literalString() stringObj {
	var out []byte
	for s.at++; s.b[s.at] != ')'; s.at++ {
		if s.b[s.at] == '\\' {
			s.at++
		}
		out = append(out, s.b[s.at])
	}
	s.at++
	return stringObj(out)
}

// pdfFile is an opened file.
type pdfFile struct {
	t       testing.TB
	data    []byte
	trailer dictObj
	objects map[refObj]any
}

func openPDF(t testing.TB, data []byte) *pdfFile {
	t.Helper()
	f := &pdfFile{t: t, data: data, objects: map[refObj]any{}}
	i := bytes.LastIndex(data, []byte("startxref\n"))
	var at int
	if _, err := fmt.Sscanf(string(data[i:]), "startxref\n%d\n%%%%EOF\n", &at); err != nil {
		t.Fatal(err)
	}
	_, x := f.indirect(at)
	table := x.(*streamObj)
	f.trailer = table.dict
	widths := [3]int{}
	for i, w := range f.trailer["W"].([]any) {
		widths[i] = int(w.(float64))
	}
	var packed [][3]int
	rows := table.data
	size := int(f.trailer["Size"].(float64))
	if len(rows) != size*(widths[0]+widths[1]+widths[2]) {
		t.Fatalf("cross-reference stream of %d bytes for %d objects", len(rows), size)
	}
	for n := range size {
		var row [3]int
		for k, w := range widths {
			for range w {
				row[k] = row[k]<<8 | int(rows[0])
				rows = rows[1:]
			}
		}
		switch row[0] {
		case 1:
			r, o := f.indirect(row[1])
			if int(r) != n {
				t.Fatalf("object %d stands where %d should", r, n)
			}
			f.objects[r] = o
		case 2:
			packed = append(packed, [3]int{n, row[1], row[2]})
		}
	}
	for _, p := range packed {
		f.objects[refObj(p[0])] = f.member(p[0], refObj(p[1]), p[2])
	}
	return f
}

// indirect reads the object at an offset.
func (f *pdfFile) indirect(at int) (refObj, any) {
	f.t.Helper()
	s := &scanner{t: f.t, b: f.data, at: at}
	n, ok := s.next().(float64)
	if !ok || !s.take(" 0 obj\n") || f.data[at-1] != '\n' {
		s.fail("object header")
	}
	d, ok := s.next().(dictObj)
	if !ok || !s.take("\nstream\n") {
		s.fail("stream")
	}
	st := &streamObj{dict: d, raw: f.data[s.at : s.at+int(d["Length"].(float64))]}
	s.at += len(st.raw)
	if !s.take("\nendstream\nendobj\n") {
		s.fail("Length does not lead to endstream")
	}
	st.data = st.raw
	if d["Filter"] == nameObj("FlateDecode") {
		z, err := zlib.NewReader(bytes.NewReader(st.raw))
		if err != nil {
			f.t.Fatal(err)
		}
		if st.data, err = io.ReadAll(z); err != nil {
			f.t.Fatalf("object %v: %v", n, err)
		}
	}
	return refObj(int(n)), st
}

// member reads an object of an object stream.
func (f *pdfFile) member(n int, container refObj, index int) any {
	f.t.Helper()
	st := f.objects[container].(*streamObj)
	s := &scanner{t: f.t, b: st.data}
	var number, offset float64
	for range index + 1 {
		number, offset = s.next().(float64), s.next().(float64)
	}
	if int(number) != n {
		f.t.Fatalf("member %d of object stream %d is %v, not %d", index, container, number, n)
	}
	s.at = int(st.dict["First"].(float64)) + int(offset)
	o := s.next()
	if s.b[s.at] != '\n' {
		s.fail("object %d does not end at its line", n)
	}
	return o
}

// get follows a reference.
func (f *pdfFile) get(o any) any {
	f.t.Helper()
	if r, ok := o.(refObj); ok {
		v, ok := f.objects[r]
		if !ok {
			f.t.Fatalf("no object %d", r)
		}
		return v
	}
	return o
}

func (f *pdfFile) dict(o any) dictObj {
	f.t.Helper()
	d, ok := f.get(o).(dictObj)
	if !ok {
		f.t.Fatalf("%v is no dictionary", o)
	}
	return d
}

func (f *pdfFile) array(o any) []any {
	f.t.Helper()
	if o == nil {
		return nil
	}
	a, ok := f.get(o).([]any)
	if !ok {
		f.t.Fatalf("%v is no array", o)
	}
	return a
}

func (f *pdfFile) catalog() dictObj { return f.dict(f.trailer["Root"]) }

func (f *pdfFile) pages() []dictObj {
	var pages []dictObj
	for _, k := range f.array(f.dict(f.catalog()["Pages"])["Kids"]) {
		pages = append(pages, f.dict(k))
	}
	return pages
}

// str is the characters of a text string.
func str(o any) string {
	s, _ := o.(stringObj)
	if len(s) < 2 || s[:2] != "\xFE\xFF" {
		return string(s)
	}
	return utf16Text(string(s[2:]))
}

func utf16Text(s string) string {
	var units []uint16
	for ; len(s) >= 2; s = s[2:] {
		units = append(units, uint16(s[0])<<8|uint16(s[1]))
	}
	return string(utf16.Decode(units))
}
