package pades

import (
	"slices"

	"gongwen/internal/pdfread"
)

// tagField puts a Form element for a widget at the end of the document's
// structure (ISO 32000-1 14.7). A file without structure stays so. In files with
// the structure types of PDF 2.0 a widget that shows nothing is an artifact,
// outside of the structure, and is described (ISO 14289-2 8.9.2.4.13, 8.10.2.3).
func tagField(u *pdfread.Update, catalog, field pdfread.Dict, widget, page pdfread.Ref) error {
	rootRef, ok := catalog["StructTreeRoot"].(pdfread.Ref)
	if !ok {
		return nil
	}
	root, err := u.Dict(rootRef)
	if err != nil {
		return err
	}
	parentRef, parent, err := topElement(u, root)
	if err != nil || parent == nil {
		return err
	}
	ns, modern := parent["NS"]
	if modern && field["AP"] == nil {
		field["Contents"] = field["TU"]
		return nil
	}
	element := pdfread.Dict{
		"Type": pdfread.Name("StructElem"), "S": pdfread.Name("Form"), "P": parentRef, "Pg": page,
		"K": pdfread.Dict{"Type": pdfread.Name("OBJR"), "Obj": widget, "Pg": page},
	}
	if modern {
		element["NS"] = ns
	}
	tagged := u.Add(element)
	kids, err := kidsOf(u, parent)
	if err != nil {
		return err
	}
	parent["K"] = append(kids, tagged)
	u.Set(parentRef, parent)

	key, err := nextKey(u, root)
	if err != nil {
		return err
	}
	field["StructParent"] = key
	root["ParentTreeNextKey"] = key + 1
	if err := addParent(u, root, key, tagged); err != nil {
		return err
	}
	u.Set(rootRef, root)
	return nil
}

// topElement is the element that holds all others.
func topElement(u *pdfread.Update, root pdfread.Dict) (pdfread.Ref, pdfread.Dict, error) {
	at := root["K"]
	if list, ok := at.(pdfread.Array); ok && len(list) > 0 {
		at = list[0]
	}
	r, ok := at.(pdfread.Ref)
	if !ok {
		return pdfread.Ref{}, nil, nil
	}
	d, err := u.Dict(r)
	return r, d, err
}

// kidsOf are the parts of an element as an array (Table 323).
func kidsOf(u *pdfread.Update, element pdfread.Dict) (pdfread.Array, error) {
	switch k := element["K"].(type) {
	case nil:
		return nil, nil
	case pdfread.Array:
		return slices.Clone(k), nil
	case pdfread.Ref:
		if o, err := u.Get(k); err != nil {
			return nil, err
		} else if list, ok := o.(pdfread.Array); ok {
			return slices.Clone(list), nil
		}
	}
	return pdfread.Array{element["K"]}, nil
}

// nextKey is a free key of the parent tree.
func nextKey(u *pdfread.Update, root pdfread.Dict) (int64, error) {
	if n, ok := root["ParentTreeNextKey"].(int64); ok {
		return n, nil
	}
	tree, err := u.Dict(root["ParentTree"])
	if err != nil {
		return 0, err
	}
	list, err := u.Array(tree["Nums"])
	if err != nil || len(list) < 2 {
		return 0, err
	}
	last, _ := list[len(list)-2].(int64)
	return last + 1, nil
}

// addParent says in the parent tree which element has the widget (14.7.4.4).
func addParent(u *pdfread.Update, root pdfread.Dict, key int64, element pdfread.Ref) error {
	tree, err := u.Dict(root["ParentTree"])
	if err != nil {
		return err
	}
	changed := true
	if _, deep := tree["Kids"]; deep {
		leaf := u.Add(pdfread.Dict{"Limits": pdfread.Array{key, key}, "Nums": pdfread.Array{key, element}})
		changed, err = appendTo(u, tree, "Kids", leaf)
	} else if _, err = appendTo(u, tree, "Nums", key); err == nil {
		changed, err = appendTo(u, tree, "Nums", element)
	}
	if err != nil || !changed {
		return err
	}
	if at, ok := root["ParentTree"].(pdfread.Ref); ok {
		u.Set(at, tree)
	} else {
		root["ParentTree"] = tree
	}
	return nil
}
