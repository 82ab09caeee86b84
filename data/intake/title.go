package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/data/intake/document"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
	"gongwen/internal/pattern"
)

// title is what the title of a document says.
type title struct {
	found       bool
	first, last int // its blocks
	agency      string
	agencyPos   diag.Pos
	year        int
	yearPos     diag.Pos
}

var (
	// 2023年度, 2023年, 2023, 二〇二三年
	yearOf   = pattern.New(`(?:19|20)[0-9]{2}|[一二]?[〇零○Ｏ0一二三四五六七八九]{3,4}年`)
	dateLine = pattern.New(`^\(?(?:19|20)[0-9]{2}年(?:度|[0-9]{1,2}月(?:[0-9]{1,2}日)?)?\)?$`)
	// What a portal prints behind a title on its line.
	behindTitle = pattern.New(`\s+[\[【(（]?(?:信息来源|来源|发布(?:时间|日期|机构)|更新(?:时间|日期)|日期|时间|浏览(?:次数|量)?|字体|字号|作者)[:：].*$`)
	afterName   = pattern.New(`\([^()]*\)$`)
	// The period that the figures are of, or the year that the text calls its own.
	period = pattern.New(`((?:19|20)[0-9]{2})年1月1日(?:起|至|到|-|—)|((?:19|20)[0-9]{2})年度?政府信息公开`)
)

// wordings are what titles call the report, as compact has them, without year
// and agency, the longest first.
func wordings(t *configs.Template) []string {
	var list []string
	add := func(s string) {
		if s = cell.Compact(s); s != "" {
			list = append(list, s)
		}
	}
	for _, line := range t.Title {
		line = strings.ReplaceAll(line, "{agency}", "")
		if strings.Contains(line, "{year}") {
			for _, year := range []string{"{year}年度", "{year}年", "{year}"} {
				if strings.Contains(line, year) {
					add(strings.ReplaceAll(line, year, ""))
				}
			}
		}
	}
	add(t.Name)
	for _, a := range t.Aliases {
		add(a)
	}
	slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	return list
}

// findTitle looks for the title among the first blocks: on one line before it
// is looked for on several.
func findTitle(blocks []flow.Block, t *configs.Template) title {
	names := wordings(t)
	blocks = slices.Clone(blocks[:min(len(blocks), maxFront)])
	var plain title
	for i, b := range blocks {
		if at := behindTitle.FindStringIndex(b.Text()); at != nil && at[0] > 0 && b.Kind != flow.Tabular {
			blocks[i].Runs = []flow.Run{{Text: b.Text()[:at[0]]}}
		}
	}
	for span := 1; span <= 4; span++ {
		for i := 0; i+span <= len(blocks); i++ {
			text, ok := lineOf(blocks[i : i+span])
			if !ok {
				continue
			}
			agency, year, ok := readTitle(text, names)
			switch {
			case !ok || agency != "" && !isName(agency):
				continue
			case year == 0 && agency == "":
				continue
			}
			found := title{found: true, first: i, last: i + span - 1, agency: agency, agencyPos: blocks[i].Pos, year: year, yearPos: blocks[i+span-1].Pos}
			found.agency = asItStands(blocks[i:i+span], agency)
			if agency != "" && (year != 0 || span == 1) {
				return completed(found, blocks, names)
			}
			if found = completed(found, blocks, names); !plain.found || plain.agency == "" && found.agency != "" {
				plain = found
			}
		}
		if plain.found && !hasLists(t) { // whose tables have titles too
			return plain
		}
	}
	if plain.found {
		return plain
	}
	return tabledTitle(blocks, names)
}

// tabledTitle finds the title in a table above the text, where portals have it
// that do not print it again: 名称, 标题. Its blocks are none.
func tabledTitle(blocks []flow.Block, names []string) title {
	for i, b := range blocks {
		if b.Kind != flow.Tabular {
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row.Cells {
				if agency, year, ok := readTitle(once(cell.Compact(c.Text)), names); ok && year != 0 && isName(agency) {
					return title{found: true, first: i + 1, last: i, agency: asItStands([]flow.Block{{Runs: []flow.Run{{Text: c.Text}}}}, agency), agencyPos: c.Pos, year: year, yearPos: c.Pos}
				}
			}
		}
	}
	return title{}
}

// once is a line that says the same several times, as pages do that print the title in a
// table or in their head, a single time.
func once(line string) string {
	for _, mark := range []string{"_", "-", "—", "|", "·"} {
		if parts := strings.Split(line, mark); len(parts) > 1 && !slices.ContainsFunc(parts, func(s string) bool { return s != parts[0] }) {
			return parts[0]
		}
	}
	for n := 2; n <= 3; n++ {
		if part := line[:len(line)/n]; len(part)*n == len(line) && strings.Repeat(part, n) == line {
			return part
		}
	}
	return line
}

// lineOf joins blocks that may be lines of a title.
func lineOf(blocks []flow.Block) (string, bool) {
	text := ""
	for _, b := range blocks {
		line := once(cell.Compact(b.Text()))
		if b.Kind != flow.Paragraph && b.Kind != flow.Heading || line == "" || runes(line) > maxHeading {
			return "", false
		}
		text += line
	}
	return text, true
}

// bracketedYear is a year that stands by itself in brackets: (2023年), 【2023年度】.
var bracketedYear = pattern.New(`[(\[【〔]((?:19|20)[0-9]{2}年?度?)[)\]】〕]`)

// schoolYear is the year of a school: 2022-2023学年.
var schoolYear = pattern.New(`(?:19|20)[0-9]{2}[-—–~至/](?:19|20)?[0-9]{2}学?年|学年`)

// partOfYear is a part of a year, which the report of a year is not of.
var partOfYear = pattern.New(`年度?(?:[上下]半年|第?[一二三四1-4]季度|[0-9]{1,2}月份?(?:政府|信息))`)

var (
	// What a portal writes before and behind the title of what it announces.
	beforeTitle = pattern.New(`^[【\[][^】\]0-9]{1,12}[】\]]`)
	asNotice    = pattern.New(`(报告)的?(?:公告|公示|通告)$`)
)

// readTitle takes a title apart: 某局2023年政府信息公开工作年度报告.
func readTitle(text string, names []string) (agency string, year int, ok bool) {
	if schoolYear.MatchString(text) || partOfYear.MatchString(text) {
		return "", 0, false
	}
	text = strings.Trim(asNotice.ReplaceAllString(beforeTitle.ReplaceAllString(text, ""), "$1"), "《》")
	bracketed := 0
	if m := bracketedYear.FindStringSubmatch(text); m != nil {
		bracketed = numberOf(strings.TrimSuffix(m[1], "度"))
		text = strings.Replace(text, m[0], "", 1)
	}
	for {
		cut := afterName.ReplaceAllString(text, "")
		if cut == text || cut == "" {
			break
		}
		text = cut
	}
	before, rest := "", text
	if at := yearIn(text); at != nil {
		year = numberOf(text[at[0]:at[1]])
		before, rest = text[:at[0]], strings.TrimPrefix(text[at[1]:], "年")
	}
	if year == 0 {
		year = bracketed
	}
	if behind := strings.Trim(strings.TrimPrefix(rest, "度"), "-—_:·|"); behind == "" {
		before, rest = strings.TrimRight(before, "-—_:·|"), ""
	}
	for _, behind := range []string{strings.TrimPrefix(rest, "度"), rest, strings.TrimSuffix(strings.TrimPrefix(rest, "度"), "的报告") + "报告"} {
		if agency, ok := callerOf(before, behind, names); ok {
			return strings.TrimPrefix(strings.TrimSuffix(strings.Trim(agency, "-—:,、·《》|_"), "关于"), "关于"), year, true
		}
	}
	return "", 0, false
}

// callerOf is what stands before one of names in what stands before and behind
// a year. The year may stand in the name, but 某县人民政府2023年信息公开年度报告 is
// a report of 某县人民政府, and not a 政府信息公开年度报告 of 某县人民.
func callerOf(before, behind string, names []string) (string, bool) {
	for _, n := range names {
		if agency, ok := strings.CutSuffix(before+behind, n); ok {
			if len(agency) < len(before) && strings.HasSuffix(before, "政府") && before != "政府" {
				return before, true
			}
			// What has the name of the report in it twice is no agency.
			return agency, !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(agency, n) })
		}
	}
	return "", false
}

// yearIn is where a year stands in a text that is no part of a longer number.
func yearIn(text string) []int {
	for _, at := range yearOf.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if !unicode.IsDigit(before) && !unicode.IsDigit(after) {
			return at
		}
	}
	return nil
}

// numberOf is a year of four digits of either kind, 0 for none.
func numberOf(s string) int {
	s = strings.NewReplacer("○", "〇", "Ｏ", "〇", "O", "〇", "o", "〇", "0", "〇").Replace(strings.TrimSuffix(s, "年"))
	if n, err := strconv.Atoi(strings.ReplaceAll(s, "〇", "0")); err == nil {
		return n
	}
	if n := numeral.First(s); n > 1900 && n < 2100 {
		return n
	}
	return 0
}

// agencyEnd is how names of agencies end.
var agencyEnd = pattern.New(`(?:政府|局|厅|委|委员会|办公室|办事处|办公厅|街道办|中心|管委会)$`)

// completed finds the agency above a title that does not name it, and the year
// below one that has none.
func completed(t title, blocks []flow.Block, names []string) title {
	if t.agency == "" && t.first > 0 {
		above := blocks[t.first-1]
		text := cell.Compact(above.Text())
		if _, _, again := readTitle(text, names); isName(text) && !again {
			t.agency, t.agencyPos, t.first = asItStands(blocks[t.first-1:t.first], text), above.Pos, t.first-1
		}
	}
	if below := t.last + 1; t.agency == "" && below < len(blocks) {
		text := cell.Compact(blocks[below].Text())
		if isName(text) && (agencyEnd.MatchString(text) || below+1 < len(blocks) && dateOf(blocks[below+1].Text()) != "") {
			t.agency, t.agencyPos, t.last = asItStands(blocks[below:below+1], text), blocks[below].Pos, below
		}
	}
	if t.year == 0 && t.first > 0 {
		if text := strings.Trim(cell.Compact(blocks[t.first-1].Text()), "()"); yearLine.MatchString(text) {
			t.first--
			t.year, t.yearPos = numberOf(yearOf.FindString(text)), blocks[t.first].Pos
		}
	}
	for i := t.last + 1; t.year == 0 && i < min(len(blocks), t.last+3); i++ {
		text := cell.Compact(blocks[i].Text())
		if m := yearOf.FindString(text); m != "" && strings.HasSuffix(strings.Trim(text, "()"), "年度") {
			t.year, t.yearPos = numberOf(m), blocks[i].Pos
		}
	}
	return t
}

// yearLine is a year on a line of its own.
var yearLine = pattern.New(`^(?:(?:19|20)[0-9]{2}|[一二][〇零○Ｏ0一二三四五六七八九]{3})年?度?$`)

// asItStands is the part of blocks that a name is of which compact has made one
// form of many: with its brackets in their own width. Blanks in it are dropped.
func asItStands(blocks []flow.Block, compacted string) string {
	var whole strings.Builder
	var raw []rune
	var ends []int // bytes of whole behind each of raw
	for _, b := range blocks {
		for _, r := range b.Text() {
			if part := cell.Compact(string(r)); part != "" {
				whole.WriteString(part)
				raw, ends = append(raw, r), append(ends, whole.Len())
			}
		}
	}
	at := strings.Index(whole.String(), compacted)
	if at < 0 || compacted == "" {
		return compacted
	}
	first, _ := slices.BinarySearch(ends, at+1)
	last, _ := slices.BinarySearch(ends, at+len(compacted))
	return string(raw[first : last+1])
}

// isName reports whether a line may be the name of an agency.
func isName(s string) bool {
	return runes(s) <= maxSubhead && document.IsName(s) && !isPageTalk(s)
}

// yearInText is the year that the text of a document names as its own.
func yearInText(blocks []flow.Block) (int, diag.Pos) {
	for _, b := range blocks {
		if m := period.FindStringSubmatch(cell.Compact(b.Text())); m != nil {
			return numberOf(m[1] + m[2]), b.Pos
		}
	}
	return 0, diag.Pos{}
}
