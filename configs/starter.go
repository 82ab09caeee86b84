package configs

import (
	_ "embed"
	"strings"
)

// starter is a small template with one of everything that most templates need.
//
//go:embed starter.yaml
var starter string

// starterID is the id that starter gives itself.
const starterID = "my-report"

// Starter is the text of a template of the given id to begin with. ok is false
// when that is no id of a template.
func Starter(id string) (text string, ok bool) {
	if !fileID.MatchString(id) {
		return "", false
	}
	return strings.Replace(starter, "template: "+starterID, "template: "+id, 1), true
}
