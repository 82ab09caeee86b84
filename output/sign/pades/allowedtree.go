package pades

import "gongwen/internal/pdfread"

// prepareStructure lets the structure tree get the elements of new signature
// fields (ISO 32000-1 14.7).
func (c *comparer) prepareStructure(catalog pdfread.Dict) error {
	root, err := c.old.Dict(catalog["StructTreeRoot"])
	if err != nil || root == nil {
		return err
	}
	tree, err := c.old.Dict(root["ParentTree"])
	if err != nil {
		return err
	}
	c.allow(catalog["StructTreeRoot"], dicts(func(a, b pdfread.Dict) bool {
		_, counted := b["ParentTreeNextKey"].(int64)
		return counted && sameBut(a, b, "ParentTree", "ParentTreeNextKey") && c.grown(a["ParentTree"], b["ParentTree"], c.parentTree)
	}))
	c.allow(root["ParentTree"], dicts(c.parentTree))
	c.allow(tree["Nums"], func(before, after pdfread.Object) bool {
		a, ok := before.(pdfread.Array)
		b, also := after.(pdfread.Array)
		return ok && also && c.parents(a, b)
	})
	c.allow(tree["Kids"], growing(c.newLeaf))
	top := root["K"]
	if list, ok := top.(pdfread.Array); ok && len(list) > 0 {
		top = list[0]
	}
	c.allow(top, dicts(c.topElement))
	return nil
}

// parentTree may get entries, as pairs or as a leaf of pairs (7.9.7).
func (c *comparer) parentTree(a, b pdfread.Dict) bool {
	if !sameBut(a, b, "Nums", "Kids") || !c.grownArray(a["Kids"], b["Kids"], c.newLeaf) {
		return false
	}
	if pdfread.Equal(a["Nums"], b["Nums"]) {
		return true
	}
	before, ok := a["Nums"].(pdfread.Array)
	after, also := b["Nums"].(pdfread.Array)
	return ok && also && c.parents(before, after)
}

func (c *comparer) parents(a, b pdfread.Array) bool {
	more, ok := appended(a, b)
	if !ok || len(more) == 0 || len(a) < 2 {
		return ok && c.pairs(more)
	}
	// A key that is there already would take the elements of a page away.
	last, also := a[len(a)-2].(int64)
	next, really := more[0].(int64)
	return also && really && next > last && c.pairs(more)
}

func (c *comparer) newLeaf(r pdfread.Ref) bool {
	d, err := c.new.Dict(r)
	if err != nil || !c.fresh(r) || !only(d, "Limits", "Nums") {
		return false
	}
	nums, ok := d["Nums"].(pdfread.Array)
	return ok && c.pairs(nums)
}

// pairs reports whether keys lead to elements of new fields only.
func (c *comparer) pairs(list pdfread.Array) bool {
	if len(list)%2 == 1 {
		return false
	}
	for ; len(list) > 0; list = list[2:] {
		_, ok := list[0].(int64)
		r, also := list[1].(pdfread.Ref)
		if !ok || !also || !c.newElement(r) {
			return false
		}
	}
	return true
}

// topElement may get elements of new fields behind its parts.
func (c *comparer) topElement(a, b pdfread.Dict) bool {
	return sameBut(a, b, "K") && c.grownArray(asArray(a["K"]), asArray(b["K"]), c.newElement)
}

func asArray(o pdfread.Object) pdfread.Object {
	switch o := o.(type) {
	case nil, pdfread.Array:
		return o
	}
	return pdfread.Array{o}
}

// newElement reports whether an element is a Form that holds nothing but a new
// signature field, and says nothing in its stead.
func (c *comparer) newElement(r pdfread.Ref) bool {
	d, err := c.new.Dict(r)
	if err != nil || !c.fresh(r) || d["S"] != pdfread.Name("Form") || !only(d, "Type", "S", "P", "Pg", "K", "NS") {
		return false
	}
	k, ok := d["K"].(pdfread.Dict)
	if !ok || k["Type"] != pdfread.Name("OBJR") || !only(k, "Type", "Obj", "Pg") {
		return false
	}
	field, ok := k["Obj"].(pdfread.Ref)
	return ok && c.isField(field)
}
