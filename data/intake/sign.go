package intake

import (
	"fmt"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// dashed is a date with marks only, as it is typed.
var dashed = pattern.New(`^[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}$`)

// signature is the 落款 of a document.
type signature struct {
	agency, date       string
	agencyPos, datePos diag.Pos
}

// signOff takes the 落款 off the end of the last section: a date on a line of
// its own, before it the name of an agency. What stands below the date is no
// part of the report.
func (r *reading) signOff(blocks []flow.Block) (rest []flow.Block, s *signature) {
	const reach = 30 // blocks below the text in which a portal prints what it likes
	for i := len(blocks) - 1; i >= max(0, len(blocks)-reach); i-- {
		date := dateOf(blocks[i].Text())
		if date == "" || blocks[i].Kind != flow.Paragraph && blocks[i].Kind != flow.Heading {
			continue
		}
		s = &signature{date: date, datePos: blocks[i].Pos}
		first := i
		if i > 0 && blocks[i-1].Kind != flow.Tabular {
			if text := cell.Compact(blocks[i-1].Text()); isName(text) && !endsSentence(text) {
				first, s.agency, s.agencyPos = i-1, strings.TrimSpace(blocks[i-1].Text()), blocks[i-1].Pos
			}
		}
		if s.agency == "" && dashed.MatchString(cell.Compact(blocks[i].Text())) {
			return blocks, nil
		}
		r.below(blocks[i+1:])
		return blocks[:first], s
	}
	end := len(blocks)
	for end > 0 && belowPage.MatchString(strings.TrimSpace(blocks[end-1].Text())) && runes(blocks[end-1].Text()) <= maxHeading {
		end--
	}
	r.below(blocks[end:])
	return blocks[:end], nil
}

// below says what stands behind the end of the report.
func (r *reading) below(blocks []flow.Block) {
	for _, b := range blocks {
		switch text := b.Text(); {
		case b.Kind == flow.Tabular:
			r.strayTable("落款以下", b)
		case b.Kind == flow.Picture:
			r.notef(b.Pos, "落款以下的图片没有放进报告%s", "a picture below the end is not in the report%s", alternative(b))
		case isBlank(text):
		case runes(text) > maxHeading:
			r.warnf(b.Pos, "落款以下的文字没有放进报告：%s", "text below the end is not in the report: %s", shown(text))
		default:
			r.notef(b.Pos, "落款以下的文字没有放进报告：%s", "text below the end is not in the report: %s", shown(text))
		}
	}
}

// bare is a number that may be a date and more likely is none.
var bare = pattern.New(`^[0-9]+$`)

// dateOf is a line that is a date, as 2024-01-25; empty for any other line.
func dateOf(s string) string {
	if runes(s) > maxSubhead {
		return ""
	}
	c := strings.Trim(cell.Compact(s), "()")
	day, ok := load.Day(c)
	if !ok || bare.MatchString(c) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", day.Year, day.Month, day.Day)
}

// node is the 落款 as a report file has it.
func (s *signature) node() *source.Node {
	m := &source.Node{Kind: source.Map, Pos: s.datePos}
	if s.agency != "" {
		put(m, "agency", &source.Node{Kind: source.Scalar, Quoted: true, Text: s.agency, Pos: s.agencyPos})
	}
	put(m, "date", &source.Node{Kind: source.Scalar, Quoted: true, Text: s.date, Pos: s.datePos})
	return m
}
