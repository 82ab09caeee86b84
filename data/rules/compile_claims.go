package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/types"
	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/numeral"
	"gongwen/internal/prefilter"
)

// claimRule compiles a rule about the numbers in prose.
//
// Its expressions may use all figures of the report as TABLE.ROW.COLUMN, those of
// the year before as previous.TABLE.ROW.COLUMN (a wording that uses one is passed
// over where that report is not given), the named
// groups of the wording, match, clause, before and after (with marks for
// numbers), earlier (the sentences of the paragraph before), heading, section and label; sum("TABLE.GROUP.COLUMN"), the sum of a
// group's rows; parts, how many items the enumeration has, and added("NAME"),
// the sum of their numbers; in messages cells and expected. Two numbers are
// equal when they may be the same.
func (c *compiler) claimRule() {
	c.addStrings("section", "label", "heading", "match", "clause", "before", "earlier", "after", "cells")
	c.env["parts"] = types.Int
	c.env["added"] = types.TypeOf(func(string) numeral.Quantity { return numeral.Quantity{} })
	c.env["sum"] = types.TypeOf(func(string) numeral.Quantity { return numeral.Quantity{} })
	c.lookUps()
	c.named()
	tables := c.tables()
	maps.Copy(c.env, tables)
	c.env[previousName] = tables
	if len(c.rule.Claims) == 0 && len(c.rule.Rule.Statements) == 0 {
		c.errorf("规则 %s 没有 claims", "rule %s has no claims", c.rule.ID)
	}
	c.rule.when = c.condition("when", c.rule.When)
	c.statements()
	for _, source := range c.rule.Claims {
		c.rule.claims = append(c.rule.claims, postponedClaim{source.Needs.Ready(), postpone(c, func(c *compiler) *claim {
			c.env = maps.Clone(c.env)
			c.rule.Rule.Places, c.rule.fields = source.Places, nil
			return c.claim(source)
		})})
	}
}

// tableTypes are the types of all figures of the tables.
func tableTypes(tables map[string]*figures) types.Map {
	env := types.Map{}
	for id, f := range tables {
		table := types.Map{}
		for _, l := range f.leaves {
			for _, column := range l.Columns {
				putType(table, data.JoinPath(l.Path, column.ID), figureType(f.whole[column.Type]))
			}
		}
		env[id] = table
	}
	return env
}

// claim compiles one wording; nil when it is wrong.
func (c *compiler) claim(source configs.Claim) *claim {
	out := &claim{Claim: source}
	if l := c.template.Lexicon; l != nil {
		out.beginParts = l.Particles.Parts
	}
	var err error
	for _, p := range []struct {
		into   *pattern
		source string
	}{{&out.find, source.Find}, {&out.items, source.Items}} {
		if *p.into, err = c.patterns.get(p.source); err != nil {
			c.errorf("规则 %s 的正则表达式有误：%s", "rule %s: a regular expression is wrong: %s", c.rule.ID, err)
			return nil
		}
	}
	if source.Relation != "" {
		numbers, items := configs.RelationGroups(source.Relation)
		out.find, out.items = namedNumbers(numbers), namedNumbers(items)
		sides, texts := configs.RelationSides(source.Relation)
		out.find.names, out.find.sides = slices.Concat(out.find.names, sides, texts), sides
	}
	if out.find.Regexp == nil && source.Relation == "" {
		c.errorf("规则 %s 的 claims 没有 find", "rule %s: a claim has no find", c.rule.ID)
		return nil
	}
	out.unless = c.scope(c.scope(nil, c.rule.Unless, c.rule.UnlessNeeds), source.Unless, source.UnlessNeeds)
	out.unlessBefore = c.scope(c.scope(nil, c.rule.UnlessBefore, c.rule.UnlessBeforeNeeds), source.UnlessBefore, source.UnlessBeforeNeeds)
	c.typesOf(out.find)
	c.typesOf(out.items)
	c.saysOf(out)
	c.claimConditions(out)
	if c.found.HasErrors() {
		return nil
	}
	return out
}

// typesOf adds the groups of a pattern to the environment.
func (c *compiler) typesOf(p pattern) {
	for _, name := range p.names {
		switch {
		case name == "":
		case c.env[name] != nil && !slices.Contains(p.numbers, name) && name != "what":
			c.errorf("规则 %s：“%s”已另有所指，括号改用别的名称", "rule %s: “%s” has a meaning already, give the group another name", c.rule.ID, name)
		case slices.Contains(p.numbers, name):
			c.env[name] = types.TypeOf(numeral.Quantity{})
		case slices.Contains(p.sides, name):
			c.env[name] = types.TypeOf(side{})
		default:
			c.env[name] = types.String
		}
	}
}

// scope appends a pattern to list; an empty source is none.
func (c *compiler) scope(list []scope, source string, needs prefilter.Needed) []scope {
	if source == "" {
		return list
	}
	return append(list, scope{needs, postpone(c, func(c *compiler) pattern {
		p, err := c.patterns.get(source)
		if err != nil {
			c.errorf("规则 %s 的正则表达式有误：%s", "rule %s: a regular expression is wrong: %s", c.rule.ID, err)
		}
		return p
	})})
}

// saysOf reads the number that a wording without one stands for.
func (c *compiler) saysOf(out *claim) {
	if out.Says == "" {
		return
	}
	value, err := decimal.NewFromString(out.Says)
	if err != nil {
		c.errorf("规则 %s 的 says “%s”不是数", "rule %s: says “%s” is no number", c.rule.ID, out.Says)
		return
	}
	q := numeral.Exactly(value)
	out.says = &q
	c.env[configs.Number] = types.TypeOf(q)
}

// claimConditions compiles the expressions and messages of a wording. It must
// run when the environment is complete.
func (c *compiler) claimConditions(out *claim) {
	out.rule.Rule = c.rule.Rule
	out.rule.when = c.condition("when", out.When)
	out.rule.check = c.condition("check", out.Check)
	if out.Equals != "" {
		if c.env[configs.Number] == nil {
			c.errorf("规则 %s：equals 说的数在 find 里是 (?P<n>#)", "rule %s: the number that equals is about is (?P<n>#) in find", c.rule.ID)
		}
		out.equals = c.expression("equals", out.Equals)
		c.collect(out.equals)
	}
	conditions := out.When + " " + out.Check + " " + out.Equals + " " + c.rule.Rule.When
	for _, name := range wordingNames {
		if strings.Contains(conditions, name) {
			out.uses = append(out.uses, name)
		}
	}
	for _, p := range []*program{out.rule.check, out.equals, out.rule.when, c.rule.when} {
		c.figuresOf(p, out)
	}
	c.addStrings("expected")
	message, hint := out.Message, out.Hint
	if message.ZH == "" {
		message = c.rule.Rule.Message
	}
	if hint.ZH == "" {
		hint = c.rule.Rule.Hint
	}
	out.rule.fields = c.rule.fields
	out.rule.message, out.rule.hint = c.textLater("message", message), c.textLater("hint", hint)
}

// figuresOf notes which figures a condition of a wording uses.
func (c *compiler) figuresOf(p *program, out *claim) {
	if p == nil {
		return
	}
	node := p.Node()
	w := &figureWalk{compiler: c}
	ast.Walk(&node, w)
	for _, f := range w.found {
		if !slices.Contains(out.reads, f) {
			out.reads = append(out.reads, f)
		}
	}
	if names := strings.Join(w.names, " + "); out.cells == "" {
		out.cells = names
	}
}

// figureWalk collects the figures that an expression uses, and their names.
type figureWalk struct {
	*compiler
	found []figureOf
	names []string
}

// Visit implements ast.Visitor.
func (w *figureWalk) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.MemberNode:
		if path, ok := memberPath(n); ok {
			w.path(path)
		}
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok && callee.Value == "sum" {
			w.sum(n)
		}
	}
}

// path notes the figure at TABLE.ROW.COLUMN, or previous.TABLE.ROW.COLUMN.
func (w *figureWalk) path(path string) {
	rest, previous := strings.CutPrefix(path, previousName+".")
	f, row, column, ok := w.split(rest)
	if !ok {
		return
	}
	if l, leaf := f.leaf(row); leaf {
		if _, has := l.Column(column); has {
			w.add(f, l, column, previous)
			name := data.CellName(f.table, data.Ref{Row: row, Column: column})
			if previous {
				name = "上年的" + name
			}
			w.name(name)
		}
	}
}

// sum notes the figures that sum("TABLE.GROUP.COLUMN") adds up.
func (w *figureWalk) sum(call *ast.CallNode) {
	if len(call.Arguments) == 1 {
		if path, ok := call.Arguments[0].(*ast.StringNode); ok {
			f, group, column, ok := w.split(path.Value)
			if !ok {
				group = ""
			}
			if leaves := w.addends(f, group, column); ok && len(leaves) > 0 {
				for _, l := range leaves {
					w.add(f, l, column, false)
				}
				w.name(data.RowName(f.table, group) + " · " + data.ColumnLabel(f.table, data.Ref{Row: leaves[0].Path, Column: column}))
				return
			}
		}
	}
	w.errorf(`规则 %s：sum 的括号里应当是加引号的 表.组.栏，如 sum("requests.outcome.refused.total")`,
		`rule %s: sum needs TABLE.GROUP.COLUMN in quotes, as in sum("requests.outcome.refused.total")`, w.rule.ID)
}

// addends are the rows of a group that have a column, without totals.
func (w *figureWalk) addends(f *figures, group, column string) []data.Leaf {
	if f == nil {
		return nil
	}
	var leaves []data.Leaf
	for l := range f.addends(group) {
		if _, has := l.Column(column); has {
			leaves = append(leaves, *l)
		}
	}
	return leaves
}

func (w *figureWalk) add(f *figures, l data.Leaf, column string, previous bool) {
	ref := data.Ref{Row: l.Path, Column: column}
	w.found = append(w.found, figureOf{previous, f.isTotal(ref), f.table.ID, ref})
}

func (w *figureWalk) name(name string) {
	if !slices.Contains(w.names, name) {
		w.names = append(w.names, name)
	}
}

// split parts TABLE.ROW.COLUMN.
func (w *figureWalk) split(path string) (f *figures, row, column string, ok bool) {
	table, rest, _ := strings.Cut(path, ".")
	i := strings.LastIndexByte(rest, '.')
	f = w.figures[table]
	if f == nil || i < 0 {
		return nil, "", "", false
	}
	return f, rest[:i], rest[i+1:], true
}
