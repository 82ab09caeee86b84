package rules

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/agencyname"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
	"gongwen/internal/prefilter"
)

// eachMatch evaluates a rule for every place in the prose that its Find matches.
// A number that was typed before a subheading is searched with the subheading.
func (c *check) eachMatch(r *rule) {
	if r.names != nil {
		c.eachName(r)
	}
	list := c.prose()
	for i := range list {
		block := &list[i]
		if !r.searches(block.section.ID) {
			continue
		}
		text, have, origin := block.meant, block.inMeant, block.origin
		if r.Written {
			text, have, origin = block.written, block.inWords, nil
		}
		for _, m := range c.places(r, text, have) {
			if !c.goesOn(r) {
				return
			}
			c.looksAt(text, position{block.typed, m.from(origin), block.Pos})
			env := maps.Clone(c.base)
			env["section"], env["label"], env["text"] = block.section.ID, block.section.Label, text
			env["before_table"], env["level"] = block.leads, block.Level
			env["group"], env["match"] = m.groups, block.written[m.from(origin):m.to(origin)]
			if c.applies(r, env) && (r.check == nil || !c.holds(r, env)) {
				c.broken(r, data.RunsAt(block.typed, m.from(origin), block.Pos), env, diag.T("“%s”：%s", "“%s”: %s", env["match"], r.Name))
			}
		}
	}
}

// eachName evaluates a rule for every place in the report's names that it finds.
func (c *check) eachName(r *rule) {
	for _, n := range c.report.Names() {
		for _, m := range r.names.all(n.Text) {
			if !c.goesOn(r) {
				return
			}
			env := maps.Clone(c.base)
			env["section"], env["label"], env["text"], env["before_table"], env["level"] = "", "", n.Text, false, 0
			env["group"], env["match"] = groups(n.Text, m), n.Text[m[0]:m[1]]
			if c.applies(r, env) && (r.check == nil || !c.holds(r, env)) {
				at := n.Pos.Offset(utf8.RuneCountInString(n.Text[:m[0]]))
				c.broken(r, at, env, diag.T("“%s”：%s", "“%s”: %s", env["match"], r.Name))
			}
		}
	}
}

// place is what a rule finds in a text: where, and the submatches, the whole
// match first.
type place struct {
	start  int
	end    int
	groups []string
}

// from is where the place begins in the text as it is written, whose offsets
// origin has; nil where they are the same.
func (p place) from(origin []int) int { return offset(origin, p.start) }

// to is where it ends.
func (p place) to(origin []int) int { return offset(origin, p.end) }

func offset(origin []int, at int) int {
	if origin == nil {
		return at
	}
	return origin[at]
}

// places are what a rule for matches finds in a text with those characters. Of what is alike a name
// the submatches are the character that stands there and the one that is meant.
func (c *check) places(r *rule, text string, have *prefilter.Characters) []place {
	var list []place
	if r.find == nil {
		for _, l := range agencyname.Likenesses(text, c.report.Fields[r.Alike].Text) {
			list = append(list, place{l.Start, l.End, []string{text[l.Start:l.End], string(l.Stands), string(l.Meant)}})
		}
		return list
	}
	for _, m := range r.find.allOf(text, have) {
		if m[0] == m[1] {
			continue // what can be nothing is found everywhere
		}
		list = append(list, place{m[0], m[1], groups(text, m)})
	}
	return list
}

// searches says whether the rule is about the prose of a section.
func (r *rule) searches(section string) bool { return len(r.In) == 0 || slices.Contains(r.In, section) }

// groups are the submatches, the whole match first; a group that took no part is empty.
func groups(text string, m []int) []string {
	list := make([]string, len(m)/2)
	for i := range list {
		if m[2*i] >= 0 {
			list[i] = text[m[2*i]:m[2*i+1]]
		}
	}
	return list
}

// eachHeading evaluates a rule for every subheading, and for every paragraph
// that repeats the heading of a section, which has level 0.
func (c *check) eachHeading(r *rule) {
	printed, _ := c.base["headings"].([]string)
	count := ordinals{top: true}
	for _, s := range c.report.Template.Sections {
		apart := s.Kind == configs.AttachmentsSection
		if s.Heading != "" {
			count = ordinals{top: apart}
		}
		for _, prose := range c.report.Texts(s) {
			if apart {
				count = ordinals{top: true}
			}
			if r.searches(s.ID) {
				c.headingsOf(r, s, prose, printed, &count)
			} else {
				count.pass(prose)
			}
		}
	}
}

// headingsOf evaluates a rule for the headings of one text of a section. The count is
// that of the headings before: texts without a heading of their own over them go on in it.
func (c *check) headingsOf(r *rule, s configs.Section, prose data.Prose, printed []string, count *ordinals) {
	for _, block := range prose.Blocks {
		typed, words := block.Typed, block.Text()
		if block.Level == 0 {
			if typed, words = repeated(words, printed); words == "" {
				continue
			}
		}
		c.looksAt(words, at(block.Pos))
		env := maps.Clone(c.base)
		env["section"], env["label"], env["level"] = s.ID, s.Label, block.Level
		env["text"], env["typed"] = words, typed
		env["ordinal"] = count.next(block.Level)
		if c.applies(r, env) && !c.holds(r, env) {
			c.broken(r, block.Pos, env, diag.T("“%s”：%s", "“%s”: %s", words, r.Name))
		}
	}
}

// repeated is the heading that a paragraph repeats, with the number before it;
// empty when it repeats none. Behind a number the text may run on from the heading.
func repeated(paragraph string, headings []string) (typed, heading string) {
	typed, words := numeral.SplitNumber(paragraph)
	for _, h := range headings {
		if words == h || typed != "" && strings.HasPrefix(words, h) {
			return typed, h
		}
	}
	return "", ""
}

// ordinals counts the subheadings of a text by level.
type ordinals struct {
	counts [4]int
	top    bool // no printed heading stands above the subheadings
}

// pass counts the subheadings of a text that nothing is said of.
func (o *ordinals) pass(prose data.Prose) {
	for _, block := range prose.Blocks {
		o.next(block.Level)
	}
}

// next is the number of the next subheading of the level in the form of
// GB/T 9704-2012 7.3.3: （一）, 1. and （1） below a section's heading; where none
// is printed, as in an attachment, 一、, （一） and 1. A paragraph, level 0, has
// none.
func (o *ordinals) next(level int) string {
	if level < 1 || level >= len(o.counts) {
		return ""
	}
	o.counts[level]++
	clear(o.counts[level+1:])
	count := o.counts[level]
	if o.top {
		level--
	}
	switch level {
	case 0:
		return numeral.Chinese(count) + "、"
	case 1:
		return "（" + numeral.Chinese(count) + "）"
	case 2:
		return strconv.Itoa(count) + "."
	}
	return "（" + strconv.Itoa(count) + "）"
}
