package pades

import (
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// change is what a revision added to the one before, and what it did that no
// revision after a signature may do.
type change struct {
	signatures, stamps, stores int
	shown                      []shown
	problems                   []diag.Text
}

// rule says whether one state of an object may follow another.
type rule func(before, after pdfread.Object) bool

// comparer holds a revision against the one before. Nothing is allowed but
// what rules name: everything that the reader of the file could see, hear or
// run must be the same objects at the same places. So the attacks that hide,
// replace, or hide and replace content, annotations or fonts are caught, known
// ones and others.
type comparer struct {
	old, new *pdfread.View
	rev      *pdfread.Revision
	rules    map[int]rule
	fields   map[pdfread.Ref]*pdfread.Ref // new signature fields, with the page of those that show something
	change   *change
}

// compare tells what revision rev changes.
func compare(file *pdfread.File, rev int) *change {
	c := &comparer{
		old: file.View(rev - 1), new: file.View(rev), rev: &file.Revisions[rev],
		rules: map[int]rule{}, fields: map[pdfread.Ref]*pdfread.Ref{},
		change: &change{},
	}
	if err := c.prepare(); err != nil {
		c.problem("%s", "%s", explain(err))
		return c.change
	}
	c.objects()
	return c.change
}

func (c *comparer) problem(zh, en string, args ...any) {
	c.change.problems = append(c.change.problems, diag.T(zh, en, args...))
}

// objects goes through everything that the revision defines or frees.
func (c *comparer) objects() {
	dangling, err := c.dangling()
	if err != nil {
		c.problem("%s", "%s", explain(err))
		return
	}
	for _, n := range c.rev.Objects() {
		e, _ := c.rev.Entry(n)
		before, existed := c.old.Entry(n)
		switch {
		case e.Free && existed:
			c.problem("对象 %d 被删除", "object %d was removed", n)
		case e.Free:
		case !existed && dangling[n]:
			// Prepared before the signature: it shows once its object comes.
			c.problem("签名前就引用着的对象 %d 被补上", "object %d, which was referred to before the signature, was put in", n)
		case existed && before.Gen != e.Gen:
			c.problem("对象 %d 被换掉", "object %d was exchanged", n)
		case existed:
			c.compare(n)
		}
	}
}

func (c *comparer) compare(n int) {
	before, err := c.old.Object(n)
	if err != nil {
		c.problem("%s", "%s", explain(err))
		return
	}
	after, err := c.new.Object(n)
	if err != nil {
		c.problem("%s", "%s", explain(err))
		return
	}
	if pdfread.Equal(before, after) || isXref(before) && isXref(after) {
		return
	}
	if allow := c.rules[n]; allow == nil || !allow(before, after) {
		c.problem("对象 %d 被改动", "object %d was changed", n)
	}
}

func isXref(o pdfread.Object) bool {
	s, ok := o.(*pdfread.Stream)
	return ok && s.Dict["Type"] == pdfread.Name("XRef")
}

// dangling are the numbers that the old revision refers to without having them.
func (c *comparer) dangling() (map[int]bool, error) {
	out := map[int]bool{}
	note := func(r pdfread.Ref) {
		if _, there := c.old.Entry(r.Num); !there {
			out[r.Num] = true
		}
	}
	pdfread.Refs(c.old.Trailer(), note)
	for _, n := range c.old.Numbers() {
		o, err := c.old.Object(n)
		if err != nil {
			return nil, err
		}
		pdfread.Refs(o, note)
	}
	return out, nil
}

// fresh says whether a reference leads to an object that the revision brings.
func (c *comparer) fresh(r pdfread.Ref) bool {
	_, existed := c.old.Entry(r.Num)
	_, exists := c.new.Entry(r.Num)
	return exists && !existed
}

// allow gives an object a rule. An object that plays two parts may not change:
// what is harmless in one may show in the other.
func (c *comparer) allow(o pdfread.Object, r rule) {
	at, ok := o.(pdfread.Ref)
	if !ok {
		return
	}
	if _, twice := c.rules[at.Num]; twice {
		r = func(pdfread.Object, pdfread.Object) bool { return false }
	}
	c.rules[at.Num] = r
}

// sameBut says whether two dictionaries agree in all keys but some.
func sameBut(a, b pdfread.Dict, but ...pdfread.Name) bool {
	a, b = a.Clone(), b.Clone()
	for _, k := range but {
		delete(a, k)
		delete(b, k)
	}
	return pdfread.Equal(a, b)
}

// only says whether a dictionary has no keys but some.
func only(d pdfread.Dict, keys ...pdfread.Name) bool {
	return sameBut(d, pdfread.Dict{}, keys...)
}

// appended are the elements of b behind those of a; ok is false when b does
// not begin with a.
func appended(a, b pdfread.Array) (more pdfread.Array, ok bool) {
	if len(b) < len(a) || !pdfread.Equal(a, b[:len(a)]) {
		return nil, false
	}
	return b[len(a):], true
}

// dicts is a rule for dictionaries.
func dicts(r func(a, b pdfread.Dict) bool) rule {
	return func(before, after pdfread.Object) bool {
		a, ok := before.(pdfread.Dict)
		b, also := after.(pdfread.Dict)
		return ok && also && r(a, b)
	}
}

// growing is a rule for arrays that only get more elements of a kind.
func growing(accept func(pdfread.Ref) bool) rule {
	return func(before, after pdfread.Object) bool {
		a, ok := before.(pdfread.Array)
		b, also := after.(pdfread.Array)
		if !ok || !also {
			return false
		}
		more, ok := appended(a, b)
		return ok && all(more, accept)
	}
}

// all says whether a list holds nothing but references of a kind.
func all(list pdfread.Array, accept func(pdfread.Ref) bool) bool {
	for _, e := range list {
		if r, ok := e.(pdfread.Ref); !ok || !accept(r) {
			return false
		}
	}
	return true
}
