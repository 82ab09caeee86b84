package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/types"
	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/rules/lexicon"
	"gongwen/data/rules/reading"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// none is the class of what has none.
const none = lexicon.None

// statement is a statement with its classes as numbers.
type statement struct {
	amount          string
	units           []int
	classes         [][]int // by dimension; those of which one must be near, none for no word; nil for those of its grid
	including, plus int
	grid            later[*statementGrid] // nil for none
	conditional     bool                  // it is one where its condition holds only
	compiled        later[*demand]
}

// demand is a statement's condition and messages.
type demand struct {
	claim
	expected []expectation
	wholes   []expectation         // what a percentage may be of
	lines    int                   // how many of these are those of a grid
	named    map[int][]expectation // the same by the event of the whole
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
		s := statement{conditional: source.When != "", amount: source.Amount, classes: make([][]int, len(l.Dimensions)), including: none, plus: none}
		for d, dimension := range l.Dimensions {
			s.classes[d] = []int{none}
			if names, given := source.Classes.Get(dimension); given {
				s.classes[d] = l.ClassesOf(dimension, names)
			}
		}
		if source.Grid != nil {
			for d, dimension := range l.Dimensions {
				if names(source.Grid.Rows, dimension) || names(source.Grid.Columns, dimension) {
					s.classes[d] = nil
				}
			}
			s.grid = postpone(c, func(c *compiler) *statementGrid { return c.statementGrid(source) })
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
		out.expected = append(out.expected, c.expectation("equals", equals))
		for _, f := range out.expected[len(out.expected)-1].reads {
			if !slices.Contains(out.reads, f) {
				out.reads = append(out.reads, f)
			}
		}
	}
	for _, whole := range source.Wholes {
		out.wholes = append(out.wholes, c.expectation("wholes", whole))
	}
	for _, one := range source.NamedWholes {
		if out.named == nil {
			out.named = map[int][]expectation{}
		}
		class := c.lexicon().Class(configs.EventDimension, one.Name)
		for _, whole := range one.Value {
			out.named[class] = append(out.named[class], c.expectation("wholes", whole))
		}
	}
	if c.found.HasErrors() {
		return nil
	}
	return out
}

// expectation compiles one of the values that a number may have.
func (c *compiler) expectation(key, source string) expectation {
	one := claim{}
	p := c.expression(key, source)
	c.collect(p)
	c.figuresOf(p, &one)
	return expectation{p, one.cells, one.reads}
}

// counts reports whether the statement is of as many things as a reading.
func (s *statement) counts(f *fact) bool {
	if f.Amount == configs.AmountNumber || f.Amount == configs.AmountEvery {
		return s.amount == f.Amount && (f.Bare || slices.Contains(s.units, f.Unit))
	}
	return s.amount == f.Amount
}

// fact is what was read in a sentence, with it.
type fact struct {
	reading.Reading
	sentence sentence
}

// readFacts reads what all sentences say, once.
func (c *check) readFacts(l *lexicon.Words) []fact {
	if c.lexemes == nil {
		c.lexemes = make([][]lexicon.Lexeme, len(c.sentences))
		c.related = make([]*relations, len(c.sentences))
		agency := c.agency()
		read := make([]reading.Sentence, len(c.sentences))
		for i, s := range c.sentences {
			c.lexemes[i] = split(l, s, agency)
			read[i] = reading.Sentence{Text: s.marked(), Lexemes: c.lexemes[i], Number: s.quantity, Heading: s.heading, Paragraph: s.passage, Listed: s.listed}
		}
		list := reading.Read(l, read, c.without(l))
		c.facts = make([]fact, 0, len(list))
		for _, r := range list {
			c.facts = append(c.facts, fact{r, c.sentences[r.Sentence]})
		}
	}
	return c.facts
}

// split takes a sentence apart.
func split(l *lexicon.Words, s sentence, agency string) []lexicon.Lexeme {
	return l.Split(s.marked(), func(at int) bool { _, is := s.number(at); return is }, agency)
}

// relationsFor are those that a wording is about; nil for none.
func (c *check) relationsFor(claim *claim, l *lexicon.Words, sentence int) *relations {
	if claim.Relation == "" {
		return nil
	}
	return c.relations(l, sentence)
}

// relations are those of the numbers of a sentence; nil without a lexicon.
func (c *check) relations(l *lexicon.Words, sentence int) *relations {
	if l == nil {
		return nil
	}
	c.readFacts(l)
	if c.related[sentence] == nil {
		c.related[sentence] = newRelations(l, c.without(l), c.sentences[sentence], c.lexemes[sentence])
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
	if c.off == nil {
		c.off = make([]bool, len(l.Classes))
		agency := c.agency()
		for i := range l.Classes {
			class := &l.Classes[i]
			c.off[i] = class.Unless != "" && strings.HasSuffix(agency, class.Unless)
		}
	}
	return c.off
}

// eachStatement judges the numbers of which a statement of the rule is made.
func (c *check) eachStatement(r *rule, judged map[spot]bool) {
	if len(r.statements) == 0 {
		return
	}
	l := r.lexicon
	list := c.readFacts(l)
	for i := range list {
		f := &list[i]
		if !r.searches(f.sentence.section.ID) {
			continue
		}
		for _, subject := range f.counted(l) {
			if f.Unknown && !f.AtMost || judged[f.spot()] {
				continue
			}
			if f.Together != nil && f.Per > 0 {
				continue
			}
			if f.Together != nil {
				if !c.goesOn(r) {
					return
				}
				c.togetherStated(r, f, l)
				continue
			}
			s, atMost := c.statement(r, f, l, subject), f.AtMost
			if s.statement == nil {
				if wider := c.wider(f, l); wider != nil {
					s, atMost = c.statement(r, wider, l, subject), true
				}
			}
			if s.statement == nil {
				continue
			}
			if !c.goesOn(r) {
				return
			}
			if s.plus != none && i > 0 && list[i-1].Sentence == f.Sentence && c.statement(r, &list[i-1], l, list[i-1].Classes[l.Subject]).statement == s.statement {
				continue // it was added to the number before
			}
			if made := c.demand(s); made != nil && c.hasFields(made.rule.fields) && c.readable(&made.claim) {
				if atMost {
					c.atMost(r, made, f)
					continue
				}
				c.stated(r, made, s.statement, list[i:])
			}
		}
	}
}

// counted are the subjects that a reading is about.
func (f *fact) counted(l *lexicon.Words) []int {
	if f.Amount != configs.NoneRole && f.Amount != configs.AllRole {
		return []int{f.Classes[l.Subject]}
	}
	return f.Subjects
}

// statement is that of a rule that a reading is; without one for none.
func (c *check) statement(r *rule, f *fact, l *lexicon.Words, subject int) match {
	events := []int{none}
	if l.Event != none {
		events = []int{f.Classes[l.Event]}
		if events[0] == none && f.Inherited != none {
			events = []int{f.Inherited, none}
			if f.Joined {
				events = events[:1]
			}
		}
	}
	for _, event := range events {
		for i := range r.statements {
			if m, ok := c.says(&r.statements[i], f, l, subject, event); ok && c.isMeant(m, f) {
				return m
			}
		}
	}
	return match{}
}

// isMeant reports whether the condition of a statement holds for a reading.
func (c *check) isMeant(m match, f *fact) bool {
	if !m.conditional || f.sentence.passage == nil {
		return true
	}
	made := c.demand(m)
	return made == nil || c.applies(&made.rule, c.statedEnv(f))
}

func (f *fact) spot() spot {
	return spot{f.sentence.passage, f.number().digits}
}

// pos is the place of the number.
func (f *fact) pos() diag.Pos {
	return data.RunsAt(f.sentence.runs, f.number().digits, f.sentence.pos)
}

// number is the number that is said; of none zero, of all how many these are, zero
// where that is not said.
func (f *fact) number() token {
	if t, ok := f.sentence.number(f.At); ok && f.Sum != nil {
		t.Quantity = *f.Sum
		return t
	}
	if t, ok := f.sentence.number(f.At); ok {
		return t
	}
	if f.Amount == configs.AllRole && f.Said != nil {
		return token{Quantity: *f.Said, digits: f.sentence.originOf(f.At)}
	}
	return token{Quantity: zero, digits: f.sentence.originOf(f.At)}
}

var zero = numeral.Exactly(exact(0))

// stated judges what was read, the first of the readings.
func (c *check) stated(r *rule, made *demand, s *statement, list []fact) {
	f := &list[0]
	number := f.number()
	c.looksAt(f.sentence.marked(), position{f.sentence.runs, number.digits, f.sentence.pos})
	env := c.statedEnv(f)
	match := env["match"]
	env["cells"] = made.cells
	if !c.applies(&made.rule, env) {
		return
	}
	if made.rule.check != nil {
		if f.Per == 0 && !c.holds(&made.rule, env) {
			c.broken(&made.rule, f.pos(), env, diag.T("“%s”：%s", "“%s”: %s", match, r.Name), c.compared(&made.claim)...)
		}
		return
	}
	switch f.Amount {
	case configs.AmountShare:
		c.shareStated(r, made, f, env)
		return
	case configs.AllRole:
		c.allStated(made, f, env)
		return
	}
	said := number.Quantity
	sum, added := plus(s, list)
	if added {
		said = sum
	}
	var values []string
	for _, e := range made.expected {
		expected, ok := c.value(r, e, env)
		if !ok || f.agrees(expected, said) || f.agrees(expected, number.Quantity) || f.AtLeast && said.MayBeLess(expected) {
			return
		}
		values = append(values, expectedText(e.cells, f.share(expected)))
	}
	if slices.ContainsFunc(f.Others, func(classes []int) bool { right, known := c.mayBe(f, r.lexicon, classes); return right || !known }) {
		return
	}
	if slices.ContainsFunc(f.OfThose, func(classes []int) bool { right, _ := c.mayBe(f, r.lexicon, classes); return right }) {
		return
	}
	env["expected"] = values[0]
	all := strings.Join(values, "、")
	c.broken(&made.rule, f.pos(), env, diag.T("“%s”：文字里是 %s，表中%s", "“%s”: the text says %s, the table has %s", match, said, all), c.compared(&made.claim)...)
}

// agrees reports whether a number is what is expected, or that over the parts of the year of
// each of which it is said.
func (f *fact) agrees(expected, said numeral.Quantity) bool {
	if f.Per > 0 {
		return isNearly(said, expected, f.Per)
	}
	return expected.Agrees(said)
}

// share is what is expected of each of the parts of the year of which a number is one.
func (f *fact) share(expected numeral.Quantity) numeral.Quantity {
	if f.Per == 0 {
		return expected
	}
	return numeral.Exactly(expected.Low.DivRound(decimal.NewFromInt(int64(f.Per)), 1))
}

// mayBe reports whether a number is right if it is said of other classes, and whether
// a rule says what it is then.
func (c *check) mayBe(f *fact, l *lexicon.Words, classes []int) (right, known bool) {
	other := *f
	other.Classes, other.Inherited = classes, none
	for _, p := range c.rules {
		rule := ready(c, p.compiled)
		if rule == nil || len(rule.statements) == 0 || rule.lexicon != l {
			continue
		}
		m := c.statement(rule, &other, l, classes[l.Subject])
		if m.statement == nil {
			continue
		}
		made := c.demand(m)
		if made == nil || made.rule.check != nil || !c.readable(&made.claim) {
			return true, true
		}
		env := c.statedEnv(&other)
		for _, e := range made.expected {
			if value, ok := c.value(rule, e, env); !ok || f.agrees(value, f.number().Quantity) {
				return true, true
			}
		}
		known = true
	}
	return false, known
}

// wider is a number of all of what a reading is of some; nil where it is not said of
// some.
func (c *check) wider(f *fact, l *lexicon.Words) *fact {
	out := *f
	out.Classes = nil
	for d, class := range f.Classes {
		// What one of its agencies has done is in a government's report.
		within := d == l.Scope && class != none && f.OfAll && lexicon.Ends(c.agency(), l.Particles.Whole)
		if class == none || !l.Classes[class].Narrows && !within {
			continue
		}
		if out.Classes == nil {
			out.Classes = slices.Clone(f.Classes)
		}
		out.Classes[d] = none
	}
	if out.Classes == nil {
		return nil
	}
	return &out
}

// atMost judges a number of some of the things that a statement is about: it
// cannot be more than all of them.
func (c *check) atMost(r *rule, made *demand, f *fact) {
	if f.Amount != configs.AmountNumber || made.rule.check != nil || len(made.expected) == 0 || f.Per > 0 {
		return
	}
	env := c.statedEnv(f)
	env["cells"] = made.cells
	if !c.applies(&made.rule, env) {
		return
	}
	said := f.number().Quantity
	var most *numeral.Quantity
	var cells string
	for _, e := range made.expected {
		value, ok := c.value(r, e, env)
		if !ok || value.Open || !said.Low.GreaterThan(value.High) {
			return
		}
		if most == nil || value.High.GreaterThan(most.High) {
			most, cells = &value, e.cells
		}
	}
	env["expected"] = most.String()
	c.broken(&made.rule, f.pos(), env, diag.T("“%s”：文字里说的是其中一部分，却有 %s，表中全部%s", "“%s”: the text says %s of some of them, of all of them the table has %s", env["match"], said, expectedText(cells, *most)), c.compared(&made.claim)...)
}

// statedEnv is what expressions of a statement may use.
func (c *check) statedEnv(f *fact) map[string]any {
	env := maps.Clone(c.claimBase)
	section := f.sentence.section
	env["section"], env["label"], env["heading"] = section.ID, section.Label, f.sentence.heading
	env["match"] = shortened(strings.Trim(f.sentence.as(f.From, f.To), "，；、：。"))
	env["before"], env["after"] = f.sentence.marked()[:f.At], f.sentence.marked()[f.At:]
	env[configs.Number] = f.number().Quantity
	return env
}

// value is one of the values that a number may have; false when it cannot be had.
func (c *check) value(r *rule, e expectation, env map[string]any) (numeral.Quantity, bool) {
	if e.program == nil {
		return c.sum(e), true
	}
	result, err := c.evaluate(e.program, env)
	if err != nil {
		c.failed(r, err)
		return numeral.Quantity{}, false
	}
	return quantity(result), true
}

func expectedText(cells string, value numeral.Quantity) string {
	if cells == "" {
		return "是 " + value.String()
	}
	return "“" + cells + "”是 " + value.String()
}

// plus is the number with the one behind it that the statement adds.
func plus(s *statement, list []fact) (numeral.Quantity, bool) {
	if s.plus == none || len(list) < 2 || list[1].Sentence != list[0].Sentence || list[1].Amount != configs.AmountNumber || !slices.Contains(list[1].Classes, s.plus) {
		return numeral.Quantity{}, false
	}
	return list[0].number().Plus(list[1].number().Quantity), true
}
