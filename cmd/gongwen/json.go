package main

import (
	"bytes"
	"encoding/json"
)

// indentedJSON is a value as programs and people read it: in lines, with the
// characters of <>& as they are.
func indentedJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(value)
	return b.Bytes(), err
}
