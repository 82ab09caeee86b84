package configs

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"os"
	"reflect"
	"slices"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/source"
)

// TestPreparedForms: they are those of the YAML, and give what it gives.
func TestPreparedForms(t *testing.T) {
	l := NewLibrary(nil)
	for _, id := range l.Templates() {
		holdsPrepared(t, templateKind, id, l.readTemplate)
	}
	for _, id := range l.Styles() {
		holdsPrepared(t, styleKind, id, l.readStyle)
	}
	for _, id := range l.list(proseKind) {
		holdsPrepared(t, proseKind, id, readProse)
	}
}

func holdsPrepared[T any](t *testing.T, kind fileKind, id string, read func(*source.Node, string, *diag.List) *T) {
	t.Helper()
	file, err := openEmbedded(id, kind)
	if err != nil {
		t.Fatal(err)
	}
	name := preparedName(kind, id)
	if bytes.Contains(file.content, []byte("\n"+extendsKey+":")) {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s: what extends another one may not be prepared, as that may be overridden", name)
		}
		return
	}
	made := interpret(file, id, read)
	if len(made.problems) > 0 {
		t.Fatal(made.problems)
	}
	contents, _ := NewLibrary(nil).made(file)
	form := packed(contents, withoutShared(made.value))
	if kept, _ := os.ReadFile(name); bytes.Equal(kept, form) {
		if got := parse(NewLibrary(nil), id, kind, read).value; !reflect.DeepEqual(got, made.value) {
			t.Errorf("%s is read otherwise than the YAML", name)
		}
	} else if os.Getenv("UPDATE_GOLDEN") != "1" {
		t.Errorf("%s is of an earlier YAML: go generate ./configs", name)
	} else {
		golden.Check(t, name, form)
	}
}

// withoutShared is a value without the words that it shares with others.
func withoutShared[T any](value *T) *T {
	t, is := any(value).(*Template)
	if !is || !t.sharesWords() {
		return value
	}
	own := *t
	own.Lexicon = nil
	return any(&own).(*T)
}

// TestPreparedFormsOfTemplatesDoNotHaveSharedWords: they stand once in the program.
func TestPreparedFormsOfTemplatesDoNotHaveSharedWords(t *testing.T) {
	l := NewLibrary(nil)
	var shared *Lexicon
	for _, id := range []string{"open-government-2019", "open-government-2021"} {
		template, _ := l.Template(id)
		if shared == nil {
			shared = template.Lexicon
		}
		if template.Lexicon == nil || template.Lexicon != shared {
			t.Errorf("%s has words of its own", id)
		}
		form, err := os.ReadFile(preparedName(templateKind, id))
		if err != nil || bytes.Contains(form, []byte(shared.Classes[0].Words[0])) && len(form) > 150_000 {
			t.Errorf("%s: %d bytes, %v", id, len(form), err)
		}
	}
}

// TestAPreparedFormOfAnotherFileIsNotUsed, nor one that there is not.
func TestAPreparedFormOfAnotherFileIsNotUsed(t *testing.T) {
	file, _ := openEmbedded("gb9704", styleKind)
	if prepared[StyleSheet](styleKind, "gb9704", file.content) == nil {
		t.Error("the form of the file itself is not used")
	}
	if prepared[StyleSheet](styleKind, "gb9704", append(file.content, '\n')) != nil {
		t.Error("used for another file")
	}
	if prepared[Template](styleKind, "gb9704", file.content) != nil {
		t.Error("used for another type")
	}
	if prepared[Template](templateKind, "none") != nil {
		t.Error("what is not there is used")
	}
}

// packing writes what unpacking reads.
type packing struct {
	body, table []byte
	places      map[string]uint64
}

func packed[T any](contents [][]byte, value *T) []byte {
	p := packing{places: map[string]uint64{}}
	p.value(reflect.ValueOf(value).Elem())
	form := binary.AppendUvarint(nil, preparedMark(reflect.TypeFor[T](), contents))
	form = binary.AppendUvarint(form, uint64(len(p.places)))
	return append(append(form, p.table...), p.body...)
}

func (p *packing) number(n uint64) { p.body = binary.AppendUvarint(p.body, n) }

func (p *packing) text(s string) {
	place, known := p.places[s]
	if !known {
		place = uint64(len(p.places))
		p.places[s] = place
		p.table = append(binary.AppendUvarint(p.table, uint64(len(s))), s...)
	}
	p.number(place)
}

func (p *packing) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		p.text(v.String())
	case reflect.Bool:
		p.number(map[bool]uint64{true: 1}[v.Bool()])
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		p.number(v.Uint())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.body = binary.AppendVarint(p.body, v.Int())
	case reflect.Struct:
		p.structure(v)
	case reflect.Slice:
		p.slice(v)
	case reflect.Map:
		p.mapping(v)
	case reflect.Pointer:
		p.pointer(v)
	default:
		panic("nothing packs " + v.Type().String())
	}
}

func (p *packing) structure(v reflect.Value) {
	if pos, is := v.Interface().(diag.Pos); is {
		p.text(pos.File)
		p.number(uint64(pos.Line))
		p.number(uint64(pos.Col))
		return
	}
	for i := range v.NumField() {
		p.value(v.Field(i))
	}
}

func (p *packing) slice(v reflect.Value) {
	if v.IsNil() {
		p.number(0)
		return
	}
	p.number(uint64(v.Len()) + 1)
	for i := range v.Len() {
		p.value(v.Index(i))
	}
}

func (p *packing) mapping(v reflect.Value) {
	if v.IsNil() {
		p.number(0)
		return
	}
	p.number(uint64(v.Len()) + 1)
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
	for _, key := range keys {
		p.value(key)
		p.value(v.MapIndex(key))
	}
}

func (p *packing) pointer(v reflect.Value) {
	switch {
	case v.IsNil():
		p.number(0)
	case v.Type() == ruleKindType:
		p.number(uint64(slices.Index(ruleKinds, v.Interface().(*RuleKind))) + 1)
	default:
		p.number(1)
		p.value(v.Elem())
	}
}

// BenchmarkPreparedTemplate is what a process pays for its template.
func BenchmarkPreparedTemplate(b *testing.B) {
	for b.Loop() {
		if t, _ := NewLibrary(nil).Template("open-government-2021"); t == nil {
			b.Fatal("there is no prepared form")
		}
	}
}
