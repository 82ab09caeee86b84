package pades

import (
	"maps"
	"slices"

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

// rule reports whether one state of an object may follow another.
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
	names    map[string]bool              // of the form's fields
	lastKey  int64                        // of the tree by which the structure finds annotations
	keyed    bool                         // whether lastKey is known
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
		c.problem("%s", "%s", diag.Cause(err))
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
	dangling, err := c.old.Dangling()
	if err != nil {
		c.problem("%s", "%s", diag.Cause(err))
		return
	}
	for _, n := range c.rev.Objects() {
		e, _ := c.rev.Entry(n)
		before, existed := c.old.Entry(n)
		switch {
		case e.Free && existed:
			c.problem("对象 %d 被删除", "object %d was removed", n)
		case e.Free:
		case !existed && dangling(n):
			// Prepared before the signature: it shows once its object comes.
			c.problem("签名前就引用着的对象 %d 被补上", "object %d, which was referred to before the signature, was put in", n)
		case existed && before.Gen != e.Gen:
			c.problem("对象 %d 被换掉", "object %d was exchanged", n)
		case existed:
			c.compare(n)
		}
	}
	c.unreferenced()
}

// unreferenced looks for new objects that nothing leads to: they would show only
// to a viewer that takes the file apart.
func (c *comparer) unreferenced() {
	pending := map[int]bool{}
	var reached []pdfread.Object
	for _, n := range c.rev.Objects() {
		if e, _ := c.rev.Entry(n); e.Free {
			continue
		}
		o, err := c.new.Object(n)
		if err != nil {
			c.problem("%s", "%s", diag.Cause(err))
			return
		}
		if _, existed := c.old.Entry(n); existed {
			reached = append(reached, o)
		} else if !isStructure(o) {
			pending[n] = true
		}
	}
	reached = append(reached, c.new.Trailer()["Root"], c.new.Trailer()["Info"])
	for len(reached) > 0 {
		o := reached[len(reached)-1]
		reached = reached[:len(reached)-1]
		pdfread.Refs(o, func(r pdfread.Ref) {
			if !pending[r.Num] {
				return
			}
			delete(pending, r.Num)
			if next, err := c.new.Object(r.Num); err == nil {
				reached = append(reached, next)
			}
		})
	}
	for _, n := range slices.Sorted(maps.Keys(pending)) {
		c.problem("加了没有被引用的对象 %d", "object %d was added, which nothing refers to", n)
		return
	}
}

// isStructure reports whether an object is part of the file's structure: a
// cross-reference stream or an object stream.
func isStructure(o pdfread.Object) bool {
	s, ok := o.(*pdfread.Stream)
	return ok && (s.Dict["Type"] == pdfread.Name("XRef") || s.Dict["Type"] == pdfread.Name("ObjStm"))
}

func (c *comparer) compare(n int) {
	before, err := c.old.Object(n)
	if err != nil {
		c.problem("%s", "%s", diag.Cause(err))
		return
	}
	after, err := c.new.Object(n)
	if err != nil {
		c.problem("%s", "%s", diag.Cause(err))
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

// fresh reports whether a reference leads to an object that the revision brings.
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

// sameBut reports whether two dictionaries agree in all keys but some.
func sameBut(a, b pdfread.Dict, but ...pdfread.Name) bool {
	a, b = a.Clone(), b.Clone()
	for _, k := range but {
		delete(a, k)
		delete(b, k)
	}
	return pdfread.Equal(a, b)
}

// only reports whether a dictionary has no keys but some.
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

// all reports whether a list holds nothing but references of a kind.
func all(list pdfread.Array, accept func(pdfread.Ref) bool) bool {
	for _, e := range list {
		if r, ok := e.(pdfread.Ref); !ok || !accept(r) {
			return false
		}
	}
	return true
}
