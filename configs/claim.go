package configs

import (
	"regexp/syntax"
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/prefilter"
	"gongwen/internal/source"
)

// Claim is one wording in which prose says a number, for a rule with each:
// claim. Its patterns are regular expressions (RE2) for sentences in which
// blanks are left out, every number is the one character #, the digits of the
// report's year are Y and those of other years X:
//
//	Y年，我局共收到政府信息公开申请#件，其中上年结转#件。
//
// A named group that is (?P<n>#) is the number; other named groups are text.
type Claim struct {
	Find string
	// Relation is in place of Find: how the numbers of a sentence stand to each other.
	Relation string
	// Needs is what a sentence must have for Find to match it; empty where nothing
	// is known.
	Needs prefilter.Needed
	// Unless and UnlessBefore are what must not be found in the clauses of the
	// match, and in the sentence from its beginning to the end of the match.
	Unless, UnlessBefore           string
	UnlessNeeds, UnlessBeforeNeeds prefilter.Needed // as Needs
	// Items finds the items of an enumeration in the group `list` of Find; the
	// claim is judged for each of them when Place is one of its groups.
	Items string
	Place string // the group at whose number a fault is reported; empty for the first number
	When  string
	// Says is the number that a wording without one stands for, as 0 for
	// “没有收到申请”; empty for none.
	Says   string
	Equals string // what the number must be
	Check  string // or: what must be true; with neither the wording is forbidden
	// Same is the name of something whose number the report must say alike
	// wherever wordings of the rule with that name find it; those whose group
	// `what` differs are not compared. Empty for none.
	Same    string
	Message diag.Text // empty for the rule's
	Hint    diag.Text
	Pos     diag.Pos
	Places  Keyed[diag.Pos]
}

// The relations of numbers, with the groups that they give beside list and mark.
const (
	PartsRelation      = "parts"      // whole, and part in its items: 40条，其中网站12条、新媒体28条
	TotalRelation      = "total"      // the same: 网站12条、新媒体28条，共40条
	ShareRelation      = "share"      // part, p, and the whole before that fits best: 52件，其中网上30件，占57.7%
	SharesRelation     = "shares"     // part, p, and another part with its percentage: other, q
	RateRelation       = "rate"       // whole, part, p: 收到89件，回复80件，回复率90%
	GrowthRelation     = "growth"     // by, now, p, where past is not said: 52件，同比增加6件，增长13%
	DifferenceRelation = "difference" // past, now, by: 比上年的46件增加6件
	MultipleRelation   = "multiple"   // part, whole, p: 制发20件、废止10件，制发数量是废止数量的2倍
	AverageRelation    = "average"    // average, whole, count: 培训3期，共196人次，平均每期65人次
	ChangeRelation     = "change"     // past, now, p: 比上年的46件增加6件，增长13%
	ProportionRelation = "proportion" // p, and what it is of what: a, b: 予以公开20件，超过办结总数的三分之一
	RestatedRelation   = "restated"   // n, and the number before that is said again: 12.386万元，超过12万元
	TimesRelation      = "times"      // n, a, b: 自然人申请是企业申请的近9倍
	ExcessRelation     = "excess"     // n, a, b: 办结数比新收数多6件
	OrderRelation      = "order"      // a, b: 办结数少于新收数
	RankRelation       = "rank"       // a, among: 不予公开的理由中，行政查询事项最多
)

// relationGroups are the relations with the numbers that they give.
var relationGroups = []relationGroup{
	{PartsRelation, []string{"whole"}, []string{"part"}, nil, []string{List, "mark", "unit", "listed", "unlisted"}},
	{TotalRelation, []string{"whole"}, []string{"part"}, nil, []string{List, "mark", "unit"}},
	{ShareRelation, []string{"p", "part", "whole"}, nil, nil, nil},
	{SharesRelation, []string{"p", "part", "q", "other"}, nil, nil, nil},
	{RateRelation, []string{"p", "part", "whole"}, nil, nil, nil},
	{GrowthRelation, []string{"p", "by", "now"}, nil, nil, nil},
	{DifferenceRelation, []string{"by", "past", "now"}, nil, nil, []string{"word"}},
	{MultipleRelation, []string{"p", "part", "whole"}, nil, nil, nil},
	{AverageRelation, []string{"average", "whole", "count"}, nil, nil, nil},
	{ChangeRelation, []string{"p", "past", "now"}, nil, nil, []string{"word"}},
	{ProportionRelation, []string{"p"}, nil, []string{"a", "b"}, nil},
	{RestatedRelation, []string{"n", "said"}, nil, nil, nil},
	{TimesRelation, []string{"n"}, nil, []string{"a", "b"}, []string{"rest"}},
	{ExcessRelation, []string{"n"}, nil, []string{"a", "b"}, []string{"word"}},
	{OrderRelation, nil, nil, []string{"a", "b"}, []string{"word"}},
	{RankRelation, nil, nil, []string{"a"}, []string{"word", "among"}},
}

type relationGroup struct {
	name                          string
	numbers, items, sides, others []string
}

// RelationGroups are the numbers that a relation gives, and those of its items.
func RelationGroups(relation string) (numbers, items []string) {
	for _, r := range relationGroups {
		if r.name == relation {
			return r.numbers, r.items
		}
	}
	return nil, nil
}

// RelationSides are what a relation compares, each a number of the text or what words
// name, and the texts that it gives.
func RelationSides(relation string) (sides, texts []string) {
	for _, r := range relationGroups {
		if r.name == relation {
			return r.sides, r.others
		}
	}
	return nil, nil
}

// Number is the group of a Claim that Equals and Same are about.
const Number = "n"

// maxPattern is the longest a pattern may be with its phrases filled in.
const maxPattern = 8000

// phraseName is a phrase in a pattern. RE2 has no repetition of that form.
var phraseName = pattern.New(`\{[a-z][a-z0-9_]*\}`)

// readPhrases reads parts of patterns that have a name. One may use those before it.
func (r *templateReader) readPhrases(n *source.Node) {
	r.phrases = map[string]string{}
	if n == nil {
		return
	}
	if n.Kind != source.Map {
		r.problems.Add(diag.Errorf(n.Pos, "phrases 应为“名称: 正则表达式”", "phrases are names with a regular expression each"))
		return
	}
	for _, e := range n.Entries {
		if !keyID.MatchString(e.Key.Text) {
			r.problems.Add(badID(e.Key.Pos, e.Key.Text))
		}
		r.phrases[e.Key.Text] = r.filled(e.Value)
	}
}

// filled is the pattern at n with its phrases filled in; empty when it is wrong.
func (r *templateReader) filled(n *source.Node) string {
	pattern, _ := r.parsed(n)
	return pattern
}

// parsed is filled with the pattern's tree, which is nil where filled is empty.
func (r *templateReader) parsed(n *source.Node) (string, *syntax.Regexp) {
	if n == nil {
		return "", nil
	}
	text := source.String(n, r.problems)
	out := phraseName.ReplaceAllStringFunc(text, func(name string) string {
		phrase, ok := r.phrases[strings.Trim(name, "{}")]
		if !ok {
			r.unknownPhrase(n, strings.Trim(name, "{}"))
		}
		return "(?:" + phrase + ")"
	})
	if len(out) > maxPattern {
		r.problems.Add(diag.Errorf(n.Pos, "正则表达式太长：%d 字节，最多 %d", "the regular expression is too long: %d bytes, at most %d", len(out), maxPattern))
		return "", nil
	}
	tree, err := syntax.Parse(out, syntax.Perl)
	if err != nil {
		r.badPattern(n, err)
		return "", nil
	}
	return out, tree
}

func (r *templateReader) unknownPhrase(n *source.Node, name string) {
	var list []string
	for phrase := range r.phrases {
		list = append(list, phrase)
	}
	slices.Sort(list)
	known(n, diag.T("短语（phrases）", "phrase"), name, list, r.problems)
}

// claims reads the wordings of a rule.
func (r *templateReader) claims(n *source.Node) []Claim {
	var list []Claim
	for _, item := range source.Items(n, r.problems) {
		list = append(list, r.measuredClaims(item)...)
	}
	return list
}

func (r *templateReader) claim(n *source.Node) Claim {
	f := fields(n, r.problems, "find", "relation", "measures", "unless", "unless_before", "items", "place", "when", "says", "equals", "check", "same", "message", "hint")
	p := r.problems
	c := Claim{
		Unless:       r.filled(f.Get("unless")),
		UnlessBefore: r.filled(f.Get("unless_before")),
		Place:        optional(f, "place", p),
		When:         optional(f, "when", p),
		Says:         optional(f, "says", p),
		Equals:       optional(f, "equals", p),
		Check:        optional(f, "check", p),
		Same:         optional(f, "same", p),
		Message:      message(f.Get("message"), p),
		Hint:         message(f.Get("hint"), p),
		Pos:          n.Pos,
		Places:       placesOf(f, "when", "equals", "check", "message", "hint"),
	}
	var find, items *syntax.Regexp
	if c.Relation = r.relation(f.Get("relation")); c.Relation == "" {
		c.Find, find = r.parsed(f.Require("find"))
	}
	c.Items, items = r.parsed(f.Get("items"))
	if find != nil {
		c.Needs = prefilter.By(find)
	}
	c.UnlessNeeds, c.UnlessBeforeNeeds = neededBy(c.Unless), neededBy(c.UnlessBefore)
	r.conditionsOfClaim(f, c, find, items)
	r.unitsOfNumbers(f.Get("find"), find)
	r.unitsOfNumbers(f.Get("items"), items)
	return c
}

// neededBy is what a text must have for a pattern to match it. A pattern that is
// wrong needs nothing: it is refused where it is compiled.
func neededBy(pattern string) prefilter.Needed {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || pattern == "" {
		return nil
	}
	return prefilter.By(tree)
}

// relation reads how numbers stand to each other.
func (r *templateReader) relation(n *source.Node) string {
	if n == nil {
		return ""
	}
	if r.Lexicon == nil {
		r.problems.Add(diag.Errorf(n.Pos, "relation 要有 lexicon", "relation needs a lexicon"))
	}
	return source.Choice(n, r.problems, Relations()...)
}

// Relations are the names of the relations.
func Relations() []string {
	return names(relationGroups, func(r relationGroup) string { return r.name })
}

// conditionsOfClaim checks that the parts of a claim fit together.
func (r *templateReader) conditionsOfClaim(f *source.Fields, c Claim, find, items *syntax.Regexp) {
	conditions := 0
	for _, given := range []bool{c.Equals != "", c.Check != "", c.Same != ""} {
		if given {
			conditions++
		}
	}
	if conditions > 1 {
		r.problems.Add(diag.Errorf(c.Pos, "equals、check、same 只写一个", "a claim has one of equals, check and same"))
	}
	numbers, groups := groupsOf(find)
	inItems, _ := groupsOf(items)
	if c.Relation != "" {
		numbers, inItems = RelationGroups(c.Relation)
	}
	if c.Says != "" && !wholeNumber.MatchString(c.Says) {
		r.problems.Add(diag.Errorf(f.Get("says").Pos, "says 应为整数，实为“%s”", "says is a whole number, not %q", c.Says))
	}
	if c.Find != "" && (c.Equals != "" || c.Same != "") && c.Says == "" && !slices.Contains(numbers, Number) {
		r.problems.Add(diag.Errorf(c.Pos, "find 里要有 (?P<n>#)，或者写 says", "find needs (?P<n>#), or the claim has says"))
	}
	if c.Items != "" && !slices.Contains(groups, List) {
		r.problems.Add(diag.Errorf(f.Get("items").Pos, "items 在 find 的 (?P<list>…) 里找，find 里没有它", "items are found in the group (?P<list>…) of find, which has none"))
	}
	if n := f.Get("place"); n != nil {
		known(n, diag.T("数", "number"), c.Place, slices.Concat(numbers, inItems), r.problems)
	}
}

// List is the group of a Claim in which Items are found.
const List = "list"

var wholeNumber = pattern.New(`^[0-9]{1,9}$`)

// Groups are the named groups of a claim's pattern: those that are a number,
// and all of them. A pattern that is wrong has none.
func Groups(pattern string) (numbers, all []string) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, nil
	}
	return groupsOf(tree)
}

func groupsOf(tree *syntax.Regexp) (numbers, all []string) {
	if tree == nil {
		return nil, nil
	}
	var walk func(*syntax.Regexp)
	walk = func(re *syntax.Regexp) {
		if re.Op == syntax.OpCapture && re.Name != "" && !slices.Contains(all, re.Name) {
			all = append(all, re.Name)
			if inner := re.Sub[0]; inner.Op == syntax.OpLiteral && string(inner.Rune) == "#" {
				numbers = append(numbers, re.Name)
			}
		}
		for _, sub := range re.Sub {
			walk(sub)
		}
	}
	walk(tree)
	return numbers, all
}

// placesOf are the places of the values that are given.
func placesOf(f *source.Fields, keys ...string) Keyed[diag.Pos] {
	var places Keyed[diag.Pos]
	for _, key := range keys {
		if value := f.Get(key); value != nil {
			places = append(places, Key[diag.Pos]{key, value.Pos})
		}
	}
	return places
}
