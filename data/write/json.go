package write

import (
	"bytes"
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v3"
)

// writeJSON writes a tree as JSON. Figures stay as they are written, 12.3860
// with its last zero, and lists stand on one line unless maps are in them.
func writeJSON(out *bytes.Buffer, n *yaml.Node, indent string) {
	switch n.Kind {
	case yaml.MappingNode:
		inner := indent + " "
		out.WriteByte('{')
		for i := 0; i < len(n.Content); i += 2 {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString("\n" + inner)
			writeText(out, n.Content[i].Value)
			out.WriteString(": ")
			writeJSON(out, n.Content[i+1], inner)
		}
		if len(n.Content) > 0 {
			out.WriteString("\n" + indent)
		}
		out.WriteByte('}')
	case yaml.SequenceNode:
		out.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				out.WriteString(", ")
			}
			writeJSON(out, item, indent)
		}
		out.WriteByte(']')
	default:
		if n.Tag == "!!str" {
			writeText(out, n.Value)
			return
		}
		out.WriteString(n.Value)
	}
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
