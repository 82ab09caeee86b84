package pades

import (
	"strings"

	"gongwen/internal/pdfread"
)

// newField takes a field up when it is a signature field that does nothing, and
// shows nothing or what visible allows; else it stays unknown, and whatever
// refers to it is a forbidden change.
func (c *comparer) newField(o pdfread.Object, pages []pdfread.Ref) error {
	r, ok := o.(pdfread.Ref)
	if !ok || !c.fresh(r) {
		return nil
	}
	d, err := c.new.Dict(r)
	if err != nil {
		return err
	}
	at, ok := d["P"].(pdfread.Ref)
	known := false
	for _, p := range pages {
		known = known || ok && p == at
	}
	value, ok := d["V"].(pdfread.Ref)
	if !known || !ok || !c.fresh(value) || d["FT"] != pdfread.Name("Sig") || d["Subtype"] != pdfread.Name("Widget") ||
		!only(d, "Type", "Subtype", "FT", "T", "TU", "V", "F", "Rect", "P", "StructParent", "AP", "Contents") {
		c.problem("加了会显示内容或执行动作的域", "a field was added that shows or does something")
		return nil
	}
	if err := c.ownName(d["T"]); err != nil {
		return err
	}
	if key, tagged := d["StructParent"]; tagged {
		if err := c.ownKey(key); err != nil {
			return err
		}
	}
	var page *pdfread.Ref
	if !empty(d["Rect"]) || d["AP"] != nil {
		if !c.visible(d) {
			return nil
		}
		page = &at
	}
	signature, err := c.new.Dict(value)
	if err != nil {
		return err
	}
	if !isSignature(signature) {
		c.problem("加了签名字典里不该有的内容", "a signature dictionary was added that holds something else")
		return nil
	}
	c.fields[r] = page
	if signature["SubFilter"] == pdfread.Name(subFilterStamp) {
		c.change.stamps++
	} else {
		c.change.signatures++
	}
	return nil
}

// isSignature reports whether a signature dictionary holds nothing but what ISO
// 32000-1 Table 252 and ETSI EN 319 142-1 have, and leads nowhere else.
func isSignature(d pdfread.Dict) bool {
	outside := false
	pdfread.Refs(d, func(pdfread.Ref) { outside = true })
	return !outside && only(d, "Type", "Filter", "SubFilter", "Contents", "ByteRange", "Cert", "Changes", "Name", "M", "Location", "Reason",
		"ContactInfo", "R", "V", "Prop_Build", "Prop_AuthTime", "Prop_AuthType")
}

// empty reports whether a rectangle has neither width nor height.
func empty(o pdfread.Object) bool {
	r, ok := o.(pdfread.Array)
	return ok && len(r) == 4 && scalar(r[0]) && scalar(r[1]) && r[0] == r[2] && r[1] == r[3]
}

func scalar(o pdfread.Object) bool {
	switch o.(type) {
	case int64, pdfread.Real:
		return true
	}
	return false
}

// ownName holds the name of a new field to one that no other has: programs find
// fields by their names, and parts of a name are divided by dots (ISO 32000-1
// 12.7.3.2).
func (c *comparer) ownName(o pdfread.Object) error {
	if c.names == nil {
		c.names = map[string]bool{}
		catalog, err := c.old.Catalog()
		if err != nil {
			return err
		}
		_, fields, err := formOf(c.old, catalog)
		if err != nil {
			return err
		}
		for _, f := range fields {
			d, err := c.old.Dict(f)
			if err != nil {
				return err
			}
			if name, ok := d["T"].(pdfread.String); ok {
				c.names[pdfread.Text(name.Value)] = true
			}
		}
	}
	s, ok := o.(pdfread.String)
	name := pdfread.Text(s.Value)
	switch {
	case !ok, strings.TrimSpace(name) == "":
		c.problem("加了没有名称的签名域", "a signature field without a name was added")
	case strings.Contains(name, "."):
		c.problem("加了名称里有点的签名域 %s", "a signature field was added whose name has a dot: %s", plain(name))
	case c.names[name]:
		c.problem("加了和已有的域同名的签名域 %s", "a signature field was added that has the name of another: %s", plain(name))
	}
	c.names[name] = true
	return nil
}

// ownKey holds the key by which the structure finds a new field to one behind all
// others (14.7.4.4): that of a page would take its content out of the structure.
func (c *comparer) ownKey(o pdfread.Object) error {
	if !c.keyed {
		c.keyed = true
		catalog, err := c.old.Catalog()
		if err != nil {
			return err
		}
		root, err := c.old.Dict(catalog["StructTreeRoot"])
		if err != nil {
			return err
		}
		if c.lastKey, err = lastKey(c.old, root["ParentTree"], 0); err != nil {
			return err
		}
	}
	key, ok := o.(int64)
	if !ok || key <= c.lastKey {
		c.problem("签名域在结构里占了别的内容的位置（StructParent）", "a signature field takes the place of other content in the structure (StructParent)")
		return nil
	}
	c.lastKey = key
	return nil
}

// lastKey is the largest key of a number tree (7.9.7), -1 for none.
func lastKey(v *pdfread.View, o pdfread.Object, depth int) (int64, error) {
	d, err := v.Dict(o)
	if err != nil {
		return 0, err
	}
	last := int64(-1)
	nums, err := v.Array(d["Nums"])
	if err != nil {
		return 0, err
	}
	for i := 0; i < len(nums); i += 2 {
		if key, ok := nums[i].(int64); ok {
			last = max(last, key)
		}
	}
	kids, err := v.Array(d["Kids"])
	if err != nil || depth > maxFieldDepth {
		return last, err
	}
	for _, k := range kids {
		key, err := lastKey(v, k, depth+1)
		if err != nil {
			return 0, err
		}
		last = max(last, key)
	}
	return last, nil
}

// formOf is the form of a catalog with the fields that it names (ISO 32000-1
// 12.7.2).
func formOf(v *pdfread.View, catalog pdfread.Dict) (form pdfread.Dict, fields pdfread.Array, err error) {
	if form, err = v.Dict(catalog["AcroForm"]); err != nil {
		return nil, nil, err
	}
	fields, err = v.Array(form["Fields"])
	return form, fields, err
}
