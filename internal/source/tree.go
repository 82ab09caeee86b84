package source

import (
	"strings"

	"gongwen/internal/diag"
)

// tree is what both readers need to build Nodes: the file, the places already
// passed and what was found wrong.
type tree struct {
	text     *text
	cursor   cursor
	nodes    int
	problems diag.List
	hidden   faults // unprintable characters written as escapes
}

func newTree(t *text) *tree { return &tree{text: t, cursor: cursor{text: t}} }

// room reports whether another value may be read at depth.
func (b *tree) room(pos diag.Pos, depth int) bool {
	b.nodes++
	switch {
	case b.nodes > maxNodes:
		if b.nodes == maxNodes+1 {
			b.problems.Add(tooMany(pos))
		}
		return false
	case depth > maxDepth:
		b.problems.Add(diag.Errorf(pos, "这里已套了 %d 层，最多可以有 %d 层", "this is nested %d deep, at most %d are allowed", depth, maxDepth))
		return false
	}
	return true
}

func tooMany(pos diag.Pos) diag.Diagnostic {
	return diag.Errorf(pos, "文件里的值太多，最多可以有 %d 个", "the file holds too many values, at most %d are allowed", maxNodes).
		WithHint("检查是否选错了文件", "check that it is the right file")
}

// scalar makes a Scalar of value that begins at offset start of the file.
func (b *tree) scalar(pos diag.Pos, start int, value string, s style) *Node {
	n := &Node{Kind: Scalar, Text: value, Quoted: s != plain, Pos: pos}
	if s != plain || len(value) > span || !strings.HasPrefix(string(b.text.data[start:min(start+len(value), len(b.text.data))]), value) {
		n.places = &places{file: b.text, start: start, style: s}
	}
	if s == doubleQuoted {
		b.escaped(n)
	}
	return n
}

// escaped makes the line breaks of a quoted text uniform and reports the
// unprintable characters that were written as escapes.
func (b *tree) escaped(n *Node) {
	if strings.ContainsRune(n.Text, '\r') {
		n.Text = strings.ReplaceAll(strings.ReplaceAll(n.Text, "\r\n", "\n"), "\r", "\n")
	}
	for i, r := range n.Text {
		if unprintable(r) {
			b.hidden.add(n.At(i), r)
		}
	}
}

// duplicates reports keys that stand twice in a map.
func (b *tree) duplicates(entries []Entry) {
	if len(entries) < 2 {
		return
	}
	first := make(map[string]*Node, len(entries))
	for _, e := range entries {
		before, twice := first[e.Key.Text]
		if !twice {
			first[e.Key.Text] = e.Key
			continue
		}
		b.problems.Add(diag.Errorf(e.Key.Pos, "“%s”写了两次", "%q stands twice", e.Key.Text).
			WithRelated(before.Pos, "前一次写在这里", "it stands here first").WithHint("删去其中一个", "remove one of them"))
	}
}

// done is the problems found, in the order they were found.
func (b *tree) done() diag.List {
	return append(b.problems, b.hidden.list()...)
}
