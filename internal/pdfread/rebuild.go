package pdfread

import "bytes"

// Rebuilt reports whether a viewer that rebuilds the cross-reference of the file,
// and takes the last object of each number wherever one stands, would show
// something else than the file says. The error is a *Fault at the first
// difference.
func (f *File) Rebuilt() error {
	last := f.lastHeads()
	view := f.Latest()
	var unlisted []head
	for n, at := range last {
		e, listed := f.entry(len(f.Revisions)-1, n)
		switch {
		case !listed || e.Free:
			unlisted = append(unlisted, head{at, n})
		case e.Stream == 0 && e.At != at, e.Stream > 0 && last[e.Stream] < at:
			return fault(at, "对象 %d 另有一个藏在文件里", "another object %d is hidden in the file", n)
		}
	}
	if err := f.otherRoots(view, last); err != nil || len(unlisted) == 0 {
		return err
	}
	dangling, err := view.Dangling()
	if err != nil {
		return err
	}
	for _, h := range unlisted {
		if dangling(h.num) {
			return fault(h.at, "对象 %d 没有列出，却被引用", "object %d is not listed and yet referred to", h.num)
		}
	}
	return nil
}

// lastHeads are the places of the last objects of every number.
func (f *File) lastHeads() map[int]int {
	last := map[int]int{}
	for from := 0; from >= 0; {
		h, next := nextHead(f.Data, from)
		if h.at >= 0 && h.num <= maxObjects {
			last[h.num] = h.at
		}
		from = next
	}
	return last
}

// otherRoots looks for trailers that are not those of the file: a viewer that
// rebuilds takes the catalog that they name.
func (f *File) otherRoots(view *View, last map[int]int) error {
	places := map[int]bool{}
	tables := 0
	for _, r := range f.Revisions {
		for _, x := range r.sections {
			places[x.at] = true
			if !x.stream {
				tables++
			}
		}
		places[r.hybrid] = true
	}
	if bytes.Count(f.Data, []byte("trailer")) != tables {
		return fault(0, "文件里另有一个 trailer", "another trailer is hidden in the file")
	}
	for n, at := range last {
		e, ok := view.Entry(n)
		if !ok || e.Stream > 0 || places[at] {
			continue
		}
		o, err := view.Object(n)
		if err != nil {
			return err
		}
		if s, ok := o.(*Stream); ok && s.Dict["Type"] == Name("XRef") {
			return fault(at, "文件里另有一个交叉引用流", "another cross-reference stream is hidden in the file")
		}
	}
	return nil
}

// Dangling are the numbers of objects that something in the view, or in one
// before, refers to or had and that do not exist.
func (v *View) Dangling() (func(num int) bool, error) {
	if v.file.missing == nil {
		if err := v.file.findMissing(); err != nil {
			return nil, err
		}
	}
	return func(num int) bool {
		since, is := v.file.missing[num]
		_, there := v.Entry(num)
		return is && since <= v.rev && !there
	}, nil
}

// findMissing goes through all revisions, each object once.
func (f *File) findMissing() error {
	missing := map[int]int{}
	for rev := range f.Revisions {
		view := f.View(rev)
		note := func(num int) {
			if _, known := missing[num]; !known {
				missing[num] = rev
			}
		}
		refer := func(r Ref) {
			if _, there := view.Entry(r.Num); !there {
				note(r.Num)
			}
		}
		Refs(view.Trailer(), refer)
		for _, n := range f.Revisions[rev].Objects() {
			if e := f.Revisions[rev].entries[n]; e.Free {
				if before, had := f.entry(rev-1, n); had && !before.Free {
					note(n)
				}
				continue
			}
			o, err := view.Object(n)
			if err != nil {
				return err
			}
			Refs(o, refer)
		}
	}
	f.missing = missing
	return nil
}
