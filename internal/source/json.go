package source

import (
	"bytes"
	"encoding/json"

	"gongwen/internal/diag"
)

// readJSON reads the one value of a JSON file, token by token.
func readJSON(t *text) (*Node, diag.List) {
	d := json.NewDecoder(bytes.NewReader(t.data))
	d.UseNumber()
	b := &jsonTree{tree: newTree(t), decoder: d}
	token, start, err := b.next()
	if err != nil {
		b.fail(err)
		return nil, b.done()
	}
	n := b.value(token, start, 1)
	if b.failed {
		return nil, b.done()
	}
	if end := b.start(); end < len(t.data) {
		b.problems.Add(diag.Errorf(b.cursor.pos(end), "最外层的括号已经关闭，后面还有内容", "there is something behind the closing bracket of the whole").
			WithHint("检查括号是否提前关闭；一份报告一个文件", "check whether a bracket is closed too early; one report is one file"))
	}
	return n, b.done()
}

type jsonTree struct {
	*tree
	decoder *json.Decoder
	failed  bool
}

// start is the offset of the next token: the library says where one ends.
func (b *jsonTree) start() int {
	at := int(b.decoder.InputOffset())
	for at < len(b.text.data) && bytes.IndexByte([]byte(" \t\r\n,:"), b.text.data[at]) >= 0 {
		at++
	}
	return at
}

func (b *jsonTree) next() (json.Token, int, error) {
	start := b.start()
	token, err := b.decoder.Token()
	return token, start, err
}

// value makes the Node that begins with token; nil when it cannot be finished.
func (b *jsonTree) value(token json.Token, start, depth int) *Node {
	pos := b.cursor.pos(start)
	if !b.room(pos, depth) {
		b.failed = true
		return nil
	}
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return b.object(pos, depth)
		}
		return b.array(pos, depth)
	case string:
		return b.scalar(pos, start, v, doubleQuoted)
	case json.Number:
		return b.scalar(pos, start, v.String(), plain)
	case bool:
		if v {
			return b.scalar(pos, start, "true", plain)
		}
		return b.scalar(pos, start, "false", plain)
	}
	return &Node{Kind: Null, Pos: pos}
}

func (b *jsonTree) object(pos diag.Pos, depth int) *Node {
	n := &Node{Kind: Map, Pos: pos}
	for {
		token, start, err := b.next()
		switch {
		case err != nil:
			return b.fail(err)
		case token == json.Delim('}'):
			b.duplicates(n.Entries)
			return n
		}
		key := b.value(token, start, depth+1)
		if key == nil {
			return nil
		}
		if token, start, err = b.next(); err != nil {
			return b.fail(err)
		}
		value := b.value(token, start, depth+1)
		if value == nil {
			return nil
		}
		if key.Text == "" {
			b.problems.Add(diag.Errorf(key.Pos, "冒号前面应有键的名称", "a key should stand before the colon"))
			continue
		}
		n.Entries = append(n.Entries, Entry{Key: key, Value: value})
	}
}

func (b *jsonTree) array(pos diag.Pos, depth int) *Node {
	n := &Node{Kind: List, Pos: pos, Items: []*Node{}}
	for {
		token, start, err := b.next()
		switch {
		case err != nil:
			return b.fail(err)
		case token == json.Delim(']'):
			return n
		}
		item := b.value(token, start, depth+1)
		if item == nil {
			return nil
		}
		n.Items = append(n.Items, item)
	}
}

// fail reports what the library could not read behind the last token.
func (b *jsonTree) fail(err error) *Node {
	b.failed = true
	b.problems.Add(jsonFault(b.text, int(b.decoder.InputOffset()), err))
	return nil
}
