package pdfread

import (
	"bytes"
	"maps"
	"slices"
)

// Object is a PDF object (ISO 32000-1 7.3): nil for null, bool, int64, Real,
// Name, String, Array, Dict, Ref or *Stream.
type Object any

type (
	// Real is a real number as it is written.
	Real string
	// Name is a name without its slash, escapes resolved.
	Name string
	// Array is an array object.
	Array []Object
	// Dict is a dictionary object.
	Dict map[Name]Object
	// Verbatim is PDF syntax that Append copies as it is.
	Verbatim []byte
)

// String is a string object. At and End bound its token in the file, the
// delimiters within; they are 0 for a string in an object stream.
type String struct {
	Value   string
	At, End int
}

// Ref is a reference to an indirect object.
type Ref struct{ Num, Gen int }

// Stream is a stream with its bytes as they stand in the file.
type Stream struct {
	Dict Dict
	Raw  []byte

	at int // where its data begins in the file
}

// Equal reports whether two objects are written the same, wherever they stand.
func Equal(a, b Object) bool {
	switch a := a.(type) {
	case String:
		b, ok := b.(String)
		return ok && a.Value == b.Value
	case Array:
		b, ok := b.(Array)
		return ok && slices.EqualFunc(a, b, Equal)
	case Dict:
		b, ok := b.(Dict)
		return ok && maps.EqualFunc(a, b, func(x, y Object) bool { return Equal(x, y) })
	case *Stream:
		b, ok := b.(*Stream)
		return ok && Equal(a.Dict, b.Dict) && bytes.Equal(a.Raw, b.Raw)
	case Verbatim:
		b, ok := b.(Verbatim)
		return ok && bytes.Equal(a, b)
	}
	switch b.(type) {
	case String, Array, Dict, *Stream, Verbatim:
		return false
	}
	return a == b
}

// Refs calls found for every reference inside o.
func Refs(o Object, found func(Ref)) {
	switch o := o.(type) {
	case Ref:
		found(o)
	case Array:
		for _, e := range o {
			Refs(e, found)
		}
	case Dict:
		for _, e := range o {
			Refs(e, found)
		}
	case *Stream:
		Refs(o.Dict, found)
	}
}

// Keys are the keys of d in order.
func (d Dict) Keys() []Name { return slices.Sorted(maps.Keys(d)) }

// Clone is a copy of d that shares its values.
func (d Dict) Clone() Dict { return maps.Clone(d) }
