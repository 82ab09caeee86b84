package intake

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/numeral"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// part is a section of the template with what the document has in it.
type part struct {
	section *configs.Section
	heading flow.Block // the heading it was found by; none for the preface
	blocks  []flow.Block
}

// headingNames are the names of a section's heading.
type headingNames struct {
	section *configs.Section
	names   []string
}

var (
	yearWord  = pattern.New(`[0-9]{4}年度?`)
	chapter   = pattern.New(`^[一二三四五六七八九十]{1,3}[、.]`)
	bracketed = pattern.New(`^\(?[一二三四五六七八九十0-9]{1,3}\)`)
	// A chapter whose text stands on the line of its heading.
	runIn = pattern.New(`^([一二三四五六七八九十]{1,3}[、.．][^。：:]{2,40})[。：:]\s*(.+)$`)
)

// headingName is the part of a heading by which it is recognised: without
// number, year and the words that writers put in or leave out.
func headingName(s string) string {
	return strings.NewReplacer("的", "", "、", "", "和", "", "及", "", "与", "", ",", "").Replace(withoutYear(s))
}

// withoutYear is the name of a heading, in which a field stands for a year too.
func withoutYear(s string) string {
	return yearWord.ReplaceAllString(cell.NameOf(placeholder.ReplaceAllString(s, "2000")), "")
}

var placeholder = pattern.New(`\{[^{}]*\}`)

func headingsOf(t *configs.Template) []headingNames {
	var list []headingNames
	for i := range t.Sections {
		s := &t.Sections[i]
		if s.Heading == "" || s.Kind == configs.AttachmentsSection {
			continue
		}
		h := headingNames{section: s}
		for _, n := range append([]string{s.Heading, s.Label}, s.Aliases...) {
			h.names = append(h.names, headingName(strings.TrimPrefix(n, "{agency}")))
		}
		list = append(list, h)
	}
	return list
}

// heading finds the section whose heading a block is. exact is false where it
// is only like one.
func (r *reading) heading(b flow.Block) (s *configs.Section, exact bool) {
	text := strings.TrimSpace(b.Text())
	if b.Kind != flow.Heading && b.Kind != flow.Paragraph || text == "" || runes(text) > maxHeading || r.titledAt[b.Pos] {
		return nil, false
	}
	c := cell.Compact(text)
	if bracketed.MatchString(c) || endsSentence(strings.TrimRight(text, ":：")) {
		return nil, false
	}
	if r.listed {
		return r.partHeading(c)
	}
	n := headingName(text)
	if n == "" {
		return nil, false
	}
	for _, h := range r.headings {
		for _, known := range h.names {
			if n == known {
				return h.section, unnumbered(yearWord.ReplaceAllString(text, "")) == unnumbered(yearWord.ReplaceAllString(placeholder.ReplaceAllString(h.section.Heading, "2000"), ""))
			}
		}
	}
	if b.Kind != flow.Heading && !chapter.MatchString(c) || r.isLabel(text) {
		return nil, false
	}
	for _, h := range r.headings {
		for _, known := range h.names {
			if !source.Near(n, known) {
				continue
			}
			if s != nil && s != h.section {
				return nil, false
			}
			s = h.section
		}
	}
	return s, false
}

// partNumber is the number of a part of a document: 第一部分.
var partNumber = pattern.New(`^第[一二三四五六七八九十]{1,3}(?:部分|章|篇)`)

// hasNamedParts reports whether a part of a document is called 第一部分 or the like.
func (r *reading) hasNamedParts(blocks []flow.Block) bool {
	return slices.ContainsFunc(blocks, func(b flow.Block) bool {
		text := cell.Compact(b.Text())
		if !partNumber.MatchString(text) || runes(text) > maxHeading {
			return false
		}
		s, _ := r.partHeading(text)
		return s != nil
	})
}

// partHeading finds the section whose heading a line is, in documents whose parts have
// headings of their own below them: it says all that the template has.
func (r *reading) partHeading(text string) (s *configs.Section, exact bool) {
	rest := partNumber.ReplaceAllString(text, "")
	if chapter.MatchString(rest) && rest == text && r.chaptered {
		return nil, false
	}
	n := headingName(strings.TrimPrefix(rest, r.agency))
	for _, h := range r.headings {
		if n != "" && slices.Contains(h.names, n) {
			return h.section, true
		}
	}
	return nil, false
}

// isLabel reports whether a line is a label of one of the template's tables.
func (r *reading) isLabel(text string) bool {
	for _, t := range r.tables {
		if t.shape.known[t.shape.nameOf(text)] {
			return true
		}
	}
	return false
}

// split parts the document at the headings of the template's sections.
func (r *reading) split(blocks []flow.Block) (front []flow.Block, parts []*part) {
	byID := map[string]*part{}
	var current *part
	placed, likely := r.byPlace(blocks)
	for i, b := range blocks {
		if m := contents.FindStringSubmatch(b.Text()); m != nil && b.Kind != flow.Tabular {
			if s, _ := r.heading(flow.Block{Kind: b.Kind, Runs: []flow.Run{{Text: m[1]}}}); s != nil {
				r.notef(b.Pos, "目录里的一行没有放进报告：%s", "a line of the table of contents is not in the report: %s", shown(b.Text()))
				continue
			}
		}
		s, exact := r.heading(b)
		if s == nil {
			s = placed[i]
		}
		if section := likely[i]; section != nil {
			r.warnf(b.Pos, "“%s”不是本格式的标题；它在“%s”的位置上，如果就是它，改用这个标题", "%q is no heading of this format; it stands where %q should: if it is that, give it this heading", shown(b.Text()), section.Heading)
		}
		var rest []flow.Block // what stands on the line of the heading
		if s == nil {
			if section, head, behind, ok := r.runIn(b); ok {
				s, exact, b, rest = section, true, head, []flow.Block{behind}
			}
		}
		if s == nil && b.Bars > 0 && isBlank(b.Text()) && (current == nil || r.tableFor(current.section) == nil) {
			continue // a bar is nothing in a text
		}
		if s == nil {
			if current == nil {
				front = append(front, b)
			} else {
				current.blocks = append(current.blocks, b)
			}
			continue
		}
		before, twice := byID[s.ID]
		switch {
		case !twice:
			current = &part{section: s, heading: b}
			byID[s.ID] = current
			parts = append(parts, current)
			r.exact++
		case len(before.blocks) == 0:
			r.notef(before.heading.Pos, "目录里的一行没有放进报告：%s", "a line of the table of contents is not in the report: %s", shown(before.heading.Text()))
			before.heading, current = b, before
		default:
			r.again = append(r.again, b)
			r.warnf(b.Pos, "“%s”有两个标题，下面的文字接在前一个后面", "there are two headings of %q; what follows is put behind the first", s.Label)
			current = before
		}
		var odd oddities
		if odd.look(b.Text(), b.Pos); odd.note() != nil {
			r.said.Add(*odd.note())
		}
		if !exact {
			r.notef(b.Pos, "标题“%s”按“%s”读取", "the heading %q is read as %q", shown(b.Text()), s.Heading)
		}
		current.blocks = append(current.blocks, rest...)
	}
	return front, parts
}

// runIn parts a chapter's heading from the text on its line.
func (r *reading) runIn(b flow.Block) (s *configs.Section, head, rest flow.Block, ok bool) {
	text := b.Text()
	m := runIn.FindStringSubmatch(text)
	if m == nil || b.Kind != flow.Paragraph {
		return nil, b, b, false
	}
	head = flow.Block{Kind: b.Kind, Runs: []flow.Run{{Text: m[1]}}, Pos: b.Pos}
	s, _ = r.heading(head)
	return s, head, cut(b, len(text)-len(m[2])), s != nil
}

// cut is a block without its first n bytes.
func cut(b flow.Block, n int) flow.Block {
	rest := b
	rest.Runs = nil
	rest.Pos = b.Pos.Offset(runes(b.Text()[:n]))
	for _, run := range b.Runs {
		skip := min(n, len(run.Text))
		n -= skip
		if run.Text = run.Text[skip:]; run.Text != "" {
			rest.Runs = append(rest.Runs, run)
		}
	}
	return rest
}

// numbered parts a typed number from a heading's words.
func numbered(text string) (typed, rest string) { return numeral.SplitNumber(strings.TrimSpace(text)) }
