// Package examples carries a report that is whole and right, for those who want to
// see one.
package examples

import _ "embed"

// Report is a report of an invented agency, in YAML.
//
//go:embed invented-2024.yaml
var Report string
