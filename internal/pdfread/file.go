package pdfread

import (
	"bytes"
	"maps"
	"slices"
	"sort"
)

// File is a PDF file with its revisions, the oldest first.
type File struct {
	Data      []byte
	Revisions []Revision
	Tail      int // bytes behind the end of the last revision

	last    int // where the last cross-reference section begins
	budget  int
	packets map[int]*packet // unpacked object streams by their offset
	views   map[int]*View
	history map[int][]saved  // the entries of each number, the oldest first
	objects map[place]Object // that are the same in every view
	missing map[int]int      // from which revision on a number is referred to and has no object; nil before it is asked for
}

// saved is an entry and the revision that wrote it.
type saved struct {
	rev   int
	entry Entry
}

// Revision is what one save of the file wrote (ISO 32000-1 7.5.6).
type Revision struct {
	Start, End int // its bytes; End is behind its %%EOF, before the end of that line
	Trailer    Dict

	entries  map[int]Entry
	sections []*section // one, or two in a linearized file
	hybrid   int        // as that of a section
	highest  int        // number of an object in it or in one before
}

// Objects are the numbers of the objects that the revision defines or frees,
// in order.
func (r *Revision) Objects() []int { return slices.Sorted(maps.Keys(r.entries)) }

// Entry is what the revision says of an object.
func (r *Revision) Entry(num int) (Entry, bool) {
	e, ok := r.entries[num]
	return e, ok
}

// Open opens a file within the standard limits.
func Open(data []byte) (*File, error) { return StandardLimits().Open(data) }

// Open reads the cross-reference sections of a file. The error is ErrEncrypted
// or a *Fault.
func (l Limits) Open(data []byte) (*File, error) {
	if len(data) > l.File {
		return nil, fault(0, "文件超过 %d MB", "the file is larger than %d MB", l.File>>20)
	}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		return nil, fault(0, "不是 PDF 文件", "not a PDF file")
	}
	f := &File{
		Data: data, budget: l.Unpacked, packets: map[int]*packet{}, views: map[int]*View{},
		history: map[int][]saved{}, objects: map[place]Object{},
	}
	sections, err := f.chain()
	if err != nil {
		return nil, err
	}
	f.last = sections[len(sections)-1].at
	for _, x := range sections {
		if _, encrypted := x.trailer["Encrypt"]; encrypted {
			return nil, ErrEncrypted
		}
	}
	if err := f.revise(sections); err != nil {
		return nil, err
	}
	last := f.Revisions[len(f.Revisions)-1].End
	f.Tail = len(data) - last - lineEnd(data[last:])
	return f, nil
}

// LineBehind reports whether nothing but the end of a line stands behind the end
// of the file.
func (f *File) LineBehind() bool {
	return f.Tail > 0 && lineEnd(f.Data[len(f.Data)-f.Tail:]) == f.Tail
}

// lineEnd is the length of the end of line that b begins with.
func lineEnd(b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte("\r\n")):
		return 2
	case len(b) > 0 && (b[0] == '\n' || b[0] == '\r'):
		return 1
	}
	return 0
}

// chain follows the cross-reference sections from the last one on.
func (f *File) chain() ([]*section, error) {
	last := bytes.LastIndex(f.Data, []byte("startxref"))
	if last < 0 {
		return nil, fault(len(f.Data), "文件不完整：没有 startxref", "the file is not whole: it has no startxref")
	}
	s := &scanner{b: f.Data, at: last + len("startxref")}
	at, err := s.integer()
	if err != nil {
		return nil, err
	}
	var out []*section
	seen := map[int]bool{}
	for {
		if seen[at] || len(out) == maxRevisions {
			return nil, fault(at, "交叉引用表绕成圈或太多", "the cross-reference tables run in a circle or are too many")
		}
		seen[at] = true
		x, err := f.section(at)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
		next, more, err := x.prev()
		if err != nil {
			return nil, err
		}
		if !more {
			slices.Reverse(out)
			return out, nil
		}
		at = next
	}
}

// revise makes revisions of the sections, the oldest first, and holds each to
// its own part of the file: an update that calls up something from elsewhere
// is no update.
func (f *File) revise(sections []*section) error {
	var also *section
	if len(sections) > 1 && linearized(sections[0], sections[1]) {
		first := sections[1]
		also = sections[0]
		first.entries = merge(sections[0].entries, first.entries)
		first.end, first.pointer = sections[0].end, first.at
		sections = sections[1:]
	}
	start := 0
	for i, x := range sections {
		if x.pointer != x.at || x.at < start || x.end <= start {
			return fault(x.at, "交叉引用表的位置互相矛盾", "the cross-reference tables contradict each other")
		}
		for n, e := range x.entries {
			if e.Free || e.Stream > 0 || e.At >= start && e.At < x.end {
				continue
			}
			if old, there := f.entry(i-1, n); !there || old != e {
				return fault(x.at, "对象 %d 指到另一次保存的内容", "object %d leads into another revision", n)
			}
		}
		r := Revision{Start: start, End: x.end, Trailer: x.trailer, entries: x.entries, sections: []*section{x}, hybrid: x.hybrid}
		if i == 0 && also != nil {
			r.sections = append(r.sections, also)
		}
		f.keep(r)
		start = x.end
	}
	return nil
}

// keep adds a revision behind the others.
func (f *File) keep(r Revision) {
	if n := len(f.Revisions); n > 0 {
		r.highest = f.Revisions[n-1].highest
	}
	for n, e := range r.entries {
		f.history[n] = append(f.history[n], saved{len(f.Revisions), e})
		if !e.Free {
			r.highest = max(r.highest, n)
		}
	}
	f.Revisions = append(f.Revisions, r)
}

// Linearized reports whether the revision is arranged for pages to be shown
// while it is loaded (Annex F).
func (r *Revision) Linearized() bool { return len(r.sections) > 1 }

// linearized reports whether the two sections are the main and the first-page
// section of a linearized file (Annex F).
func linearized(main, first *section) bool {
	return first.at < main.at && first.pointer == 0 && main.pointer == first.at
}

func merge(under, over map[int]Entry) map[int]Entry {
	out := maps.Clone(under)
	maps.Copy(out, over)
	return out
}

// entry is the place of an object as the revisions up to rev have it.
func (f *File) entry(rev, num int) (Entry, bool) {
	list := f.history[num]
	after := sort.Search(len(list), func(i int) bool { return list[i].rev > rev })
	if after == 0 {
		return Entry{}, false
	}
	return list[after-1].entry, true
}
