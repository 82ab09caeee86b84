package configs

import (
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

// Lexicon is the words by which statements about figures are known in prose.
// A number is taken by what the words around it say of it, a class for each
// dimension, not by the order in which they stand.
type Lexicon struct {
	Dimensions []string // SubjectDimension and RoleDimension are among them
	Classes    []WordClass
	Units      []WordClass // measure words behind numbers, whose Dimension is empty
	Particles  Particles
	// Order is the words of all classes in the order of their texts, as numbers of
	// those of all Classes one after another. A word that several classes have is the
	// first's; those that only end names are left out.
	Order []int32
}

// IsPlace reports whether the words of a class only end names.
func (c *WordClass) IsPlace() bool { return c.Dimension == ScopeDimension && c.Name == PlaceClass }

// WordsInOrder makes Order.
func (l *Lexicon) WordsInOrder() []int32 {
	var words []string
	var order []int32
	for _, c := range l.Classes {
		for i := range c.Words {
			if !c.IsPlace() {
				order = append(order, int32(len(words)+i))
			}
		}
		words = append(words, c.Words...)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return strings.Compare(words[a], words[b]) })
	return slices.CompactFunc(order, func(a, b int32) bool { return words[a] == words[b] })
}

// WordClass is words that say the same of a number. They are for sentences as
// claims have them: without blanks, # for a number, Y for the report's year and X
// for another one.
type WordClass struct {
	Dimension, Name string
	Words           []string
	// Absorbs are classes of the dimension that say nothing farther from the number
	// than one of these: 作出不予公开决定3件.
	Absorbs []string
	// Otherwise is the class of the dimension that a word is of when it stands
	// behind one that is not known: 职称申请. Empty for the same.
	Otherwise string
	// Refers are classes for which its words stand where one of them was named
	// before, as 申请 does; behind another one they are of Otherwise.
	Refers []string
	// Yields are classes that its words belong to behind one of them in a sentence,
	// unless something happens: 主动公开8件、依申请公开2件.
	Yields []string
	// Behind are classes that its words belong to right behind a number of one of
	// them: 复议后起诉的52件诉讼.
	Behind []string
	// Parts are, of a period, lists of classes that are all of it together: the
	// halves of a year, its quarters.
	Parts [][]string
	// Spells are classes for which each of its words stands one after another: 一至四
	// 季度分别.
	Spells []string
	// Turns is the class that an event is behind a number of one that it absorbs: 办
	// 结53件，结转2件. Empty for the same.
	Turns string
	// Late says that its words may stand in a later clause than the number, because
	// nothing else can be meant: 2件因收到较晚，结转下年度.
	Late bool
	// Narrows says that a number with one of its words is of some of those without:
	// 网上申请3件.
	Narrows bool
	// Voids says that a number before is one of something else where a later clause
	// has one of its words: 均与信息公开无关.
	Voids bool
	// Per says that a number with one of its words is that of each of so many parts of
	// the year: 月均3件.
	Per int
	// Holds says that a word holds for the numbers behind it in the sentence too: 第三
	// 方同意公开2件，不同意公开3件.
	Holds bool
	// Remainder says that 其他 at the end of an enumeration is this class.
	Remainder bool
	// Unless is the end of the agency's name with which its words say nothing.
	Unless string
	// Included says of an event that a number which includes it is another one:
	// 收到5件（含上年结转1件）.
	Included bool
	Pos      diag.Pos
}

// The dimensions and classes that mean something to the program.
const (
	SubjectDimension = "subject" // what is counted; holds until another subject comes
	PeriodDimension  = "period"  // of which time; holds to the end of the sentence
	ScopeDimension   = "scope"   // of which agencies; likewise
	AsideDimension   = "aside"   // what else limits it, to a part or to another matter
	OfDimension      = "of"      // which of several that are counted, which need not be said
	EventDimension   = "event"   // what happened to it; holds for the rest of an enumeration
	RoleDimension    = "role"    // of the word in the sentence, one of:

	OwnClass         = "own"          // of period and scope: the report's own, which need not be said
	NoneRole         = "none"         // 没有: a number that is zero
	AllRole          = "all"          // 全部: a number that is the whole
	IncludingRole    = "including"    // 其中: parts of the number before follow
	AmongRole        = "among"        // 53件中: parts of the number before follow
	TotalRole        = "total"        // 合计: the sum of the numbers before follows
	ShareRole        = "share"        // 占: a percentage follows
	RespectivelyRole = "respectively" // 分别为: a number for each item before follows
	CauseRole        = "cause"        // 因: what follows is another matter
	CutoffClass      = "cutoff"       // of period: up to a day, which at the end of the year is the whole year
	MonthsClass      = "months"       // of period: from a month to another one
	YearsClass       = "years"        // of period: so many years, of which one is the report's
	PercentUnit      = "percent"      // of units: a number of these is a share
	TermUnit         = "term"         // of units: days and months, which are no number of things
	FillerRole       = "filler"       // says nothing
	ChangeClass      = "change"       // of aside: 增加
	StartClass       = "start"        // of period: the beginning of the report's year
	CompareClass     = "compare"      // of aside: what was before
	TargetClass      = "target"       // of aside: 增至
	BoundClass       = "bound"        // of aside: what a number is the end of
	RestClass        = "rest"         // of aside: what is left of the number before
	PlanClass        = "plan"         // of aside: what is meant to be
	ExceptClass      = "except"       // of scope: what is left out
	PlaceClass       = "place"        // of scope: what names of others end in, which are no words
	OtherScope       = "other"        // of scope: another agency, or several
	ForeignSubject   = "foreign"      // something else than the tables count
)

var lexiconRoles = []string{NoneRole, AllRole, IncludingRole, AmongRole, TotalRole, ShareRole, CauseRole, RespectivelyRole, FillerRole}

const (
	unitsKey = "units"
	// maxSpelt is how many words one with alternatives may stand for.
	maxSpelt = 400
	// maxLexicon is how many words a lexicon may have.
	maxLexicon = 20000
)

// readLexicon reads the words of the template's statements.
func (r *templateReader) readLexicon(n *source.Node) {
	if n == nil {
		return
	}
	if n.Kind != source.Map {
		r.problems.Add(diag.Errorf(n.Pos, "lexicon 应为“方面: {词类: [词]}”", "lexicon has dimensions, with classes of words each"))
		return
	}
	r.Lexicon = &Lexicon{}
	for _, e := range n.Entries {
		if !keyID.MatchString(e.Key.Text) {
			r.problems.Add(badID(e.Key.Pos, e.Key.Text))
			continue
		}
		if e.Key.Text == unitsKey {
			r.Lexicon.Units = r.wordClasses("", e.Value)
			continue
		}
		if e.Key.Text == particlesKey {
			r.Lexicon.Particles = r.readParticles(e.Value)
			continue
		}
		r.Lexicon.Dimensions = append(r.Lexicon.Dimensions, e.Key.Text)
		r.Lexicon.Classes = append(r.Lexicon.Classes, r.wordClasses(e.Key.Text, e.Value)...)
	}
	r.relatedClasses(n)
	r.Lexicon.Order = r.Lexicon.WordsInOrder()
}

func (r *templateReader) wordClasses(dimension string, n *source.Node) []WordClass {
	if n.Kind != source.Map {
		r.problems.Add(diag.Errorf(n.Pos, "这里应为“词类: [词]”", "classes of words are expected here"))
		return nil
	}
	var list []WordClass
	for _, e := range n.Entries {
		if dimension == RoleDimension {
			known(e.Key, diag.T("词类", "class"), e.Key.Text, lexiconRoles, r.problems)
		}
		c := WordClass{Dimension: dimension, Name: e.Key.Text, Pos: e.Key.Pos}
		words := e.Value
		if e.Value.Kind == source.Map {
			f := fields(e.Value, r.problems, "words", "absorbs", "otherwise", "refers", "yields", "unless", "included", "parts", "spells", "late", "narrows", "remainder", "turns", "voids", "behind", "holds", "per")
			words = f.Require("words")
			for _, list := range source.Items(f.Get("parts"), r.problems) {
				c.Parts = append(c.Parts, source.Strings(list, r.problems))
			}
			c.Absorbs, c.Otherwise = source.Strings(f.Get("absorbs"), r.problems), optional(f, "otherwise", r.problems)
			c.Spells = source.Strings(f.Get("spells"), r.problems)
			c.Turns = optional(f, "turns", r.problems)
			c.Behind = source.Strings(f.Get("behind"), r.problems)
			c.Holds = source.Bool(f.Get("holds"), r.problems)
			c.Per = source.Int(f.Get("per"), 0, 2, maxPer, r.problems)
			c.Voids = source.Bool(f.Get("voids"), r.problems)
			c.Remainder = source.Bool(f.Get("remainder"), r.problems)
			c.Late, c.Narrows = source.Bool(f.Get("late"), r.problems), source.Bool(f.Get("narrows"), r.problems)
			c.Unless, c.Included = optional(f, "unless", r.problems), source.Bool(f.Get("included"), r.problems)
			c.Refers, c.Yields = source.Strings(f.Get("refers"), r.problems), source.Strings(f.Get("yields"), r.problems)
		}
		for _, w := range source.Items(words, r.problems) {
			c.Words = append(c.Words, r.spelt(w)...)
		}
		list = append(list, c)
	}
	return list
}

// maxPer is into how many parts a year is divided at most: its days.
const maxPer = 366

// spelt is the words that one with alternatives stands for: 上(一|)年(度|).
func (r *templateReader) spelt(n *source.Node) []string {
	list := []string{""}
	rest := source.String(n, r.problems)
	for rest != "" {
		before, behind, open := strings.Cut(rest, "(")
		choices := []string{""}
		if open {
			inner, after, closed := strings.Cut(behind, ")")
			if !closed || strings.Contains(inner, "(") {
				r.problems.Add(diag.Errorf(n.Pos, "“%s”的括号没有配对", "the brackets of %q do not match", n.Text))
				return nil
			}
			choices, behind = strings.Split(inner, "|"), after
		}
		if len(list)*len(choices) > maxSpelt {
			r.problems.Add(diag.Errorf(n.Pos, "“%s”代表的词太多，最多 %d 个", "%q stands for more than %d words", n.Text, maxSpelt))
			return nil
		}
		var longer []string
		for _, start := range list {
			for _, choice := range choices {
				longer = append(longer, start+before+choice)
			}
		}
		list, rest = longer, behind
	}
	return slices.DeleteFunc(list, func(w string) bool { return w == "" })
}

// relatedClasses checks that classes name classes of their dimension.
func (r *templateReader) relatedClasses(n *source.Node) {
	words := 0
	for _, c := range r.Lexicon.Classes {
		words += len(c.Words)
		names := r.Lexicon.names(c.Dimension)
		for _, other := range slices.Concat(append(c.Parts, c.Absorbs, c.Refers, c.Yields, c.Spells, c.Behind, []string{c.Otherwise, c.Turns})...) {
			if other != "" && !slices.Contains(names, other) {
				r.problems.Add(diag.Errorf(c.Pos, "没有词类“%s”", "there is no class %q", other))
			}
		}
	}
	if words > maxLexicon {
		r.problems.Add(diag.Errorf(n.Pos, "词太多：%d 个，最多 %d", "%d words are too many, at most %d", words, maxLexicon))
	}
}

// names are the classes of a dimension.
func (l *Lexicon) names(dimension string) []string {
	var list []string
	for _, c := range l.Classes {
		if c.Dimension == dimension {
			list = append(list, c.Name)
		}
	}
	return list
}

// Statement is what prose may say of a number, in a rule with each: claim. Every
// class of words that is near the number has to be named by it; so that what is
// said of something else is none.
type Statement struct {
	// Classes are the classes that it is said with, by dimension; an empty name is
	// none. Of dimensions that are not given there must be no word.
	Classes Keyed[[]string]
	Amount  string   // AmountNumber, AmountEvery, NoneRole or AllRole
	Units   []string // classes of measure words behind the number
	// Including is an event that the number includes, as the text says.
	Including string
	// Plus is an event whose number may stand behind and is added: 废止2件，失效1件.
	Plus   string
	Equals []string // what the number must be: one of them
	// Grid has instead of Equals and Check the figures of a table that it must be; nil
	// for none.
	Grid *StatementGrid
	// Wholes are, of AmountShare, what the percentage may be of, and of that to which
	// an event happened: 占办结总数的.
	Wholes      []string
	NamedWholes Keyed[[]string]
	Check       string // or: what must be true
	When        string // it is judged where this is true; empty for always
	Message,
	Hint diag.Text // empty for the rule's
	Pos    diag.Pos
	Places Keyed[diag.Pos]
}

// The amounts that are numbers.
const (
	AmountNumber = "number"
	AmountEvery  = "every" // of things all of which are so: 5件均已办结
	AmountShare  = "share" // in per cent of one of Wholes
)

// statements reads the statements of a rule.
func (r *templateReader) statements(n *source.Node) []Statement {
	var list []Statement
	if n != nil && r.Lexicon == nil {
		r.problems.Add(diag.Errorf(n.Pos, "statements 要有 lexicon", "statements need a lexicon"))
		return nil
	}
	for _, item := range source.Items(n, r.problems) {
		list = append(list, r.statementsOf(item)...)
	}
	return list
}

// statementsOf are a statement for each of its amounts.
func (r *templateReader) statementsOf(n *source.Node) []Statement {
	amounts := []string{AmountNumber}
	if _, given, has := overlay.Entry(n, "amount"); has {
		amounts = nil
		choices := []*source.Node{given}
		if given.Kind != source.Scalar {
			choices = source.Items(given, r.problems)
		}
		for _, choice := range choices {
			amounts = append(amounts, source.Choice(choice, r.problems, AmountNumber, AmountEvery, NoneRole, AllRole))
		}
	}
	s := r.statement(n, slices.Contains(amounts, AllRole))
	list := make([]Statement, len(amounts))
	for i, amount := range amounts {
		list[i] = s
		list[i].Amount = amount
	}
	return list
}

func (r *templateReader) statement(n *source.Node, ofAll bool) Statement {
	p := r.problems
	classes, rest := r.classesIn(n)
	f := fields(rest, p, "amount", "unit", "including", "plus", "when", "equals", "grid", "check", "message", "hint")
	s := Statement{
		Classes: classes, Units: []string{"piece"},
		Including: optional(f, "including", p), Plus: optional(f, "plus", p), When: optional(f, "when", p), Check: optional(f, "check", p),
		Message: message(f.Get("message"), p), Hint: message(f.Get("hint"), p),
		Pos: n.Pos, Places: placesOf(f, "when", "equals", "check", "message", "hint"),
	}
	if u := f.Get("unit"); u != nil {
		s.Units = oneOrMore(u, p)
		for _, name := range s.Units {
			known(u, diag.T("量词的类", "class of measure words"), name, names(r.Lexicon.Units, func(c WordClass) string { return c.Name }), p)
		}
	}
	if e := f.Get("equals"); e != nil {
		s.Equals = oneOrMore(e, p)
	}
	if g := f.Get("grid"); g != nil {
		s.Grid = r.statementGrid(g)
	}
	for _, event := range []string{s.Including, s.Plus} {
		if event != "" {
			known(n, diag.T("词类", "class"), event, r.Lexicon.names(EventDimension), p)
		}
	}
	given := 0
	for _, has := range []bool{len(s.Equals) > 0, s.Check != "", s.Grid != nil} {
		if has {
			given++
		}
	}
	if given != 1 || ofAll && len(s.Equals) > 0 {
		p.Add(diag.Errorf(n.Pos, "statements 的每一项写 equals、grid、check 之一，说全部的写 grid 或 check", "a statement has one of equals, grid and check, one of all has grid or check"))
	}
	return s
}

// shares makes of the statements of numbers of rules above those of percentages,
// by what they may be of: {T5: [甲.总计]}.
func (r *templateReader) shares(n *source.Node) []Statement {
	if n.Kind != source.Map {
		r.problems.Add(diag.Errorf(n.Pos, "shares 应为“规则: [总数]”", "shares has rules, with the wholes of each"))
		return nil
	}
	var list []Statement
	for _, e := range n.Entries {
		i := slices.IndexFunc(r.Rules, func(rule Rule) bool { return rule.ID == e.Key.Text && len(rule.Statements) > 0 })
		if i < 0 {
			r.problems.Add(diag.Errorf(e.Key.Pos, "上面没有带 statements 的规则“%s”", "there is no rule %q with statements above", e.Key.Text))
			continue
		}
		wholes, named := r.wholes(e.Value)
		for _, s := range r.Rules[i].Statements {
			if s.Amount == AmountNumber && (len(s.Equals) > 0 || s.Grid != nil) {
				s.Amount, s.Wholes, s.NamedWholes, s.Message, s.Hint = AmountShare, wholes, named, diag.Text{}, diag.Text{}
				list = append(list, s)
			}
		}
	}
	return list
}

// wholes are what percentages may be of: a list, or lists by what is said to have
// happened to the whole, of which AllRole names that for all others.
func (r *templateReader) wholes(n *source.Node) (others []string, named Keyed[[]string]) {
	if n.Kind != source.Map {
		return oneOrMore(n, r.problems), nil
	}
	for _, e := range n.Entries {
		list := oneOrMore(e.Value, r.problems)
		if e.Key.Text == AllRole {
			others = list
			continue
		}
		known(e.Key, diag.T("词类", "class"), e.Key.Text, r.Lexicon.names(EventDimension), r.problems)
		named = append(named, Key[[]string]{e.Key.Text, list})
	}
	return others, named
}

// classesIn are the classes that a statement names, by dimension, and its other keys.
func (r *templateReader) classesIn(n *source.Node) (classes Keyed[[]string], rest *source.Node) {
	rest = n
	for _, d := range r.Lexicon.Dimensions {
		if _, given, has := overlay.Entry(n, d); has && d != RoleDimension {
			classes = append(classes, Key[[]string]{d, r.classesOf(d, given)})
			rest = overlay.Without(rest, d)
		}
	}
	return classes, rest
}

// classesOf are the classes of a dimension that a statement names.
func (r *templateReader) classesOf(dimension string, n *source.Node) []string {
	list := oneOrMore(n, r.problems)
	for _, name := range list {
		if name != "" {
			known(n, diag.T("词类", "class"), name, r.Lexicon.names(dimension), r.problems)
		}
	}
	return list
}

// oneOrMore is a text, or a list of them.
func oneOrMore(n *source.Node, problems *diag.List) []string {
	if n.Kind == source.Scalar {
		return []string{source.String(n, problems)}
	}
	return source.Strings(n, problems)
}
