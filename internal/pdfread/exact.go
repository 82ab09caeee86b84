package pdfread

import (
	"bytes"
	"slices"
)

// Exact reports where a revision departs from the letter of ISO 32000-1 7.5, or
// holds a byte that belongs to no listed object, cross-reference section or end
// of file. Viewers repair what departs, each in its own way, and then show
// objects that no cross-reference names. The error is a *Fault.
func (f *File) Exact(rev int) error { return f.exact(rev, false) }

// ExactAndPlain is Exact for a revision whose author nobody trusts: no string and
// no stream may hold what a viewer that searches for objects would take for one.
func (f *File) ExactAndPlain(rev int) error { return f.exact(rev, true) }

func (f *File) exact(rev int, plain bool) error {
	r := &f.Revisions[rev]
	w := &exactWalk{
		scanner: scanner{b: f.Data[:r.End], at: r.Start, exact: true},
		file:    f, view: f.View(rev), rev: rev, plain: plain, places: map[int]int{},
	}
	for n, e := range r.entries {
		if e.Free || e.Stream > 0 || e.At < r.Start || e.At >= r.End {
			continue
		}
		if other, twice := w.places[e.At]; twice {
			return fault(e.At, "对象 %d 和 %d 在同一处", "the objects %d and %d stand at one place", n, other)
		}
		w.places[e.At] = n
	}
	if err := w.sizes(); err != nil {
		return err
	}
	if rev == 0 {
		w.header()
	}
	return w.walk()
}

// exactWalk reads a revision from its first byte to its last.
type exactWalk struct {
	scanner
	file   *File
	view   *View
	rev    int
	plain  bool
	places map[int]int // numbers of the objects that are still to come, by offset
	ended  int         // sections that have been read
}

func (w *exactWalk) revision() *Revision { return &w.file.Revisions[w.rev] }

// sizes holds Size against the numbers of all objects (7.5.5): viewers forget or
// rebuild what lies beyond it.
func (w *exactWalk) sizes() error {
	size, _ := w.revision().Trailer["Size"].(int64)
	if w.rev > 0 {
		if n := w.file.Revisions[w.rev-1].highest; int64(n) >= size {
			return fault(w.revision().Start, "对象 %d 超出 Size", "object %d lies beyond Size", n)
		}
	}
	return nil
}

// header skips the header and the comment of a line that may follow it (7.5.2).
func (w *exactWalk) header() {
	for range 2 {
		if w.peek(0) != '%' {
			return
		}
		for w.at < len(w.b) && lineEnd(w.b[w.at:]) == 0 {
			w.at++
		}
		w.line()
	}
}

func (w *exactWalk) walk() error {
	for {
		w.space()
		at := w.at
		n, listed := w.places[at]
		section := w.section(at)
		switch {
		case listed || section != nil && section.stream || w.revision().hybrid == at && at > 0:
			if err := w.object(n, listed); err != nil {
				return err
			}
			delete(w.places, at)
			if section == nil || !section.stream {
				continue
			}
		case section != nil:
			if err := w.table(section); err != nil {
				return err
			}
		default:
			return fault(at, "这里的内容不属于任何对象", "what stands here belongs to no object")
		}
		if err := w.end(section); err != nil {
			return err
		}
		if w.ended++; w.ended == len(w.revision().sections) {
			break
		}
	}
	if w.at != len(w.b) || len(w.places) > 0 {
		return fault(w.at, "交叉引用表之后还有对象", "objects stand behind the cross-reference table")
	}
	return nil
}

func (w *exactWalk) section(at int) *section {
	i := slices.IndexFunc(w.revision().sections, func(x *section) bool { return x.at == at })
	if i < 0 {
		return nil
	}
	return w.revision().sections[i]
}

// object reads "N G obj … endobj" with one blank between the numbers (7.3.10).
func (w *exactWalk) object(number int, listed bool) error {
	start := w.at
	num, ok := w.digits(10)
	gen, also := 0, false
	if ok = ok && w.take(" "); ok {
		gen, also = w.digits(5)
	}
	if !ok || !also || !w.take(" obj") || !w.bounded() {
		return fault(start, "对象的开头写得不合规定", "the beginning of an object is not as it should be written")
	}
	if e, known := w.revision().entries[number]; listed && (num != number || !known || gen != e.Gen) {
		return fault(start, "这里应是对象 %d，却是 %d", "object %d should stand here, but it is %d", number, num)
	}
	from := w.at
	o, err := w.scanner.object()
	if err != nil {
		return err
	}
	if d, isDict := o.(Dict); isDict && w.is("stream") {
		if w.plain && d["Type"] == Name("XRef") && w.section(start) == nil {
			return fault(start, "多出的交叉引用流", "a cross-reference stream too many")
		}
		if from, err = w.data(from, d, num); err != nil {
			return err
		}
	}
	end := w.at
	if !w.is("endobj") || !w.bounded() {
		return expected(w.at, "endobj")
	}
	return w.hides(from, end)
}

// data reads the data of a stream (7.3.8), and gives the place behind its end.
func (w *exactWalk) data(from int, d Dict, num int) (int, error) {
	if err := w.hides(from, w.at); err != nil {
		return 0, err
	}
	o, err := w.file.stream(&w.scanner, d, w.view, 0)
	if err != nil {
		return 0, err
	}
	s := o.(*Stream)
	start := s.at
	if behind := lineEnd(w.b[start+len(s.Raw):]); start+len(s.Raw)+behind+len("endstream") != w.at || !w.bounded() {
		return 0, fault(w.at, "流的末尾写得不合规定", "the end of a stream is not as it should be written")
	}
	if err := w.hides(start, start+len(s.Raw)); err != nil {
		return 0, err
	}
	if w.plain && d["Type"] == Name("ObjStm") {
		return w.at, w.packet(s, num)
	}
	return w.at, nil
}

// packet holds an object stream to what the cross-references say of it: all of
// its objects are listed, and nothing stands between them (7.5.7).
func (w *exactWalk) packet(s *Stream, num int) error {
	if _, more := s.Dict["Extends"]; more {
		return fault(s.at, "对象流接着另一个", "an object stream extends another")
	}
	p, err := w.file.openPacket(s)
	if err != nil {
		return err
	}
	in := scanner{b: p.data, packed: true, exact: true}
	first, _ := s.Dict["First"].(int64)
	for range 2 * len(p.numbers) {
		if _, err := in.integer(); err != nil {
			return err
		}
	}
	if in.space(); in.at > int(first) {
		return fault(s.at, "对象流的字典写错了", "bad dictionary of an object stream")
	}
	for i, n := range p.numbers {
		if e, ok := w.revision().entries[n]; !ok || e.Stream != num || e.Index != i {
			return fault(s.at, "对象流里的对象 %d 没有列出", "object %d of an object stream is not listed", n)
		}
		if in.space(); in.at != p.offsets[i] {
			return fault(s.at, "对象流里有不属于任何对象的内容", "an object stream holds what belongs to no object")
		}
		if _, err := in.object(); err != nil {
			return err
		}
	}
	if in.space(); in.at < len(in.b) {
		return fault(s.at, "对象流里有不属于任何对象的内容", "an object stream holds what belongs to no object")
	}
	return nil
}

// table reads a cross-reference table (7.5.4), in which every row has 20 bytes.
func (w *exactWalk) table(x *section) error {
	bad := func() error {
		return fault(w.at, "交叉引用表写得不合规定", "the cross-reference table is not as it should be written")
	}
	if !w.take("xref") || !w.line() {
		return bad()
	}
	rows := 0
	for !w.take("trailer") {
		if _, ok := w.digits(10); !ok || !w.take(" ") {
			return bad()
		}
		count, ok := w.digits(10)
		w.take(" ") // which 7.5.4 does not forbid before the end of the line
		if !ok || !w.line() || len(w.b)-w.at < rowSize*count {
			return bad()
		}
		for range count {
			if !isRow(w.b[w.at : w.at+rowSize]) {
				return bad()
			}
			w.at += rowSize
		}
		rows += count
	}
	if w.plain && x.trailer["XRefStm"] != nil || rows != x.rows || !w.bounded() {
		return bad()
	}
	from := w.at
	if _, err := w.scanner.object(); err != nil {
		return err
	}
	return w.hides(from, w.at)
}

// rowSize is the size of a row of a cross-reference table, in bytes.
const rowSize = 20

func isRow(row []byte) bool {
	const form = "dddddddddd ddddd k"
	for i, want := range []byte(form) {
		c := row[i]
		switch want {
		case 'd':
			if c < '0' || c > '9' {
				return false
			}
		case 'k':
			if c != 'n' && c != 'f' {
				return false
			}
		default:
			if c != want {
				return false
			}
		}
	}
	switch string(row[len(form):]) {
	case " \n", " \r", "\r\n":
		return true
	}
	return false
}

// end reads startxref and %%EOF, a line each (7.5.5).
func (w *exactWalk) end(x *section) error {
	w.space()
	start := w.at
	if !w.take("startxref") || !w.line() {
		return fault(start, "startxref 写得不合规定", "startxref is not as it should be written")
	}
	if _, ok := w.digits(10); !ok || !w.line() || !w.take(eof) {
		return fault(start, "startxref 写得不合规定", "startxref is not as it should be written")
	}
	if w.plain && x.stream {
		return x.plain()
	}
	return nil
}

// plain holds the widths of a cross-reference stream to what every viewer reads.
func (x *section) plain() error {
	widths, err := numbers(x.trailer["W"], 3)
	if err != nil || widths[0] > 1 || widths[1] > 4 || widths[2] > 4 {
		return fault(x.at, "W 写得不合规定", "W is not as it should be written")
	}
	if x.rest > 0 {
		return fault(x.at, "交叉引用流太长", "a cross-reference stream is too long")
	}
	return nil
}

// digits reads a number of so many digits at most, with no sign before it.
func (w *exactWalk) digits(most int) (n int, ok bool) {
	start := w.at
	for ; w.at-start < most && w.peek(0) >= '0' && w.peek(0) <= '9'; w.at++ {
		n = n*10 + int(w.peek(0)-'0')
	}
	return n, w.at > start && (w.b[start] != '0' || w.at == start+1)
}

// take takes a word when it stands next, with nothing before it.
func (w *exactWalk) take(word string) bool {
	if !bytes.HasPrefix(w.b[w.at:], []byte(word)) {
		return false
	}
	w.at += len(word)
	return true
}

// line takes the end of a line.
func (w *exactWalk) line() bool {
	n := lineEnd(w.b[w.at:])
	w.at += n
	return n > 0
}

// bounded reports whether the word that was taken ends here.
func (w *exactWalk) bounded() bool {
	return w.at == len(w.b) || isExactSpace(w.b[w.at]) || isDelimiter(w.b[w.at]) && w.b[w.at] != '%'
}

func (w *exactWalk) hides(from, to int) error {
	if !w.plain {
		return nil
	}
	if at, found := hidden(w.b[from:to]); found {
		return fault(from+at, "字符串或流里有看起来是对象的内容", "a string or stream holds what looks like an object")
	}
	return nil
}
