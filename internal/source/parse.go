package source

import (
	"bytes"
	"path"
	"strings"

	"gongwen/internal/diag"
)

// Parse reads a file in YAML (1.2, without anchors, aliases and tags) or JSON
// (RFC 8259) whose outermost value is a map. name is what messages call the
// file; its extension (.json, .yaml, .yml) says which of the two it is, else
// the first character does. The Node is nil when the file cannot be taken
// apart at all; a Node beside errors holds everything that could be read.
func Parse(name string, data []byte) (*Node, diag.List) {
	t, problems := decode(name, data)
	if t == nil {
		return nil, problems
	}
	read := readYAML
	if isJSON(name, t.data) {
		read = readJSON
	}
	n, more := read(t)
	problems = append(problems, more...)
	switch {
	case n == nil || n.Kind == Map:
	case n.Kind == Null && !problems.HasErrors():
		problems.Add(empty(n.Pos))
		n = nil
	default:
		problems.Add(notAMap(n))
		n = nil
	}
	problems.Sort()
	return n, problems
}

func isJSON(name string, data []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		return true
	case ".yaml", ".yml":
		return false
	}
	first := bytes.TrimLeft(data, " \t\r\n")
	return len(first) > 0 && (first[0] == '{' || first[0] == '[')
}

// notAMap says that n should be a map. A line with a full-width colon is the
// usual reason: for YAML it is no key but running text.
func notAMap(n *Node) diag.Diagnostic {
	d := diag.Errorf(n.Pos, "这里应为“键: 值”的形式，实为%s", "a map of keys and values is expected here, not %s", n.Kind.Name())
	if n.Kind == Scalar && !n.Quoted && strings.ContainsRune(n.Text, '：') {
		return withColonHint(d)
	}
	return d
}

func withColonHint(d diag.Diagnostic) diag.Diagnostic {
	return d.WithHint("键后面要用半角冒号加一个空格“: ”，不能用全角冒号“：”",
		"a key is followed by an ASCII colon and a blank, not by the full-width “：”")
}
