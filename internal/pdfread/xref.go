package pdfread

import "slices"

// Entry is where an object stands (ISO 32000-1 7.5.4, 7.5.8.3).
type Entry struct {
	Free          bool
	At, Gen       int // offset and generation of an object of its own
	Stream, Index int // number of the object stream that holds it, 0 for none
}

// section is one cross-reference table or stream with its trailer.
type section struct {
	at      int // where it begins
	end     int // behind the %%EOF that follows it
	pointer int // the number behind its startxref
	stream  bool
	rows    int // of a table
	rest    int // bytes of a stream behind its last row
	hybrid  int // where the stream stands that a table has besides it, 0 for none
	entries map[int]Entry
	trailer Dict
}

// prev is where the section of the revision before stands.
func (x *section) prev() (at int, ok bool, err error) {
	o, ok := x.trailer["Prev"]
	if !ok {
		return 0, false, nil
	}
	n, isInt := o.(int64)
	if !isInt || n < 0 {
		return 0, false, fault(x.at, "Prev 写错了", "bad Prev")
	}
	return int(n), true, nil
}

// section reads the cross-reference section at an offset.
func (f *File) section(at int) (*section, error) {
	if at < 0 || at >= len(f.Data) {
		return nil, fault(at, "交叉引用表不在文件里", "a cross-reference table lies outside the file")
	}
	s := &scanner{b: f.Data, at: at}
	x := &section{at: at, entries: map[int]Entry{}}
	var err error
	table := s.is("xref")
	if table {
		err = f.table(s, x)
	} else {
		err = f.xrefStream(s, x)
	}
	if err != nil {
		return nil, err
	}
	size, ok := x.trailer["Size"].(int64)
	if !ok || size < 1 || size > maxObjects {
		return nil, fault(at, "Size 写错了", "bad Size")
	}
	for n := range x.entries {
		if n >= int(size) {
			// Some readers would take the object, others not.
			return nil, fault(at, "对象 %d 超出 Size", "object %d lies beyond Size", n)
		}
	}
	if !s.is("startxref") {
		if table {
			return nil, expected(s.at, "startxref")
		}
		x.end = s.at // the first-page section of a linearized file, as qpdf writes it; pointer is 0 as there
		return x, nil
	}
	if x.pointer, err = s.integer(); err != nil {
		return nil, err
	}
	s.space()
	if !slices.Equal(s.b[s.at:min(len(s.b), s.at+len(eof))], []byte(eof)) {
		return nil, expected(s.at, eof)
	}
	x.end = s.at + len(eof)
	return x, nil
}

// table reads a cross-reference table and its trailer (7.5.4, 7.5.5).
func (f *File) table(s *scanner, x *section) error {
	for !s.is("trailer") {
		first, err := s.integer()
		if err != nil {
			return err
		}
		count, err := s.integer()
		if err != nil {
			return err
		}
		if first > maxObjects || count > maxObjects-first {
			return fault(s.at, "对象超过 %d 个", "more than %d objects", maxObjects)
		}
		for n := first; n < first+count; n++ {
			e, err := tableEntry(s)
			if err != nil {
				return err
			}
			if err := x.add(n, e); err != nil {
				return err
			}
		}
	}
	o, err := s.object()
	if err != nil {
		return err
	}
	trailer, ok := o.(Dict)
	if !ok {
		return wrongType(o, "字典", "a dictionary")
	}
	x.trailer, x.rows = trailer, len(x.entries)
	return f.hybrid(x)
}

func tableEntry(s *scanner) (Entry, error) {
	at, err := s.integer()
	if err != nil {
		return Entry{}, err
	}
	gen, err := s.integer()
	if err != nil {
		return Entry{}, err
	}
	switch {
	case s.is("n"):
		return Entry{At: at, Gen: gen}, nil
	case s.is("f"):
		return Entry{Free: true, Gen: gen}, nil
	}
	return Entry{}, fault(s.at, "交叉引用表的行写错了", "bad line of a cross-reference table")
}

func (x *section) add(n int, e Entry) error {
	if _, twice := x.entries[n]; twice {
		return fault(x.at, "对象 %d 在交叉引用表里出现两次", "object %d stands twice in a cross-reference table", n)
	}
	x.entries[n] = e
	return nil
}

// hybrid reads the stream that hides objects from readers of old (7.5.8.4).
func (f *File) hybrid(x *section) error {
	at, ok := x.trailer["XRefStm"].(int64)
	if !ok {
		return nil
	}
	hidden := &section{at: int(at), entries: map[int]Entry{}}
	if at < 0 || int(at) >= len(f.Data) {
		return fault(x.at, "XRefStm 写错了", "bad XRefStm")
	}
	if err := f.xrefStream(&scanner{b: f.Data, at: int(at)}, hidden); err != nil {
		return err
	}
	x.hybrid = int(at)
	for n, e := range hidden.entries {
		if old, there := x.entries[n]; there && !old.Free {
			return fault(int(at), "对象 %d 有两处", "object %d has two places", n)
		}
		x.entries[n] = e
	}
	return nil
}

// xrefStream reads a cross-reference stream (7.5.8).
func (f *File) xrefStream(s *scanner, x *section) error {
	_, o, err := f.indirect(s, nil, 0)
	if err != nil {
		return err
	}
	stream, ok := o.(*Stream)
	if !ok || stream.Dict["Type"] != Name("XRef") {
		return fault(x.at, "这里应有交叉引用表", "a cross-reference table should stand here")
	}
	x.trailer, x.stream = stream.Dict, true
	data, err := unpack(stream, &f.budget)
	if err != nil {
		return err
	}
	widths, err := numbers(stream.Dict["W"], 3)
	if err != nil || widths[0] > 8 || widths[1] > 8 || widths[2] > 8 || widths[1] == 0 {
		return fault(x.at, "W 写错了", "bad W")
	}
	row := widths[0] + widths[1] + widths[2]
	size, _ := stream.Dict["Size"].(int64)
	index := []int{0, int(size)}
	if o, given := stream.Dict["Index"]; given {
		if index, err = numbers(o, -1); err != nil || len(index)%2 == 1 {
			return fault(x.at, "Index 写错了", "bad Index")
		}
	}
	for ; len(index) > 0; index = index[2:] {
		first, count := index[0], index[1]
		if first > maxObjects || count > maxObjects-first || count*row > len(data) {
			return fault(x.at, "交叉引用流太短", "a cross-reference stream is too short")
		}
		for n := first; n < first+count; n++ {
			e, err := streamEntry(data[:row], widths)
			if err != nil {
				return err
			}
			if err := x.add(n, e); err != nil {
				return err
			}
			data = data[row:]
		}
	}
	x.rest = len(data)
	return nil
}

func streamEntry(row []byte, widths []int) (Entry, error) {
	field := [3]uint64{1, 0, 0} // the type is 1 where it has no width
	for i, w := range widths {
		if w > 0 {
			field[i] = 0
		}
		for range w {
			field[i] = field[i]<<8 | uint64(row[0])
			row = row[1:]
		}
	}
	if field[1] > MaxFile || field[2] > 1<<32 {
		return Entry{}, fault(0, "交叉引用流的行写错了", "bad row of a cross-reference stream")
	}
	a, b := int(field[1]), int(field[2])
	switch field[0] {
	case 0:
		return Entry{Free: true, Gen: b}, nil
	case 1:
		return Entry{At: a, Gen: b}, nil
	case 2:
		if a > 0 && a <= maxObjects {
			return Entry{Stream: a, Index: b}, nil
		}
	}
	return Entry{}, fault(0, "交叉引用流的行写错了", "bad row of a cross-reference stream")
}

// numbers are the elements of an array of whole numbers that are not negative;
// count is how many there must be, -1 for any.
func numbers(o Object, count int) ([]int, error) {
	list, ok := o.(Array)
	if !ok || count >= 0 && len(list) != count {
		return nil, wrongType(o, "数组", "an array")
	}
	out := make([]int, len(list))
	for i, e := range list {
		n, ok := e.(int64)
		if !ok || n < 0 || n > maxObjects {
			return nil, wrongType(e, "整数", "a whole number")
		}
		out[i] = int(n)
	}
	return out, nil
}
