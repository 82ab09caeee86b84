package rules

import (
	"context"
	"errors"
	"regexp"
	"strconv"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/diag"
	"gongwen/internal/prefilter"
)

// Set is the rules of a template, compiled. It never changes and may be
// used for many reports at once.
type Set struct {
	template *configs.Template
	figures  map[string]*figures // of its tables, by id
	rules    []postponedRule
	totals   []total // about which there is no rule
}

// postponedRule is a rule that need not be compiled yet.
type postponedRule struct {
	previous bool // it compares with the report of the year before
	compiled later[*rule]
}

// rule is a rule with its expressions compiled.
type rule struct {
	configs.Rule
	kind                kind
	when, check, equals *program    // nil where the rule has none
	message, hint       later[text] // nil where the rule has none
	find                *search     // each: match, nil for Alike
	names               *search     // the same, in names
	figures             *figures    // each: column, each: row
	columns             []configs.Column
	rows                []data.Leaf      // each: row
	looksUp             bool             // the conditions use figures by at
	sumsLists           bool             // the conditions use sums of lists
	signs               bool             // the conditions use who signs
	allows              decimal.Decimal  // by how much a figure may differ from what it should be
	lists               []data.Leaf      // each: row, of rows that there are many of
	lexicon             *lexicon.Words   // each: claim, with statements
	statements          []statement      // each: claim
	claims              []postponedClaim // each: claim
	mentions            []mention        // each: mention
	reads               []string         // rows (each: column) or columns (each: row) whose figures the conditions use
	fields              []string         // header fields that the conditions use
}

// Check says which rules rep breaks, in the order of the places in its file.
// A figure that is Bad, a table or a header field that is missing takes part in
// no rule: it has been reported when the file was read.
func (r *Set) Check(rep *data.Report) diag.List { return r.CheckWith(rep, nil) }

// CheckWith is Check with the report of the year before at hand, for the rules
// that compare the two. previous may be nil; it must be of the same template.
func (r *Set) CheckWith(rep, previous *data.Report) diag.List {
	return r.CheckWithin(context.Background(), rep, previous, StandardLimits())
}

// CheckWithin is CheckWith within limits. Behind the end of ctx it leaves off,
// and what it gives is not all.
func (r *Set) CheckWithin(ctx context.Context, rep, previous *data.Report, limits Limits) diag.List {
	c := &check{
		rules: r.rules, report: rep, previous: previous, figures: r.figures, base: r.base(rep),
		open: map[diag.Pos]bool{}, limits: limits, work: worth(limits.Work, len(r.rules)), ended: func() bool { return ctx.Err() != nil },
	}
	c.unfinished()
	c.totals(r.totals)
	c.listSums(r.template)
	for _, p := range r.rules {
		if c.ended() {
			break
		}
		c.work.next()
		if p.previous && previous == nil {
			continue
		}
		rule := ready(c, p.compiled)
		if rule == nil || !c.hasFields(rule.fields) {
			continue
		}
		c.count, c.matches = 0, 0
		c.looksAt("", at(diag.Pos{File: rep.File}))
		rule.kind.evaluate(c, rule)
		c.unlisted(rule.ID)
	}
	c.found.Sort()
	return c.found
}

// base holds the values that every expression may use.
func (r *Set) base(rep *data.Report) map[string]any {
	env := map[string]any{"headings": headings(r.template, rep)}
	if f := r.template.Year(); f != nil {
		year, err := strconv.Atoi(rep.Fields[f.ID].Text)
		if err != nil {
			year = 0
		}
		env[f.ID] = year
	}
	fieldValues(env, rep)
	return env
}

// headings are the first-level headings that rep is printed with.
func headings(t *configs.Template, rep *data.Report) []string {
	list := make([]string, 0, len(t.Sections))
	for _, s := range t.Sections {
		if s.Heading == "" || s.Kind == configs.AttachmentsSection || s.Optional && !rep.Has(s.ID) {
			continue
		}
		list = append(list, rep.Fill(s.Heading))
	}
	return list
}

// check is one report being checked.
type check struct {
	report   *data.Report
	previous *data.Report // of the year before; nil for none
	rules    []postponedRule
	figures  map[string]*figures
	base     map[string]any
	found    diag.List
	limits   Limits
	work     work
	ended    func() bool
	count    int               // diagnostics of the rule being evaluated
	first    diag.Diagnostic   // of these, the level and place of the first that is not listed
	matches  int               // places that it has judged
	about    int               // bytes of the text that it judges
	place    position          // of what it judges
	blocks   []proseBlock      // of all prose; nil before they are needed
	open     map[diag.Pos]bool // where instructions and blanks still stand
	blanks   int               // that were left to be filled in

	columns    map[figuresColumn]map[string]any // what expressions may use of columns
	lexemes    [][]lexicon.Lexeme               // of the sentences; nil before they are needed
	related    []*relations                     // of the sentences, where they are needed
	facts      []fact                           // of what the sentences say
	characters []*prefilter.Characters          // of the sentences
	words      *lexicon.Words                   // of the rules' statements; nil for none, and before they are looked for
	looked     bool                             // they were
	off        []bool                           // classes of words that do not count in the report; nil before they are needed
	sentences  []sentence                       // of all prose; nil before a rule for claims is evaluated
	claimBase  map[string]any                   // base and all figures, likewise
	scratch    map[string]any                   // the same, with what the wording that is judged has set

	coded    map[string]codedRows // of tables that rules look rows up in, by id
	captures map[string]*regexp.Regexp
	lacking  bool     // a figure that was looked up is not known
	judged   diag.Pos // where the figure stands that is judged; none beside
}

// goesOn counts a place that a rule judges, and reports whether it may: there
// have not been too many.
func (c *check) goesOn(r *rule) bool {
	if c.ended() || c.work.share < 0 {
		return false
	}
	if c.matches++; c.matches > c.limits.Matches {
		c.once(diag.Warnf(c.place.pos(), "规则 %s 在文字里找到的地方太多，只看了前 %d 处，这里以后的没有对照", "rule %s finds too many places in the prose; only the first %d, up to here, were looked at", r.ID, c.limits.Matches))
		return false
	}
	return true
}

// looksAt says what a rule judges next, and where it stands.
func (c *check) looksAt(text string, at position) { c.about, c.place = len(text), at }

// position is an offset in the text of runs, which is looked up when it is needed.
type position struct {
	runs     []data.Run // nil for what stands at fallback
	offset   int
	fallback diag.Pos
}

func (p position) pos() diag.Pos { return data.RunsAt(p.runs, p.offset, p.fallback) }

// at is the place of a position.
func at(pos diag.Pos) position { return position{fallback: pos} }

// gaveUp says that the work of a rule is used up. What is judged may be to
// blame or the rule, which can be of the user's own making.
func (c *check) gaveUp(r *rule) {
	if r.figures != nil {
		c.once(diag.Warnf(c.place.pos(), "表的行太多，规则 %s 只对照了一部分，其余的行没有对照", "the table has too many rows: rule %s was judged of some, not of the others", r.ID).
			WithHint("把表分成几张；其余的行请自行核对", "part the table; check the other rows yourself"))
		return
	}
	c.once(diag.Warnf(c.place.pos(), "文字太长、数字太多，规则 %s 只对照到这里，后面的文字没有对照", "the prose is too long and has too many numbers: rule %s was judged up to here, the text behind was not", r.ID).
		WithHint("把长的段落、句子分开写；后面的数字请自行核对", "part long paragraphs and sentences; check the numbers behind this place yourself"))
}

// maxOfRule is how often a rule is reported. What breaks it more often has one cause.
const maxOfRule = 100

// hasFields reports whether the fields are there that a report must have.
func (c *check) hasFields(ids []string) bool {
	for _, id := range ids {
		f := c.report.Template.Field(id)
		if f != nil && !f.Optional && len(f.Parts) == 0 && c.report.Fields[id].Text == "" {
			return false
		}
	}
	return true
}

// applies evaluates the rule's When.
func (c *check) applies(r *rule, env map[string]any) bool {
	if r.when == nil {
		return true
	}
	value, err := c.evaluate(r.when, env)
	if err != nil {
		c.failed(r, err)
		return false
	}
	return value == true
}

// holds evaluates the rule's Check.
func (c *check) holds(r *rule, env map[string]any) bool {
	value, err := c.evaluate(r.check, env)
	if err != nil {
		c.failed(r, err)
		return true
	}
	return value == true
}

// broken reports that the rule is broken at pos. The usual message is what is
// said when the rule has none of its own.
func (c *check) broken(r *rule, pos diag.Pos, env map[string]any, usual diag.Text, related ...diag.Place) {
	if c.open[pos] {
		return // one cause is said once
	}
	if c.more(pos, r.Level) {
		return
	}
	d := diag.Diagnostic{Level: r.Level, Pos: pos, Rule: r.ID, Message: usual, Related: related}
	if r.message != nil {
		d.Message = c.render(r, ready(c, r.message), env)
	}
	d.Message = r.Cited(d.Message)
	if r.hint != nil {
		d.Hint = c.render(r, ready(c, r.hint), env)
	}
	c.found.Add(d)
}

// more counts what breaks a rule, and reports whether that is more than is listed.
func (c *check) more(pos diag.Pos, level diag.Level) bool {
	switch c.count++; {
	case c.count <= maxOfRule:
		return false
	case c.count == maxOfRule+1:
		c.first = diag.Diagnostic{Level: level, Pos: pos}
	}
	c.first.Level = min(c.first.Level, level)
	return true
}

// unlisted says how often a rule is broken beyond what is listed. rule is empty for sums
// that are sums by what they are.
func (c *check) unlisted(rule string) {
	if c.count > maxOfRule {
		d := c.first.WithRule(rule)
		d.Message = diag.T("从这里起还有 %d 处同样的问题没有列出，改好前面的再检查", "from here on there are %d more of the same that are not listed", c.count-maxOfRule)
		c.found.Add(d)
	}
	c.count = 0
}

// ready is a part of a rule, compiled by now. What is wrong with it is said
// once a report.
func ready[T any](c *check, part later[T]) T {
	value, said := part()
	for _, d := range said {
		c.once(d)
	}
	return value
}

func (c *check) render(r *rule, t text, env map[string]any) diag.Text {
	rendered, err := c.say(t, env)
	if err != nil {
		c.failed(r, err)
	}
	return rendered
}

// failed reports an expression that could be compiled but not evaluated, once a rule.
func (c *check) failed(r *rule, err error) {
	if errors.Is(err, errTooMuch) {
		c.gaveUp(r)
		return
	}
	if worded := (*wordedError)(nil); errors.As(err, &worded) {
		d := diag.Errorf(r.Pos, "规则 %s 无法计算：%s", "rule %s cannot be evaluated: %s", r.ID, worded.text)
		if c.judged != (diag.Pos{}) {
			d = d.WithRelated(c.judged, "判断的是这个数", "what is judged is this figure")
		}
		c.once(d)
		return
	}
	c.once(diag.Errorf(r.Pos, "规则 %s 无法计算：%s", "rule %s cannot be evaluated: %s", r.ID, faultOf(err)))
}

// once adds what was not said before.
func (c *check) once(d diag.Diagnostic) {
	for _, before := range c.found {
		if before.Pos == d.Pos && before.Message == d.Message {
			return
		}
	}
	c.found.Add(d)
}
