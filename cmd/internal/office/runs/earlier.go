package runs

import (
	"bytes"
	"encoding/json"
	"strings"

	"gongwen/internal/pattern"
)

// The beginnings of results as text and as pages, in both languages.
var (
	resultText = pattern.New(`^(共 \d+ 份：完成 \d+ 份，|\d+ reports: \d+ done, )`)
	resultPage = pattern.New(`<title>(成批生成结果|What became of the run)</title>`)
)

// IsResult reports whether a file is what a run has written about itself, in any form, or
// has nothing in it: such a file may be replaced by another result.
func IsResult(content []byte) bool {
	if len(content) == 0 || resultText.Match(content) || bytes.HasPrefix(content, []byte("<!DOCTYPE html>")) && resultPage.Match(content) {
		return true
	}
	var r struct {
		Program    string `json:"program"`
		Unfinished *int   `json:"unfinished"`
	}
	return json.Unmarshal(content, &r) == nil && strings.HasPrefix(r.Program, "gongwen ") && r.Unfinished != nil
}
