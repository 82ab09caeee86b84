package sheet

import (
	"strings"

	"gongwen/data"
	"gongwen/internal/source"
)

func mapping(at Place) *source.Node { return &source.Node{Kind: source.Map, Pos: Pos(at)} }

// scalar is text, Null for none.
func scalar(at Place, text string) *source.Node {
	if text == "" {
		return &source.Node{Kind: source.Null, Pos: Pos(at)}
	}
	return &source.Node{Kind: source.Scalar, Text: text, Quoted: true, Pos: Pos(at)}
}

// list is the lines of a value; a single one stands for itself.
func list(at Place, value string) *source.Node {
	n := &source.Node{Kind: source.List, Pos: Pos(at)}
	offset := 0
	for line := range strings.Lines(value) {
		if text := strings.TrimSpace(line); text != "" {
			item := scalar(at, text)
			item.Pos.Col += offset
			n.Items = append(n.Items, item)
		}
		offset += len([]rune(line))
	}
	if len(n.Items) == 1 {
		return n.Items[0]
	}
	if len(n.Items) == 0 {
		return scalar(at, "")
	}
	return n
}

// signers are the lines of a value, each an office and a name with a blank between
// them.
func signers(at Place, value string) *source.Node {
	n := &source.Node{Kind: source.List, Pos: Pos(at)}
	for line := range strings.Lines(value) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		post, name := "", line
		if i := strings.LastIndexAny(line, " 　"); i >= 0 {
			post, name = strings.TrimSpace(line[:i]), strings.TrimSpace(strings.TrimLeft(line[i:], " 　"))
		}
		m := mapping(at)
		put(m, at, "post", scalar(at, post))
		put(m, at, "name", scalar(at, name))
		n.Items = append(n.Items, m)
	}
	return n
}

// signerText is the text that signers takes apart.
func signerText(list []data.Signatory) string {
	text := make([]string, len(list))
	for i, s := range list {
		text[i] = s.Post.Text + " " + s.Name.Text
	}
	return strings.Join(text, "\n")
}

// figure is what was typed in a cell: a number, with its note in brackets where
// it has one.
func figure(at Place, typed string) *source.Node {
	number, note, noted := strings.Cut(strings.TrimSpace(typed), "（")
	if !noted || !strings.HasSuffix(note, "）") || strings.TrimSpace(number) == "" {
		n := scalar(at, strings.TrimSpace(typed))
		n.Quoted = false
		return n
	}
	value := scalar(at, strings.TrimSpace(number))
	value.Quoted = false
	m := mapping(at)
	put(m, at, "value", value)
	put(m, at, "note", scalar(at, strings.TrimSuffix(note, "）")))
	return m
}

// attachmentRule stands in front of the title of each attachment in the text that
// is edited.
const attachmentRule = "# "

// apartMark stands behind the title of an attachment that is bound apart.
const apartMark = "（" + data.BoundApartZH + "）"

// attachments takes the text of all attachments apart: each begins with its title
// behind attachmentRule.
func attachments(at Place, value string) *source.Node {
	n := &source.Node{Kind: source.List, Pos: Pos(at)}
	var item *source.Node
	var body strings.Builder
	begins, offset := 0, 0
	end := func() {
		if item != nil {
			typed := strings.TrimLeft(body.String(), "\n")
			text := scalar(at, strings.TrimRight(typed, "\n"))
			text.Pos.Col += begins + body.Len() - len(typed)
			put(item, at, "text", text)
		}
		body.Reset()
	}
	for line := range strings.Lines(value) {
		if title, ok := strings.CutPrefix(line, attachmentRule); ok {
			end()
			item = mapping(at)
			title, apart := strings.CutSuffix(strings.TrimSpace(title), apartMark)
			name := scalar(at, strings.TrimSpace(title))
			name.Pos.Col += offset + len(attachmentRule)
			put(item, at, "title", name)
			if apart {
				put(item, at, "bound", scalar(at, data.BoundApart))
			}
			n.Items = append(n.Items, item)
			begins = offset + len([]rune(line))
		} else {
			if item == nil && strings.TrimSpace(line) != "" {
				item = mapping(at)
				n.Items = append(n.Items, item)
				begins = offset
			}
			body.WriteString(line)
		}
		offset += len([]rune(line))
	}
	end()
	return n
}

// attachmentText is the text that attachments takes apart.
func attachmentText(list []data.Attachment) string {
	var text strings.Builder
	for i, a := range list {
		if i > 0 {
			text.WriteString("\n\n")
		}
		text.WriteString(attachmentRule + a.Title.Text)
		if a.Apart {
			text.WriteString(apartMark)
		}
		text.WriteString("\n\n" + a.Text.Source)
	}
	return text.String()
}

// put adds an entry to a map.
func put(m *source.Node, at Place, key string, value *source.Node) {
	m.Entries = append(m.Entries, source.Entry{
		Key:   &source.Node{Kind: source.Scalar, Text: key, Pos: Pos(at)},
		Value: value,
	})
}

// putAll adds a map that has entries.
func putAll(root *source.Node, key string, m *source.Node) {
	if len(m.Entries) > 0 {
		put(root, "", key, m)
	}
}
