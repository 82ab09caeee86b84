package spreadsheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// element is where an element of an XML part stands, with the offsets of its tags.
type element struct {
	name, prefix string // the prefix with its colon
	attributes   []xml.Attr
	text         string // directly in it
	children     []*element
	start, open  int  // of the start tag and behind it
	close, end   int  // of the end tag and behind it
	closed       bool // by its start tag
}

// document is an XML part of others and how it is to be changed.
type document struct {
	content []byte
	root    *element
	edits   []edit
}

// edit puts text in place of some octets.
type edit struct {
	from, to int
	text     string
}

var errNoElement = diag.NewError("缺了工作簿的一个部件", "a part of the workbook is missing")

// outline finds the elements of a part. Those in an element for which inside is false
// are only shown to it.
func outline(content []byte, inside func(e *element) bool) (*document, error) {
	d := xml.NewDecoder(bytes.NewReader(content))
	d.Strict = false // VML of old programs has <br>
	doc := &document{content: content}
	var path []*element
	var hidden int // depth below an element that is not entered
	for {
		from := int(d.InputOffset())
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		to := int(d.InputOffset())
		switch t := token.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, attributes: t.Attr, start: from, open: to, closed: to >= 2 && content[to-2] == '/'}
			if t.Name.Space != "" {
				e.prefix = t.Name.Space + ":"
			}
			if hidden > 0 {
				hidden++
				inside(e)
				continue
			}
			if n := len(path); n > 0 {
				path[n-1].children = append(path[n-1].children, e)
			} else if doc.root == nil {
				doc.root = e
			}
			path = append(path, e)
			if !inside(e) {
				hidden = 1
			}
		case xml.EndElement:
			if hidden > 1 {
				hidden--
				continue
			}
			hidden = 0
			path = ended(path, t.Name.Local, from, to)
		case xml.CharData:
			if n := len(path); n > 0 && hidden == 0 {
				path[n-1].text += string(t)
			}
		}
	}
	if doc.root == nil {
		return nil, errNoElement
	}
	return doc, nil
}

// ended is the path without the element that an end tag ends, and without those in it
// that have none.
func ended(path []*element, name string, from, to int) []*element {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i].name != name {
			continue
		}
		for _, e := range path[i+1:] {
			e.close, e.end = from, from
		}
		path[i].close, path[i].end = from, to
		return path[:i]
	}
	return path
}

func everything(*element) bool { return true }

// attribute is the value of an attribute by its name without a prefix.
func (e *element) attribute(name string) string {
	for _, a := range e.attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// number is an attribute that is one, and 0 otherwise.
func (e *element) number(name string) int {
	n, _ := strconv.Atoi(e.attribute(name))
	return n
}

// child is the first child of a name; nil for none.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// all are the children of a name.
func (e *element) all(name string) []*element {
	if e == nil {
		return nil
	}
	var list []*element
	for _, c := range e.children {
		if c.name == name {
			list = append(list, c)
		}
	}
	return list
}

// said is the text of all elements of a name in e.
func (e *element) said(name string) string {
	text := ""
	for _, c := range e.children {
		if c.name == name {
			text += c.text
		}
		text += c.said(name)
	}
	return text
}

// remove takes an element away.
func (d *document) remove(e *element) { d.edits = append(d.edits, edit{e.start, e.end, ""}) }

var countOf = pattern.New(`\bcount="[0-9]*"`)

// grow puts markup behind the last child of e, which then has count children; 0 where its
// start tag does not count them.
func (d *document) grow(e *element, more string, count int) {
	tag := string(d.content[e.start:e.open])
	if count > 0 {
		tag = countOf.ReplaceAllString(tag, `count="`+strconv.Itoa(count)+`"`)
	}
	if !e.closed {
		d.edits = append(d.edits, edit{e.start, e.open, tag}, edit{e.close, e.close, more})
		return
	}
	tag = strings.TrimSuffix(tag, "/>") + ">" + more + "</" + e.prefix + e.name + ">"
	d.edits = append(d.edits, edit{e.start, e.open, tag})
}

// insert puts markup into the root before the first child whose place in order is behind
// that of name.
func (d *document) insert(name, more string, order []string) {
	place := slices.Index(order, name)
	for _, c := range d.root.children {
		if slices.Index(order, c.name) > place {
			d.edits = append(d.edits, edit{c.start, c.start, more})
			return
		}
	}
	d.grow(d.root, more, 0)
}

// in is markup as it stands in the document, whose namespace may have a prefix.
func (d *document) in(space, markup string) string {
	if d.root.prefix == "" || markup == "" {
		return markup
	}
	i := strings.IndexAny(markup, " />")
	return markup[:i] + ` xmlns="` + space + `"` + markup[i:]
}

// bytes is the part with what was changed.
func (d *document) bytes() []byte {
	slices.SortStableFunc(d.edits, func(a, b edit) int { return a.from - b.from })
	var x markup
	done := 0
	for _, e := range d.edits {
		x = append(x, d.content[done:e.from]...)
		x.add(e.text)
		done = e.to
	}
	return append(x, d.content[done:]...)
}
