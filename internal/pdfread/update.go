package pdfread

import (
	"crypto/sha256"
	"maps"
	"slices"
)

// Update is a revision in the making (ISO 32000-1 7.5.6).
type Update struct {
	file    *File
	view    *View
	objects map[int]Object
	size    int
}

// Update begins a revision of a file whose last cross-reference section is a
// stream.
func (f *File) Update() (*Update, error) {
	trailer := f.Revisions[len(f.Revisions)-1].Trailer
	size, _ := trailer["Size"].(int64)
	if trailer["Type"] != Name("XRef") {
		return nil, fault(0, "文件用的是旧式交叉引用表", "the file has a cross-reference table of the old kind")
	}
	return &Update{file: f, view: f.Latest(), objects: map[int]Object{}, size: int(size)}, nil
}

// Add gives o a number of its own.
func (u *Update) Add(o Object) Ref {
	r := Ref{Num: u.size}
	u.size++
	u.objects[r.Num] = o
	return r
}

// Set replaces the object that r refers to.
func (u *Update) Set(r Ref, o Object) { u.objects[r.Num] = o }

// Get is the object that o is or refers to, as the update has it.
func (u *Update) Get(o Object) (Object, error) {
	if r, ok := o.(Ref); ok {
		if changed, ok := u.objects[r.Num]; ok {
			return changed, nil
		}
	}
	return u.view.Resolve(o)
}

// Dict is a copy of the dictionary that o is or refers to; empty for null.
func (u *Update) Dict(o Object) (Dict, error) {
	o, err := u.Get(o)
	if err != nil || o == nil {
		return Dict{}, err
	}
	d, ok := o.(Dict)
	if !ok {
		return nil, wrongType(o, "字典", "a dictionary")
	}
	return d.Clone(), nil
}

// Array is a copy of the array that o is or refers to; empty for null.
func (u *Update) Array(o Object) (Array, error) {
	o, err := u.Get(o)
	if err != nil || o == nil {
		return nil, err
	}
	a, ok := o.(Array)
	if !ok {
		return nil, wrongType(o, "数组", "an array")
	}
	return slices.Clone(a), nil
}

// View is the file before the update.
func (u *Update) View() *View { return u.view }

// Bytes is the file with the revision behind it, and where each object of the
// revision begins. The file's second identifier follows from its content.
func (u *Update) Bytes() ([]byte, map[int]int) {
	old := u.file.Data
	out := make([]byte, len(old), len(old)+64<<10)
	copy(out, old)
	if lineEnd(out[len(out)-1:]) == 0 {
		out = append(out, '\n')
	}
	begin := len(out)
	places := map[int]int{}
	numbers := slices.Sorted(maps.Keys(u.objects))
	for _, n := range numbers {
		places[n] = len(out)
		out = Append(out, n)
		out = append(out, " 0 obj\n"...)
		out = Append(out, u.objects[n])
		out = append(out, "\nendobj\n"...)
	}
	own := u.size
	at := len(out)
	places[own] = at
	numbers = append(numbers, own)

	previous := u.view.Trailer()
	trailer := Dict{
		"Type": Name("XRef"), "Size": int64(own + 1), "Prev": int64(u.file.last),
		"Root": previous["Root"], "W": Array{int64(1), int64(4), int64(1)},
	}
	if info, ok := previous["Info"]; ok {
		trailer["Info"] = info
	}
	if id, ok := previous["ID"].(Array); ok && len(id) == 2 {
		sum := sha256.Sum256(out[begin:])
		trailer["ID"] = Array{id[0], String{Value: string(sum[:16])}}
	}
	var index Array
	var rows []byte
	for i, n := range numbers {
		if i > 0 && numbers[i-1] == n-1 {
			index[len(index)-1] = index[len(index)-1].(int64) + 1
		} else {
			index = append(index, int64(n), int64(1))
		}
		p := places[n]
		rows = append(rows, 1, byte(p>>24), byte(p>>16), byte(p>>8), byte(p), 0)
	}
	trailer["Index"] = index
	out = Append(out, own)
	out = append(out, " 0 obj\n"...)
	out = Append(out, &Stream{Dict: trailer, Raw: rows})
	out = append(out, "\nendobj\nstartxref\n"...)
	out = Append(out, at)
	return append(out, "\n%%EOF\n"...), places
}
