// Package jsontext writes JSON that programs and people read.
package jsontext

import (
	"bytes"
	"encoding/json"
)

// Indented is a value as JSON in lines, with the characters <, > and & as they
// are.
func Indented(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(value)
	return b.Bytes(), err
}
