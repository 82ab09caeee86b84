package configs

import (
	"embed"
	"hash/crc32"
	"io"
	"path"
	"reflect"
	"strconv"
	"strings"

	"gongwen/internal/diag"
)

// The embedded prose rules, and the templates and style sheets that extend nothing, as they are after
// reading: that takes a twentieth of the time of reading the YAML, which a fresh
// process would spend half of its work on. They are made by
//
// and a test holds them against the YAML. A form that was made of another YAML
// file or for other types is not used.
//
//go:generate env UPDATE_GOLDEN=1 go test -run TestPreparedForms .
//go:embed prepared/templates/*.bin prepared/styles/*.bin prepared/prose/*.bin
var preparedFiles embed.FS

// preparedName is where the prepared form of an embedded file is.
func preparedName(kind fileKind, id string) string {
	return path.Join("prepared", kind.dir, id+".bin")
}

// sharesWords reports whether a template's words are those of its prose rules, whose
// prepared form has them.
func (t *Template) sharesWords() bool { return t.Prose != "" && !t.OwnWords }

// prepared is what reading the embedded file gives, but for words that a template
// shares; nil when there is no form that was made of those contents.
func prepared[T any](kind fileKind, id string, contents ...[]byte) *T {
	form, err := preparedForm(preparedName(kind, id))
	if err != nil {
		return nil
	}
	value := new(T)
	d := unpacking{rest: form}
	if d.number() != preparedMark(reflect.TypeFor[T](), contents) {
		return nil
	}
	d.readTable()
	d.value(reflect.ValueOf(value).Elem())
	return value
}

// preparedForm is a prepared form, copied once.
func preparedForm(name string) (string, error) {
	file, err := preparedFiles.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	var form strings.Builder
	form.Grow(int(info.Size()))
	_, err = io.Copy(&form, file)
	return form.String(), err
}

// preparedMark tells of which YAML and for which types a prepared form was made.
func preparedMark(t reflect.Type, contents [][]byte) uint64 {
	var shape strings.Builder
	writeShape(&shape, t, map[reflect.Type]bool{})
	var sum uint32
	for _, content := range contents {
		sum = crc32.Update(sum, crc32.IEEETable, content)
	}
	return uint64(sum)<<32 | uint64(crc32.ChecksumIEEE([]byte(shape.String())))
}

// writeShape writes down what the packed form of a type depends on.
func writeShape(out *strings.Builder, t reflect.Type, seen map[reflect.Type]bool) {
	out.WriteString(t.Kind().String())
	if seen[t] || t == ruleKindType {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			out.WriteString(" " + t.Field(i).Name + ":")
			writeShape(out, t.Field(i).Type, seen)
		}
		out.WriteString(strconv.Itoa(t.NumField()))
	case reflect.Map:
		writeShape(out, t.Key(), seen)
		writeShape(out, t.Elem(), seen)
	case reflect.Slice, reflect.Pointer:
		writeShape(out, t.Elem(), seen)
	}
}

var ruleKindType = reflect.TypeFor[*RuleKind]()

// unpacking reads a packed value: numbers as varints; strings by their place in a
// table of them, which stands in front; slices and maps with their length and
// one, 0 for nil; the kind of a rule by its place among all; a position as that in
// a text.
type unpacking struct {
	rest    string
	strings []string
}

func (d *unpacking) number() uint64 {
	var n uint64
	for shift := 0; ; shift += 7 {
		b := d.rest[0]
		d.rest = d.rest[1:]
		if n |= uint64(b&0x7f) << shift; b < 0x80 {
			return n
		}
	}
}

func (d *unpacking) signed() int64 {
	n := d.number()
	return int64(n>>1) ^ -int64(n&1)
}

func (d *unpacking) readTable() {
	d.strings = make([]string, d.number())
	for i := range d.strings {
		size := d.number()
		d.strings[i], d.rest = d.rest[:size], d.rest[size:]
	}
}

func (d *unpacking) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.strings[d.number()])
	case reflect.Bool:
		v.SetBool(d.number() != 0)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(d.number())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(d.signed())
	case reflect.Struct:
		d.structure(v)
	case reflect.Slice:
		d.slice(v)
	case reflect.Map:
		d.mapping(v)
	case reflect.Pointer:
		d.pointer(v)
	default:
		panic("configs: nothing unpacks " + v.Type().String())
	}
}

func (d *unpacking) structure(v reflect.Value) {
	if pos, is := v.Addr().Interface().(*diag.Pos); is { // a third of all that is read
		*pos = diag.Pos{File: d.strings[d.number()], Line: int(d.number()), Col: int(d.number())}
		return
	}
	for i := range v.NumField() {
		d.value(v.Field(i))
	}
}

func (d *unpacking) slice(v reflect.Value) {
	n := int(d.number()) - 1
	if n < 0 {
		return
	}
	switch list := v.Addr().Interface().(type) { // most of what is read: one by one through reflect takes four times as long
	case *[]string:
		*list = make([]string, n)
		for i := range *list {
			(*list)[i] = d.strings[d.number()]
		}
		return
	case *[]int32:
		*list = make([]int32, n)
		for i := range *list {
			(*list)[i] = int32(d.signed())
		}
		return
	}
	if n == 0 {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		return
	}
	v.Grow(n) // in place: MakeSlice allocates a header too
	v.SetLen(n)
	for i := range n {
		d.value(v.Index(i))
	}
}

func (d *unpacking) mapping(v reflect.Value) {
	n := int(d.number()) - 1
	if n < 0 {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), n))
	key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	for range n {
		key.SetZero()
		value.SetZero()
		d.value(key)
		d.value(value)
		v.SetMapIndex(key, value)
	}
}

func (d *unpacking) pointer(v reflect.Value) {
	n := d.number()
	switch {
	case n == 0:
	case v.Type() == ruleKindType:
		v.Set(reflect.ValueOf(ruleKinds[n-1]))
	default:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(v.Elem())
	}
}
