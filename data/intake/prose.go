package intake

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/data/intake/markdown"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// paragraph is a paragraph or subheading of a section.
type paragraph struct {
	level int // 0 for a paragraph, 1 for ##, 2 for ###, 3 for ####
	runs  []flow.Run
	item  *flow.Item  // of an item of a list
	table *flow.Table // whose caption runs is
	pos   diag.Pos

	caption bool // the document marks it as one

	joined string // its text so far, as long as it takes to see that it is a sentence
	tail   string // the last of the lines that it was joined of
}

// prose makes the paragraphs of a section.
func (r *reading) prose(label string, blocks []flow.Block) []paragraph {
	blocks = r.lines(label, blocks)
	list := make([]paragraph, 0, len(blocks))
	counts := [4]int{}
	indents := r.options.Wrapped && hasIndents(blocks)
	headings := outlineOf(blocks)
	for i, b := range blocks {
		p := paragraph{runs: b.Runs, pos: b.Pos, item: b.Item, table: b.Table, caption: b.Caption}
		if b.Item != nil || b.Table != nil {
			list = captioned(list, p)
			continue
		}
		if level := headings.subhead(i, counts); level > 0 {
			counts[level]++
			clear(counts[level+1:])
			p.level, p.runs = level, r.unmarked(blocks, i, r.untyped(b, counts[level]))
			list = append(list, p)
			continue
		}
		last := len(list) - 1
		text := b.Text()
		if last >= 0 && (r.options.Wrapped && list[last].level == 0 && (goesOn(list[last].tail, isSentence(list[last].joined), b) || indents && !startsAnew(b)) || list[last].tail == "图表：") {
			list[last].runs = joined(list[last].runs, b.Runs)
			list[last].tail = text
			if !isSentence(list[last].joined) {
				list[last].joined += text
			}
			if r.joins++; r.joins <= maxSaid {
				r.notef(b.Pos, "这里接着上一段，两段连成了一段", "this goes on with the paragraph before; the two are one now")
			} else if r.joins == maxSaid+1 {
				r.notef(b.Pos, "从这里起，断开的段落连成一段不再一一说明", "from here on, broken paragraphs that were joined are not named any more")
			}
			continue
		}
		p.runs, p.tail, p.joined = flow.Trim(b.Runs), strings.TrimSpace(text), text
		list = append(list, p)
	}
	return list
}

// captioned adds an item of a list, or a table with the caption before it.
func captioned(list []paragraph, p paragraph) []paragraph {
	p.runs = flow.Trim(p.runs)
	if n := len(list); p.table != nil && n > 0 && list[n-1].caption {
		p.runs, list = list[n-1].runs, list[:n-1]
	}
	return append(list, p)
}

// lines are the paragraphs and headings among blocks; what else there is is said.
func (r *reading) lines(label string, blocks []flow.Block) []flow.Block {
	list := make([]flow.Block, 0, len(blocks))
	for _, b := range blocks {
		text := b.Text()
		switch {
		case b.Kind == flow.Picture:
			r.warnf(b.Pos, "“%s”里的图片没有放进报告%s", "a picture in %q is not in the report%s", label, alternative(b))
		case b.Kind == flow.Tabular && isTextTable(b.Table):
			if head := textHead(b.Table); head != b.Table.Head {
				r.notef(b.Pos, "“%s”里的表格放进了文字，前 %d 行作表头", "a table in %q is in the text now, its first rows, %d, as its head", label, head)
			}
			list = append(list, b)
		case b.Kind == flow.Tabular:
			r.strayTable(label, b)
		case isBlank(text):
		case isPageNumber(text) || r.isNextPage(text):
			r.notef(b.Pos, "页码没有放进报告：%s", "a page number is not in the report: %s", shown(text))
		default:
			list = append(list, b)
		}
	}
	return list
}

// isNextPage reports whether a line is a bare number that follows on the page
// numbers before it; others are words of a sentence that was broken.
func (r *reading) isNextPage(text string) bool {
	const skipped = 6 // pages whose numbers may have been lost in tables
	c := cell.Compact(text)
	if !bareNumber.MatchString(c) {
		return false
	}
	n := numberOf(c)
	if n <= r.page || n > r.page+skipped {
		return false
	}
	r.page = n
	return true
}

func alternative(b flow.Block) diag.Text {
	if text := shown(b.Text()); text != "" {
		return diag.T("（%s）", " (%s)", text)
	}
	return diag.Text{}
}

// strayTable names what a table holds for which the report has no place.
func (r *reading) strayTable(label string, b flow.Block) {
	r.warnf(b.Pos, "“%s”里的表格没有放进报告：%s", "a table in %q is not in the report: %s", label, rowsOf(b.Table))
}

// rowsOf is what the rows of a table hold, as messages show it.
func rowsOf(t *flow.Table) string {
	var rows []string
	for _, u := range unitsOf(t) {
		rows = append(rows, u.String())
	}
	return shown(strings.Join(rows, "；"))
}

var (
	bracketNumber = pattern.New(`^[（(][一二三四五六七八九十]{1,3}[）)]`)
	chapterNumber = pattern.New(`^[一二三四五六七八九十]{1,3}、`)
	secondLevel   = pattern.New(`^[0-9０-９]{1,2}[、.．]`)
	inWords       = pattern.New(`^[一二三四五六七八九十]{1,2}是`)
	stops         = pattern.New(`[。；！？;!?]`)
)

// outline is the paragraphs and headings of a section with what all of them say
// of the levels of one.
type outline struct {
	blocks   []flow.Block
	chapters bool  // some are headings numbered 一、
	levels   []int // that the document names, each once, in order
}

func outlineOf(blocks []flow.Block) outline {
	o := outline{blocks: blocks, chapters: slices.ContainsFunc(blocks, isChapter)}
	for _, b := range blocks {
		if b.Kind != flow.Heading || b.Level <= 0 {
			continue
		}
		if at, known := slices.BinarySearch(o.levels, b.Level); !known {
			o.levels = slices.Insert(o.levels, at, b.Level)
		}
	}
	return o
}

// isChapter reports whether a block may be a heading that is numbered 一、.
func isChapter(b flow.Block) bool {
	text := strings.TrimSpace(b.Text())
	return chapterNumber.MatchString(text) && runes(text) <= maxSubhead && (b.Kind == flow.Heading || !stops.MatchString(text))
}

// subhead is the level of the subheading that block i is, 0 for none. counts is
// how many there were of each level since the last of one above.
func (o outline) subhead(i int, counts [4]int) int {
	b := o.blocks[i]
	text := strings.TrimSpace(b.Text())
	marked := b.Kind == flow.Heading
	if !marked && (runes(text) > maxSubhead || stops.MatchString(text) || strings.HasSuffix(text, "：") || strings.HasSuffix(text, "，") || strings.HasSuffix(text, "、")) {
		return 0
	}
	if isBlank(strings.TrimLeft(text, "#")) || runes(text) > 4*maxSubhead {
		return 0
	}
	if _, rest := numbered(text); rest == "" {
		return 0
	}
	below := 1
	switch {
	case counts[1] > 0 && counts[2] > 0 && o.chapters:
		below = 3 // below 一、 and （一）
	case counts[1] > 0:
		below = 2
	}
	switch {
	case chapterNumber.MatchString(text):
		return 1
	case bracketNumber.MatchString(text):
		if o.chapters {
			return 2
		}
		return 1
	case secondLevel.MatchString(text) && (marked || opens(o.blocks, i)):
		return below
	case inWords.MatchString(text) && opens(o.blocks, i):
		return below
	case marked && b.Level > 0:
		above, _ := slices.BinarySearch(o.levels, b.Level)
		return min(3, 1+above)
	case marked:
		return 1
	}
	return 0
}

// opens reports whether a short line has text below it that it may be the heading
// of, as opposed to the next item of a list.
func opens(blocks []flow.Block, i int) bool {
	if i+1 >= len(blocks) {
		return false
	}
	next := strings.TrimSpace(blocks[i+1].Text())
	return blocks[i+1].Kind == flow.Paragraph && runes(next) > maxSubhead && stops.MatchString(next)
}

// untyped is the words of a subheading without the number that the program
// prints by itself. A number that is not the one it would print stays.
func (r *reading) untyped(b flow.Block, ordinal int) []flow.Run {
	text := strings.TrimSpace(b.Text())
	typed, rest := numbered(text)
	switch {
	case typed == "" && inWords.MatchString(text):
		rest = text[len(inWords.FindString(text)):]
		r.notef(b.Pos, "“%s”作为小标题，编号由程序印出", "%q is a subheading, whose number is printed by itself", shown(text))
	case typed != "" && chapter.MatchString(cell.Compact(text)) && !r.inAttachment && !r.listed:
		r.warnf(b.Pos, "“%s”不是本格式的标题，作为小标题读取", "%q is no heading of this format; it is read as a subheading", shown(text))
	case numeral.First(typed) != ordinal:
		rest = text
	}
	return []flow.Run{{Text: strings.TrimSpace(rest)}}
}

// unmarked is the words of a subheading, block i, without a full stop or colon behind
// them where its document does not go on in its paragraph: in a report file such a mark
// lets the text below run in.
func (r *reading) unmarked(blocks []flow.Block, i int, words []flow.Run) []flow.Run {
	text := strings.TrimRight(words[0].Text, "。：")
	if text == words[0].Text || i+1 < len(blocks) && blocks[i+1].Pos == blocks[i].Pos {
		return words
	}
	r.notef(blocks[i].Pos, "单独一行的小标题末尾不用标点，没有放进报告：%s", "a subheading on its own line has no mark behind it, which is not in the report: %s", shown(words[0].Text))
	return []flow.Run{{Text: text}}
}

// leastUnfinished is how long a line is at least that was cut in a sentence.
const leastUnfinished = 12

// isSentence reports whether a line has the length and the marks of running text.
func isSentence(s string) bool {
	return runes(s) >= leastUnfinished && strings.ContainsAny(s, "，。、；：,")
}

// goesOn reports whether a block goes on with the sentence of the paragraph before,
// as where a page ends.
func goesOn(before string, sentence bool, b flow.Block) bool {
	open := strings.HasSuffix(before, "，") || strings.HasSuffix(before, "、") || opened(before)
	return (open || sentence && !endsSentence(before)) && !startsAnew(b)
}

// opened reports whether a bracket or quotation mark of a line is not closed in it.
func opened(s string) bool {
	for _, pair := range []string{"（）", "《》", "“”", "〔〕"} {
		marks := []rune(pair)
		if strings.Count(s, string(marks[0])) > strings.Count(s, string(marks[1])) {
			return true
		}
	}
	return false
}

// startsAnew reports whether a block begins a paragraph by its indent or its number.
func startsAnew(b flow.Block) bool {
	typed, _ := numbered(b.Text())
	return b.Kind != flow.Paragraph || typed != "" || isIndented(b)
}

func isIndented(b flow.Block) bool {
	text := b.Text()
	return strings.HasPrefix(text, "\u3000") || strings.HasPrefix(text, "  ") || strings.HasPrefix(text, "\t")
}

// hasIndents reports whether paragraphs begin with an indent and their other lines
// do not, as where a program keeps the layout of a page.
func hasIndents(blocks []flow.Block) bool {
	indented, broken := 0, false
	for i, b := range blocks {
		if isIndented(b) {
			indented++
		} else if i > 0 {
			before := blocks[i-1].Text()
			broken = broken || goesOn(before, isSentence(before), b)
		}
	}
	return indented > 0 && broken
}

// node is paragraphs as Markdown, each character at the place of its paragraph.
func (r *reading) node(list []paragraph) *source.Node {
	parts := make([]source.Part, 0, len(list))
	for i, p := range list {
		text := r.printable(p.text(), p.pos)
		if isBlank(text) {
			continue
		}
		if p.level > 0 {
			// Hashes at the end of a heading's line would close it.
			words := strings.TrimRight(text, "#")
			text = strings.Repeat("#", p.level+1) + " " + words + strings.Repeat(`\#`, len(text)-len(words))
		}
		switch {
		case len(parts) == 0:
		case p.item != nil && i > 0 && list[i-1].item != nil && p.item.Number != 1:
			text = "\n" + text
		default:
			text = "\n\n" + text
		}
		parts = append(parts, source.Part{Text: text, Pos: p.pos})
	}
	return source.Join(parts...)
}

// text is a paragraph as Markdown, without the marks of a heading.
func (p paragraph) text() string {
	switch {
	case p.table != nil:
		return tableText(p.runs, p.table)
	case p.item != nil && p.item.Number > 0:
		return strconv.Itoa(p.item.Number) + ". " + markdown.Of(p.runs)
	case p.item != nil:
		return "- " + markdown.Of(p.runs)
	}
	return markdown.Of(p.runs)
}
