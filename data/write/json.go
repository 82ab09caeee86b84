package write

import (
	"bytes"
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v3"
)

// writeJSON writes a tree as JSON. Figures stay as they are written, 12.3860
// with its last zero; those that JSON has no number for, such as +21, are
// strings. Lists stand on one line unless maps are in them.
func writeJSON(out *bytes.Buffer, n *yaml.Node, indent string) {
	switch n.Kind {
	case yaml.MappingNode:
		writeMap(out, n, indent)
	case yaml.SequenceNode:
		apart, end := ", ", ""
		if holdsLists(n) {
			apart, end = ",\n"+indent+" ", "\n"+indent
		}
		out.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				out.WriteString(apart)
			} else {
				out.WriteString(strings.TrimLeft(apart, ", "))
			}
			writeJSON(out, item, indent+" ")
		}
		out.WriteString(end + "]")
	default:
		if n.Tag == "!!str" || n.Tag != "!!null" && !json.Valid([]byte(n.Value)) {
			writeText(out, n.Value)
			return
		}
		out.WriteString(n.Value)
	}
}

// writeMap writes a map on lines of its own, a figure with its note on one.
func writeMap(out *bytes.Buffer, n *yaml.Node, indent string) {
	inner, apart, end := indent+" ", ",\n"+indent+" ", "\n"+indent
	if n.Style == yaml.FlowStyle || len(n.Content) == 0 {
		apart, end = ", ", ""
	}
	out.WriteByte('{')
	for i := 0; i < len(n.Content); i += 2 {
		if i > 0 {
			out.WriteString(apart)
		} else {
			out.WriteString(strings.TrimLeft(apart, ", "))
		}
		writeText(out, n.Content[i].Value)
		out.WriteString(": ")
		writeJSON(out, n.Content[i+1], inner)
	}
	out.WriteString(end + "}")
}

// writeText writes a string without escapes for the characters of HTML.
func writeText(out *bytes.Buffer, s string) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil { // no string has no JSON
		return
	}
	out.WriteString(strings.TrimSuffix(buffer.String(), "\n"))
}
