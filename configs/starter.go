package configs

import (
	_ "embed"
	"fmt"
	"strings"
)

// starter is a small template with one of everything that most templates need.
//
//go:embed starter.yaml
var starter string

// extending is a small template of local rules on top of another one.
//
//go:embed extending.yaml
var extending string

// The id that starter and extending give itself, and the first year it serves.
const (
	starterID   = "my-report"
	starterYear = 2024
)

// baseID is what extending extends.
const baseID = "open-government-2021"

// ExtendingStarter is the text of a template of the given id that extends the
// one of base, to begin with. ok is false when one of them is no id of a template.
func ExtendingStarter(id, base string) (text string, ok bool) {
	if !fileID.MatchString(id) || !fileID.MatchString(base) {
		return "", false
	}
	return strings.NewReplacer(starterID, id, baseID, base).Replace(extending), true
}

// Starter is the text of a template of the given id to begin with. ok is false
// when that is no id of a template.
func Starter(id string) (text string, ok bool) {
	_, year := splitYear(id)
	if !fileID.MatchString(id) || year != 0 && year < firstYear {
		return "", false
	}
	text = strings.ReplaceAll(starter, starterID, id)
	if year != 0 {
		text = strings.Replace(text, fmt.Sprintf("{from: %d}", starterYear), fmt.Sprintf("{from: %d}", year), 1)
	}
	return text, true
}
