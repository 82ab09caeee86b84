package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/types"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// statement is a statement with its classes as numbers.
type statement struct {
	amount          string
	units           []int
	classes         [][]int // by dimension; those of which one must be near, none for no word
	including, plus int
	compiled        later[*demand]
}

// demand is a statement's condition and messages.
type demand struct {
	claim
	expected []expectation
}

// expectation is one of the values that a number may have.
type expectation struct {
	program *program
	cells   string
	reads   []figureOf
}

// statements compiles the statements of the rule.
func (c *compiler) statements() {
	if c.template.Lexicon == nil {
		return
	}
	l := c.lexicon()
	c.rule.lexicon = l
	for _, source := range c.rule.Rule.Statements {
		s := statement{amount: source.Amount, classes: make([][]int, len(l.Dimensions)), including: none, plus: none}
		for d, dimension := range l.Dimensions {
			s.classes[d] = []int{none}
			if names, given := source.Classes[dimension]; given {
				s.classes[d] = l.ClassesOf(dimension, names)
			}
		}
		for _, name := range source.Units {
			s.units = append(s.units, slices.IndexFunc(l.Units, func(u configs.WordClass) bool { return u.Name == name }))
		}
		if source.Including != "" {
			s.including = l.Class(configs.EventDimension, source.Including)
		}
		if source.Plus != "" {
			s.plus = l.Class(configs.EventDimension, source.Plus)
		}
		s.compiled = postpone(c, func(c *compiler) *demand {
			c.env = maps.Clone(c.env)
			c.rule.Rule.Places, c.rule.fields = source.Places, nil
			return c.statement(source)
		})
		c.rule.statements = append(c.rule.statements, s)
	}
}

// statement compiles the conditions of a statement; nil when they are wrong.
func (c *compiler) statement(source configs.Statement) *demand {
	out := &demand{claim: claim{Claim: configs.Claim{When: source.When, Check: source.Check, Message: source.Message, Hint: source.Hint, Pos: source.Pos}}}
	c.env[configs.Number] = types.TypeOf(numeral.Quantity{})
	c.claimConditions(&out.claim)
	for _, equals := range source.Equals {
		one := claim{}
		p := c.expression("equals", equals)
		c.collect(p)
		c.figuresOf(p, &one)
		out.expected = append(out.expected, expectation{p, one.cells, one.reads})
		for _, f := range one.reads {
			if !slices.Contains(out.reads, f) {
				out.reads = append(out.reads, f)
			}
		}
	}
	if c.found.HasErrors() {
		return nil
	}
	return out
}

// says reports whether the statement is what was read.
func (s *statement) says(r *reading, l *lexicon.Words, subject, event int) bool {
	if r.amount != s.amount || r.amount == configs.AmountNumber && !r.bare && !slices.Contains(s.units, r.unit) {
		return false
	}
	if r.including != s.including && (s.including != none || l.IsIncluded(r.including)) {
		return false
	}
	for d, allowed := range s.classes {
		class := r.classes[d]
		switch d {
		case l.Subject:
			class = subject
		case l.Event:
			class = event
		case l.Roles, l.Of:
			continue
		}
		if !slices.Contains(allowed, class) {
			return false
		}
	}
	return true
}

// readReadings reads what all sentences say, once.
func (c *check) readReadings(l *lexicon.Words) []reading {
	if c.lexemes == nil {
		c.lexemes = make([][]lexicon.Lexeme, len(c.sentences))
		agency := c.agency()
		for i, s := range c.sentences {
			c.lexemes[i] = split(l, s, agency)
		}
		c.related = make([]*relations, len(c.sentences))
		c.readings = readings(l, c.sentences, c.lexemes, c.without(l))
	}
	return c.readings
}

// relations are those of the numbers of a sentence; nil without a lexicon.
func (c *check) relations(l *lexicon.Words, sentence int) *relations {
	if l == nil {
		return nil
	}
	c.readReadings(l)
	if c.related[sentence] == nil {
		c.related[sentence] = newRelations(l, c.sentences[sentence], c.lexemes[sentence])
	}
	return c.related[sentence]
}

// agency is the name of the report's agency.
func (c *check) agency() string {
	for _, f := range c.report.Template.Header {
		if f.Type == configs.AgencyField {
			return c.report.Fields[f.ID].Text
		}
	}
	return ""
}

// without are the classes that do not count in the report.
func (c *check) without(l *lexicon.Words) []bool {
	off := make([]bool, len(l.Classes))
	agency := c.agency()
	for i, class := range l.Classes {
		off[i] = class.Unless != "" && strings.HasSuffix(agency, class.Unless)
	}
	return off
}

// eachStatement judges the numbers of which a statement of the rule is made.
func (c *check) eachStatement(r *rule, judged map[spot]bool) {
	if len(r.statements) == 0 {
		return
	}
	l := r.lexicon
	list := c.readReadings(l)
	for i := range list {
		reading := &list[i]
		if !r.searches(reading.sentence.section.ID) {
			continue
		}
		for _, subject := range reading.counted(l) {
			s := r.stated(reading, l, subject)
			if s == nil || reading.unknown || judged[reading.spot()] {
				continue
			}
			if !c.goesOn(r) || c.count >= maxOfRule {
				return
			}
			if s.plus != none && i > 0 && list[i-1].sentence == reading.sentence && r.stated(&list[i-1], l, list[i-1].classes[l.Subject]) == s {
				continue // it was added to the number before
			}
			if made := ready(c, s.compiled); made != nil && c.hasFields(made.rule.fields) && c.readable(&made.claim) {
				c.stated(r, made, s, list[i:])
			}
		}
	}
}

// counted are the subjects that a reading is about.
func (r *reading) counted(l *lexicon.Words) []int {
	if r.amount == configs.AmountNumber {
		return []int{r.classes[l.Subject]}
	}
	return r.subjects
}

// stated is the statement of a rule that a reading is; nil for none.
func (r *rule) stated(reading *reading, l *lexicon.Words, subject int) *statement {
	events := []int{none}
	if l.Event != none {
		events = []int{reading.classes[l.Event]}
		if events[0] == none && reading.inherited != none {
			events = []int{reading.inherited, none}
			if reading.joined {
				events = events[:1]
			}
		}
	}
	for _, event := range events {
		for i := range r.statements {
			if r.statements[i].says(reading, l, subject, event) {
				return &r.statements[i]
			}
		}
	}
	return nil
}

func (r *reading) spot() spot {
	return spot{r.sentence.passage, r.number().digits}
}

// number is the number that is said; of none zero.
func (r *reading) number() token {
	if t, ok := r.sentence.number(r.at); ok {
		return t
	}
	return token{Quantity: zero, digits: r.sentence.originOf(r.at)}
}

var zero = numeral.Exactly(exact(0))

// stated judges what was read, the first of the readings.
func (c *check) stated(r *rule, made *demand, s *statement, list []reading) {
	reading := &list[0]
	number := reading.number()
	pos := data.RunsAt(reading.sentence.runs, number.digits, reading.sentence.pos)
	c.looksAt(reading.sentence.marked(), pos)
	env := maps.Clone(c.claimBase)
	section := reading.sentence.section
	match := shortened(strings.Trim(reading.sentence.as(reading.from, reading.to), "，；、：。"))
	env["section"], env["label"], env["heading"] = section.ID, section.Label, reading.sentence.heading
	env["match"], env["cells"] = match, made.cells
	env["before"], env["after"] = reading.sentence.marked()[:reading.at], reading.sentence.marked()[reading.at:]
	env[configs.Number] = number.Quantity
	if !c.applies(&made.rule, env) {
		return
	}
	if made.rule.check != nil {
		if !c.holds(&made.rule, env) {
			c.broken(&made.rule, pos, env, diag.T("“%s”：%s", "“%s”: %s", match, r.Name), c.compared(&made.claim)...)
		}
		return
	}
	sum, added := plus(s, list)
	var values []string
	for _, e := range made.expected {
		result, err := c.evaluate(e.program, env)
		if err != nil {
			c.failed(r, err)
			return
		}
		expected := quantity(result)
		if expected.Agrees(number.Quantity) || added && expected.Agrees(sum) {
			return
		}
		values = append(values, expectedText(e.cells, expected))
	}
	env["expected"] = values[0]
	said := number.Quantity
	if added {
		said = sum
	}
	all := strings.Join(values, "、")
	c.broken(&made.rule, pos, env, diag.T("“%s”：文字里是 %s，表中%s", "“%s”: the text says %s, the table has %s", match, said, all), c.compared(&made.claim)...)
}

func expectedText(cells string, value numeral.Quantity) string {
	if cells == "" {
		return "是 " + value.String()
	}
	return "“" + cells + "”是 " + value.String()
}

// plus is the number with the one behind it that the statement adds.
func plus(s *statement, list []reading) (numeral.Quantity, bool) {
	if s.plus == none || len(list) < 2 || list[1].sentence != list[0].sentence || list[1].amount != configs.AmountNumber || !slices.Contains(list[1].classes, s.plus) {
		return numeral.Quantity{}, false
	}
	return list[0].number().Plus(list[1].number().Quantity), true
}
