package intake

import (
	"slices"
	"strings"

	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

var (
	attachmentMark = pattern.New(`^附件[0-9一二三四五六七八九十]{0,2}:?$`)
	attachmentList = pattern.New(`^附件:`)
	listNumber     = pattern.New(`^(?:[0-9]{1,2}[.、])?$`)
)

// attachment is an attachment (附件) of a document.
type attachment struct {
	title  flow.Block
	blocks []flow.Block
	apart  bool // it is bound apart (7.3.7)
}

// attachments takes the attachments off the end of the last section: what
// follows a line 附件1, its title first. The list of their names in the text
// (附件说明, GB/T 9704-2012 7.3.4) is printed by the program and left out.
func (r *reading) attachments(blocks []flow.Block) (rest []flow.Block, list []attachment) {
	if r.template.Attachments() == nil {
		return blocks, nil
	}
	titled := true // whether the last attachment has its title
	for _, b := range blocks {
		n := len(list)
		switch plain := b.Kind == flow.Paragraph || b.Kind == flow.Heading; {
		case plain && attachmentMark.MatchString(cell.Compact(b.Text())) && titled:
			list, titled = append(list, attachment{}), false
		case n == 0:
			rest = append(rest, b)
		case plain && !titled && !isBlank(b.Text()):
			list[n-1].title, titled = b, true
		default:
			list[n-1].blocks = append(list[n-1].blocks, b)
		}
	}
	for i := range list {
		list[i].joined(rest)
	}
	return rest, list
}

// joined joins the lines of a title over several, as many as its name in the list of
// attachments has: its first line alone may be the agency, which signs below that list.
func (a *attachment) joined(text []flow.Block) {
	const most = 4 // lines
	title, whole, behind := a.title, a.title, a.blocks
	for i, b := range a.blocks[:min(most-1, len(a.blocks))] {
		if b.Kind != flow.Paragraph && b.Kind != flow.Heading {
			break
		}
		title.Runs = slices.Concat(title.Runs, b.Runs)
		if isListed(cell.Compact(title.Text()), text) {
			whole, behind = title, a.blocks[i+1:]
		}
	}
	a.title, a.blocks = whole, behind
}

// isListed reports whether the list of attachments in a text has a name.
func isListed(name string, text []flow.Block) bool {
	from := slices.IndexFunc(text, func(b flow.Block) bool { return attachmentList.MatchString(cell.Compact(b.Text())) })
	return from >= 0 && slices.ContainsFunc(text[from:], func(b flow.Block) bool { return lists(b, name) })
}

// lists reports whether a line is one of the list of attachments, with a name.
func lists(b flow.Block, name string) bool {
	number, ok := strings.CutSuffix(attachmentList.ReplaceAllString(cell.Compact(b.Text()), ""), name)
	return ok && listNumber.MatchString(number)
}

// unlisted is blocks without the list of the attachments' names.
func unlisted(blocks []flow.Block, list []attachment) []flow.Block {
	for i, b := range blocks {
		if !attachmentList.MatchString(cell.Compact(b.Text())) {
			continue
		}
		var out []flow.Block
		for _, b := range blocks[i:] {
			if !isTitleOf(b, list) {
				out = append(out, b)
			}
		}
		return append(blocks[:i:i], out...)
	}
	return blocks
}

// isTitleOf reports whether a line names one of the attachments.
func isTitleOf(b flow.Block, list []attachment) bool {
	return slices.ContainsFunc(list, func(a attachment) bool { return lists(b, cell.Compact(a.title.Text())) })
}

// attached is attachments as a report file has them.
func (r *reading) attached(list []attachment) *source.Node {
	n := &source.Node{Kind: source.List, Pos: r.pos}
	r.inAttachment = true
	for _, a := range list {
		item := &source.Node{Kind: source.Map, Pos: a.title.Pos}
		put(item, "title", &source.Node{Kind: source.Scalar, Quoted: true, Text: r.printable(strings.TrimSpace(a.title.Text()), a.title.Pos), Pos: a.title.Pos})
		if a.apart {
			put(item, "bound", &source.Node{Kind: source.Scalar, Text: data.BoundApart, Pos: a.title.Pos})
		}
		if len(a.blocks) > 0 || !a.apart {
			put(item, "text", r.node(r.prose(shown(a.title.Text()), a.blocks)))
		}
		n.Items = append(n.Items, item)
	}
	r.inAttachment = false
	return n
}
