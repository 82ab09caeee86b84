// Package write writes reports as report files: YAML with the official Chinese
// labels, as clerks read them, and JSON with ids, as programs do. Nothing of a
// report is lost but the comments of the file it was read from: figures are
// written as they were, text in its Markdown. Figures that are Bad, which only
// a report with errors has, are written as they were typed; a row without any is left out.
package write

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"

	"gongwen/data"
)

// YAML writes a report as YAML under the official labels. With a guide it is
// one to fill in: the template's help stands beside the keys as comments.
func YAML(r *data.Report, guide bool) ([]byte, error) {
	b := builder{report: r, guide: guide}
	root := b.root()
	rare := hide(root)
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(root); err != nil {
		return nil, fmt.Errorf("report file: %w", err)
	}
	if err := encoder.Close(); err != nil {
		return nil, fmt.Errorf("report file: %w", err)
	}
	return spaced(rare.show(out.Bytes())), nil
}

// spaced puts a blank line before each key of the first level and its comment.
func spaced(file []byte) []byte {
	var out bytes.Buffer
	comment := true
	for line := range bytes.Lines(file) {
		top := line[0] != ' ' && line[0] != '\n' && line[0] != '-'
		if top && !comment {
			out.WriteByte('\n')
		}
		comment = line[0] == '#'
		out.Write(line)
	}
	return out.Bytes()
}

// JSON writes a report as JSON under the ids, every list in the order of the
// official table.
func JSON(r *data.Report) []byte {
	b := builder{report: r, ids: true}
	var out bytes.Buffer
	writeJSON(&out, b.root(), "")
	out.WriteByte('\n')
	return out.Bytes()
}
