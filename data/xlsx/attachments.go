package xlsx

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// The rows of an attachment are called 附件1标题, 附件1正文 and, of one that is bound
// apart, 附件1装订, by the label of the section and the attachment's number.
const (
	attachmentTitle = "标题"
	attachmentText  = "正文"
	attachmentBound = "装订"
)

// attachmentKey is the row of an attachment that a label names.
func attachmentKey(t *configs.Template, label string) (textKey, bool) {
	s := t.Attachments()
	if s == nil || len(label) > maxLabel {
		return textKey{}, false
	}
	rest, ok := strings.CutPrefix(source.Normalize(label), source.Normalize(s.Label))
	if !ok {
		return textKey{}, false
	}
	key := textKey{Key: source.Key{Labels: []string{label}}, under: s.ID}
	if number, found := strings.CutSuffix(rest, attachmentTitle); found {
		key.ID, rest = "title", number
	} else if number, found := strings.CutSuffix(rest, attachmentText); found {
		key.ID, key.prose, rest = "text", true, number
	} else if number, found := strings.CutSuffix(rest, attachmentBound); found {
		key.ID, rest = "bound", number
	} else {
		return textKey{}, false
	}
	n, err := strconv.Atoi(rest)
	if err != nil || n < 1 || n > mostAttachments {
		return textKey{}, false
	}
	key.item = n
	return key, true
}

const mostAttachments = 999 // the limit of a report is said by load

// attachments puts those that were filled in into the tree, by their numbers.
func (r *reader) attachments(p *proseReader) {
	items := map[int]*source.Node{}
	var numbers []int
	var section string
	var at diag.Pos
	for _, t := range p.texts {
		n := t.key.item
		if n == 0 || len(t.parts) == 0 {
			continue
		}
		if items[n] == nil {
			items[n] = &source.Node{Kind: source.Map, Pos: t.at}
			numbers = append(numbers, n)
		}
		if section == "" {
			section, at = t.key.under, t.at
		}
		put(items[n], t.key.ID, t.at, t.value())
	}
	if section == "" {
		return
	}
	slices.Sort(numbers)
	list := &source.Node{Kind: source.List, Pos: at}
	for _, n := range numbers {
		list.Items = append(list.Items, items[n])
	}
	put(r.root, section, at, list)
}
