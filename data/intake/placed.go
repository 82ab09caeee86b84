package intake

import (
	"strings"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/numeral"
)

// byPlace finds the headings of sections that the document calls by names that
// the template does not know: a chapter with the number that the section has,
// between the sections before and behind it, with a word in common with one of
// its names. Of chapters without such a word only likely is said.
func (r *reading) byPlace(blocks []flow.Block) (placed, likely map[int]*configs.Section) {
	if r.listed {
		return nil, nil
	}
	at := map[*configs.Section]int{} // block of the first heading of each section
	var strange []int                // blocks that are headings of chapters and of no section
	for i, b := range blocks {
		s, _ := r.heading(b)
		if s == nil {
			s, _, _, _ = r.runIn(b)
		}
		switch _, twice := at[s]; {
		case s != nil && !twice:
			at[s] = i
		case s == nil && r.isChapter(b):
			strange = append(strange, i)
		}
	}
	placed, likely = map[int]*configs.Section{}, map[int]*configs.Section{}
	for k, h := range r.headings {
		if _, found := at[h.section]; found {
			continue
		}
		from, to := -1, len(blocks)
		for other, o := range r.headings {
			switch i, found := at[o.section]; {
			case found && other < k:
				from = max(from, i)
			case found && other > k:
				to = min(to, i)
			}
		}
		for _, i := range strange {
			text := cell.Compact(blocks[i].Text())
			if i <= from || i >= to || numeral.First(text) != k+1 {
				continue
			}
			if h.shares(text) {
				placed[i], at[h.section] = h.section, i
			} else {
				likely[i] = h.section
			}
			break
		}
	}
	return placed, likely
}

// isChapter reports whether a block is a short line with the number of a chapter.
func (r *reading) isChapter(b flow.Block) bool {
	text := strings.TrimSpace(b.Text())
	return (b.Kind == flow.Heading || b.Kind == flow.Paragraph) && runes(text) <= maxSubhead &&
		chapter.MatchString(cell.Compact(text)) && !endsSentence(strings.TrimRight(text, ":：")) && !r.isLabel(text)
}

// common are the words that headings of any section have.
var common = strings.NewReplacer("政府信息", "", "信息公开", "", "公开", "", "工作", "", "政府", "", "信息", "", "本年度", "", "年度", "")

// shares reports whether a heading has two characters in a row in common with
// one of a section's names, but for words that any of them has.
func (h headingNames) shares(text string) bool {
	words := []rune(common.Replace(headingName(text)))
	for i := 0; i+1 < len(words); i++ {
		for _, n := range h.names {
			if strings.Contains(common.Replace(n), string(words[i:i+2])) {
				return true
			}
		}
	}
	return false
}
