package pdfread

import (
	"maps"
	"slices"
)

// View is the file as it was after a revision.
type View struct {
	file    *File
	rev     int
	objects map[int]Object // that are not the same in every view
	opened  map[int]bool   // object streams by their offset
	room    int            // bytes that may still be read as objects
}

// View is the file as it was after revision rev, counted from 0. It keeps the
// objects that have been read; they may not be changed.
func (f *File) View(rev int) *View {
	if f.views[rev] == nil {
		f.views[rev] = &View{file: f, rev: rev, objects: map[int]Object{}, opened: map[int]bool{}, room: len(f.Data)}
	}
	return f.views[rev]
}

// Latest is the file as it is.
func (f *File) Latest() *View { return f.View(len(f.Revisions) - 1) }

// Trailer is the trailer of the view's last revision.
func (v *View) Trailer() Dict { return v.file.Revisions[v.rev].Trailer }

// Entry is the place of an object; ok is false when it has none or is free.
func (v *View) Entry(num int) (e Entry, ok bool) {
	e, ok = v.file.entry(v.rev, num)
	return e, ok && !e.Free
}

// Numbers are the numbers of all objects in use, in order.
func (v *View) Numbers() []int {
	all := map[int]bool{}
	for rev := 0; rev <= v.rev; rev++ {
		for n, e := range v.file.Revisions[rev].entries {
			all[n] = !e.Free
		}
	}
	maps.DeleteFunc(all, func(_ int, used bool) bool { return !used })
	return slices.Sorted(maps.Keys(all))
}

// Object reads an indirect object; one that has no place is null.
func (v *View) Object(num int) (Object, error) { return v.object(num, 0) }

func (v *View) object(num, depth int) (Object, error) {
	e, ok := v.Entry(num)
	if !ok {
		return nil, nil
	}
	at := v.place(num, e)
	if o, known := v.file.objects[at]; known {
		return o, nil
	}
	if o, known := v.objects[num]; known {
		return o, nil
	}
	if depth > maxChain {
		return nil, fault(e.At, "对象互相引用成圈", "objects refer to each other in a circle")
	}
	o, err := v.read(num, e, depth)
	switch {
	case err != nil:
	case followsOthers(o):
		v.objects[num] = o
	default:
		v.file.objects[at] = o
	}
	return o, err
}

// place is where an object stands: it is the same in every view that has it there.
type place struct{ num, gen, at, index int }

func (v *View) place(num int, e Entry) place {
	if e.Stream == 0 {
		return place{num, e.Gen, e.At, -1}
	}
	container, _ := v.Entry(e.Stream)
	return place{num, 0, container.At, e.Index}
}

// followsOthers reports whether what an object is depends on another one, which may
// differ between views: a stream whose length is an object of its own.
func followsOthers(o Object) bool {
	s, is := o.(*Stream)
	if !is {
		return false
	}
	_, elsewhere := s.Dict["Length"].(Ref)
	return elsewhere
}

// take counts the bytes that an object was read of. Objects that lie apart from
// one another never need more room than there is.
func (v *View) take(n, at int) error {
	if v.room -= n; v.room < 0 {
		return fault(at, "对象互相重叠", "objects overlap")
	}
	return nil
}

func (v *View) read(num int, e Entry, depth int) (Object, error) {
	if e.Stream > 0 {
		return v.member(num, e, depth)
	}
	s := &scanner{b: v.file.Data, at: e.At}
	ref, o, err := v.file.indirect(s, v, depth)
	if err != nil {
		return nil, err
	}
	if ref.Num != num || ref.Gen != e.Gen {
		return nil, fault(e.At, "这里应是对象 %d，却是 %d", "object %d should stand here, but it is %d", num, ref.Num)
	}
	return o, v.take(s.at-e.At, e.At)
}

// packet is an unpacked object stream (ISO 32000-1 7.5.7).
type packet struct {
	data    []byte
	numbers []int
	offsets []int
}

func (v *View) member(num int, e Entry, depth int) (Object, error) {
	container, ok := v.Entry(e.Stream)
	if !ok || container.Stream > 0 {
		return nil, fault(0, "对象流 %d 不存在", "there is no object stream %d", e.Stream)
	}
	p := v.file.packets[container.At]
	if p == nil {
		o, err := v.object(e.Stream, depth+1)
		if err != nil {
			return nil, err
		}
		if p, err = v.file.openPacket(o); err != nil {
			return nil, err
		}
		v.file.packets[container.At] = p
	}
	if !v.opened[container.At] {
		v.opened[container.At] = true
		v.room += len(p.data)
	}
	if e.Index >= len(p.numbers) || p.numbers[e.Index] != num {
		return nil, fault(container.At, "对象流里没有对象 %d", "the object stream does not hold object %d", num)
	}
	start := p.offsets[e.Index]
	s := &scanner{b: p.data, at: start, packed: true}
	o, err := s.object()
	if err != nil {
		return nil, err
	}
	return o, v.take(s.at-start, container.At)
}

func (f *File) openPacket(o Object) (*packet, error) {
	stream, ok := o.(*Stream)
	if !ok || stream.Dict["Type"] != Name("ObjStm") {
		return nil, wrongType(o, "对象流", "an object stream")
	}
	data, err := unpack(stream, &f.budget)
	if err != nil {
		return nil, err
	}
	count, ok1 := stream.Dict["N"].(int64)
	first, ok2 := stream.Dict["First"].(int64)
	if !ok1 || !ok2 || count < 0 || count > maxObjects || first < 0 || int(first) > len(data) {
		return nil, fault(0, "对象流的字典写错了", "bad dictionary of an object stream")
	}
	p := &packet{data: data}
	s := &scanner{b: data[:first], packed: true}
	for range count {
		n, err := s.integer()
		if err != nil {
			return nil, err
		}
		offset, err := s.integer()
		if err != nil {
			return nil, err
		}
		if int(first)+offset > len(data) {
			return nil, fault(offset, "对象流的位置写错了", "bad offset in an object stream")
		}
		p.numbers = append(p.numbers, n)
		p.offsets = append(p.offsets, int(first)+offset)
	}
	return p, nil
}

// indirect reads the object "n g obj … endobj" (7.3.10). A view is needed for
// streams whose length is an object of its own.
func (f *File) indirect(s *scanner, v *View, depth int) (Ref, Object, error) {
	start := s.at
	num, err := s.integer()
	if err != nil {
		return Ref{}, nil, err
	}
	gen, err := s.integer()
	if err != nil {
		return Ref{}, nil, err
	}
	if !s.is("obj") {
		return Ref{}, nil, fault(start, "这里没有对象", "no object stands here")
	}
	o, err := s.object()
	if err != nil {
		return Ref{}, nil, err
	}
	if d, ok := o.(Dict); ok && s.is("stream") {
		if o, err = f.stream(s, d, v, depth); err != nil {
			return Ref{}, nil, err
		}
	}
	if !s.is("endobj") {
		return Ref{}, nil, expected(s.at, "endobj")
	}
	return Ref{num, gen}, o, nil
}

// stream reads the data of a stream (7.3.8); the scanner stands behind the
// keyword.
func (f *File) stream(s *scanner, d Dict, v *View, depth int) (Object, error) {
	if s.peek(0) == '\r' && s.peek(1) == '\n' {
		s.at++
	}
	if s.peek(0) != '\n' {
		return nil, fault(s.at, "stream 后面应换行", "stream should end its line")
	}
	s.at++
	length := d["Length"]
	if r, ok := length.(Ref); ok && v != nil {
		var err error
		if length, err = v.object(r.Num, depth+1); err != nil {
			return nil, err
		}
	}
	n, ok := length.(int64)
	if !ok || n < 0 || int64(len(s.b)-s.at) < n {
		return nil, fault(s.at, "流的长度写错了", "bad length of a stream")
	}
	at := s.at
	raw := s.b[at : at+int(n)]
	s.at += int(n)
	if !s.is("endstream") {
		return nil, expected(s.at, "endstream")
	}
	return &Stream{Dict: d, Raw: raw, at: at}, nil
}
