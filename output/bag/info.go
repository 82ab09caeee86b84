package bag

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// oxumLabel is the label of the payload's size and number of files.
const oxumLabel = "Payload-Oxum"

func writeInfo(labels []Label) []byte {
	var b bytes.Buffer
	for _, l := range labels {
		// A line break would begin a label of its own.
		if value := strings.Join(strings.Fields(l.Value), " "); value != "" {
			b.WriteString(l.Name + ": " + value + "\n")
		}
	}
	return b.Bytes()
}

// readInfo reads a tag file of labels; lines that begin with white space
// continue the value before (RFC 8493 2.2.2).
func readInfo(content []byte) ([]Label, *diag.Text) {
	if !utf8.Valid(content) {
		return nil, &notUTF8
	}
	var out []Label
	for n, line := range lines(content) {
		if line != "" && (line[0] == ' ' || line[0] == '\t') && len(out) > 0 {
			out[len(out)-1].Value += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || strings.TrimSpace(name) == "" {
			fault := diag.T("第 %d 行不是“名称: 值”", "line %d is not a label and a value", n+1)
			return nil, &fault
		}
		out = append(out, Label{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
	return out, nil
}
