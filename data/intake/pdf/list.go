package pdf

import (
	"strconv"
	"strings"

	"gongwen/internal/pattern"
	"gongwen/internal/pdfread"
)

var counted = pattern.New(`^([0-9]{1,3})\.$`)

// label reads the label of an item of a list (ISO 32000-1 14.8.4.3.3). One that
// is no mark and does not count 1. 2. 3. is text of a paragraph.
func (r *reader) label(e pdfread.Dict, at pdfread.Ref, depth int) error {
	item := r.open.Item
	if err := r.kids(e["K"], at, depth+1); err != nil || item == nil || r.open.Item != item {
		return err
	}
	r.endRun()
	text := r.open.Text()
	item.Label = len(text)
	label := strings.TrimSpace(text)
	if m := counted.FindStringSubmatch(label); m != nil {
		number, err := strconv.Atoi(m[1])
		item.Number = number
		return err
	}
	if label == "" || len([]rune(label)) > 1 || strings.ContainsAny(label, "0123456789") {
		r.open.Item = nil
	}
	return nil
}
