package pades

import (
	"slices"

	"gongwen/internal/pdfread"
)

// trailerKeys are what a revision may say of itself: those of every trailer and of
// cross-reference streams (ISO 32000-1 7.5.5, 7.5.8.2).
var trailerKeys = []pdfread.Name{"Size", "Prev", "Root", "Info", "ID", "Type", "W", "Index", "Filter", "DecodeParms", "Length"}

// prepare finds out what the revision adds and which objects may change for it.
func (c *comparer) prepare() error {
	before, after := c.old.Trailer(), c.new.Trailer()
	if !pdfread.Equal(before["Root"], after["Root"]) || !pdfread.Equal(before["Info"], after["Info"]) || !sameID(before["ID"], after["ID"]) {
		c.problem("文件的目录、说明或标识被换掉", "the file's catalog, information or identifier was exchanged")
		return nil
	}
	for key, value := range after {
		if !slices.Contains(trailerKeys, key) && !pdfread.Equal(value, before[key]) {
			c.problem("文件尾里加了 %s", "the trailer got %s", string(key))
		}
	}
	catalog, err := c.old.Catalog()
	if err != nil {
		return err
	}
	c.allow(before["Root"], dicts(c.catalog))
	if err := c.prepareForm(catalog); err != nil {
		return err
	}
	if err := c.prepareStructure(catalog); err != nil {
		return err
	}
	return c.prepareStore(catalog)
}

// sameID compares the file identifiers, of which the second one is that of the
// revision (ISO 32000-1 14.4).
func sameID(a, b pdfread.Object) bool {
	x, ok := a.(pdfread.Array)
	y, also := b.(pdfread.Array)
	if !ok || !also {
		return a == nil || pdfread.Equal(a, b)
	}
	return len(x) == 2 && len(y) == 2 && pdfread.Equal(x[0], y[0])
}

// catalog may get a form and a store, and may say which extensions of PDF they
// need.
func (c *comparer) catalog(a, b pdfread.Dict) bool {
	if !sameBut(a, b, "AcroForm", "DSS", "Extensions") || !isExtensions(b["Extensions"]) {
		return false
	}
	return c.grown(a["AcroForm"], b["AcroForm"], c.form) && c.grown(a["DSS"], b["DSS"], isStore)
}

// isExtensions reports whether o says nothing but which extensions of PDF there
// are (ISO 32000-2 7.12).
func isExtensions(o pdfread.Object) bool {
	if o == nil {
		return true
	}
	direct := true
	pdfread.Refs(o, func(pdfread.Ref) { direct = false })
	d, ok := o.(pdfread.Dict)
	for _, e := range d {
		if list, several := e.(pdfread.Array); several && len(list) > 0 {
			e = list[0]
		}
		switch e := e.(type) {
		case pdfread.Name:
		case pdfread.Dict:
			ok = ok && only(e, "Type", "BaseVersion", "ExtensionLevel", "URL", "ExtensionRevision")
		default:
			return false
		}
	}
	return ok && direct
}

// grown holds a dictionary inside another object to its rule. A reference stays
// the reference it was: the object that it leads to has a rule of its own.
func (c *comparer) grown(a, b pdfread.Object, allow func(a, b pdfread.Dict) bool) bool {
	if pdfread.Equal(a, b) {
		return true
	}
	before, direct := a.(pdfread.Dict)
	if a != nil && !direct {
		return false
	}
	if r, ok := b.(pdfread.Ref); ok && (direct || !c.fresh(r)) {
		return false
	}
	after, err := c.new.Dict(b)
	return err == nil && after != nil && allow(before, after)
}

// grownArray is grown for an array that gets more elements of a kind.
func (c *comparer) grownArray(a, b pdfread.Object, accept func(pdfread.Ref) bool) bool {
	if pdfread.Equal(a, b) {
		return true
	}
	before, direct := a.(pdfread.Array)
	if a != nil && !direct {
		return false
	}
	if r, ok := b.(pdfread.Ref); ok && (direct || !c.fresh(r)) {
		return false
	}
	after, err := c.new.Array(b)
	if err != nil {
		return false
	}
	more, ok := appended(before, after)
	return ok && all(more, accept)
}

// prepareForm finds the new signature fields.
func (c *comparer) prepareForm(catalog pdfread.Dict) error {
	form, fields, err := formOf(c.old, catalog)
	if err != nil {
		return err
	}
	now, err := c.new.Catalog()
	if err != nil {
		return err
	}
	_, newFields, err := formOf(c.new, now)
	if err != nil {
		return err
	}
	pages, err := c.old.Pages()
	if err != nil {
		return err
	}
	if more, ok := appended(fields, newFields); ok {
		for _, e := range more {
			if err := c.newField(e, pages); err != nil {
				return err
			}
		}
	}
	c.allow(catalog["AcroForm"], dicts(c.form))
	c.allow(form["Fields"], growing(c.isField))
	for _, p := range pages {
		// A picture that was judged on one page may not show on another.
		isField := func(r pdfread.Ref) bool {
			page, ok := c.fields[r]
			return ok && (page == nil || *page == p)
		}
		page, err := c.old.Dict(p)
		if err != nil {
			return err
		}
		c.allow(p, dicts(func(a, b pdfread.Dict) bool {
			return sameBut(a, b, "Annots") && c.grownArray(a["Annots"], b["Annots"], isField)
		}))
		c.allow(page["Annots"], growing(isField))
	}
	return nil
}

// form may get signature fields and the flags that say so.
func (c *comparer) form(a, b pdfread.Dict) bool {
	if _, ok := b["SigFlags"].(int64); !ok || !sameBut(a, b, "Fields", "SigFlags") {
		return false
	}
	return c.grownArray(a["Fields"], b["Fields"], c.isField)
}

func (c *comparer) isField(r pdfread.Ref) bool {
	_, ok := c.fields[r]
	return ok
}
