package configs

import (
	"errors"
	"regexp/syntax"
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

func (r *templateReader) rules(items []*source.Node) {
	seen := map[string]diag.Pos{}
	for _, n := range items {
		r.Rules = append(r.Rules, r.rule(n, seen))
	}
}

func (r *templateReader) rule(n *source.Node, seen map[string]diag.Pos) Rule {
	f := fields(n, r.problems, "id", "level", "name", "table", "each", "rows", "previous", "in", "field", "find", "written", "names", "alike", "when", "cell", "equals", "check", "message", "hint",
		"notice", "unless", "unless_before", "statements", "shares", "claims", "mentions", "law", "example", "help")
	p := r.problems
	rule := Rule{
		ID:       required(f, "id", p),
		Level:    level(f.Get("level"), p),
		Name:     required(f, "name", p),
		Table:    optional(f, "table", p),
		Rows:     source.Strings(f.Get("rows"), p),
		Previous: source.Bool(f.Get("previous"), p),
		In:       source.Strings(f.Get("in"), p),
		Field:    optional(f, "field", p),
		Find:     optional(f, "find", p),
		Written:  source.Bool(f.Get("written"), p),
		Names:    optional(f, "names", p),
		Alike:    optional(f, "alike", p),
		When:     optional(f, "when", p),
		Cell:     optional(f, "cell", p),
		Equals:   optional(f, "equals", p),
		Check:    optional(f, "check", p),
		Message:  message(f.Get("message"), p),
		Hint:     message(f.Get("hint"), p),
		Notice:   optional(f, noticeKey, p),
		Law:      message(f.Get("law"), p),
		Example:  message(f.Get("example"), p),
		Help:     message(f.Get("help"), p),
		Pos:      n.Pos,
		Places:   placesOf(f, "when", "equals", "check", "message", "hint"),
	}
	if id := f.Get("id"); id != nil {
		unique(seen, rule.ID, id.Pos, p)
	}
	if e := f.Require("each"); e != nil {
		rule.Each = ruleKindOf(e, p)
	}
	if rule.Each != nil {
		r.keysOfRule(f, &rule)
		rule.Each.read(r, f, &rule)
	}
	return rule
}

func level(n *source.Node, problems *diag.List) diag.Level {
	l, _ := levelNamed(source.Choice(n, problems, "error", "warning", "note"))
	return l
}

// levelNamed is the level that is written by that name.
func levelNamed(name string) (diag.Level, bool) {
	l, known := map[string]diag.Level{"error": diag.Error, "warning": diag.Warning, "note": diag.Note}[name]
	return l, known
}

// rowsOfRule checks the names of a rule about a table.
func (r *templateReader) rowsOfRule(f *source.Fields, rule *Rule) {
	n := f.Require("table")
	if n == nil || !known(n, diag.T("表格", "table"), rule.Table, names(r.Tables, func(t Table) string { return t.ID }), r.problems) {
		return
	}
	t := r.Template.Table(rule.Table)
	all := paths(t.Rows, "")
	for _, row := range source.Items(f.Get("rows"), r.problems) {
		if row.Kind == source.Scalar {
			known(row, diag.T("行", "row"), row.Text, all, r.problems)
		}
	}
	cell := f.Get("cell")
	switch {
	case cell == nil && rule.Equals != "":
		r.problems.Add(diag.Errorf(rule.Pos, "有 equals 的规则要写 cell：哪个数应当等于它", "a rule with equals says by cell which figure should equal it"))
	case cell == nil:
	case rule.Each.subject == RowsOfColumn:
		known(cell, diag.T("行", "row"), rule.Cell, all, r.problems)
	default:
		known(cell, diag.T("栏目", "column"), rule.Cell, columnIDs(*t), r.problems)
	}
}

// fieldOfRule checks that a rule names a header field or the attachments.
func (r *templateReader) fieldOfRule(f *source.Fields, rule *Rule) {
	ids := names(r.Fields(), func(f Field) string { return f.ID })
	if s := r.Attachments(); s != nil {
		ids = append(ids, s.ID)
	}
	if n := f.Require("field"); n != nil {
		known(n, diag.T("栏目", "header field"), rule.Field, ids, r.problems)
	}
}

// absenceOfRule checks that a rule names a header field.
func (r *templateReader) absenceOfRule(f *source.Fields, rule *Rule) {
	if n := f.Require("field"); n != nil {
		known(n, diag.T("栏目", "header field"), rule.Field, names(r.Header, func(f Field) string { return f.ID }), r.problems)
	}
}

// nothingOfRule is for rules without keys of their own to read.
func (r *templateReader) nothingOfRule(*source.Fields, *Rule) {}

// claimsOfRule reads the wordings of a rule.
func (r *templateReader) claimsOfRule(f *source.Fields, rule *Rule) {
	r.sectionsOfRule(f, rule)
	rule.Unless, rule.UnlessBefore = r.filled(f.Get("unless")), r.filled(f.Get("unless_before"))
	rule.UnlessNeeds, rule.UnlessBeforeNeeds = neededBy(rule.Unless), neededBy(rule.UnlessBefore)
	rule.Statements = r.statements(f.Get("statements"))
	if shares := f.Get("shares"); shares != nil {
		rule.Statements = append(rule.Statements, r.shares(shares)...)
	}
	if rule.Statements == nil || f.Get("claims") != nil {
		rule.Claims = r.claims(f.Require("claims"))
	}
}

// sectionsOfRule checks that a rule names sections of the template; that of a
// table may have prose around it.
func (r *templateReader) sectionsOfRule(f *source.Fields, _ *Rule) {
	r.sectionsIn(f, func(Section) bool { return true })
}

// proseOfRule checks that a rule names sections of prose; one that compares two
// years may be about the text around tables too.
func (r *templateReader) proseOfRule(f *source.Fields, rule *Rule) {
	r.sectionsIn(f, func(s Section) bool { return rule.Previous || s.Kind != TableSection })
}

func (r *templateReader) sectionsIn(f *source.Fields, has func(Section) bool) {
	in := f.Get("in")
	if in == nil {
		return
	}
	var ids []string
	for _, s := range r.Sections {
		if has(s) {
			ids = append(ids, s.ID)
		}
	}
	for _, s := range in.Items {
		if s.Kind == source.Scalar {
			known(s, diag.T("文字部分", "section of prose"), s.Text, ids, r.problems)
		}
	}
}

// searchOfRule checks what a rule for matches looks for: a regular expression,
// or places that are like a header field.
func (r *templateReader) searchOfRule(f *source.Fields, rule *Rule) {
	r.sectionsOfRule(f, rule)
	find, alike := f.Get("find"), f.Get("alike")
	if names := f.Get("names"); names != nil {
		r.pattern(names)
	}
	switch {
	case find != nil && alike != nil:
		r.problems.Add(diag.Errorf(alike.Pos, "find 和 alike 只写一个", "a rule has either find or alike"))
	case alike != nil:
		known(alike, diag.T("栏目", "header field"), alike.Text, names(r.Header, func(f Field) string { return f.ID }), r.problems)
	default:
		if find = f.Require("find"); find != nil {
			r.pattern(find)
		}
	}
}

func (r *templateReader) pattern(n *source.Node) {
	if n.Kind == source.Scalar && n.Text == "" {
		r.problems.Add(diag.Errorf(n.Pos, "这里是空的，应写要找的文字（正则表达式）", "nothing is written here; a regular expression is expected"))
		return
	}
	if _, err := syntax.Parse(n.Text, syntax.Perl); err != nil {
		r.badPattern(n, err)
	}
}

func (r *templateReader) badPattern(n *source.Node, err error) {
	pos, reason := n.Pos, diag.Cause(err)
	if e := (*syntax.Error)(nil); errors.As(err, &e) {
		if reason = diag.PatternFault(e); e.Expr != "" && strings.Contains(n.Text, e.Expr) {
			pos = n.At(strings.Index(n.Text, e.Expr))
		}
	}
	d := diag.Errorf(pos, "正则表达式有误：%s", "the regular expression is wrong: %s", reason)
	r.problems.Add(d.WithHint("语法见 https://golang.org/s/re2syntax", "the syntax is at https://golang.org/s/re2syntax"))
}

// rulesOfValues checks that the rules which value types name are about values.
func (r *templateReader) rulesOfValues(items []*source.Node) {
	var about []string
	for _, rule := range r.Rules {
		if rule.Each == EachValue {
			about = append(about, rule.ID)
		}
	}
	for _, n := range items {
		if n.Kind != source.Map {
			continue
		}
		for _, e := range n.Entries {
			if (e.Key.Text == "rule" || e.Key.Text == "empty") && e.Value.Kind == source.Scalar {
				known(e.Value, diag.T("规则（each 为 value）", "rule with each: value"), e.Value.Text, about, r.problems)
			}
		}
	}
}

// paths is the paths of rows and groups, ids joined by dots.
func paths(rows []Row, group string) []string {
	var out []string
	for _, r := range rows {
		out = append(out, group+r.ID)
		out = append(out, paths(r.Rows, group+r.ID+".")...)
	}
	return out
}

func columnIDs(t Table) []string {
	var out []string
	for _, s := range t.Columns {
		for _, c := range s.Columns {
			if !slices.Contains(out, c.ID) {
				out = append(out, c.ID)
			}
		}
	}
	return out
}
