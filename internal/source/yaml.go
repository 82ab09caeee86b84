package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/internal/diag"
)

// readYAML reads the one document of a YAML file.
func readYAML(t *text) (*Node, diag.List) {
	indicators := 0
	for _, c := range t.data {
		switch c {
		case ',', ':', '[', '{', '-', '?', '\n', '\r':
			indicators++
		}
	}
	if indicators > maxIndicators {
		return nil, diag.List{tooMany(diag.Pos{File: t.name})}
	}
	root, second, err := documents(bytes.NewReader(t.data))
	switch {
	case root == nil && errors.Is(err, io.EOF):
		return nil, diag.List{empty(diag.Pos{File: t.name})}
	case root == nil:
		return nil, diag.List{yamlFault(t, err)}
	}
	b := yamlTree{newTree(t)}
	n := b.node(root.Content[0], 1)
	switch {
	case second != nil:
		b.problems.Add(diag.Errorf(b.cursor.pos(b.offset(second)), "文件里有第二份文档（“---”之后），只能有一份", "a second document begins here (after ---), there must be only one").
			WithHint("一份报告一个文件，删去“---”及以后的内容", "one report is one file; remove --- and what follows"))
	case err != nil && !errors.Is(err, io.EOF):
		b.problems.Add(yamlFault(t, err))
	}
	return n, b.done()
}

// documents reads the first document, and the second when there is one. A
// panic of the library on text it does not expect is an error like any other.
func documents(r io.Reader) (first, second *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	d := yaml.NewDecoder(r)
	var nodes [2]yaml.Node
	if err = d.Decode(&nodes[0]); err != nil {
		return nil, nil, err
	}
	first = &nodes[0]
	if err = d.Decode(&nodes[1]); err != nil {
		return first, nil, err
	}
	return first, &nodes[1], nil
}

type yamlTree struct{ *tree }

func (b yamlTree) offset(n *yaml.Node) int { return b.cursor.seek(n.Line, n.Column) }

// node turns a node of the library into ours; nil when it may not be used.
func (b yamlTree) node(in *yaml.Node, depth int) *Node {
	start := b.offset(in)
	pos := b.cursor.pos(start)
	if !b.room(pos, depth) || !b.allowed(in, pos, start) {
		return nil
	}
	switch in.Kind {
	case yaml.MappingNode:
		return b.mapping(in, pos, depth)
	case yaml.SequenceNode:
		n := &Node{Kind: List, Pos: pos, Items: make([]*Node, 0, len(in.Content))}
		for _, c := range in.Content {
			n.Items = append(n.Items, b.value(c, depth))
		}
		return n
	}
	if in.Tag == "!!null" && in.Style == 0 {
		return &Node{Kind: Null, Pos: pos}
	}
	return b.scalar(pos, start, in.Value, yamlStyle(in.Style))
}

// value is a node that stands for a value: Null where it may not be used.
func (b yamlTree) value(in *yaml.Node, depth int) *Node {
	if n := b.node(in, depth+1); n != nil {
		return n
	}
	return &Node{Kind: Null, Pos: b.cursor.pos(b.offset(in))}
}

func (b yamlTree) mapping(in *yaml.Node, pos diag.Pos, depth int) *Node {
	n := &Node{Kind: Map, Pos: pos, Entries: make([]Entry, 0, len(in.Content)/2)}
	for i := 0; i+1 < len(in.Content); i += 2 {
		key := b.key(in.Content[i], depth)
		value := b.value(in.Content[i+1], depth)
		if key == nil {
			continue
		}
		if value.Kind == Null && strings.ContainsRune(key.Text, '：') && !key.Quoted {
			b.problems.Add(withColonHint(diag.Errorf(key.Pos, "“%s”里用了全角冒号", "there is a full-width colon in %q", key.Text)))
			continue
		}
		n.Entries = append(n.Entries, Entry{Key: key, Value: value})
	}
	b.duplicates(n.Entries)
	return n
}

func (b yamlTree) key(in *yaml.Node, depth int) *Node {
	if in.Kind == yaml.ScalarNode && in.Tag == "!!merge" {
		b.problems.Add(diag.Errorf(b.cursor.pos(b.offset(in)), "不能用合并键“<<”", "merge keys (<<) are not allowed").
			WithHint("把要用的内容直接写出来", "write out what is meant"))
		return nil
	}
	key := b.node(in, depth+1)
	switch {
	case key == nil:
		return nil
	case key.Kind == Null && in.Value != "":
		return b.scalar(key.Pos, b.offset(in), in.Value, plain)
	case key.Kind != Scalar || key.Text == "":
		b.problems.Add(diag.Errorf(key.Pos, "冒号前面应有键的名称", "a key should stand before the colon"))
		return nil
	case strings.HasPrefix(key.Text, "\u3000") || strings.HasPrefix(key.Text, "\u00A0"):
		b.problems.Add(diag.Errorf(key.Pos, "这一行用全角空格缩进", "this line is indented by ideographic or no-break spaces").
			WithHint("缩进只能用半角空格", "indent with ordinary spaces only"))
		return nil
	}
	return key
}

// allowed refuses what lets a few lines of YAML stand for endless content
// (anchors, aliases) or for something else than it looks like (tags).
func (b yamlTree) allowed(in *yaml.Node, pos diag.Pos, start int) bool {
	var what diag.Text
	switch {
	case in.Kind == yaml.AliasNode:
		what = diag.T("引用“*%s”", "the alias *%s", in.Value)
	case in.Anchor != "":
		what = diag.T("锚点“&%s”", "the anchor &%s", in.Anchor)
	case in.Style&yaml.TaggedStyle != 0, in.Kind == yaml.ScalarNode && start < len(b.text.data) && b.text.data[start] == '!':
		what = diag.T("类型标记“%s”", "the tag %s", in.Tag)
	default:
		return true
	}
	b.problems.Add(diag.Errorf(pos, "不能用%s", "%s is not allowed", what).
		WithHint("把要用的内容直接写出来；文字以 * & ! 开头时，整段放在引号里", "write out what is meant; put text that begins with * & ! in quotes"))
	return false
}

func yamlStyle(s yaml.Style) style {
	switch {
	case s&yaml.DoubleQuotedStyle != 0:
		return doubleQuoted
	case s&yaml.SingleQuotedStyle != 0:
		return singleQuoted
	case s&yaml.LiteralStyle != 0:
		return literal
	case s&yaml.FoldedStyle != 0:
		return folded
	}
	return plain
}
