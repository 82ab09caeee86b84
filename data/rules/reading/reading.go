// Package reading reads what sentences say of their numbers, by the words of a template.
package reading

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/numeral"
)

// none is the class of what has none.
const none = lexicon.None

// Reading is what a sentence says of a number, or of none or of all. Classes are
// numbers of those of the words; none is lexicon.None.
type Reading struct {
	Sentence  int    // index of the sentence
	Amount    string // configs.AmountNumber, AmountEvery, AmountShare, NoneRole or AllRole
	At        int    // of the number, or of the word that stands for it, in the sentence
	From, To  int    // what is shown of the sentence
	Unit      int
	Per       int               // into how many parts the year is divided of each of which it is the number; 0 for none
	Bare      bool              // nothing stands between number and the end of the clause, not even a unit
	Classes   []int             // by dimension
	Subjects  []int             // of none: all that there is none of
	Together  []int             // classes of one dimension whose numbers are added; nil as a rule
	Inherited int               // event that may hold from the item before
	Joined    bool              // 、 is all that stands between them, so that it does
	Including int               // event of the parts that follow
	Unknown   bool              // it is not clear what is said
	AtLeast   bool              // it is of one that is told of, beside which there may be others
	AtMost    bool              // it is of some of what is said only, which is not clear
	Sum       *numeral.Quantity // of several numbers that it stands for; nil as a rule
	Said      *numeral.Quantity // of a percentage, the number that it is said of, and of all the number of these; nil where none is
	Others    [][]int           // classes that it may be said of as well: of whom an earlier clause speaks
	OfThose   [][]int           // likewise: of those of which an earlier number tells, where the report counts such
	Behind    *numeral.Quantity // of all without a number, that of the clause before, of which all is said; nil for none
	OfAll     bool              // it is of some of those that the report counts, whoever did it; of a percentage, it is of all of them
	Whole     int               // of a percentage, what happened to that of which it is one, where it is said

	limited     bool  // by text that is not known
	kindOnly    bool  // only of which kind is said, what is counted stands before
	leftOut     bool  // it is not in the number before
	each        []int // classes that each have the number; nil as a rule
	part        bool  // of the number before, or of what that one is part of
	begins      bool  // the first part
	of          []int // classes of what it is part of; nil for none
	ofUnclear   bool  // part of something that is not clear
	standsIn    int   // index of the lexeme
	behind      int   // index of the last lexeme behind the number that speaks of it
	ownSubject  bool
	onlyCounted bool // nothing is said but what is counted
	onlyBehind  bool // the subject stands behind the number
	then        int  // what also happened to all of these, none as a rule
	onlyWhen    bool // nothing is said but when
}

// Sentence is a sentence that is to be read.
type Sentence struct {
	Text      string // with marks for numbers, as the lexicon has it
	Lexemes   []lexicon.Lexeme
	Number    func(at int) (numeral.Quantity, bool) // whose mark stands at an offset
	Heading   string                                // above it; empty for none
	Paragraph any                                   // the same for all sentences of one
	Listed    bool                                  // its paragraph is an item of a list, which goes on with what the one before is about
}

// reader reads the sentences of a report one after another.
type reader struct {
	*lexicon.Words
	off     []bool // classes that do not count in this report
	current int    // subject that holds here
	list    []Reading
}

// Read is what the sentences say. Classes that are off do not count.
func Read(l *lexicon.Words, sentences []Sentence, off []bool) []Reading {
	r := &reader{Words: l, off: off}
	var before any
	heading, headed := none, ""
	for i, s := range sentences {
		if s.Paragraph != before {
			if before == nil || s.Heading != headed {
				heading, headed = subjectOf(l, s.Heading), s.Heading
			}
			if before = s.Paragraph; !s.Listed {
				r.current = heading
			}
		}
		if named := r.sentence(i, s); !named && !s.Listed {
			r.current = heading
		}
	}
	return r.list
}

// subjectOf is the subject of a heading; none where it has none or several.
func subjectOf(l *lexicon.Words, heading string) int {
	if heading == "" {
		return none
	}
	subject := none
	for _, x := range l.Split(heading, func(int) bool { return false }, "") {
		if x.Kind != lexicon.Word || l.Dimension[x.Class] != l.Subject {
			continue
		}
		if subject != none && subject != x.Class {
			return none
		}
		subject = x.Class
	}
	return subject
}

// sentence reads a sentence, and reports whether a subject is named in it.
func (r *reader) sentence(index int, s Sentence) bool {
	st := &state{reader: r, index: index, sentence: s, text: s.Text, lexemes: s.Lexemes, inPeriod: none, inScope: none, aside: none, first: len(r.list)}
	for i, x := range s.Lexemes {
		switch {
		case st.isQuoted(x), st.isOneKind(i):
		case x.Kind == lexicon.Figure && st.isShare(x):
			st.share(i)
		case x.Kind == lexicon.Figure:
			st.figure(i)
		case st.hasRole(x, configs.NoneRole):
			st.word(i, configs.NoneRole)
		case st.hasRole(x, configs.AllRole) && !st.isAllAgain(i):
			st.word(i, configs.AllRole)
		}
	}
	st.pass(len(s.Lexemes))
	st.wholePeriods()
	st.namedLater()
	return st.named
}

// isAllAgain reports whether a word only says once more that all are meant: 无一例外均为.
func (st *state) isAllAgain(i int) bool {
	for i--; i >= 0 && st.lexemes[i].Kind == lexicon.Word && (st.Idle(st.lexemes[i].Class) || st.hasRole(st.lexemes[i], configs.AllRole)); i-- {
		if st.hasRole(st.lexemes[i], configs.AllRole) {
			return true
		}
	}
	return false
}

// isQuoted reports whether a number stands in quotation marks, as those of slogans
// do: “受理一件、办结一件”.
func (st *state) isQuoted(x lexicon.Lexeme) bool {
	if x.Kind != lexicon.Figure {
		return false
	}
	st.quotes += strings.Count(st.text[st.quoted:x.From], "“") - strings.Count(st.text[st.quoted:x.From], "”")
	st.quoted = x.From
	return st.quotes > 0
}

// isOneKind reports whether a one only says that what stands before it is of one kind, of
// which the number that follows tells: 公安局一家就收到12件.
func (st *state) isOneKind(i int) bool {
	x := st.lexemes[i]
	if x.Kind != lexicon.Figure || i == 0 || st.lexemes[i-1].Ends() || lexicon.Begins(st.text[x.From+1:], st.Particles.Groups) == 0 {
		return false
	}
	if n, _ := st.sentence.Number(x.From); n.Text != oneOfKind {
		return false
	}
	for k := i + 1; k < len(st.lexemes) && !st.lexemes[k].Ends(); k++ {
		if st.lexemes[k].Kind == lexicon.Figure {
			return true
		}
	}
	return false
}

// oneOfKind is how a one is written that counts nothing.
const oneOfKind = "一"

// state is what is known at a place of a sentence.
type state struct {
	*reader
	index             int
	sentence          Sentence
	text              string
	lexemes           []lexicon.Lexeme
	seen              int // lexemes that have been passed
	inPeriod, inScope int
	saved             []held // where brackets opened
	aside             int    // that holds; none for none
	because           bool   // the words are those of a reason
	first             int    // reading of the sentence
	left              bool   // some are left out of what is said of all
	topic             []int  // of whom the sentence says what it does; nil as a rule
	mentioned         []int  // classes by dimension of which clauses without numbers speak; nil for none
	quoted, quotes    int    // how many quotation marks are open at an offset
	named             bool   // a subject
	several           bool   // an earlier clause lists several of which numbers without a subject may be
}

// pass takes notice of the words before a lexeme.
func (st *state) pass(to int) {
	for ; st.seen < to; st.seen++ {
		x := st.lexemes[st.seen]
		switch {
		case x.Kind == lexicon.Mark:
			st.passMark(x.Mark)
		case x.Kind == lexicon.Unknown && st.isActor(st.seen):
			st.inScope = st.Elsewhere
		case st.endsExcept(st.seen) && st.isExcept(st.inScope):
			st.inScope, st.left = none, true
		case x.Kind == lexicon.Word && !st.off[x.Class]:
			st.passWord(x)
		}
	}
}

// passMark keeps what holds outside of brackets.
func (st *state) passMark(mark rune) {
	st.because = false
	switch mark {
	case '，':
		st.mention()
	case '；':
		st.mentioned, st.aside = nil, none
	}
	switch {
	case mark == '：':
		st.topics(false)
	case mark == '，' && st.seen > 0 && st.hasRole(st.lexemes[st.seen-1], configs.AmongRole):
		st.topics(true)
	case (mark == '，' || mark == '；') && st.isExcept(st.inScope):
		st.inScope, st.left = none, true
	case mark == '（':
		st.saved = append(st.saved, held{st.inPeriod, st.inScope, st.current})
	case mark == '）' && len(st.saved) > 0:
		last := st.saved[len(st.saved)-1]
		if st.includesOthers() {
			last.scope = st.inScope // 系统（含各县区分局）
		}
		st.saved, st.inPeriod, st.inScope = st.saved[:len(st.saved)-1], last.period, last.scope
		st.current = last.subject
	}
}

// includesOthers reports whether the brackets that end here say that others are included.
func (st *state) includesOthers() bool {
	open := st.opening(st.seen)
	return open >= 0 && open+1 < st.seen && st.inScope == st.Elsewhere && st.hasRole(st.lexemes[open+1], configs.IncludingRole)
}

// held is what holds at a place of a sentence.
type held struct{ period, scope, subject int }

// mention notes of whom or what a clause without a number speaks, which what stands
// behind it may be said of: 对自然人提出的申请，办结3件. What happened is only noted where
// the clause names those to whom it did: 不予公开的，.
func (st *state) mention() {
	var list []int
	whom := false
	for i := st.seen - 1; i >= 0 && !st.lexemes[i].Ends(); i-- {
		x := st.lexemes[i]
		switch {
		case x.Kind == lexicon.Figure:
			return
		case x.Kind == lexicon.Word && !st.off[x.Class] && st.Role[x.Class] == "" && st.Happens(x.Class):
			list = append(list, x.Class)
			whom = whom || st.Dimension[x.Class] != st.Event
		}
	}
	if !whom && (list == nil || !lexicon.Ends(st.text[:st.lexemes[st.seen-1].To], st.Particles.Of)) {
		return
	}
	if st.mentioned == nil {
		st.mentioned = st.nothing()
	}
	for _, class := range list {
		st.mentioned[st.Dimension[class]] = class
	}
}

// topics notes of whom what stands behind a colon is said, 商业企业申请：上年结转3件, and
// behind 中 to what happened what: 不予公开的申请中，自然人3件.
func (st *state) topics(happened bool) {
	var topic []int
	for i := st.seen - 1; i >= 0 && !st.lexemes[i].Ends(); i-- {
		x := st.lexemes[i]
		switch {
		case x.Kind == lexicon.Figure && happened:
			st.topic = nil
			return
		case x.Kind == lexicon.Word && !st.off[x.Class] && st.Role[x.Class] == "" && st.Happens(x.Class) && (happened || st.Dimension[x.Class] != st.Event):
			topic = append(topic, x.Class)
		}
	}
	st.topic = topic
}

// isExcept reports whether a scope only leaves out what is named behind it in its
// clause: 除3件未办结外，.
func (st *state) isExcept(scope int) bool {
	return scope != none && st.Classes[scope].Name == configs.ExceptClass
}

// endsExcept reports whether text ends what is left out: 除2件外均已办结.
func (st *state) endsExcept(i int) bool {
	x := st.lexemes[i]
	return i > 0 && x.Kind == lexicon.Unknown && lexicon.Begins(st.text[x.From:x.To], st.Particles.Outside) > 0 && st.lexemes[i-1].Kind == lexicon.Figure
}

// passWord notes what holds for the rest of the sentence.
func (st *state) passWord(x lexicon.Lexeme) {
	switch d := st.Dimension[x.Class]; {
	case st.Role[x.Class] == configs.CauseRole:
		st.because = true
	case d == st.Subject:
		if st.seen > 0 && st.lexemes[st.seen-1].Kind == lexicon.Figure && slices.Contains(st.Behind[x.Class], st.current) {
			return
		}
		if !st.named || !slices.Contains(st.Yields[x.Class], st.current) {
			st.current, st.named = st.meantSubject(x.Class), true
		}
	case st.Classes[x.Class].Holds:
		st.aside = x.Class
	case st.because:
	case d == st.Period:
		st.inPeriod = st.period(x)
	case d == st.Scope:
		st.inScope = x.Class
	}
}

// isActor reports whether what looks like the name of another agency or place
// stands at the beginning of a clause, right before what happened.
func (st *state) isActor(i int) bool {
	if !st.isUnclear(i) || !st.IsPlace(st.text[:st.lexemes[i].To]) {
		return false
	}
	for k := i - 1; k >= 0 && !st.lexemes[k].Ends(); k-- {
		if x := st.lexemes[k]; x.Kind == lexicon.Figure || x.Kind == lexicon.Word && !st.Idle(x.Class) {
			return false
		}
	}
	for _, x := range st.lexemes[i+1:] {
		if x.Kind != lexicon.Word {
			return false
		}
		if !st.Idle(x.Class) && !st.Own(x.Class) {
			return st.Dimension[x.Class] == st.Event
		}
	}
	return false
}

// isUnclear reports whether a lexeme is text that is not known and says
// something. What stands before a name of the agency is part of it.
func (st *state) isUnclear(i int) bool {
	x := st.lexemes[i]
	if x.Kind != lexicon.Unknown || utf8.RuneCountInString(strings.Trim(st.text[x.From:x.To], "“”")) < 2 {
		return false
	}
	if i+1 < len(st.lexemes) {
		next := st.lexemes[i+1]
		return !(next.Kind == lexicon.Word && st.Dimension[next.Class] == st.Scope && st.Own(next.Class))
	}
	return true
}

// meantSubject is what a subject stands for behind the one before it.
func (st *state) meantSubject(class int) int {
	before := st.current
	switch refers := st.Refers[class]; {
	case len(refers) == 0 || before == none || before == class:
	case slices.Contains(refers, before):
		return before
	default:
		return st.Otherwise[class]
	}
	return class
}

// newReading is a reading of which nothing is known.
func (st *state) newReading(i int, amount string) Reading {
	x := st.lexemes[i]
	return Reading{
		Sentence: st.index, Amount: amount, At: x.From, From: x.From, To: x.To, Unit: x.Unit,
		Classes: st.nothing(), Inherited: none, Including: none, Whole: none, then: none, standsIn: i, behind: i,
	}
}

// nothing has no class of any dimension.
func (st *state) nothing() []int {
	classes := make([]int, len(st.Dimensions))
	for d := range classes {
		classes[d] = none
	}
	return classes
}

// hasRole reports whether a lexeme is a word of a role.
func (st *state) hasRole(x lexicon.Lexeme, role string) bool {
	return x.Kind == lexicon.Word && st.Role[x.Class] == role
}

// isOf reports whether a lexeme is a word of a dimension that counts here.
func (st *state) isOf(x lexicon.Lexeme, dimension int) bool {
	return x.Kind == lexicon.Word && !st.off[x.Class] && st.Dimension[x.Class] == dimension
}

// isUnit reports whether a lexeme is a number of a class of measure words.
func (st *state) isUnit(x lexicon.Lexeme, name string) bool {
	return x.Kind == lexicon.Figure && x.Unit != none && st.Units[x.Unit].Name == name
}

// last is the reading before in the sentence; nil for none.
func (st *state) last() *Reading {
	if len(st.list) <= st.first {
		return nil
	}
	return &st.list[len(st.list)-1]
}

// settle finds what is counted, where and when, of what was said before.
func (st *state) settle(r *Reading, before int) {
	own := r.Classes[st.Subject]
	switch {
	case own == none:
		r.Classes[st.Subject] = before
	default:
		st.current = before
		r.Classes[st.Subject] = st.meantSubject(own)
		if st.Event != none && r.Classes[st.Event] == none && st.named && slices.Contains(st.Yields[own], before) {
			r.Classes[st.Subject] = before
		}
	}
	if st.Period != none && r.Classes[st.Period] == none {
		r.Classes[st.Period] = st.inPeriod
	}
	if st.Scope != none && r.Classes[st.Scope] == none {
		r.Classes[st.Scope] = st.inScope
	}
	if st.Aside != none && r.Classes[st.Aside] == none && (own == none || st.aside == none || !st.named || len(st.Refers[own]) > 0) {
		r.Classes[st.Aside] = st.aside
	}
	if st.Scope != none && st.isExcept(r.Classes[st.Scope]) && slices.ContainsFunc(r.Classes, st.Happens) {
		r.Classes[st.Scope], r.leftOut = none, true // a number like others
	}
	for d, c := range r.Classes {
		if st.Own(c) {
			r.Classes[d] = none
		}
	}
}
