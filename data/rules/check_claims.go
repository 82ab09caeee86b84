package rules

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
	"gongwen/internal/prefilter"
)

// eachClaim evaluates a rule for every number that its wordings find in the
// prose. A number is judged by the first of them that finds it.
func (c *check) eachClaim(r *rule) {
	c.readSentences()
	judged := map[spot]bool{}
	c.eachWording(r, judged)
	c.eachStatement(r, judged)
}

// eachWording judges the numbers that wordings find.
func (c *check) eachWording(r *rule, judged map[spot]bool) {
	first := map[string]stated{}
	for n, s := range c.sentences {
		if !r.searches(s.section.ID) {
			continue
		}
		for _, wording := range r.claims {
			if !wording.needs.In(s.marked(), c.characters[n]) {
				continue
			}
			claim := ready(c, wording.compiled)
			if claim == nil || !c.hasFields(claim.rule.fields) {
				continue
			}
			for _, m := range claim.matches(s, c.relationsFor(claim, r.lexicon, n)) {
				if !c.goesOn(r) {
					return
				}
				if c.excluded(claim, s, m.found) || !c.readable(claim) {
					continue
				}
				c.claim(judgement{rule: r, claim: claim, sentence: s, related: m, judged: judged, first: first})
			}
		}
	}
}

// spot is an offset in the text of a paragraph.
type spot struct {
	passage *passage
	offset  int
}

// stated is a number that was said before.
type stated struct {
	numeral.Quantity
	pos diag.Pos
}

// judgement is a match of a wording that is to be judged.
type judgement struct {
	rule     *rule
	claim    *claim
	sentence sentence
	related
	judged map[spot]bool
	first  map[string]stated // of claims with Same: by what was counted
}

// readSentences takes the report's prose and figures apart, once.
func (c *check) readSentences() {
	if c.claimBase != nil {
		return
	}
	var goesOn []string
	if l := c.report.Template.Lexicon; l != nil {
		goesOn = l.Particles.GoesOn
	}
	c.sentences = sentencesOf(c.prose(), c.report.Year().Text, goesOn, c.limits.Sentence)
	c.characters = make([]*prefilter.Characters, len(c.sentences))
	for i, s := range c.sentences {
		c.characters[i] = prefilter.CharactersOf(s.marked())
	}
	c.claimBase = maps.Clone(c.base)
	c.figuresEnv(c.claimBase, c.report)
	c.claimBase["sum"] = c.groupSum
	c.lookUps(c.claimBase)
	c.named(c.claimBase)
	c.scratch = maps.Clone(c.claimBase)
	if c.previous != nil {
		before := map[string]any{}
		c.figuresEnv(before, c.previous)
		c.claimBase[previousName], c.scratch[previousName] = before, before
	}
}

// figuresEnv adds all figures of a report to env, by table, row and column.
func (c *check) figuresEnv(env map[string]any, rep *data.Report) {
	for id, f := range c.figures {
		table := map[string]any{}
		cells := rep.Tables[id].Cells
		for _, l := range f.leaves {
			for _, column := range l.Columns {
				put(table, data.JoinPath(l.Path, column.ID), value(cells[data.Ref{Row: l.Path, Column: column.ID}].Number, f.whole[column.Type]))
			}
		}
		env[id] = table
	}
}

// groupSum is the sum of a group's rows without totals at TABLE.GROUP.COLUMN,
// which the compiler has checked.
func (c *check) groupSum(path string) numeral.Quantity {
	table, rest, _ := strings.Cut(path, ".")
	end := strings.LastIndexByte(rest, '.')
	f := c.figures[table]
	if f == nil || end < 0 {
		return numeral.Exactly(decimal.Zero)
	}
	return numeral.Exactly(f.total(c.report.Tables[table], rest[:end], rest[end+1:]))
}

// readable says whether all figures that a wording is compared with are there.
// What is left empty is no evidence against the prose.
func (c *check) readable(claim *claim) bool {
	for _, f := range claim.reads {
		rep := c.report
		if f.previous {
			rep = c.previous
		}
		if rep == nil {
			return false
		}
		if cell, ok := rep.Tables[f.table].Cells[f.ref]; !ok || !cell.Known() {
			return false
		}
	}
	return true
}

// claim judges one match of a wording.
func (c *check) claim(j judgement) {
	c.looksAt(j.sentence.marked(), j.place(j.blamed()))
	env := c.scratch
	j.env(env, j.claim.uses)
	if slices.Contains(j.claim.items.numbers, j.claim.Place) {
		for _, item := range j.items {
			item.put(env, j.claim.items, j.sentence)
			c.judge(j, env, item.numbers.of(j.claim.Place))
		}
		return
	}
	c.judge(j, env, j.blamed())
}

// wordingNames are what expressions of a wording may use beside its groups.
var wordingNames = []string{"section", "label", "heading", "match", "clause", "before", "after", "earlier", "parts", "added", "cells"}

// env sets the groups of a wording, and of wordingNames those in names. Each wording
// sets all that it uses, so that what another one has left does no harm.
func (j judgement) env(env map[string]any, names []string) {
	for _, name := range names {
		env[name] = j.value(name)
	}
	j.put(env, j.claim.find, j.sentence)
	if j.claim.says != nil {
		env[configs.Number] = *j.claim.says
	}
}

// value is one of wordingNames.
func (j judgement) value(name string) any {
	s, f := j.sentence, j.found
	text := s.marked()
	switch name {
	case "section":
		return s.section.ID
	case "label":
		return s.section.Label
	case "heading":
		return s.heading
	case "match":
		return j.shown()
	case "clause":
		return s.clause(f.start, f.end)
	case "before":
		return text[:f.start]
	case "after":
		return text[f.end:]
	case "earlier":
		return s.text[:s.start]
	case "parts":
		return len(j.items)
	case "cells":
		return j.claim.cells
	}
	sums := map[string]numeral.Quantity{}
	return func(name string) numeral.Quantity {
		sum, known := sums[name]
		if !known {
			sum = added(j.items, name)
			sums[name] = sum
		}
		return sum
	}
}

// shown is the match as messages have it: of a wording about one number, the
// clause with that number.
func (j judgement) shown() string {
	s, f := j.sentence, j.found
	from := f.start
	if t, ok := f.at.get(configs.Number); ok && j.claim.Equals != "" {
		for _, mark := range clauseMarks {
			if i := strings.LastIndex(s.marked()[f.start:t[0]], mark); i >= 0 {
				from = max(from, f.start+i+len(mark))
			}
		}
	}
	return shortened(strings.Trim(s.as(from, f.end), "，；、：。"))
}

// blamed is the number at which a fault is reported; the first of the match
// when the wording names none. Without a number it is the match's beginning.
func (j judgement) blamed() token {
	names := []string{j.claim.Place, configs.Number}
	for _, name := range append(names, j.claim.find.numbers...) {
		if t, ok := j.found.numbers.get(name); ok {
			return t
		}
	}
	return token{digits: j.sentence.originOf(j.found.start)}
}

// judge evaluates the wording's condition for the number that is blamed.
func (c *check) judge(j judgement, env map[string]any, number token) {
	key := spot{j.sentence.passage, number.digits}
	c.lacking = false
	if j.judged[key] || !c.applies(j.rule, env) || !c.applies(&j.claim.rule, env) || c.lacking {
		return
	}
	if j.claim.Same != "" {
		c.same(j, env, number)
		return
	}
	j.judged[key] = true
	var differs func() diag.Text
	switch {
	case j.claim.equals != nil:
		result, err := c.evaluate(j.claim.equals, env)
		if err != nil {
			c.failed(j.rule, err)
			return
		}
		expected, said := quantity(result), env[configs.Number].(numeral.Quantity)
		if c.lacking || expected.Agrees(said) {
			return
		}
		differs = func() diag.Text {
			env["expected"] = expected.String()
			return differsFromTable(env["match"], said, expected, j.claim.cells)
		}
	case j.claim.rule.check != nil && (c.holds(&j.claim.rule, env) || c.lacking):
		j.judged[key] = !c.lacking
		return
	}
	j.env(env, wordingNames)
	usual := diag.T("“%s”：%s", "“%s”: %s", env["match"], j.rule.Name)
	if differs != nil {
		usual = differs()
	}
	c.broken(&j.claim.rule, j.at(number), env, usual, c.compared(j.claim)...)
}

// at is the place of a number.
func (j judgement) at(number token) diag.Pos { return j.place(number).pos() }

// place is the same, not yet looked up.
func (j judgement) place(number token) position {
	return position{j.sentence.runs, number.digits, j.sentence.pos}
}

// maxCompared is how many figures are shown beside a number in a text. Of a
// wording that reads more, none would show the fault.
const maxCompared = 3

// compared are the figures that a wording is compared with, where the report
// gives them.
func (c *check) compared(claim *claim) []diag.Place {
	var places []diag.Place
	for _, f := range claim.reads {
		rep := c.report
		if f.previous {
			rep = c.previous
		}
		cell := rep.Tables[f.table].Cells[f.ref]
		if cell.State == data.Computed || cell.Pos == (diag.Pos{}) {
			continue
		}
		places = append(places, diag.Place{Pos: cell.Pos, Text: diag.T("%s：%s", "%s: %s", data.CellName(c.figures[f.table].table, f.ref), cell.Number)})
	}
	if len(places) > maxCompared {
		return nil
	}
	return places
}

func differsFromTable(match any, said, expected numeral.Quantity, cells string) diag.Text {
	if cells == "" {
		return diag.T("“%s”：文字里是 %s，应为 %s", "“%s”: the text says %s, it should be %s", match, said, expected)
	}
	return diag.T("“%[1]s”：文字里是 %[2]s，表中“%[4]s”是 %[3]s", "“%[1]s”: the text says %[2]s, the table has in “%[4]s” %[3]s", match, said, expected, cells)
}

// same compares a number with what the report has said before of the same thing.
func (c *check) same(j judgement, env map[string]any, number token) {
	said := number.Quantity
	if j.claim.says != nil {
		said = *j.claim.says
	}
	what, _ := env["what"].(string)
	what = j.claim.Same + "\x00" + what
	before, again := j.first[what]
	if !again {
		j.first[what] = stated{said, j.at(number)}
		return
	}
	if before.Agrees(said) {
		return
	}
	j.env(env, wordingNames)
	env["expected"] = before.String()
	c.broken(&j.claim.rule, j.at(number), env,
		diag.T("“%s”：这里是 %s，前面是 %s", "“%s”: %s here, but %s before", env["match"], said, before.Quantity),
		diag.Place{Pos: before.pos, Text: diag.T("前面在这里", "it stands here before")})
}

// maxShown is how many characters of a match a message shows.
const maxShown = 48

// shortened leaves out the beginning of a long match: the number it is about
// stands at its end as a rule.
func shortened(s string) string {
	n := utf8.RuneCountInString(s)
	if n <= maxShown {
		return s
	}
	return "…" + string([]rune(s)[n-maxShown:])
}
