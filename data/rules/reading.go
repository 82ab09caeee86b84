package rules

import (
	"slices"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
)

// none is the class of what has none.
const none = lexicon.None

// reading is what a sentence says of a number, or of none or of all.
type reading struct {
	sentence    sentence
	amount      string // configs.AmountNumber, NoneRole or AllRole
	at          int    // of the number, or of the word that stands for it, in the sentence
	from, to    int    // what is shown of the sentence
	unit        int
	bare        bool  // nothing stands between number and the end of the clause, not even a unit
	classes     []int // by dimension; none for none
	subjects    []int // of none: all that there is none of
	inherited   int   // event that may hold from the item before; none for none
	joined      bool  // 、 is all that stands between them, so that it does
	part        bool  // of the number before
	including   int   // event of the parts that follow; none for none
	unknown     bool  // it is not clear what is said
	standsIn    int   // index of the lexeme
	ownSubject  bool
	onlyCounted bool // nothing is said but what is counted
	onlyBehind  bool // the subject stands behind the number
}

// reader reads the sentences of a report one after another.
type reader struct {
	*lexicon.Words
	off     []bool // classes that do not count in this report
	current int    // subject that holds here
	list    []reading
}

// readings are what the sentences say.
func readings(l *lexicon.Words, sentences []sentence, lexemes [][]lexicon.Lexeme, off []bool) []reading {
	r := &reader{Words: l, off: off}
	var before *passage
	heading, headed := none, ""
	for i, s := range sentences {
		if s.passage != before {
			if before == nil || s.heading != headed {
				heading, headed = subjectOf(l, s.heading), s.heading
			}
			before, r.current = s.passage, heading
		}
		if named := r.sentence(s, lexemes[i]); !named {
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
	p := &passage{text: heading}
	for _, x := range split(l, sentence{p, 0, len(heading)}, "") {
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
func (r *reader) sentence(s sentence, lexemes []lexicon.Lexeme) bool {
	st := &state{reader: r, sentence: s, text: s.marked(), lexemes: lexemes, inPeriod: none, inScope: none, first: len(r.list)}
	for i, x := range lexemes {
		switch {
		case x.Kind == lexicon.Figure:
			st.figure(i)
		case x.Kind == lexicon.Word && r.Role[x.Class] == configs.NoneRole:
			st.word(i, configs.NoneRole)
		case x.Kind == lexicon.Word && r.Role[x.Class] == configs.AllRole:
			st.word(i, configs.AllRole)
		}
	}
	st.pass(len(lexemes))
	return st.named
}

// state is what is known at a place of a sentence.
type state struct {
	*reader
	sentence          sentence
	text              string
	lexemes           []lexicon.Lexeme
	seen              int // lexemes that have been passed
	inPeriod, inScope int
	saved             []([2]int) // period and scope where brackets opened
	first             int        // reading of the sentence
	named             bool       // a subject
	listed            bool       // one since the last semicolon
}

// pass takes notice of the words before a lexeme.
func (st *state) pass(to int) {
	for ; st.seen < to; st.seen++ {
		x := st.lexemes[st.seen]
		if x.Kind == lexicon.Mark {
			switch {
			case x.Mark == '（':
				st.saved = append(st.saved, [2]int{st.inPeriod, st.inScope})
			case x.Mark == '）' && len(st.saved) > 0:
				last := st.saved[len(st.saved)-1]
				st.saved, st.inPeriod, st.inScope = st.saved[:len(st.saved)-1], last[0], last[1]
			}
			continue
		}
		if x.Kind != lexicon.Word || st.off[x.Class] {
			continue
		}
		switch st.Dimension[x.Class] {
		case st.Subject:
			if !st.named || !slices.Contains(st.Yields[x.Class], st.current) {
				st.current, st.named = st.meantSubject(x.Class), true
			}
		case st.Period:
			st.inPeriod = st.period(x)
		case st.Scope:
			st.inScope = x.Class
		}
	}
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
func (st *state) newReading(i int, amount string) reading {
	x := st.lexemes[i]
	r := reading{
		sentence: st.sentence, amount: amount, at: x.From, from: x.From, to: x.To, unit: x.Unit,
		classes: make([]int, len(st.Dimensions)), inherited: none, including: none, standsIn: i,
	}
	for d := range r.classes {
		r.classes[d] = none
	}
	return r
}

// window is the lexemes before a number that speak of it: of its clause, behind
// another number.
func (st *state) window(i int) int {
	start := i
	some, total := false, false
	for start > 0 {
		x := st.lexemes[start-1]
		if x.Kind == lexicon.Figure && !st.term(x) {
			break
		}
		if x.Ends() && (some || x.Mark != '（' && x.Mark != '：' && !(x.Mark == '，' && total)) {
			break
		}
		total = total || x.Kind == lexicon.Word && st.Role[x.Class] == configs.TotalRole
		some = some || x.Kind == lexicon.Unknown || x.Kind == lexicon.Word && st.limits(x.Class)
		start--
	}
	return start
}

// term reports whether a number is one of days or months, which limits another one.
func (st *state) term(x lexicon.Lexeme) bool {
	return x.Kind == lexicon.Figure && x.Unit != none && st.Units[x.Unit].Name == configs.TermUnit
}

// limits reports whether a word says more than when and where something was.
func (st *state) limits(class int) bool {
	return !st.Idle(class) && st.Dimension[class] != st.Period && st.Dimension[class] != st.Scope
}

// period is the class of a word of a period; up to the last day of the year is all of it.
func (st *state) period(x lexicon.Lexeme) int {
	if st.Classes[x.Class].Name != configs.CutoffClass {
		return x.Class
	}
	var numbers []string
	for i := x.From; i < x.To; i++ {
		if t, ok := st.sentence.number(i); ok && st.text[i] == numberMark {
			numbers = append(numbers, t.Low.String())
		}
	}
	own := st.Class(configs.PeriodDimension, configs.OwnClass)
	if own != none && slices.Equal(numbers, []string{"12", "31"}) {
		return own
	}
	return x.Class
}

// figure reads what is said of a number.
func (st *state) figure(i int) {
	start := st.window(i)
	st.pass(start)
	r := st.newReading(i, configs.AmountNumber)
	subjectBefore := st.current
	st.before(&r, start, i)
	st.behind(&r, i)
	st.nameless(&r, start, i)
	st.settle(&r, subjectBefore)
	st.relate(&r, start)
	st.list = append(st.list, r)
}

// take notes a class that stands near the number. What is nearer wins where it
// absorbs the other; otherwise two of a dimension contradict.
func (st *state) take(r *reading, class int) {
	d := st.Dimension[class]
	switch had := r.classes[d]; {
	case had == none, slices.Contains(st.Absorbs[class], had) && !slices.Contains(st.Absorbs[had], class):
		r.classes[d] = class
	case had == class || d == st.Period || d == st.Scope || slices.Contains(st.Absorbs[had], class):
	default:
		r.unknown = true
	}
}

// before takes the words before the number, from it to the left.
func (st *state) before(r *reading, start, i int) {
	content := false
	for k := i - 1; k >= start; k-- {
		x := st.lexemes[k]
		switch {
		case x.Kind == lexicon.Unknown:
			// What is not known between the number and what it is said of is another thing.
			if x.Length(st.text) > 1 && r.classes[st.Subject] == none && !content {
				r.unknown = true
			}
			if x.Length(st.text) > 1 && r.classes[st.Subject] == none && st.eventBefore(start, k) {
				r.unknown = true
			}
		case st.term(x):
			r.unknown = true
		case x.Kind != lexicon.Word || st.off[x.Class]:
		case st.Role[x.Class] == configs.IncludingRole:
			r.part = true
		case st.Role[x.Class] == configs.NoneRole:
			r.unknown = true
		case st.Role[x.Class] != "":
		default:
			content = true
			r.from = x.From
			class := x.Class
			if st.Dimension[class] == st.Period {
				class = st.period(x)
			}
			st.take(r, class)
		}
	}
	r.ownSubject = r.classes[st.Subject] != none
}

// nameless leaves out what only counts, and what counts something that no word
// names: it is what the rest of the sentence is about.
func (st *state) nameless(r *reading, start, i int) {
	said := slices.ContainsFunc(r.classes, func(c int) bool {
		return c != none && st.Dimension[c] != st.Period && st.Dimension[c] != st.Scope
	})
	happened := slices.ContainsFunc(r.classes, st.Happens)
	r.onlyCounted = r.onlyBehind && !happened && !r.unknown
	if !said || r.onlyBehind && !happened {
		r.unknown = true
	}
	unknown := slices.ContainsFunc(st.lexemes[start:i], func(x lexicon.Lexeme) bool { return x.Kind == lexicon.Unknown && x.Length(st.text) > 1 })
	for k := start + 1; k < i; k++ {
		x, left := st.lexemes[k], st.lexemes[k-1]
		if r.classes[st.Event] == none && x.Kind == lexicon.Word && st.Dimension[x.Class] == st.Subject && left.Kind == lexicon.Unknown && left.Length(st.text) > 1 {
			r.unknown = true // what happened to it is not known
		}
	}
	if own := r.classes[st.Subject]; unknown && own != none && len(st.Refers[own]) > 0 && !slices.Contains(st.Refers[own], st.current) {
		r.unknown = true
	}
	r.unknown = r.unknown || unknown && !r.ownSubject
	if unknown && !r.ownSubject && !st.named {
		st.current = st.Foreign
	}
}

// eventBefore reports whether an event stands between two lexemes.
func (st *state) eventBefore(start, end int) bool {
	return slices.ContainsFunc(st.lexemes[start:end], func(x lexicon.Lexeme) bool {
		return x.Kind == lexicon.Word && st.Dimension[x.Class] == st.Event
	})
}

// behind takes the words behind the number: all where nothing before it says
// what happened, else what it is that was counted.
func (st *state) behind(r *reading, i int) {
	end := i + 1
	for end < len(st.lexemes) && st.lexemes[end].Kind != lexicon.Mark && st.lexemes[end].Kind != lexicon.Figure {
		end++
	}
	shared := end < len(st.lexemes) && st.lexemes[end].Kind == lexicon.Figure
	r.bare = r.unit == none && end == i+1 && !shared
	lex := st.Words
	said := slices.ContainsFunc(r.classes, lex.Happens)
	for k := i + 1; k < end; k++ {
		x := st.lexemes[k]
		if x.Kind == lexicon.Unknown {
			if x.Length(st.text) > 2 {
				return
			}
			continue
		}
		if st.off[x.Class] {
			continue
		}
		d := lex.Dimension[x.Class]
		switch role := lex.Role[x.Class]; {
		case lex.Idle(x.Class):
			continue
		case role == configs.NoneRole:
			r.unknown = true // 一件未收
			return
		case role != "":
			return
		case shared && st.Classes[x.Class].Name == targetClass:
			st.take(r, x.Class) // it was that
			return
		case said && shared && (d != lex.Subject || k > i+1):
			return
		case said && d == lex.Event:
			return
		case said && d == lex.Period:
			continue
		}
		if r.classes[d] == none {
			r.classes[d] = x.Class
			r.to = x.To
			if d == lex.Subject {
				r.ownSubject, r.onlyBehind = true, true
			}
		}
	}
}

// settle finds what is counted, where and when, of what was said before.
func (st *state) settle(r *reading, before int) {
	lex := st.Words
	own := r.classes[lex.Subject]
	switch {
	case own == none:
		r.classes[lex.Subject] = before
	default:
		st.current = before
		r.classes[lex.Subject] = st.meantSubject(own)
		if lex.Event != none && r.classes[lex.Event] == none && st.named && slices.Contains(lex.Yields[own], before) {
			r.classes[lex.Subject] = before
		}
	}
	if lex.Period != none && r.classes[lex.Period] == none {
		r.classes[lex.Period] = st.inPeriod
	}
	if lex.Scope != none && r.classes[lex.Scope] == none {
		r.classes[lex.Scope] = st.inScope
	}
	for d, c := range r.classes {
		if lex.Own(c) {
			r.classes[d] = none
		}
	}
}

// relate finds out how the number stands to the one before it.
func (st *state) relate(r *reading, start int) {
	if len(st.list) <= st.first {
		return
	}
	lex := st.Words
	before := &st.list[len(st.list)-1]
	if before.amount != configs.AmountNumber {
		return
	}
	for k := before.standsIn + 1; k < r.standsIn; k++ {
		x := st.lexemes[k]
		if x.Kind == lexicon.Mark && x.Mark == '（' || x.Kind == lexicon.Word && lex.Role[x.Class] == configs.AmongRole {
			r.part = true
		}
		r.part = r.part || k == before.standsIn+1 && before.part
		if x.Kind == lexicon.Mark && (x.Mark == '；' || x.Mark == '）' || x.Mark == '：') {
			r.part = false
			before = nil
			break
		}
	}
	if before == nil || lex.Event == none {
		return
	}
	if r.part && r.classes[lex.Event] == none && !r.ownSubject {
		r.classes[lex.Event] = before.classes[lex.Event]
	}
	event := r.classes[lex.Event]
	if r.part && event != none {
		before.including = event
	}
	if r.part && lex.Of != none && r.classes[lex.Of] != none && before.classes[lex.Of] == none {
		before.unknown = true // it counts others too
	}
	for d, c := range before.classes {
		if r.part && r.classes[d] == none && d != lex.Event && st.Happens(c) {
			r.classes[d], r.unknown = c, true // 自然人5件，其中予以公开3件
		}
	}
	if r.part && before.unknown && !before.onlyCounted && !r.ownSubject {
		r.unknown = true // a part of something that is not clear
	}
	if r.part && slices.Equal(before.classes, r.classes) {
		r.unknown = true
	}
	r.joined = true
	for k := before.standsIn + 1; k < r.standsIn; k++ {
		r.joined = r.joined && !st.lexemes[k].Ends()
	}
	r.joined = r.joined || before.ownSubject
	if event == none && r.ownSubject && before.classes[lex.Event] != none {
		r.inherited = before.classes[lex.Event]
	} else if event == none && r.ownSubject && before.inherited != none {
		r.inherited = before.inherited
	}
}

// word reads what is said with 没有 or 全部, in its clause.
func (st *state) word(i int, amount string) {
	start, end := i, i+1
	for start > 0 && !st.lexemes[start-1].Ends() {
		start--
	}
	for end < len(st.lexemes) && !st.lexemes[end].Ends() {
		if st.lexemes[end].Kind == lexicon.Figure {
			return
		}
		end++
	}
	st.pass(start)
	r := st.newReading(i, amount)
	lex := st.Words
	subjectBefore := st.current
	last := i
	for k := i + 1; k < end; k++ {
		x := st.lexemes[k]
		switch {
		case x.Kind == lexicon.Unknown:
			if x.Length(st.text) > 1 && k < end {
				r.unknown = true
			}
		case x.Kind != lexicon.Word || st.off[x.Class]:
		case lex.Idle(x.Class) || lex.Role[x.Class] == configs.CauseRole:
		case lex.Role[x.Class] != "":
			if k > i+1 && lex.Role[x.Class] != configs.AllRole {
				r.unknown = true
			}
		default:
			st.gather(&r, x.Class)
			last = k
		}
	}
	for k := i - 1; k >= start; k-- {
		x := st.lexemes[k]
		if x.Kind == lexicon.Word && !st.off[x.Class] && lex.Role[x.Class] == "" {
			d := lex.Dimension[x.Class]
			r.unknown = r.unknown || amount == configs.AllRole && st.IsIncluded(x.Class) // all of these only
			if d == lex.Subject && len(r.subjects) > 0 && len(lex.Refers[r.subjects[0]]) == 0 || d == lex.Event && r.classes[d] != none {
				continue
			}
			st.gather(&r, x.Class)
		}
	}
	r.to = st.lexemes[last].To
	if amount == configs.AllRole {
		r.from = st.lexemes[st.shownFrom(start, len(r.subjects) > 0)].From
	}
	r.ownSubject = len(r.subjects) > 0
	r.unknown = r.unknown || amount == configs.AllRole && st.partly(r.ownSubject)
	if !r.ownSubject {
		r.subjects = []int{subjectBefore}
	}
	for n, c := range r.subjects {
		if c != none && len(lex.Refers[c]) > 0 && len(r.subjects) > 1 {
			r.subjects[n] = lex.Otherwise[c] // of the other one
			if others := slices.DeleteFunc(slices.Clone(r.subjects), func(o int) bool { return o == c }); slices.Contains(lex.Refers[c], others[0]) {
				r.subjects[n] = others[0]
			}
			continue
		}
		if c != none {
			st.current = subjectBefore
			r.subjects[n] = st.meantSubject(c)
		}
	}
	r.classes[lex.Subject] = none
	st.settle(&r, none)
	st.current = subjectBefore
	st.list = append(st.list, r)
}

// shownFrom is where what is shown of a clause begins: with the one before where
// it does not name its subject.
func (st *state) shownFrom(start int, named bool) int {
	if named || start < 2 {
		return start
	}
	for start--; start > 0 && !st.lexemes[start-1].Ends(); start-- {
	}
	return start
}

// partly reports whether the numbers before in the sentence are of a part only,
// so that 全部 is of that part.
func (st *state) partly(named bool) bool {
	list := st.list[st.first:]
	if len(list) == 0 {
		return false
	}
	part := true
	for _, r := range list {
		part = part && st.IsIncluded(r.classes[st.Event])
	}
	last := list[len(list)-1]
	for d, c := range last.classes {
		if c != none && d != st.Subject && d != st.Event && d != st.Of && !named {
			return true
		}
	}
	return part
}

// gather notes a class; of subjects there may be several.
func (st *state) gather(r *reading, class int) {
	lex := st.Words
	if lex.Dimension[class] == lex.Subject {
		if !slices.Contains(r.subjects, class) {
			r.subjects = append(r.subjects, class)
		}
		return
	}
	d := lex.Dimension[class]
	switch had := r.classes[d]; {
	case had == none, slices.Contains(lex.Absorbs[class], had):
		r.classes[d] = class
	case had == class || d == lex.Period || d == lex.Scope || slices.Contains(lex.Absorbs[had], class):
	default:
		r.unknown = true
	}
}

// split takes a sentence apart.
func split(l *lexicon.Words, s sentence, agency string) []lexicon.Lexeme {
	return l.Split(s.marked(), func(at int) bool { _, is := s.number(at); return is }, agency)
}
