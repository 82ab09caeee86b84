package pdfread

// Resolve follows references until it comes to an object that is no reference.
func (v *View) Resolve(o Object) (Object, error) {
	for range maxChain {
		r, ok := o.(Ref)
		if !ok {
			return o, nil
		}
		if e, there := v.Entry(r.Num); there && e.Gen != r.Gen {
			return nil, nil // the number has been given to another object
		}
		var err error
		if o, err = v.Object(r.Num); err != nil {
			return nil, err
		}
	}
	return nil, fault(0, "引用绕成圈", "references run in a circle")
}

// Dict is the dictionary that o is or refers to; nil for null.
func (v *View) Dict(o Object) (Dict, error) {
	o, err := v.Resolve(o)
	if err != nil || o == nil {
		return nil, err
	}
	d, ok := o.(Dict)
	if !ok {
		return nil, wrongType(o, "字典", "a dictionary")
	}
	return d, nil
}

// Array is the array that o is or refers to; nil for null.
func (v *View) Array(o Object) (Array, error) {
	o, err := v.Resolve(o)
	if err != nil || o == nil {
		return nil, err
	}
	a, ok := o.(Array)
	if !ok {
		return nil, wrongType(o, "数组", "an array")
	}
	return a, nil
}

// Stream is the unpacked data of the stream that o refers to.
func (v *View) Stream(o Object) ([]byte, error) {
	o, err := v.Resolve(o)
	if err != nil {
		return nil, err
	}
	s, ok := o.(*Stream)
	if !ok {
		return nil, wrongType(o, "流", "a stream")
	}
	return unpack(s, &v.file.budget)
}

// Catalog is the document catalog (ISO 32000-1 7.7.2).
func (v *View) Catalog() (Dict, error) {
	d, err := v.Dict(v.Trailer()["Root"])
	if err == nil && d == nil {
		err = fault(0, "文件没有目录对象", "the file has no catalog")
	}
	return d, err
}

// Pages are the references of all pages in order (7.7.3).
func (v *View) Pages() ([]Ref, error) {
	catalog, err := v.Catalog()
	if err != nil {
		return nil, err
	}
	var pages []Ref
	seen := map[Ref]bool{}
	var walk func(o Object, depth int) error
	walk = func(o Object, depth int) error {
		r, ok := o.(Ref)
		if !ok || seen[r] || depth > maxNesting {
			return fault(0, "页面树写错了", "bad page tree")
		}
		seen[r] = true
		node, err := v.Dict(r)
		if err != nil {
			return err
		}
		if _, inner := node["Kids"]; !inner {
			pages = append(pages, r)
			return nil
		}
		kids, err := v.Array(node["Kids"])
		if err != nil {
			return err
		}
		for _, k := range kids {
			if err := walk(k, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return pages, walk(catalog["Pages"], 0)
}
