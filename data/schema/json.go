// Package schema writes JSON Schemas (draft 2020-12) for the files that people
// edit, so that an editor can complete keys and underline mistakes: report
// files of a template, templates and style sheets. The program itself checks
// more than a schema can say; see gongwen check and gongwen template check.
package schema

import (
	"bytes"
	"encoding/json"
	"slices"
)

// dialect is the draft that the schemas are written in.
const dialect = "https://json-schema.org/draft/2020-12/schema"

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	key   string
	value any // string, int, bool, []any, []string or object
}

// with is o with one more member.
func (o object) with(key string, value any) object {
	return append(o[:len(o):len(o)], member{key, value})
}

// replaced has another value for a key that is there.
func (o object) replaced(key string, value any) object {
	out := slices.Clone(o)
	for i := range out {
		if out[i].key == key {
			out[i].value = value
		}
	}
	return out
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		for j, part := range []any{m.key, m.value} {
			if j > 0 {
				b.WriteByte(':')
			}
			text, err := compact(part)
			if err != nil {
				return nil, err
			}
			b.Write(text)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func compact(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// write is a schema as text, indented.
func write(schema object) ([]byte, error) {
	text, err := compact(schema)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", " "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// ref is a reference to a definition, with what is said of it here.
func ref(definition, title, description string) object {
	return described(title, description).with("$ref", "#/$defs/"+definition)
}

// described begins a schema with its title and description where there are any.
func described(title, description string) object {
	var o object
	if title != "" {
		o = o.with("title", title)
	}
	if description != "" {
		o = o.with("description", description)
	}
	return o
}

func ofType(names ...string) object {
	if len(names) == 1 {
		return object{{"type", names[0]}}
	}
	return object{{"type", names}}
}

func anyOf(schemas ...any) object { return object{{"anyOf", schemas}} }

func listOf(items any, least int) object {
	o := object{{"type", "array"}, {"items", items}}
	if least > 0 {
		o = o.with("minItems", least)
	}
	return o
}
