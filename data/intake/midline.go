package intake

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/intake/flow"
	"gongwen/internal/pattern"
)

// midline is a chapter's heading inside a paragraph, between blanks, or behind a sentence
// and before a full stop or colon.
var midline = pattern.New(`(?:^|[。！？；：”）)\s\p{Z}])[\s\p{Z}]*([一二三四五六七八九十]{1,3}、[^。！？；：，,;:!?\s\p{Z}]{2,40})(?:[\s\p{Z}]+|[。：:])`)

// parted parts paragraphs at the headings of sections inside them, as pages have it whose
// whole text is one paragraph. Only headings that stand nowhere by themselves are looked
// for: others are what a text lists.
func (r *reading) parted(blocks []flow.Block) []flow.Block {
	if r.listed {
		return blocks
	}
	own := map[*configs.Section]bool{}
	for _, b := range blocks {
		if s, _ := r.heading(b); s != nil {
			own[s] = true
		} else if s, _, _, ok := r.runIn(b); ok {
			own[s] = true
		}
	}
	list := make([]flow.Block, 0, len(blocks))
	for _, b := range blocks {
		if b.Kind == flow.Paragraph && b.Item == nil && runes(b.Text()) > maxHeading {
			list = append(list, r.partedAt(b, own)...)
		} else {
			list = append(list, b)
		}
	}
	return list
}

// partedAt is a paragraph in pieces: text, headings, and text again.
func (r *reading) partedAt(b flow.Block, own map[*configs.Section]bool) []flow.Block {
	text := b.Text()
	var list []flow.Block
	start := 0 // of what is in no piece yet
	for at := 0; at < len(text); {
		m := midline.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		from, to, end := at+m[2], at+m[3], at+m[1]
		at = to
		if s := r.named(text[from:to]); s == nil || own[s] {
			continue
		}
		if before := upTo(cut(b, start), from-start); !isBlank(before.Text()) {
			list = append(list, before)
		}
		head := flow.Block{Kind: flow.Heading, Runs: []flow.Run{{Text: text[from:to]}}, Pos: b.Pos.Offset(runes(text[:from]))}
		r.notef(head.Pos, "标题“%s”写在一段文字里，从这里分开", "the heading %q stands inside a paragraph, which is parted there", text[from:to])
		list, start = append(list, head), end
		at = start
		if strings.TrimSpace(text[to:end]) == "" {
			at = to // the blanks may stand before the next heading
		}
	}
	if start == 0 {
		return []flow.Block{b}
	}
	if rest := cut(b, start); !isBlank(rest.Text()) {
		list = append(list, rest)
	}
	return list
}

// named is the section that one of whose names a heading is, nil for none.
func (r *reading) named(heading string) *configs.Section {
	n := headingName(heading)
	for _, h := range r.headings {
		if slices.Contains(h.names, n) {
			return h.section
		}
	}
	return nil
}

// upTo is the first n bytes of a block.
func upTo(b flow.Block, n int) flow.Block {
	runs := b.Runs
	b.Runs = nil
	for _, run := range runs {
		run.Text = run.Text[:min(n, len(run.Text))]
		if n -= len(run.Text); run.Text != "" {
			b.Runs = append(b.Runs, run)
		}
	}
	return b
}

// untitled gives the section that comes first its text where its heading was left out: what
// stands before the second heading, from （一） on.
func (r *reading) untitled(front []flow.Block, parts []*part) ([]flow.Block, []*part) {
	if r.listed || len(parts) == 0 || len(r.headings) < 2 || parts[0].section != r.headings[1].section || r.tableFor(r.headings[0].section) != nil {
		return front, parts
	}
	first := slices.IndexFunc(front, func(b flow.Block) bool { return firstItem.MatchString(strings.TrimSpace(b.Text())) })
	if first < 0 || slices.ContainsFunc(front[:first], r.isChapter) || slices.ContainsFunc(parts, func(p *part) bool { return p.section == r.headings[0].section }) {
		return front, parts
	}
	s := r.headings[0].section
	r.warnf(front[first].Pos, "没有“%s”这个标题；从这里到下一个标题的文字放进了“%s”", "the heading of %q is missing; what stands from here to the next one is now in %q", s.Heading, s.Label)
	return front[:first], append([]*part{{section: s, blocks: front[first:]}}, parts...)
}

// firstItem is the number of the first subheading of a section.
var firstItem = pattern.New(`^[（(]一[）)]`)
