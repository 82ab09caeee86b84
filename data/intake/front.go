package intake

import (
	"strconv"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
)

// front reads what stands before the first heading: the title and, behind it,
// the preface. What a portal prints around them is named.
func (r *reading) front(front, all []flow.Block) (preface []flow.Block) {
	r.title = findTitle(front, r.template)
	if r.title.year == 0 && r.options.Year == 0 {
		if year, pos := yearInText(all); year != 0 {
			r.title.year, r.title.yearPos = year, pos
			r.notef(pos, "年度按正文里的统计期限取 %d", "the year %d is taken from the text", year)
		}
	}
	r.publisher, r.spoken = publisher(front), spokenOf(front)
	for _, b := range front {
		if text := cell.Compact(b.Text()); schoolYear.MatchString(text) && strings.Contains(text, "报告") && runes(text) <= maxHeading {
			r.errorf(b.Pos, "这是按学年写的报告，不是这里的格式：%s", "this is the report of a school year, which is another format: %s", shown(text))
			break
		}
		if text := cell.Compact(b.Text()); partOfYear.MatchString(text) && strings.HasSuffix(text, "报告") && runes(text) <= maxHeading {
			r.errorf(b.Pos, "这是一年中一段时间的报告，不是年度报告：%s", "this is the report of a part of a year, not of a year: %s", shown(text))
			break
		}
	}
	start := 0
	if r.title.found {
		start = r.title.last + 1
		for _, b := range front[:r.title.first] {
			r.aside(b)
		}
		r.titleWords(front[r.title.first:start])
	}
	meta := true // what is said about the page stands before the text
	for _, b := range front[start:] {
		text := strings.TrimSpace(b.Text())
		switch {
		case b.Kind == flow.Tabular || b.Kind == flow.Picture:
			preface = append(preface, b)
		case isBlank(text):
		case meta && (isPageTalk(text) || dateLine.MatchString(cell.Compact(text)) || dateOf(text) != "" || cell.Compact(text) == "目录"):
			r.aside(b)
		case meta && r.titleAgain(b):
			r.aside(b)
		default:
			meta = isPageTalk(text)
			preface = append(preface, b)
		}
	}
	return preface
}

// titleAgain reports whether a block repeats the title, as pages do that have it in
// their head too.
func (r *reading) titleAgain(b flow.Block) bool {
	text, ok := lineOf([]flow.Block{b})
	if !ok || !r.title.found {
		return false
	}
	agency, year, ok := readTitle(text, wordings(r.template))
	return ok && year == r.title.year && (agency == "" || agency == cell.Compact(r.title.agency)) || text == cell.Compact(r.title.agency)
}

// aside names what stands around the title and has no place in the report.
func (r *reading) aside(b flow.Block) {
	if b.Kind == flow.Tabular {
		r.strayTable("标题前后", b)
		return
	}
	if text := b.Text(); !isBlank(text) {
		r.notef(b.Pos, "标题前后的文字没有放进报告：%s", "text around the title is not in the report: %s", shown(text))
	}
}

// titleWords says what the title has beside agency, year and the name of the report.
func (r *reading) titleWords(blocks []flow.Block) {
	text := ""
	for _, b := range blocks {
		line := b.Text()
		if at := behindTitle.FindStringIndex(line); at != nil && at[0] > 0 {
			r.notef(b.Pos, "标题前后的文字没有放进报告：%s", "text around the title is not in the report: %s", shown(line[at[0]:]))
			line = line[:at[0]]
		}
		line = cell.Compact(line)
		if said := once(line); said != line {
			r.notef(b.Pos, "标题在一行里重复，只取一次：%s", "the title stands on its line more than once: %s", shown(b.Text()))
			line = said
		}
		text += line
	}
	for {
		m := afterName.FindString(text)
		if bracketedYear.MatchString(m) && r.title.year != 0 && strings.Contains(m, strconv.Itoa(r.title.year)) {
			return // it is the report's year
		}
		if m == "" || m == text {
			return
		}
		r.notef(blocks[len(blocks)-1].Pos, "标题里的“%s”没有放进报告", "“%s” in the title is not in the report", m)
		text = strings.TrimSuffix(text, m)
	}
}
